import type { YearState } from '../../../typings/api';
import type { Holding } from './holdings';
import { count, union } from './intervals';
import { Refusal } from './refusal';

/** The states a year goes through, one after the other. */
const NEXT: Record<YearState, YearState | null> = {
  OPEN: 'CLOSING',
  CLOSING: 'CLOSED',
  CLOSED: null,
};

/** Refuses a step that is not the next one. */
export function requireNextState(year: number, from: YearState, to: YearState): void {
  if (NEXT[from] === to) return;
  throw new Refusal(
    'CONFLICT',
    from === 'CLOSED'
      ? `${year}年已经关闭，不能再改动。`
      : `${year}年还没有进入关闭流程，请先开始关闭，核对后再关闭。`,
  );
}

/** Refuses to take a year back to OPEN: only while it is closing and none of its holdings is closed. */
export function requireReopenable(year: number, state: YearState, isSwept: boolean): void {
  if (state === 'CLOSING' && !isSwept) return;
  if (state === 'OPEN') {
    throw new Refusal('CONFLICT', `${year}年没有在关闭，不用恢复，请刷新后查看。`);
  }
  throw new Refusal('CONFLICT', `${year}年的编号已经开始逐级关闭，不能再恢复。`);
}

/** what is free expires, and nothing of the holding moves any more but by corrections. */
export const closeHolding = (holding: Holding): Holding => ({
  ...holding,
  free: [],
  expired: union(holding.expired, holding.free),
  closed: true,
  rev: holding.rev + 1,
});

type Part = Pick<Holding, 'orgId' | 'parentId' | 'free' | 'used' | 'voided'>;

export interface YearFigures {
  free: number;
  used: number;
  voided: number;
}

/**
 * What became of the numbers of a year so far, as its statement will tell it: used, void, and those still free,
 * which expire when the year is closed. Of the whole and of the subtree of each direct child of `rootId` that has
 * a holding; `holdings` are all of the year.
 */
export function yearFigures(
  rootId: string,
  holdings: readonly Part[],
): { whole: YearFigures; below: Map<string, YearFigures> } {
  const parents = new Map(holdings.map(({ orgId, parentId }) => [orgId, parentId]));
  const branchOf = (orgId: string): string | null => {
    let id = orgId;
    for (;;) {
      const parent = parents.get(id) ?? null;
      if (parent === rootId || parent === null) return parent && id;
      id = parent;
    }
  };
  const whole: YearFigures = { free: 0, used: 0, voided: 0 };
  const below = new Map<string, YearFigures>();
  for (const { orgId, free, used, voided } of holdings) {
    const sums = [whole];
    const child = branchOf(orgId);
    if (child !== null) {
      if (!below.has(child)) below.set(child, { free: 0, used: 0, voided: 0 });
      sums.push(below.get(child)!);
    }
    for (const sum of sums) {
      sum.free += count(free);
      sum.used += count(used);
      sum.voided += count(voided);
    }
  }
  return { whole, below };
}
