import { count } from './intervals';
import type { Holding } from './holdings';
import { PROMPTS } from './prompts';
import { Refusal } from './refusal';

/** Which of two holdings an approval draws from. */
export type Pool = 'BRANCH' | 'COMMITTEE';

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
