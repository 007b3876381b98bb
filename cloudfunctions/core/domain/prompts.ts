import type { ErrorDetails, Interval } from '../../../typings/api';

/** Words on the screen, by the ids of domain.md §9.2. The guide's own fragments are verbatim. */

/** An interval as the guide writes it. */
export const intervalText = ({ start, end }: Interval): string => `${start}(包)—${end}(包)`;

export const intervalsText = (set: readonly Interval[]): string => set.map(intervalText).join('、');

/** The guide's sentence at approval: 审核成功！将**编号分配给**人，目前还剩**个名额 */
export const approved = (number: string, name: string, remaining: number): string =>
  `审核成功！将${number}编号分配给${name}，目前还剩${remaining}个名额`;

export const PROMPTS = {
  /** P-1 */
  noRange: '尚未设置编号区间范围，请先新增编号区间范围。',
  /** P-3 */
  allocated: '分配成功',
  /** P-5 */
  reclaimed: '回收成功',
  givenBack: '交还成功',
  undone: '撤销成功',
  rangeShrunk: '缩减成功',
  /** P-6 */
  nothingToReclaim: '该组织没有可回收的编号，仅可查看。',
  /** P-7 */
  branchUsedUp: '该团支部的编号名额已全部分配完，无法审核通过。请联系上级团组织补充分配编号。',
  /** P-8 */
  nobodyHasNumbers: '该团员所在团组织及其上级团委均未分配编号，无法审核通过。',
  /** P-9 */
  appointsUsedUp: '该团支部的编号名额已全部分配完，无法指定该团员为团支书。',
  /** P-10 */
  skipsLevel: '只能分配给直属下级组织，不能跨级分配。',
  /** R-20, in the words of P-10 */
  reclaimSkipsLevel: '只能回收直属下级组织的编号，不能跨级回收。',
  /** */
  organizationClosed: '该组织已撤销，不能再分配编号。',
  /** P-11 */
  branchAllocates: '团支部不可分配编号。',
  /** P-13 */
  numberTaken: '该编号已被使用，请核对《入团志愿书》封面编号或联系团支书。',
  /** P-14 */
  numberYear: '编号前四位应与入团年份一致。',
  /** P-20 */
  approvedWithoutNumber: (name: string): string =>
    `审核成功！${name}在2017年前入团，无需团员编号。`,
  /** P-19 */
  approvedKeeping: (name: string, number: string): string =>
    `审核成功！${name}沿用编号${number}，未占用名额。`,
  /** P-12 */
  tooMany: (free: number): string => `可分配编号仅剩 ${free} 个。`,
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
  yearClosed: (year: number): string => `${year}年编号已关闭，无法办理。请联系团省委。`,
  /** P-18 */
  noRangeForYear: (year: number): string => `${year}年尚未设置编号区间，请联系团省委。`,
  /** P-21 */
  poolMovesToCommittee: (committee: string): string =>
    `回收后，该支部团员的编号将由${committee}统筹分配。`,
  /** */
  rangeInUse: (free: number): string =>
    free === 0
      ? '该区间末尾的编号已分配，不能缩减。请先逐级回收末尾的编号。'
      : `该区间末尾只有 ${free} 个编号未分配，最多缩减 ${free} 个。`,
  /** */
  movedOn: '这次操作涉及的编号已有变动（再次分配、已分配给团员或组织已调整），不能撤销。',
} as const;
