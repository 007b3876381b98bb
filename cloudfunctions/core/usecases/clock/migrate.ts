import type { Database } from '../../ports/database';
import type { Migration } from '../migrations/migration';
import {
  MIGRATE,
  NOT_BEGUN,
  pendingOf,
  type Progress,
  storedProgress,
} from '../migrations/progress';
import type { Job } from './job';

/** One tick works for this long at most. */
const WORK_MS = 15_000;
/** Calls of the version before are over after this: nobody writes the older shape any more. */
const SETTLE_MS = 5 * 60_000;

/** Whether nothing was ever stored here, so that nothing can have an older shape. At most two requests. */
async function isFresh(database: Database): Promise<boolean> {
  for (const collection of ['organizations', 'accounts'] as const) {
    const found = await database.find(collection, {}, { limit: 1, fields: ['_id'] });
    if (found.length > 0) return false;
  }
  return true;
}

/** Where the clock begins in an environment where it has never looked. */
async function firstProgress(
  database: Database,
  migrations: readonly Migration[],
  now: number,
): Promise<Progress> {
  const done = (await isFresh(database))
    ? migrations.map(({ number }) => ({ number, at: now, changed: null }))
    : [];
  // No version without migrations was ever in use: nobody writes an older shape beside this one.
  return { newest: migrations.at(-1)?.number ?? 0, since: 0, done, current: NOT_BEGUN };
}

/**
 * As this version sees it. After a step back to an older version the later migrations count as not done: while it
 * runs it writes the older shapes again.
 */
function knownTo(migrations: readonly Migration[], progress: Progress, now: number): Progress {
  const newest = migrations.at(-1)?.number ?? 0;
  if (newest === progress.newest) return progress;
  const done = progress.done.filter(({ number }) => number <= newest);
  return { newest, since: now, done, current: NOT_BEGUN };
}

/** What the job's document says, and how far the data is as this version sees it. Writes nothing; at most three requests. */
export async function migrationProgress(
  database: Database,
  migrations: readonly Migration[],
  now: number,
): Promise<{ stored: Progress | null; progress: Progress }> {
  const job = await database.get('jobs', MIGRATE);
  const stored = storedProgress(job?.cursor);
  const progress = stored
    ? knownTo(migrations, stored, now)
    : await firstProgress(database, migrations, now);
  return { stored, progress };
}

/** The state after a page of the migration. */
function afterPage(
  progress: Progress,
  { number }: Migration,
  { next, changed }: { next: string | null; changed: number },
  at: number,
): Progress {
  const current = { cursor: next, changed: progress.current.changed + changed };
  if (next !== null) return { ...progress, current };
  const done = [...progress.done, { number, at, changed: current.changed }];
  return { ...progress, done, current: NOT_BEGUN };
}

/**
 * Works through the migrations one after the other, in slices from tick to tick. `npm run migrations` tells how
 * far it is. Gives how many documents it changed.
 */
export const migrate = (migrations: readonly Migration[]): Job => ({
  id: MIGRATE,
  everyMs: 9 * 60_000,
  async run({ database, runtime }, now) {
    const { stored, progress: begun } = await migrationProgress(database, migrations, now);
    let progress = begun;
    const keep = () => database.update('jobs', MIGRATE, { cursor: JSON.stringify(progress) });
    if (progress !== stored) await keep();
    let changed = 0;
    while (now >= progress.since + SETTLE_MS && runtime.now() < now + WORK_MS) {
      const [next] = pendingOf(migrations, progress);
      if (!next) break;
      const page = await next.page({ database }, progress.current.cursor);
      changed += page.changed;
      progress = afterPage(progress, next, page, runtime.now());
      // Kept after every page: a tick that dies goes on from there.
      await keep();
    }
    return changed;
  },
});
