import type { ErrorDetails, Interval } from '../../../typings/api';
import { promptText } from './wording';

/**
 * Words on the screen; those with an id of domain.md §9.2 in their default wording (wording.ts). The guide's
 * own fragments are verbatim.
 */

/** An interval as the guide writes it. */
export const intervalText = ({ start, end }: Interval): string => `${start}(包)—${end}(包)`;

/** Several of them in a row. */
export const intervalsText = (set: readonly Interval[]): string => set.map(intervalText).join('、');

/** The guide's sentence at approval: 审核成功！将**编号分配给**人，目前还剩**个名额 */
export const approved = (number: string, name: string, remaining: number): string =>
  `审核成功！将${number}编号分配给${name}，目前还剩${remaining}个名额`;

export const PROMPTS = {
  /** P-3 */
  allocated: promptText('P-3'),
  /** P-5 */
  reclaimed: promptText('P-5'),
  givenBack: '交还成功',
  undone: '撤销成功',
  rangeShrunk: '缩减成功',
  /** P-6 */
  nothingToReclaim: promptText('P-6'),
  /** P-7 */
  branchUsedUp: promptText('P-7'),
  /** P-8 */
  nobodyHasNumbers: promptText('P-8'),
  /** P-9 */
  appointsUsedUp: promptText('P-9'),
  /** P-10 */
  skipsLevel: promptText('P-10'),
  /** R-20, in the words of P-10 */
  reclaimSkipsLevel: '只能回收直属下级组织的编号，不能跨级回收。',
  /** */
  organizationClosed: '该组织已撤销，不能再分配编号。',
  /** P-11 */
  branchAllocates: promptText('P-11'),
  /** P-13 */
  numberTaken: promptText('P-13'),
  /** P-14 */
  numberYear: promptText('P-14'),
  /** P-20 */
  approvedWithoutNumber: (name: string): string => promptText('P-20', { 姓名: name }),
  /** P-19 */
  approvedKeeping: (name: string, number: string): string =>
    promptText('P-19', { 姓名: name, 编号: number }),
  /** P-12 */
  tooMany: (free: number): string => promptText('P-12', { 个数: free }),
  /** What to do after P-12: the province defines ranges, others ask the nearest above that has numbers. */
  giveFewerOrAsk: (
    isProvince: boolean,
    nearest: NonNullable<ErrorDetails['helpers']>[number] | undefined,
  ): string => {
    if (isProvince) return '请减少分配个数，或先新增编号区间。';
    return nearest
      ? `请减少分配个数，或先请${nearest.organization.name}补充，那里还有 ${nearest.free} 个。`
      : '请减少分配个数；上级团组织也没有编号，请联系团省委。';
  },
  /** P-17 */
  yearClosed: (year: number): string => promptText('P-17', { 年份: year }),
  /** P-18 */
  noRangeForYear: (year: number): string => promptText('P-18', { 年份: year }),
  /** P-21 */
  poolMovesToCommittee: (committee: string): string => promptText('P-21', { 团委: committee }),
  /** */
  rangeInUse: (free: number): string =>
    free === 0
      ? '该区间末尾的编号已分配，不能缩减。请先逐级回收末尾的编号。'
      : `该区间末尾只有 ${free} 个编号未分配，最多缩减 ${free} 个。`,
  /** */
  movedOn: '这次操作涉及的编号已有变动（再次分配、已分配给团员或组织已调整），不能撤销。',
} as const;
