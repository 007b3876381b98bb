import { fork } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { BENCH_COLLECTIONS } from '../number-rows';
import { documentsOf } from './documents';
import { load } from './load';
import { databaseDir } from './open';
import { worldSecrets } from './secrets';
import { rowsOf } from './row-stock';
import type { WorldSettings, WorldSize } from './size';
import { growTree } from './tree';

/** Writes a world into a folder; the same seed and size give the same. Gives the number of documents. */
export function buildWorld(dir: string, size: WorldSize, settings: WorldSettings): Promise<number> {
  mkdirSync(databaseDir(dir), { recursive: true });
  const tree = growTree(size.organizations);
  const documents = function* (): Generator<readonly [string, object]> {
    yield* documentsOf(tree, size, settings, worldSecrets(settings.seed));
    yield* rowsOf(tree, settings);
  };
  return load(databaseDir(dir), documents(), BENCH_COLLECTIONS);
}

/** The same in a process of its own: a large world takes minutes, and another one can be made beside it. */
export function buildApart(dir: string, size: WorldSize, settings: WorldSettings): Promise<void> {
  return new Promise((resolve, reject) => {
    const builder = fork(
      'local/bench/world/builder.ts',
      [JSON.stringify({ dir, size, settings })],
      {
        execArgv: ['--import', 'tsx'],
      },
    );
    builder.once('error', reject);
    builder.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`building ${dir} ended with ${code}`));
    });
  });
}
