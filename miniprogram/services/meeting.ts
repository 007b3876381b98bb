import type { Meeting } from '../../typings/api';
import { today } from '../checks/dates';

/** A branch meeting as it is being typed; all empty when none is told of. */
export interface MeetingDraft {
  date: string;
  present: string;
  votes: string;
}

export const EMPTY_MEETING: MeetingDraft = { date: '', present: '', votes: '' };

/** What stands below a field that is wrong. */
export type MeetingProblems = Partial<Record<keyof MeetingDraft, string>>;

export type MeetingCheck =
  { ok: true; meeting: Meeting | null } | { ok: false; problems: MeetingProblems };

const isCount = (text: string): boolean => /^\d{1,4}$/.test(text);

/**
 * The meeting as it is sent; null when nothing was filled in, which is allowed. `earliest` is the month
 * (`YYYY-MM`) before which it cannot have been: the latest month of joining among those it is for.
 */
export function checkMeeting(draft: MeetingDraft, now: number, earliest = ''): MeetingCheck {
  const { date, present, votes } = draft;
  if (date === '' && present === '' && votes === '') return { ok: true, meeting: null };
  const problems: MeetingProblems = {};
  if (date === '') problems.date = '请选择支部大会的日期。';
  else if (date > today(now)) problems.date = '支部大会的日期不能晚于今天。';
  else if (date.slice(0, 7) < earliest) problems.date = '支部大会的日期不能早于入团年月。';
  if (!isCount(present) || Number(present) === 0) problems.present = '请填写实到人数。';
  if (!isCount(votes)) problems.votes = '请填写赞成票数。';
  else if (!problems.present && Number(votes) > Number(present)) {
    problems.votes = '赞成票不能多于实到人数。';
  }
  if (Object.keys(problems).length > 0) return { ok: false, problems };
  return { ok: true, meeting: { date, present: Number(present), votes: Number(votes) } };
}
