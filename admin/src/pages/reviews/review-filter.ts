import type { ReviewFilter } from '../../../../typings/api';
import { monthText } from '../../format/dates';
import { isPending, REGISTRATION_WORDS } from '../../format/words';
import type { ReviewTab } from './review-tabs';

/** What the checks before a review found; whether there are numbers is told for a selection. */
export const CHECK_WORDS = { sound: '资料无误', look: '需要留意' } as const;
export type CheckWord = keyof typeof CHECK_WORDS;

/** The filter of one tab. */
export interface ListFilter extends ReviewFilter {
  status: ReviewTab;
}

/** A month from the address, `YYYY-MM`; undefined for anything else. */
export const monthOf = (text: string): string | undefined =>
  /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? text : undefined;

/** The filter for the server. What was decided has no findings any more. */
export function reviewFilter(given: {
  status: ReviewTab;
  orgId: string;
  own: boolean;
  q: string;
  joinMonth: string | undefined;
  check: CheckWord | undefined;
}): ListFilter {
  const { status, orgId, own, q, joinMonth, check } = given;
  return {
    status,
    ...(orgId && { orgId }),
    ...(own && { own }),
    ...(q && { q }),
    ...(joinMonth && { joinMonth }),
    ...(check && isPending(status) && { needsLook: check === 'look' }),
  };
}

/** What the filter asks for beside the tab, in words. */
export const filterParts = ({ own, q, joinMonth, needsLook }: ReviewFilter): string[] =>
  [
    own ? '本级' : '',
    q ? `“${q}”` : '',
    joinMonth ? `${monthText(joinMonth)}入团` : '',
    needsLook === undefined ? '' : CHECK_WORDS[needsLook ? 'look' : 'sound'],
  ].filter(Boolean);

/** The filter as people read it: `0604团委 2020年5月入团、需要留意的待团委审核`. */
export function filterWords(filter: ListFilter, organization: string): string {
  const parts = filterParts(filter);
  return ` ${organization} ${parts.length ? `${parts.join('、')}的` : '全部'}${REGISTRATION_WORDS[filter.status]}`;
}
