import { daysLater, today } from '../domain/dates';
import { Refusal } from '../domain/refusal';
import { type Database, DuplicateError } from '../ports/database';
import { noteOnce } from './note-once';

const HOUR_MS = 3_600_000;

/** At most `most` times until `expiresAt`, counted in the counter `id`, which names its window of time. */
export interface Limit {
  id: string;
  most: number;
  expiresAt: number;
  /** What to tell whoever is over it. */
  text: string;
  /** The line in 操作日志 when somebody is turned away by it: one for each window of time. */
  noted?: { what: string; actor: string | null };
}

/** The running hour as part of a counter's id, and its end in ms. */
export const hourOf = (now: number): { window: string; expiresAt: number } => {
  const hour = Math.floor(now / HOUR_MS);
  return { window: `h${hour}`, expiresAt: (hour + 1) * HOUR_MS };
};

/** The running day in China as part of a counter's id, and its end in ms. */
export const dayOf = (now: number): { window: string; expiresAt: number } => {
  const day = today(now);
  return { window: day, expiresAt: Date.parse(`${daysLater(day, 1)}T00:00:00+08:00`) };
};

/** The refusal of somebody who has to wait until `expiresAt`. */
export const tooOften = (text: string, now: number, expiresAt: number): Refusal =>
  new Refusal('RATE_LIMITED', text, {
    retryAfter: Math.max(1, Math.ceil((expiresAt - now) / 1000)),
  });

async function note(database: Database, now: number, { id, noted }: Limit): Promise<void> {
  if (!noted) return;
  await noteOnce(database, { _id: `refused:${id}`, at: now, post: null, subject: null, ...noted });
}

async function countOf(database: Database, limits: readonly Limit[]): Promise<Map<string, number>> {
  const ids = limits.map(({ id }) => id);
  const counters = await database.getMany('counters', ids);
  return new Map(counters.map(({ _id, n }) => [_id, n]));
}

async function countUp(database: Database, { id, expiresAt }: Limit): Promise<void> {
  try {
    await database.add('counters', { _id: id, n: 1, expiresAt });
  } catch (error) {
    if (!(error instanceof DuplicateError)) throw error;
    await database.increase('counters', [id], { n: 1 });
  }
}

/**
 * Counts one use against every limit, or throws RATE_LIMITED. Looks before it counts, so that whoever is
 * refused uses up nobody's places, and again after it: of many at the same moment no more than the limit
 * come through. Three requests, and one per counter that begins; one more for whoever is refused with a note.
 */
export async function spend(
  database: Database,
  now: number,
  limits: readonly Limit[],
): Promise<void> {
  const refuseIf = async (isOver: (limit: Limit) => boolean) => {
    const over = limits.find(isOver);
    if (!over) return;
    await note(database, now, over);
    throw tooOften(over.text, now, over.expiresAt);
  };
  const before = await countOf(database, limits);
  await refuseIf(({ id, most }) => (before.get(id) ?? 0) >= most);
  const running = limits.filter(({ id }) => before.has(id));
  await database.increase(
    'counters',
    running.map(({ id }) => id),
    { n: 1 },
  );
  const beginning = limits.filter(({ id }) => !before.has(id));
  await Promise.all(beginning.map((limit) => countUp(database, limit)));
  const after = await countOf(database, limits);
  await refuseIf(({ id, most }) => (after.get(id) ?? 0) > most);
}
