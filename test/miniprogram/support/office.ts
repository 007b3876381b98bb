import type { Post, ReviewItem, ReviewPool } from '../../../typings/api';
import { me } from './people';
import type { FakePhone } from './phone';
import { ok } from './phone';

/** The phone of 林思远, who holds these posts. */
export const inOffice =
  (posts: Post[], more: (phone: FakePhone) => void = () => undefined) =>
  (phone: FakePhone): void => {
    phone.answers['account.me'] = () => ok(me({ name: '林思远', posts }));
    more(phone);
  };

/** A page of `review.list`. */
export const listing = (
  items: ReviewItem[],
  next: string | null = null,
  pools?: ReviewPool[],
): ReturnType<typeof ok> =>
  ok({
    items,
    next,
    counts: { PENDING_BRANCH: items.length, PENDING_GENERAL: 2, PENDING_COMMITTEE: 0, RETURNED: 1 },
    ...(pools && { pools }),
  });

/** What an action was called with, in order. */
export const inputsOf = ({ calls }: FakePhone, action: string): unknown[] =>
  calls.filter((call) => call.action === action).map(({ input }) => input);
