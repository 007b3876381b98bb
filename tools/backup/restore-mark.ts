import type { Database } from '../../cloudfunctions/core/ports/database';

/** Stands in `jobs` from the beginning of a restoration to its end; `cursor` says of which backup. */
const MARK = 'restore';

/** Which backup is being restored here, by the SHA-256 of its manifest; null when none is. */
export const restoring = async (database: Database): Promise<string | null> =>
  (await database.get('jobs', MARK))?.cursor ?? null;

export const markRestoring = (database: Database, manifestId: string): Promise<void> =>
  database.add('jobs', {
    _id: MARK,
    dueAt: Number.MAX_SAFE_INTEGER,
    leaseUntil: 0,
    cursor: manifestId,
    progress: 0,
  });

export const unmarkRestoring = async (database: Database): Promise<void> => {
  await database.removeWhere('jobs', { _id: MARK });
};

export const isMark = (collection: string, id: string): boolean =>
  collection === 'jobs' && id === MARK;
