import type { Post, RegistrationStatus, ReviewList } from '../../../../typings/api';

/** Tabs of the review page in the order in which a committee works. */
export const TABS = [
  'PENDING_COMMITTEE',
  'PENDING_GENERAL',
  'PENDING_BRANCH',
  'RETURNED',
  'APPROVED',
] as const satisfies RegistrationStatus[];
export type ReviewTab = (typeof TABS)[number];

/** The tab that a post comes for: what waits for its own organisation. */
export function homeTab(post: Pick<Post, 'organization'> | null): ReviewTab {
  if (post?.organization.type === 'BRANCH') return 'PENDING_BRANCH';
  if (post?.organization.type === 'GENERAL_BRANCH') return 'PENDING_GENERAL';
  return 'PENDING_COMMITTEE';
}

/** The tab named in the address, else the home tab. */
export function tabOf(text: string, post: Pick<Post, 'organization'> | null): ReviewTab {
  return TABS.find((tab) => tab === text) ?? homeTab(post);
}

export function tabCount(tab: ReviewTab, counts: ReviewList['counts'] | null): number | null {
  return tab === 'APPROVED' ? null : (counts?.[tab] ?? null);
}

/** Which line comes after one that was dealt with: the following one, else the one before. */
export function nextAfter<T extends { id: string }>(items: readonly T[], id: string): T | null {
  const index = items.findIndex((item) => item.id === id);
  return items[index + 1] ?? (index > 0 ? items[index - 1]! : null);
}
