import type { NumberRow } from '../../../../typings/api';

/** Where a top range can be made smaller: its last number, and how many stand free in front of it. */
export interface ShrinkTarget {
  end: number;
  most: number;
  /** The range as it is now. */
  start: number;
}

/**
 * The free numbers at the top of each range of the province, by the first number of their row. A range
 * is a run of rows without a gap; `rows` are ascending and disjoint.
 */
export function shrinkTargets(rows: readonly NumberRow[]): Map<number, ShrinkTarget> {
  const targets = new Map<number, ShrinkTarget>();
  let start = rows[0]?.start ?? 0;
  for (const [index, row] of rows.entries()) {
    const next = rows[index + 1];
    if (next && next.start === row.end + 1) continue;
    if (row.kind === 'FREE') targets.set(row.start, { start, end: row.end, most: row.count });
    start = next?.start ?? 0;
  }
  return targets;
}
