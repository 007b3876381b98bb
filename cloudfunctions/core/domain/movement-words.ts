import type { Interval } from '../../../typings/api';
import { count } from './intervals';

/** A movement as one organisation saw it. */
export interface SeenMovement {
  kind: string;
  intervals: readonly Interval[];
  /** Name of the other side, where there is one. */
  counter: string | null;
}

const numbers = (intervals: readonly Interval[]): string =>
  intervals.map(({ start, end }) => (start === end ? String(start) : `${start}—${end}`)).join('、');

/** What taking an operation back does, as a sentence: from whom the numbers go, and to whom. */
export function undoText(
  year: number,
  sides: ReadonlyArray<{ name: string; intervals: readonly Interval[]; gains: boolean }>,
): string {
  const losers = sides.filter(({ gains }) => !gains);
  const gainer = sides.find(({ gains }) => gains);
  const moved = losers.flatMap(({ intervals }) => intervals);
  const which = `${count(moved)} 个编号（${numbers(gainer?.intervals ?? moved)}）`;
  if (!gainer) return `将从${year}年编号区间中去掉 ${which}`;
  const from = losers.length === 1 ? losers[0]!.name : `${losers.length} 个组织`;
  return `${from}的 ${which}将回到${gainer.name}`;
}

/** A change of the tree that moved no numbers here; `below` is the name of the one concerned if it is another. */
export function treeChangeText(kind: string, below: string | null): string {
  if (kind === 'ORG_CLOSE')
    return below === null ? '组织撤销，不再接收编号' : `下级组织${below}撤销`;
  if (kind === 'MOVE') return below === null ? '改由新的上级管理' : `下级组织${below}调整隶属关系`;
  return '';
}

/** The movement as a sentence; empty for kinds that move no numbers. */
export function movementText({ kind, intervals, counter }: SeenMovement): string {
  const n = count(intervals);
  const which = numbers(intervals);
  switch (kind) {
    case 'RANGE_ADD':
      return `新增编号区间范围 ${n} 个（${which}）`;
    case 'ALLOCATE_OUT':
      return `分配给下级 ${n} 个（${which}）`;
    case 'ALLOCATE_IN':
      return `${counter ?? '上级'}分来 ${n} 个（${which}）`;
    case 'RECLAIM_OUT':
      return `被${counter ?? '上级'}回收 ${n} 个（${which}）`;
    case 'RECLAIM_IN':
      return `从${counter ?? '下级'}回收 ${n} 个（${which}）`;
    case 'GIVE_BACK_OUT':
      return `交还给${counter ?? '上级'} ${n} 个（${which}）`;
    case 'GIVE_BACK_IN':
      return `${counter ?? '下级'}交还 ${n} 个（${which}）`;
    case 'RANGE_SHRINK':
      return `缩减编号区间范围 ${n} 个（${which}）`;
    case 'ASSIGN':
      return `审核通过，分配编号 ${which}`;
    case 'IMPORT':
      return `上线接管，登记团员原有的编号 ${n} 个（${which}）`;
    case 'OCCUPIED':
      return `编号 ${which} 已被占用，作废`;
    case 'CORRECTION_RELEASE':
      return `更正错号，收回编号 ${which}`;
    case 'CORRECTION_VOID':
      return `更正错号，编号 ${which} 作废`;
    case 'CORRECTION_REASSIGN':
      return `更正错号，改用编号 ${which}`;
    case 'YEAR_CLOSE':
      return n === 0 ? '年度关闭' : `年度关闭，${n} 个未使用编号过期（${which}）`;
    case 'MOVE':
      return `改由${counter ?? '新的上级'}管理，编号一并带走`;
    case 'ORG_CLOSE':
      return '组织撤销，不再接收编号';
    case 'MOVE_OUT':
      return `${counter ?? '下级'}移出，带走 ${n} 个（${which}）`;
    case 'MOVE_IN':
      return `${counter ?? '下级'}移入，带来 ${n} 个（${which}）`;
    default:
      return '';
  }
}
