import type { RegistrationStatus, ReviewItem, ReviewList, ReviewPool } from '../../../typings/api';
import { call } from '../../services/call';

export const PAGE_SIZE = 20;
const LARGEST_PAGE = 100;
/** A page of which little is kept must not ask for ever. */
const MOST_REQUESTS = 5;

/** What is listed. */
export interface Question {
  statuses: RegistrationStatus[];
  /** A part of the name or the last four digits of the phone; empty for everybody. */
  q: string;
  /** Only those whose turn comes to the own organisation. */
  own: boolean;
  /** Whether numbers are asked about, too. */
  pools: boolean;
  keep: (item: ReviewItem) => boolean;
}

export interface PeoplePage {
  items: ReviewItem[];
  counts: ReviewList['counts'];
  pools: ReviewPool[];
  isEnd: boolean;
}

/** Goes through the people of a question page by page. */
export interface Pager {
  /** The next page of at least `size` people, fewer at the end. Throws Refusal. */
  next(size?: number): Promise<PeoplePage>;
}

export function createPager({ statuses, q, own, pools, keep }: Question): Pager {
  let cursor: string | null = null;
  const [only] = statuses;

  return {
    async next(size = PAGE_SIZE) {
      const items: ReviewItem[] = [];
      const wanted: ReviewPool[] = [];
      for (let request = 1; ; request += 1) {
        const list: ReviewList = await call('review.list', {
          status: statuses.length === 1 && only ? only : statuses,
          own,
          limit: Math.min(LARGEST_PAGE, size),
          ...(pools && { pools }),
          ...(q !== '' && { q }),
          ...(cursor !== null && { cursor }),
        });
        cursor = list.next;
        items.push(...list.items.filter(keep));
        wanted.push(...(list.pools ?? []));
        const isEnd = cursor === null;
        // A page that does not fill the screen could never be scrolled to its end.
        if (isEnd || items.length >= size || request >= MOST_REQUESTS) {
          return { items, counts: list.counts, pools: wanted, isEnd };
        }
      }
    },
  };
}
