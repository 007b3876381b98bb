import type { Migration } from './migration';

/** `_id` of the job; what is done is kept in its document. */
export const MIGRATE = 'migrate';

/** How far the migrations of an environment are. */
export interface Progress {
  /** The newest one that the clock knows, and since when it has known it. */
  newest: number;
  since: number;
  /**
   * Those that are done. `changed`: documents, fewer than there were where a tick died; null: there was nothing yet
   * that could have an older shape.
   */
  done: Array<{ number: number; at: number; changed: number | null }>;
  /** Where the first that is not done stands. */
  current: { cursor: string | null; changed: number };
}

export const NOT_BEGUN: Progress['current'] = { cursor: null, changed: 0 };

/** What the job's document says; null before the clock ever looked. */
export const storedProgress = (cursor: string | null | undefined): Progress | null =>
  typeof cursor === 'string' ? (JSON.parse(cursor) as Progress) : null;

/** Those that are to be done, the next one first. */
export const pendingOf = (
  migrations: readonly Migration[],
  progress: Progress | null,
): Migration[] =>
  migrations.filter(({ number }) => !progress?.done.some((one) => one.number === number));

/** As people are told of it: the number of its file, and what it does. */
export const nameOf = ({ number, what }: Migration): string =>
  `${String(number).padStart(4, '0')} ${what}`;
