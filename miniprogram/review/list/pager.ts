import type { RegistrationStatus, ReviewItem, ReviewList } from '../../../typings/api';
import { call } from '../../services/call';

const PAGE_SIZE = 20;

/** Goes through the people of several statuses, one status after the other, page by page. */
export interface Pager {
  /** The next page, full except at the end. Throws Refusal. */
  next(): Promise<{ items: ReviewItem[]; counts: ReviewList['counts']; isEnd: boolean }>;
}

/**
 * `q` is the start of a name, or empty; `own`: only those whose turn comes to the own organisation. The
 * server lists one status at a time.
 */
export function createPager(
  statuses: readonly RegistrationStatus[],
  q: string,
  own: boolean,
): Pager {
  let at = 0;
  let cursor: string | null = null;

  async function page(status: RegistrationStatus): Promise<ReviewList> {
    const list = await call('review.list', {
      status,
      own,
      limit: PAGE_SIZE,
      ...(q !== '' && { q }),
      ...(cursor !== null && { cursor }),
    });
    cursor = list.next;
    if (cursor === null) at += 1;
    return list;
  }

  return {
    async next() {
      const items: ReviewItem[] = [];
      for (;;) {
        const status = statuses[Math.min(at, statuses.length - 1)];
        if (!status) throw new Error('a pager needs a status');
        const list = await page(status);
        items.push(...list.items);
        const isEnd = at >= statuses.length;
        // A page that does not fill the screen could never be scrolled to its end.
        if (isEnd || items.length >= PAGE_SIZE) return { items, counts: list.counts, isEnd };
      }
    },
  };
}
