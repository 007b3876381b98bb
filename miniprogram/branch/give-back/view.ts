import type { ReclaimPlan } from '../../../typings/api';
import { intervalsWords, intervalWords } from '../numbers';
import type { SideView } from '../side-view';
import { sideView } from '../side-view';

export interface PlanView {
  count: number;
  /** The very numbers that go, one interval a line. */
  intervals: string[];
  sides: SideView[];
  warnings: string[];
  /** The question before it is done, in the words of P-4. */
  question: string;
}

export function planView(plan: ReclaimPlan): PlanView {
  const { count, intervals, from, to, warnings } = plan;
  const which = intervalsWords(intervals);
  return {
    count,
    intervals: intervals.map(intervalWords),
    sides: [sideView(from), sideView(to)],
    warnings,
    question: `将从${from.organization.name}交还 ${count} 个未使用编号（${which}）给${to.organization.name}，确定吗？`,
  };
}
