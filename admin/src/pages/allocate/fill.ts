/** A direct child as a rule for filling sees it. */
export interface FillTarget {
  id: string;
  waiting: number;
  /** Assigned in it and below in the year before; 0 when not known. */
  usedLastYear: number;
}

/** Shares `free` equally; what does not divide goes one each to the first ones in order. */
export function fillEqually(targets: readonly FillTarget[], free: number): Map<string, number> {
  const counts = new Map<string, number>();
  if (targets.length === 0) return counts;
  const each = Math.floor(free / targets.length);
  const rest = free % targets.length;
  for (const [index, { id }] of targets.entries()) counts.set(id, each + (index < rest ? 1 : 0));
  return counts;
}

/**
 * Each its need; when that is more than `free`, shares in proportion to the needs, largest remainders
 * first, so that exactly `free` numbers are given.
 */
function fillByNeed(
  needs: ReadonlyArray<{ id: string; need: number }>,
  free: number,
): Map<string, number> {
  const all = needs.reduce((sum, { need }) => sum + need, 0);
  if (all <= free) return new Map(needs.map(({ id, need }) => [id, need]));
  const shares = needs.map(({ id, need }, index) => {
    const exact = (free * need) / all;
    return { id, index, count: Math.floor(exact), rest: exact - Math.floor(exact) };
  });
  let left = free - shares.reduce((sum, { count }) => sum + count, 0);
  for (const share of [...shares].sort((a, b) => b.rest - a.rest || a.index - b.index)) {
    if (left === 0) break;
    share.count += 1;
    left -= 1;
  }
  return new Map(shares.map(({ id, count }) => [id, count]));
}

/** One number for everybody waiting, as far as `free` reaches. */
export const fillByWaiting = (targets: readonly FillTarget[], free: number): Map<string, number> =>
  fillByNeed(
    targets.map(({ id, waiting }) => ({ id, need: waiting })),
    free,
  );

/** As many as each used last year, as far as `free` reaches. */
export const fillByLastYear = (targets: readonly FillTarget[], free: number): Map<string, number> =>
  fillByNeed(
    targets.map(({ id, usedLastYear }) => ({ id, need: usedLastYear })),
    free,
  );

/** One operation serves at most this many children (design.md §4). */
export const MOST_ITEMS = 100;

/** Cuts a list into consecutive operations. */
export function batchesOf<T>(items: readonly T[]): T[][] {
  const batches: T[][] = [];
  for (let from = 0; from < items.length; from += MOST_ITEMS)
    batches.push(items.slice(from, from + MOST_ITEMS));
  return batches;
}

/** Texts of the server for `items.<n>.count`, by the id of the n-th item. */
export function problemsByItem(
  items: ReadonlyArray<{ orgId: string }>,
  fields: Record<string, string>,
): Map<string, string> {
  const problems = new Map<string, string>();
  for (const [path, text] of Object.entries(fields)) {
    const item = items[Number(/^items\.(\d+)(\.|$)/.exec(path)?.[1] ?? Number.NaN)];
    if (item) problems.set(item.orgId, text);
  }
  return problems;
}
