import { draw, type Holding, voidOccupied } from './holdings';
import { count } from './intervals';
import { PROMPTS } from './prompts';
import { Refusal } from './refusal';

/** Which of two holdings an approval draws from. */
export type Pool = 'BRANCH' | 'COMMITTEE';

/** One way of drawing the lowest number of a pool: that of an approval, or that of a correction (`REPLACEMENT`). */
export interface Drawing {
  /** What the journal calls it. */
  line: 'ASSIGN' | 'CORRECTION_REASSIGN';
  /** Refuses a pool that has nothing to draw. */
  requireStock(from: Pool, pool: Holding): void;
  /** The lowest number and the pool without it; the pool must have one. */
  take(pool: Holding): { number: number; after: Holding };
  /** The pool after a number was made void that somebody has already. */
  setAside(pool: Holding, number: number): Holding;
}

/**
 * the branch's own numbers when it holds a free or a used one of that year (void and expired ones
 * do not count); otherwise those of the nearest committee above. A general branch is never a pool.
 */
export function poolFor(branch: Holding | null): Pool {
  const counts = branch !== null && (branch.free.length > 0 || branch.used.length > 0);
  return counts ? 'BRANCH' : 'COMMITTEE';
}

/** Refuses when the pool has nothing free: R-32 (no fallback from a branch that is used up), R-33. */
export function requireFree(pool: Pool, holding: Holding | null): asserts holding is Holding {
  if (holding && holding.closed) throw new Refusal('CONFLICT', PROMPTS.yearClosed(holding.year));
  if (holding && count(holding.free) > 0) return;
  throw new Refusal(
    'EXHAUSTED',
    pool === 'BRANCH' ? PROMPTS.branchUsedUp : PROMPTS.nobodyHasNumbers,
  );
}

/** R-30 … R-34: what is free, and nothing once the year is closed. */
export const APPROVAL: Drawing = {
  line: 'ASSIGN',
  requireStock: requireFree,
  take: draw,
  setAside: voidOccupied,
};
