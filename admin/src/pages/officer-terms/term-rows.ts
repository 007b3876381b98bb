import type {
  OfficerWithVisits,
  OrganizationPeople,
  OrganizationRef,
} from '../../../../typings/api';
import { termState } from '../organizations/officer-words';

/** A line of the list: somebody in office, or an organisation where nobody is. */
export interface TermRow {
  key: string;
  organization: OrganizationRef;
  officer: OfficerWithVisits | null;
}

/** In their order. */
export const TERM_TABS = [
  { value: 'ALL', text: '全部' },
  { value: 'SOON', text: '即将到期' },
  { value: 'ASLEEP', text: '久未登录' },
  { value: 'VACANT', text: '无人在任' },
] as const;
export type TermTab = (typeof TERM_TABS)[number]['value'];

/** The tab named in the address; the whole list when none is. */
export const termTab = (value: string): TermTab =>
  TERM_TABS.find((tab) => tab.value === value)?.value ?? 'ALL';

function belongs(officer: OfficerWithVisits | null, tab: TermTab, today: string): boolean {
  if (tab === 'ALL') return true;
  if (tab === 'VACANT') return officer === null;
  if (officer === null) return false;
  return tab === 'ASLEEP' ? officer.asleep : termState(officer.to, today).state !== 'GOOD';
}

/** The lines of a page of organisations that belong under a tab, on `today` (`YYYY-MM-DD`). */
export function termRows(
  people: readonly OrganizationPeople[],
  tab: TermTab,
  today: string,
): TermRow[] {
  return people.flatMap(({ organization, officers }): TermRow[] => {
    const all = officers.length > 0 ? officers : [null];
    return all
      .filter((officer) => belongs(officer, tab, today))
      .map((officer) => ({ key: officer?.postId ?? organization.id, organization, officer }));
  });
}
