import type { HoldingFigures, Interval, NumberRow, OrganizationRef } from '../../../typings/api';
import { count, highest, includes, intersect, lowest, subtract, union } from './intervals';
import { PROMPTS } from './prompts';
import { invalidField, Refusal } from './refusal';

/**
 * What an organisation answers for in a year. At every moment, all parts disjoint:
 * held = free ∪ used ∪ voided ∪ expired ∪ what its direct children hold.
 */
export interface Holding {
  orgId: string;
  year: number;
  parentId: string | null;
  /** Counts the changes. */
  rev: number;
  closed: boolean;
  held: Interval[];
  /** Neither handed down, nor assigned, nor void. */
  free: Interval[];
  /** Assigned to members from here: a committee's own pool as well as a branch's. */
  used: Interval[];
  voided: Interval[];
  expired: Interval[];
  /** The organisation was closed: nothing is handed down to it any more. */
  retired?: boolean;
}

/** A holding of an organisation that never had a number in that year. */
export const emptyHolding = (orgId: string, year: number, parentId: string | null): Holding => ({
  orgId,
  year,
  parentId,
  rev: 0,
  closed: false,
  held: [],
  free: [],
  used: [],
  voided: [],
  expired: [],
});

/** Numbers handed down to direct children. */
export const handedDown = (holding: Holding): Interval[] =>
  subtract(holding.held, union(holding.free, holding.used, holding.voided, holding.expired));

/** How many numbers each part of a holding has. */
export function figuresOf(holding: Holding): HoldingFigures {
  const total = count(holding.held);
  const [free, used, voided, expired] = [
    count(holding.free),
    count(holding.used),
    count(holding.voided),
    count(holding.expired),
  ];
  return { total, handedDown: total - free - used - voided - expired, free, used, voided, expired };
}

/** A changed copy of an open holding with its next revision. Refuses when the year is closed. */
export function changed(holding: Holding, parts: Partial<Holding>): Holding {
  if (holding.closed) throw new Refusal('CONFLICT', PROMPTS.yearClosed(holding.year));
  return { ...holding, ...parts, rev: holding.rev + 1 };
}

/**
 * The guide's list for an organisation, by number: 是 rows (what a direct child holds), 否 rows (own
 * free numbers), and used, void and expired ones. Their counts add up to the total.
 */
export function rowsOf(
  holding: Holding,
  children: ReadonlyArray<{ organization: OrganizationRef; held: readonly Interval[] }>,
): NumberRow[] {
  const row = (kind: NumberRow['kind']) => (interval: Interval) => ({
    ...interval,
    count: interval.end - interval.start + 1,
    kind,
  });
  return [
    ...children.flatMap(({ organization, held }) =>
      held.map((interval) => ({ ...row('HANDED_DOWN')(interval), organization })),
    ),
    ...holding.free.map(row('FREE')),
    ...holding.used.map(row('USED')),
    ...holding.voided.map(row('VOID')),
    ...holding.expired.map(row('EXPIRED')),
  ].sort((a, b) => a.start - b.start);
}

/** Adds a top range to the province's holding (R-1 … R-4); the caller has checked for overlaps. */
export const addRange = (province: Holding, range: Interval): Holding =>
  changed(province, {
    held: union(province.held, [range]),
    free: union(province.free, [range]),
  });

export interface Allocation {
  grantor: Holding;
  items: Array<{ before: Holding; after: Holding; intervals: Interval[] }>;
}

/**
 * Hands the grantor's lowest free numbers down to its direct children, in the listed order
 * (R-10, R-12 … R-16). All or nothing. Throws INVALID by field (no direct child R-12, a closed one, `count` no whole
 * number of at least 1) and EXHAUSTED when the grantor has fewer free.
 */
export function allocate(
  grantor: Holding,
  items: ReadonlyArray<{ child: Holding; count: number }>,
): Allocation {
  items.forEach(({ child, count: wanted }, i) => {
    if (child.parentId !== grantor.orgId)
      throw invalidField(`items.${i}.orgId`, PROMPTS.skipsLevel);
    if (child.retired) throw invalidField(`items.${i}.orgId`, PROMPTS.organizationClosed);
    if (!Number.isSafeInteger(wanted) || wanted < 1) {
      throw invalidField(`items.${i}.count`, '分配个数应是不小于 1 的整数。');
    }
  });
  const total = items.reduce((sum, item) => sum + item.count, 0);
  const available = count(grantor.free);
  if (total > available) throw new Refusal('EXHAUSTED', PROMPTS.tooMany(available));

  let free = grantor.free;
  const moved = items.map(({ child, count: wanted }) => {
    const intervals = lowest(free, wanted);
    free = subtract(free, intervals);
    const after = changed(child, {
      held: union(child.held, intervals),
      free: union(child.free, intervals),
    });
    return { before: child, after, intervals };
  });
  return { grantor: changed(grantor, { free }), items: moved };
}

export interface Reclaim {
  child: Holding;
  parent: Holding;
  intervals: Interval[];
}

/**
 * Takes free numbers back from a direct child to its parent, the highest first, all of them when
 * `wanted` is left out (R-20 … R-24). What was handed on, assigned or void stays where it is. Throws INVALID (no
 * direct child, `wanted` no whole number from 1 to what is free) and EXHAUSTED when nothing is free.
 */
export function reclaim(child: Holding, parent: Holding, wanted?: number): Reclaim {
  if (child.parentId !== parent.orgId) {
    throw new Refusal('INVALID', PROMPTS.reclaimSkipsLevel);
  }
  const available = count(child.free);
  if (available === 0) throw new Refusal('EXHAUSTED', PROMPTS.nothingToReclaim);
  const taking = wanted ?? available;
  if (!Number.isSafeInteger(taking) || taking < 1) {
    throw invalidField('count', '回收个数应是不小于 1 的整数。');
  }
  if (taking > available) throw invalidField('count', `可回收编号仅剩 ${available} 个。`);
  const intervals = highest(child.free, taking);
  return {
    intervals,
    child: changed(child, {
      held: subtract(child.held, intervals),
      free: subtract(child.free, intervals),
    }),
    parent: changed(parent, { free: union(parent.free, intervals) }),
  };
}

/** The lowest free number of a pool; null when it has none. */
export const nextNumber = (pool: Holding): number | null => pool.free[0]?.start ?? null;

/** Assigns the pool's lowest free number to a member. The pool must have one. */
export function draw(pool: Holding): { number: number; after: Holding } {
  const number = nextNumber(pool);
  if (number === null) throw new RangeError(`pool ${pool.orgId} of ${pool.year} is empty`);
  const taken = [{ start: number, end: number }];
  return {
    number,
    after: changed(pool, { free: subtract(pool.free, taken), used: union(pool.used, taken) }),
  };
}

/** Sets a free number aside because somebody has it already, so that a pool never gets stuck (reason OCCUPIED). */
export function voidOccupied(pool: Holding, number: number): Holding {
  const taken = [{ start: number, end: number }];
  return changed(pool, { free: subtract(pool.free, taken), voided: union(pool.voided, taken) });
}

/** What is wrong with a holding and its direct children by the equation above; nothing when it is sound. */
export function faultsOf(
  holding: Holding,
  childrenHeld: ReadonlyArray<readonly Interval[]>,
): string[] {
  const parts = [holding.free, holding.used, holding.voided, holding.expired, ...childrenHeld];
  const sum = parts.reduce((total, part) => total + count(part), 0);
  const whole = union(...parts);
  const faults: string[] = [];
  if (sum !== count(whole)) faults.push('parts overlap');
  if (!includes(holding.held, whole)) faults.push('a part lies outside held');
  if (!includes(whole, holding.held)) faults.push('held has numbers in no part');
  for (const [i, a] of childrenHeld.entries()) {
    for (const b of childrenHeld.slice(i + 1)) {
      if (intersect(a, b).length > 0) faults.push('two children hold the same number');
    }
  }
  return faults;
}
