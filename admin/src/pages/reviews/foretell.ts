import type { ReviewItem, ReviewPool } from '../../../../typings/api';

/** What passing a selection at the committee's stage would come to. */
export interface Foretelling {
  /** People who draw a number of the system. */
  drawing: number;
  /** People who keep the number they typed; their covers have to be compared first. */
  keeping: number;
  /** Ids of those for whom no number is left once the others of the selection have theirs. */
  without: ReadonlySet<string>;
  /** People with a finding that needs a look. */
  attention: number;
}

/** The pool a person would draw from, as far as the pools known tell; null when they do not. */
function poolOf(item: ReviewItem, pools: readonly ReviewPool[]): ReviewPool | null {
  const year = Number(item.joinMonth.slice(0, 4));
  const ofYear = pools.filter((pool) => pool.year === year);
  const own = ofYear.find(({ organization }) => organization.id === item.branch.id);
  if (own) return own;
  const committees = ofYear.filter(({ organization }) => organization.type !== 'BRANCH');
  return committees.length === 1 ? committees[0]! : null;
}

/**
 * Foretells a batch before it is sent: in the order of submission, everybody takes the next number
 * of the own pool. Where the pool of a person cannot be told, the server's own finding (`stops`) counts.
 */
export function foretell(people: readonly ReviewItem[], pools: readonly ReviewPool[]): Foretelling {
  const taken = new Map<ReviewPool, number>();
  const without = new Set<string>();
  for (const item of inOrder(people)) {
    if (item.mode !== 'AUTO') continue;
    const pool = poolOf(item, pools);
    if (pool === null) {
      if (item.stops > 0) without.add(item.id);
      continue;
    }
    const before = taken.get(pool) ?? 0;
    if (before >= pool.free) without.add(item.id);
    else taken.set(pool, before + 1);
  }
  return {
    drawing: people.filter(({ mode, id }) => mode === 'AUTO' && !without.has(id)).length,
    keeping: people.filter(({ mode }) => mode === 'MANUAL').length,
    without,
    attention: people.filter(({ attention }) => attention > 0).length,
  };
}

/** In the order in which a batch takes them: by submission. */
export function inOrder<T extends { id: string; submittedAt: number }>(people: readonly T[]): T[] {
  return [...people].sort((a, b) => a.submittedAt - b.submittedAt || (a.id < b.id ? -1 : 1));
}
