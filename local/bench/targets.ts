import { percent, type Table, times, whole } from './figures';
import { growth, shareOfFloor } from './ratios';
import type { BenchResult } from './result';

/** What has to hold, and whether this run shows it. */
export function targetsOf(result: BenchResult): Table {
  const rows: string[][] = [];
  const flat = new Set(['approve', 'allocate to one child', 'reclaim from one child', 'trace']);
  for (const one of result.flat.filter(({ operation }) => flat.has(operation))) {
    const counts = new Set(one.worlds.map(({ requests }) => requests));
    const isHeld = growth(one) <= 1.3 && counts.size === 1;
    rows.push([
      `${one.operation}: same requests, ≤ 1.3× the time at every size`,
      `${times(growth(one))}, ${counts.size === 1 ? 'same requests' : 'more requests'}`,
      isHeld ? 'yes' : 'no',
    ]);
  }
  const eight = result.approvals.find(({ callers, pools }) => callers === 8 && pools === 8)!;
  rows.push([
    'approvals by 8 callers on 8 pools: ≥ 60 % of the floor',
    percent(shareOfFloor(eight)),
    shareOfFloor(eight) >= 0.6 ? 'yes' : 'no',
  ]);
  const { million } = result;
  for (const [to, time] of [
    [`${million.children} children`, million.first],
    ['one child', million.one],
  ] as const) {
    const ratio = million.rows.extrapolated / time.median;
    rows.push([
      `${whole(million.numbers)} numbers to ${to}: ≥ 1,000× faster than row per number`,
      times(ratio),
      ratio >= 1000 ? 'yes' : 'no',
    ]);
  }
  return {
    title: 'What has to hold',
    text: '',
    head: ['target', 'measured', 'held'],
    rows,
  };
}
