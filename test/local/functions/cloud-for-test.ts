import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Caller, InvocationResult } from '../../../local/cloud/functions/types';
import { startCloud } from '../../../local/cloud/server';
import type { Cloud, CloudOptions } from '../../../local/cloud/server';
import { FIXTURES } from './fixtures';

/** A new folder that is nobody's. */
export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'local-cloud-'));

/** A cloud with the fixture functions on a free port; its folder goes when it is closed, unless given. */
export async function fixtureCloud(options: Partial<CloudOptions> = {}): Promise<Cloud> {
  const dataDir = options.dataDir ?? temporaryFolder();
  const cloud = await startCloud({
    dataDir,
    functionsDir: FIXTURES.out,
    ...options,
    database: { durability: 'nosync', ...options.database },
  });
  const close = async (): Promise<void> => {
    await cloud.close();
    if (options.dataDir === undefined) {
      rmSync(dataDir, { recursive: true, force: true });
    }
  };
  return { ...cloud, close };
}

/** A caller on the phone. */
export const phone = (openid: string): Caller => ({ kind: 'phone', openid });

/** Calls the fixture `misbehave`, whose time limit is 2 s. */
export const misbehave = (cloud: Cloud, event: object): Promise<InvocationResult> =>
  cloud.invoke({ name: 'misbehave', event: { ...event }, caller: phone('o1') });
