import type { ReviewItem, ReviewList } from '../../../typings/api';
import { dayWords, momentWords } from '../../format/time';
import type { Level } from '../../format/words';
import type { MeetingDraft } from '../../services/meeting';
import { personOf } from '../../services/waiting';

/** Somebody who registered at the meeting, as a row. */
export interface Arrival {
  id: string;
  name: string;
  level: Level;
  tag: string;
  when: string;
}

const JUST_NOW_MS = 60_000;

export function arrivalOf(item: ReviewItem, now: number): Arrival {
  const { id, name, level, tag } = personOf(item, now, 'PENDING_BRANCH');
  const when = now - item.submittedAt < JUST_NOW_MS ? '刚刚' : momentWords(item.submittedAt, now);
  return { id, name, level, tag, when };
}

/** Who may be passed without a further look: reviewable now, and nothing found by the checks. */
export const mayBePassed = ({ mayReview, attention, stops }: ReviewItem): boolean =>
  mayReview && attention === 0 && stops === 0;

/** Whose turn comes when the branch has passed somebody. */
export function nextStage(path: ReadonlyArray<{ type: string }>): string {
  const parent = path[path.length - 1];
  return parent && parent.type === 'GENERAL_BRANCH' ? '团总支' : '团委';
}

/** `5月20日 · 实到 23 人 · 赞成 23 票`; empty when nothing was filled in. */
export function voteWords({ date, present, votes }: MeetingDraft): string {
  const parts: string[] = [];
  if (date) parts.push(dayWords(date).slice(5));
  if (present) parts.push(`实到 ${present} 人`);
  if (votes) parts.push(`赞成 ${votes} 票`);
  return parts.join(' · ');
}

/** Whether the numbers suffice for everybody who draws from them; empty when that is not known. */
export function stockWords(pools: ReviewList['pools']): string {
  if (!pools || pools.length === 0) return '';
  const short = pools.reduce((sum, { free, wanted }) => sum + Math.max(0, wanted - free), 0);
  return short > 0 ? `编号缺 ${short} 个` : '编号够用';
}
