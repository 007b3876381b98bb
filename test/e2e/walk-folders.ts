import { cpSync, existsSync, mkdtempSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Cloud, startCloud } from '../../local/cloud/server';
import { fill } from '../../local/demo';
import type { Demo } from '../../local/demo/demo';
import { province, provinceRows } from '../../local/demo/province';
import { tree } from '../../local/demo/tree';

/** What a walk may begin with; `guide` is the guide's tree and people in a whole province. */
export const WALK_DEMOS = {
  tree,
  guide: { ...tree, organizations: () => [...provinceRows(), ...tree.organizations()] },
  province,
} satisfies Record<string, Demo>;

export type WalkDemo = keyof typeof WALK_DEMOS;

/** `functionEnv`: variables of the functions beside those of every local cloud. */
export const openWalkCloud = (
  dataDir: string,
  functionEnv: Record<string, string> = {},
): Promise<Cloud> =>
  startCloud({ dataDir, functionEnv, strict: true, database: { durability: 'nosync' } });

/** The folder of global-setup.ts that keeps each demo once it has been filled in. */
const FOLDERS = process.env.WALK_FOLDERS ?? tmpdir();

async function fillOnce(which: WalkDemo): Promise<string> {
  const filled = join(FOLDERS, which);
  if (existsSync(filled)) return filled;
  const draft = mkdtempSync(`${filled}-`);
  const cloud = await openWalkCloud(draft);
  await fill(cloud, WALK_DEMOS[which], () => undefined, draft);
  await cloud.close();
  renameSync(draft, filled);
  return filled;
}

/** A new data folder with a demo in it: filled in by the first walk of a run, copied for the others. */
export async function walkFolder(which: WalkDemo): Promise<string> {
  const filled = await fillOnce(which);
  const dataDir = mkdtempSync(join(tmpdir(), 'walk-'));
  cpSync(filled, dataDir, { recursive: true });
  return dataDir;
}
