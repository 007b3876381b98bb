import type { Interval } from '../../../typings/api';
import { changed, type Holding } from './holdings';
import { includes, subtract, union } from './intervals';
import { PROMPTS } from './prompts';
import { Refusal } from './refusal';

/** an operation can be taken back for a day. */
const UNDO_MS = 24 * 3_600_000;

/** Operations of the journal that can be taken back as a whole. */
const REVERSIBLE: ReadonlySet<string> = new Set(['RANGE_ADD', 'ALLOCATE', 'RECLAIM', 'GIVE_BACK']);

/** The line that takes a line back. */
const INVERSE = {
  RANGE_ADD: 'RANGE_SHRINK',
  ALLOCATE_OUT: 'RECLAIM_IN',
  ALLOCATE_IN: 'RECLAIM_OUT',
  RECLAIM_OUT: 'ALLOCATE_IN',
  RECLAIM_IN: 'ALLOCATE_OUT',
  GIVE_BACK_OUT: 'ALLOCATE_IN',
  GIVE_BACK_IN: 'ALLOCATE_OUT',
} as const;

type Reversible = keyof typeof INVERSE;

/** One change of one holding, as the journal keeps it. */
export interface UndoableLine {
  kind: string;
  org: string;
  counterOrg: string | null;
  intervals: readonly Interval[];
}

export interface Reverted {
  kind: (typeof INVERSE)[Reversible];
  before: Holding;
  after: Holding;
  intervals: Interval[];
  counterOrg: string | null;
}

/** Until when an operation of that kind, done at `at`, can be taken back (exclusive); null when it never can. */
export const undoableUntil = (kind: string, at: number): number | null =>
  REVERSIBLE.has(kind) ? at + UNDO_MS : null;

const isReversible = (kind: string): kind is Reversible => Object.hasOwn(INVERSE, kind);

/** What taking a line back does to the holding's own numbers. */
function revertedParts(kind: Reversible, holding: Holding, intervals: readonly Interval[]) {
  const { held, free } = holding;
  switch (INVERSE[kind]) {
    case 'RECLAIM_IN':
      return { free: union(free, intervals) };
    case 'ALLOCATE_OUT':
      return { free: subtract(free, intervals) };
    case 'ALLOCATE_IN':
      return { held: union(held, intervals), free: union(free, intervals) };
    case 'RECLAIM_OUT':
    case 'RANGE_SHRINK':
      return { held: subtract(held, intervals), free: subtract(free, intervals) };
  }
}

const GAVE: ReadonlySet<string> = new Set(['ALLOCATE_OUT', 'RECLAIM_OUT', 'GIVE_BACK_OUT']);

/** Whether every number the lines moved is still free where it was moved to. `holdings` by organisation. */
export const isStillThere = (
  lines: readonly UndoableLine[],
  holdings: ReadonlyMap<string, Pick<Holding, 'free'>>,
): boolean =>
  lines.every(
    ({ kind, org, intervals }) =>
      GAVE.has(kind) || includes(holdings.get(org)?.free ?? [], intervals),
  );

/**
 * moves exactly the numbers of an operation back, whatever the order of numbers would be. All or
 * nothing: throws CONFLICT when one of them is no longer free where it was moved to, when the two sides
 * are no longer parent and child, when a closed organisation would get numbers, and when the year
 * is closed. `holdings` has every organisation of the lines.
 */
export function revert(
  lines: readonly UndoableLine[],
  holdings: ReadonlyMap<string, Holding>,
): Reverted[] {
  if (!isStillThere(lines, holdings)) throw new Refusal('CONFLICT', PROMPTS.movedOn);
  return lines.map(({ kind, org, counterOrg, intervals }) => {
    const before = holdings.get(org);
    if (!before || !isReversible(kind)) throw new RangeError(`cannot take back ${kind} of ${org}`);
    const childOf = counterOrg === null ? null : holdings.get(counterOrg);
    const related =
      counterOrg === null || before.parentId === counterOrg || childOf?.parentId === org;
    // A closed organisation must not come to free numbers again.
    const revives = before.retired === true && INVERSE[kind] === 'ALLOCATE_IN';
    if (!related || revives) throw new Refusal('CONFLICT', PROMPTS.movedOn);
    return {
      kind: INVERSE[kind],
      before,
      after: changed(before, revertedParts(kind, before, intervals)),
      intervals: [...intervals],
      counterOrg,
    };
  });
}
