import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cloudDatabase } from '../../cloudfunctions/core/adapters/cloud-database';
import { buildApart } from '../bench/world/build';
import { sdkEnvironment } from '../cloud/functions/environment';
import { markDataFolder } from '../cloud/data-folder';
import { killProcess, startProcess } from './system';
import { databaseDir } from './world';

/** How long the whole local cloud takes from its start to its first answer; times in ms. */
export interface Restarts {
  organizations: number;
  /** Numbers given out, each with a member, a registration, an account and an entry in the journal. */
  given: number;
  bytes: number;
  /** After `kill -9` while documents were being written. */
  afterKill: number[];
  /** The first start of a copy, or after the machine lost its power: every page is read. */
  afterCopy: number[];
}

const SIZE = { organizations: 18_762, given: 150_000 };
const TIMES = 3;
const WRITES = 50;

/** Writes documents until the database dies. */
async function writeUntilDeath(url: string, kill: () => Promise<void>): Promise<void> {
  Object.assign(process.env, sdkEnvironment(`${url}/admin`));
  const database = cloudDatabase();
  const write = (n: number): Promise<void> =>
    database.put('counters', { _id: `restart-${n}`, n, expiresAt: 0 });
  await Promise.all(Array.from({ length: WRITES }, (_, n) => write(n)));
  const more = Promise.allSettled(Array.from({ length: WRITES }, (_, n) => write(n)));
  await kill();
  await more;
}

/** Makes the province's folder, which takes minutes; nothing of it is there before all of it is. */
async function build(dataDir: string): Promise<void> {
  const draft = `${dataDir}.new`;
  rmSync(draft, { recursive: true, force: true });
  await buildApart(draft, SIZE, {
    seed: 1,
    givenPerPool: 500,
    givenInLarge: 4000,
    waiting: 100,
    pendingPerPool: 10,
    pendingInFirst: 0,
    sparePerPool: 0,
    spareInFirst: 0,
    rowsPerPool: 0,
    rowsInStock: 0,
  });
  markDataFolder(draft);
  renameSync(draft, dataDir);
}

/** Starts the local cloud on a province again and again; makes it if the folder is not there yet. */
export async function runRestarts(
  dataDir: string,
  port: number,
  log: (line: string) => void,
): Promise<Restarts> {
  if (!existsSync(dataDir)) await build(dataDir);
  log(`${SIZE.organizations} organisations, ${SIZE.given} numbers given out`);
  const start = async (): Promise<number> => {
    const begun = performance.now();
    const cloud = await startProcess('cloud-process', { dataDir, port });
    const ms = Math.round(performance.now() - begun);
    await writeUntilDeath(cloud.first, () => killProcess(cloud));
    return ms;
  };
  const several = async (before: () => void): Promise<number[]> => {
    const times: number[] = [];
    for (let i = 0; i < TIMES; i++) {
      before();
      times.push(await start());
    }
    return times;
  };
  // Not counted: the files of the programs come from the disk.
  await start();
  const afterKill = await several(() => undefined);
  const afterCopy = await several(() => rmSync(join(databaseDir(dataDir), 'known.json')));
  const bytes = statSync(join(databaseDir(dataDir), 'data.mdb')).size;
  return { ...SIZE, bytes, afterKill, afterCopy };
}
