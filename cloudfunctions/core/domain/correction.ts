import type { CorrectionDisposal, Interval, OrganizationType } from '../../../typings/api';
import type { Drawing, Pool } from './assignment';
import type { Holding } from './holdings';
import { contains, count, subtract, union } from './intervals';
import { PROMPTS } from './prompts';
import { Refusal } from './refusal';

/** County and above: 团的领导机关 (domain.md §2). */
const isLeadingOrgan = (type: OrganizationType): boolean =>
  type === 'PROVINCE' || type === 'CITY' || type === 'COUNTY';

/**
 * who decides what an organisation filed: the nearest leading organ above it; what the province
 * filed is decided by the province. `path` runs from the root down to the filer itself.
 */
export function deciderOf(
  path: ReadonlyArray<{ id: string; type: OrganizationType }>,
): string | null {
  const above = path.slice(0, -1).reverse();
  const organ = above.find(({ type }) => isLeadingOrgan(type)) ?? path[0];
  return organ && isLeadingOrgan(organ.type) ? organ.id : null;
}

/** What a replacement can be drawn from: free numbers; in a closed year the expired ones. */
const stockOf = (pool: Holding): Interval[] => (pool.closed ? pool.expired : pool.free);

/** A changed copy, also of a closed holding: corrections are what a closed year still allows. */
const corrected = (holding: Holding, parts: Partial<Holding>): Holding => ({
  ...holding,
  ...parts,
  rev: holding.rev + 1,
});

const take = (pool: Holding, number: number, to: 'used' | 'voided'): Holding => {
  const taken = [{ start: number, end: number }];
  const from = pool.closed ? 'expired' : 'free';
  return corrected(pool, {
    [from]: subtract(pool[from], taken),
    [to]: union(pool[to], taken),
  });
};

/** The lowest number that can replace another one; null when the pool has none. */
export const replacementIn = (pool: Holding): number | null => stockOf(pool)[0]?.start ?? null;

/** Refuses when the pool has no replacement, in the words of P-7 and P-8. */
function requireReplacement(from: Pool, pool: Holding): void {
  if (count(stockOf(pool)) > 0) return;
  throw new Refusal(
    'EXHAUSTED',
    from === 'BRANCH' ? PROMPTS.branchUsedUp : PROMPTS.nobodyHasNumbers,
  );
}

/** Assigns the replacement. */
export const assignReplacement = (pool: Holding, number: number): Holding =>
  take(pool, number, 'used');

/** the lowest free number, in a closed year the lowest expired one. */
export const REPLACEMENT: Drawing = {
  line: 'CORRECTION_REASSIGN',
  requireStock: requireReplacement,
  take(pool) {
    const number = replacementIn(pool);
    if (number === null) throw new RangeError(`pool ${pool.orgId} of ${pool.year} is empty`);
    return { number, after: assignReplacement(pool, number) };
  },
  setAside: (pool, number) => take(pool, number, 'voided'),
};

/**
 * takes a number back that is assigned from this holding: free again in an open year, expired in a
 * closed one, or void when the decider chose so. Throws CONFLICT when the holding does not have it.
 */
export function release(holding: Holding, number: number, disposal: CorrectionDisposal): Holding {
  if (!contains(holding.used, number)) {
    throw new Refusal('CONFLICT', '该编号已不在原来的组织名下，请刷新后核对。');
  }
  const released = [{ start: number, end: number }];
  const to = disposal === 'VOID' ? 'voided' : holding.closed ? 'expired' : 'free';
  return corrected(holding, {
    used: subtract(holding.used, released),
    [to]: union(holding[to], released),
  });
}
