import type { Interval, NumberRow, Overview } from '../../typings/api';
import { isBranchType } from './organization';

/** A part of the bar, or one number of it. */
export interface Cell {
  at: number;
  kind: 'used' | 'down' | 'free' | 'void';
  /** Share of the bar: how many numbers it stands for. */
  weight: number;
}

/** The numbers of an organisation, drawn: each as a cell while they are few, else in parts. */
export interface Bar {
  single: boolean;
  cells: Cell[];
  /** The first and the last of them; empty when there are none. */
  first: string;
  last: string;
  /** The same for those who hear it. */
  spoken: string;
}

/** A row of the guide's list: 编号区间, 编号总数, 编号分配状态. */
export interface IntervalRow {
  key: string;
  start: string;
  /** Empty for a single number. */
  end: string;
  count: number;
  state: string;
  /** What reads out the row. */
  label: string;
}

export interface Figure {
  word: string;
  count: number;
}

/** More cells than these cannot be told apart on a phone. */
const MOST_CELLS = 60;

const CELL_KINDS: Record<NumberRow['kind'], Cell['kind']> = {
  HANDED_DOWN: 'down',
  FREE: 'free',
  USED: 'used',
  VOID: 'void',
  EXPIRED: 'void',
};

/** `202000012020(包)—202000012039(包)`, the way the guide writes intervals; a single number alone. */
export const intervalWords = ({ start, end }: Interval): string =>
  start === end ? String(start) : `${start}(包)—${end}(包)`;

export const intervalsWords = (intervals: readonly Interval[]): string =>
  intervals.map(intervalWords).join('、');

/** The list is ascending, as the server gives it. */
export function barOf({ rows, total, used, free, handedDown }: Overview): Bar {
  const single = total <= MOST_CELLS;
  const cells: Cell[] = [];
  for (const { kind, count } of rows) {
    const times = single ? count : 1;
    for (let i = 0; i < times; i += 1) {
      cells.push({ at: cells.length, kind: CELL_KINDS[kind], weight: single ? 1 : count });
    }
  }
  const last = rows[rows.length - 1];
  const parts = [`共 ${total} 个`, `已使用 ${used} 个`, `未使用 ${free} 个`];
  if (handedDown > 0) parts.push(`已分给下级 ${handedDown} 个`);
  return {
    single,
    cells,
    first: rows[0] ? String(rows[0].start) : '',
    last: last ? String(last.end) : '',
    spoken: parts.join('，'),
  };
}

/** 是 and 否 say whether an interval was handed down; numbers of a branch are used or not. */
function stateWords({ kind, organization }: NumberRow, isBranch: boolean): string {
  switch (kind) {
    case 'HANDED_DOWN':
      return `是（${organization ? organization.name : '下级'}）`;
    case 'FREE':
      return isBranch ? '未使用' : '否';
    case 'USED':
      return '已使用';
    case 'VOID':
      return '作废';
    case 'EXPIRED':
      return '已过期';
  }
}

export function intervalRows({ rows, organization }: Overview): IntervalRow[] {
  const isBranch = isBranchType(organization.type);
  return rows.map((row) => {
    const { start, end, count } = row;
    const state = stateWords(row, isBranch);
    return {
      key: `${start}-${row.kind}`,
      start: String(start),
      end: start === end ? '' : String(end),
      count,
      state,
      label: `编号区间 ${intervalWords(row)}，编号总数 ${count}，编号分配状态 ${state}`,
    };
  });
}

/** The three figures people ask for. */
export function figuresOf({ organization, total, used, free, handedDown }: Overview): Figure[] {
  if (isBranchType(organization.type)) {
    return [
      { word: '共分到', count: total },
      { word: '已使用', count: used },
      { word: '未使用', count: free },
    ];
  }
  return [
    { word: '共分到', count: total },
    { word: '已分给下级', count: handedDown },
    { word: '本级未分配', count: free },
  ];
}
