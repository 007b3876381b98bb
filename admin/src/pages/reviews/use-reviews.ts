import { computed, shallowRef, watch } from 'vue';
import type { ReviewItem, ReviewList } from '../../../../typings/api';
import { useOrganizationRef } from '../../components/use-organization-ref';
import { usePageList } from '../../components/use-page-list';
import { useQuery } from '../../components/use-query';
import { call } from '../../service';
import { useSession } from '../../stores/session';
import { nextAfter, tabOf } from './review-tabs';
import { useSelection } from './use-selection';

const LIMIT = 50;

/** The review list: tab, name, organisation and the open person are in the address. */
export function useReviews() {
  const session = useSession();
  const query = useQuery();
  const tab = computed(() => tabOf(query.text('status'), session.post));
  const q = computed(() => query.text('q'));
  const orgId = computed(() => query.text('org'));
  const openId = computed(() => query.text('id'));
  /** A committee's own turn, without those of committees below it. */
  const own = computed(() => query.text('own') === '1');
  const organization = useOrganizationRef(() => orgId.value);
  const counts = shallowRef<ReviewList['counts'] | null>(null);

  const ask = (cursor: string | undefined, limit: number, pools?: boolean) =>
    call('review.list', {
      status: tab.value,
      orgId: orgId.value || undefined,
      own: own.value || undefined,
      q: q.value || undefined,
      pools,
      cursor,
      limit,
    });
  const list = usePageList<ReviewItem, ReviewList>((cursor) => ask(cursor, LIMIT));
  /** Only the committee's approval draws numbers. */
  const draws = computed(() => tab.value === 'PENDING_COMMITTEE');
  const selection = useSelection(
    list.items,
    () => JSON.stringify([tab.value, q.value, orgId.value, own.value]),
    (limit) => ask(undefined, limit, draws.value || undefined),
  );

  watch([tab, q, orgId, own], list.restart, { immediate: true });
  watch(list.lastPage, (page) => {
    if (page) counts.value = page.counts;
  });

  const open = (id: string) => query.set({ id });
  const place = computed(() => list.items.value.findIndex(({ id }) => id === openId.value));

  async function move(by: 1 | -1): Promise<void> {
    const to = list.items.value[place.value + by];
    if (to) await open(to.id);
  }

  /** Somebody was passed or returned: the line leaves the list and the next one opens. */
  async function settle(id: string): Promise<void> {
    const next = nextAfter(list.items.value, id);
    list.items.value = list.items.value.filter((item) => item.id !== id);
    await open(next?.id ?? '');
    counts.value = await ask(undefined, 1).then(
      (page) => page.counts,
      () => counts.value,
    );
  }

  return {
    tab,
    q,
    own,
    openId,
    organization,
    counts,
    list,
    draws,
    selection,
    query,
    open,
    place,
    move,
    settle,
  };
}
