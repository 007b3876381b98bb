import type { Interval, NumberState } from '../../../typings/api';
import { contains } from './intervals';
import { movementText } from './movement-words';
import { yearOf } from './member-number';
import { intervalsText, PROMPTS } from './prompts';

/** What of a holding says where a number is. */
export interface Place {
  orgId: string;
  parentId: string | null;
  free: readonly Interval[];
  used: readonly Interval[];
  voided: readonly Interval[];
  expired: readonly Interval[];
}

/** The holdings that have one number, given in any order, from the root of them down. */
export function chainOf<P extends Pick<Place, 'orgId' | 'parentId'>>(holdings: readonly P[]): P[] {
  const ids = new Set(holdings.map(({ orgId }) => orgId));
  const below = new Map(holdings.map((holding) => [holding.parentId, holding]));
  const chain: P[] = [];
  let next = holdings.find(({ parentId }) => parentId === null || !ids.has(parentId));
  while (next && chain.length < holdings.length) {
    chain.push(next);
    next = below.get(next.orgId);
  }
  return chain;
}

/** State of a number at the last holder of its chain; UNKNOWN where the holding has it in no part. */
export function stateAt({ free, used, voided, expired }: Place, number: number): NumberState {
  if (contains(free, number)) return 'FREE';
  if (contains(used, number)) return 'ASSIGNED';
  if (contains(voided, number)) return 'VOID';
  return contains(expired, number) ? 'EXPIRED' : 'UNKNOWN';
}

/** A number's state as a sentence. `holder` and `owner` are names, null where there is none to show. */
export function stateText(state: NumberState, holder: string | null, owner: string | null): string {
  const where = holder ?? '本省';
  switch (state) {
    case 'FREE':
      return `在${where}，尚未分配给团员。`;
    case 'ASSIGNED':
      return owner ? `已分配给${where}的${owner}。` : `在${where}，已分配给团员。`;
    case 'VOID':
      return `在${where}，已作废，不再使用。`;
    case 'EXPIRED':
      return `在${where}，年度关闭时未使用，已过期。`;
    case 'EXTERNAL':
      return owner
        ? `${where}的${owner}沿用的原有编号，未占用名额。`
        : `${where}的团员沿用的原有编号，未占用名额。`;
    case 'UNKNOWN':
      return '没有查到这个编号，请核对后重新查询。';
    case 'UNREADABLE':
      return '不是12位数字，请核对后重新查询。';
  }
}

/** Why nobody has a number: it lies outside every range of its year. `ranges` are the year's top ranges. */
export function unknownText(
  number: number,
  ranges: readonly Interval[],
  firstYear: number,
): string {
  const year = yearOf(number);
  if (year < firstYear) {
    return `${year}年的编号不由本系统分配，也没有团员沿用它，请核对《入团志愿书》封面。`;
  }
  if (ranges.length === 0) return PROMPTS.noRangeForYear(year);
  if (contains(ranges, number)) return '数据有不一致，请联系团省委对账。';
  const named = ranges.slice(0, 3);
  const more = ranges.length > named.length ? '等' : '';
  return `不在${year}年的编号区间（${intervalsText(named)}${more}）内，也没有团员沿用它，请核对是否抄错。`;
}

/** A line of the journal that moved a number. */
export interface TracedLine {
  kind: string;
  org: string;
  counterOrg: string | null;
  intervals: readonly Interval[];
}

/** What an operation did to one number: from whom to whom, and the line that tells it; null when nothing. */
export function stepOf<L extends TracedLine>(
  lines: readonly L[],
  number: number,
): { from: string | null; to: string | null; line: L } | null {
  const moved = lines.filter(({ intervals }) => contains(intervals, number));
  // A whole organisation moved with its numbers: they stay in the same hands.
  const carried = moved.find(({ kind }) => kind === 'MOVE_IN' || kind === 'MOVE_OUT');
  if (carried) return { from: null, to: carried.counterOrg, line: carried };
  // The receiver's line names both sides; a giver's may stand for several receivers.
  const received = moved.find(({ kind }) => kind.endsWith('_IN'));
  const given = moved.find(({ kind }) => kind.endsWith('_OUT'));
  const line = received ?? given ?? moved[0];
  if (!line) return null;
  return {
    from: given?.org ?? null,
    to: received?.org ?? (given ? given.counterOrg : line.org),
    line,
  };
}

/** A step as a sentence. `from` and `to` are names. */
export function stepText(
  kind: string,
  number: number,
  from: string | null,
  to: string | null,
): string {
  switch (kind) {
    case 'RANGE_ADD':
      return `${to ?? '团省委'}设置编号区间范围`;
    case 'ALLOCATE_IN':
    case 'ALLOCATE_OUT':
      return `${from ?? '上级'}分配给${to ?? '下级'}`;
    case 'RECLAIM_IN':
    case 'RECLAIM_OUT':
      return `${to ?? '上级'}从${from ?? '下级'}回收`;
    case 'GIVE_BACK_IN':
    case 'GIVE_BACK_OUT':
      return `${from ?? '下级'}交还给${to ?? '上级'}`;
    case 'MOVE_IN':
    case 'MOVE_OUT':
      return `${to ?? '下级组织'}移到新的上级组织，编号随其移动`;
    default: {
      const what = movementText({
        kind,
        intervals: [{ start: number, end: number }],
        counter: null,
      });
      return `${to ?? from ?? ''}：${what}`;
    }
  }
}
