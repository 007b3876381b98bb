import { computed, shallowRef, watch } from 'vue';
import type { ReviewItem, ReviewList } from '../../../../typings/api';
import { known } from '../../components/choices';
import { useOrganizationRef } from '../../components/use-organization-ref';
import { usePageList } from '../../components/use-page-list';
import { useQuery } from '../../components/use-query';
import { call } from '../../service';
import { useSession } from '../../stores/session';
import { CHECK_WORDS, filterParts, monthOf, reviewFilter } from './review-filter';
import { nextAfter, tabOf } from './review-tabs';
import { useSelection } from './use-selection';

const LIMIT = 50;
/** What narrows the list, by the names in the address. */
const FILTERS = ['q', 'org', 'own', 'month', 'check'] as const;

/** The review list: the tab, all filters and the open person are in the address. */
export function useReviews() {
  const session = useSession();
  const query = useQuery();
  const tab = computed(() => tabOf(query.text('status'), session.post));
  const q = computed(() => query.text('q'));
  const orgId = computed(() => query.text('org'));
  const openId = computed(() => query.text('id'));
  /** Only what the committee listed approves itself, without those of committees below it. */
  const own = computed(() => query.text('own') === '1');
  const joinMonth = computed(() => monthOf(query.text('month')));
  const check = computed(() => known(CHECK_WORDS, query.text('check')));
  const organization = useOrganizationRef(() => orgId.value);
  const filter = computed(() =>
    reviewFilter({
      status: tab.value,
      orgId: orgId.value,
      own: own.value,
      q: q.value,
      joinMonth: joinMonth.value,
      check: check.value,
    }),
  );
  const filters = computed(() =>
    [orgId.value && (organization.value?.name ?? '一个组织'), ...filterParts(filter.value)].filter(
      Boolean,
    ),
  );
  const counts = shallowRef<ReviewList['counts'] | null>(null);

  const ask = (cursor: string | undefined, limit: number, pools?: boolean) =>
    call('review.list', { ...filter.value, pools, cursor, limit });
  const list = usePageList<ReviewItem, ReviewList>((cursor) => ask(cursor, LIMIT));
  /** Only the committee's approval draws numbers. */
  const draws = computed(() => tab.value === 'PENDING_COMMITTEE');
  const selection = useSelection(
    list.items,
    () => JSON.stringify(filter.value),
    (limit) => ask(undefined, limit, draws.value || undefined),
  );

  watch(() => JSON.stringify(filter.value), list.restart, { immediate: true });
  watch(list.lastPage, (page) => {
    if (page) counts.value = page.counts;
  });

  const open = (id: string) => query.set({ id });
  /** Sets one filter and closes the open person. */
  const narrow = (name: (typeof FILTERS)[number] | 'status', value: string | undefined) =>
    query.set({ [name]: value ?? '', id: '' });
  /** Another organisation begins with everything below it: not each has its own to approve. */
  const choosePlace = (id: string | undefined) => query.set({ org: id ?? '', own: '', id: '' });
  const reset = () => query.set(Object.fromEntries([...FILTERS, 'id'].map((name) => [name, ''])));
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
    joinMonth,
    check,
    filter,
    filters,
    openId,
    organization,
    counts,
    list,
    draws,
    selection,
    narrow,
    choosePlace,
    reset,
    open,
    place,
    move,
    settle,
  };
}
