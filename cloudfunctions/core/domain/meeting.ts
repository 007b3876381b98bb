import type { Meeting } from '../../../typings/api';
import { isDay, today } from './dates';
import { invalidField } from './refusal';

/**
 * Checks what was written down of the meeting that took somebody on: it was held by the day of the review,
 * not before the month of joining (domain.md §5.4), and nobody voted who was not there. Throws INVALID.
 */
export function checkMeeting(
  { date, present, votes }: Meeting,
  joinMonth: string,
  now: number,
): void {
  if (!isDay(date)) throw invalidField('meeting.date', '会议日期不存在，请重新选择。');
  if (date > today(now)) throw invalidField('meeting.date', '会议日期不能晚于今天，请重新选择。');
  if (date.slice(0, 7) < joinMonth) {
    throw invalidField(
      'meeting.date',
      `会议日期早于入团年月${joinMonth.slice(0, 4)}年${Number(joinMonth.slice(5))}月，请核对会议日期，或把报到退回修改。`,
    );
  }
  if (votes > present) {
    throw invalidField('meeting.votes', `赞成票数不能多于到会的${present}人，请核对。`);
  }
}
