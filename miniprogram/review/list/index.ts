import type {
  PendingStatus,
  RegistrationStatus,
  ReviewItem,
  ReviewList,
} from '../../../typings/api';
import { pageBehavior } from '../../behaviors/page';
import { stageOf } from '../../format/words';
import { open, PAGES } from '../../platform/pages';
import { signedInMe } from '../../services/account';
import { refusalOf } from '../../services/refusal';
import { session } from '../../services/session';
import type { StockLine } from '../../services/stock';
import { loadStock } from '../../services/stock';
import type { Person } from '../../services/waiting';
import { personOf } from '../../services/waiting';
import type { Pager } from './pager';
import { createPager } from './pager';

type TabName = 'mine' | 'others' | 'done';

const SEARCH_PAUSE_MS = 300;

const EMPTY: Record<TabName, string> = {
  mine: '没有等你审核的人。有人报到后会出现在这里。',
  others: '没有在别处审核或被退回的人。',
  done: '还没有审核完的人。',
};

interface Listing {
  pager: Pager | null;
  timer?: number;
  /** Counts the readings of a first page: a slow one must not overwrite a later one. */
  reading: number;
}
const listings = new WeakMap<object, Listing>();

/** Statuses behind a tab, for a post that reviews the stage `own`. */
function statusesOf(tab: TabName, own: RegistrationStatus): RegistrationStatus[] {
  if (tab === 'mine') return [own];
  if (tab === 'done') return ['APPROVED', 'WITHDRAWN'];
  const elsewhere: RegistrationStatus[] = [
    'PENDING_BRANCH',
    'PENDING_GENERAL',
    'PENDING_COMMITTEE',
    'RETURNED',
  ];
  return elsewhere.filter((status) => status !== own);
}

const countOf = (counts: ReviewList['counts'], statuses: readonly RegistrationStatus[]): number =>
  statuses.reduce(
    (sum, status) => (status === 'APPROVED' || status === 'WITHDRAWN' ? sum : sum + counts[status]),
    0,
  );

const titled = (word: string, count: number): string => (count > 0 ? `${word} ${count}` : word);

/** People to review, elsewhere under way, and done. */
Component({
  behaviors: [pageBehavior],
  data: {
    tab: 'mine' as TabName,
    tabs: [
      { name: 'mine', title: '待我审核' },
      { name: 'others', title: '流转中' },
      { name: 'done', title: '已办结' },
    ],
    q: '',
    state: 'loading' as 'loading' | 'failed' | 'empty' | 'ready',
    problem: '',
    empty: '',
    people: [] as Person[],
    isEnd: false,
    loadingMore: false,
    onlyPassed: false,
    passedCount: 0,
    stock: [] as StockLine[],
  },
  lifetimes: {
    attached() {
      listings.set(this, { pager: null, reading: 0 });
    },
  },
  pageLifetimes: {
    show() {
      void this.load();
    },
  },
  methods: {
    /** The first page of the tab; the old rows stay until it is there. */
    async load() {
      const listing = listings.get(this);
      await signedInMe();
      const { post, problem } = session.get();
      if (!listing || !post) {
        const text = problem || '你目前没有在任职务，请联系上级团组织任命。';
        this.setData({ state: 'failed', problem: text });
        return;
      }
      listing.reading += 1;
      const { reading } = listing;
      const { tab, q } = this.data;
      const own = this.ownStage();
      const pager = createPager(statusesOf(tab, own), q.trim(), tab === 'mine');
      try {
        const page = await pager.next();
        if (reading !== listing.reading) return;
        listing.pager = pager;
        this.showFirst(page.items, page.isEnd);
        this.showCounts(page.counts, own);
        if (tab === 'mine') this.setData({ stock: await loadStock(post, page.items, Date.now()) });
      } catch (error) {
        if (reading !== listing.reading) return;
        const text = refusalOf(error).message;
        const hasRows = this.data.people.length > 0;
        this.setData(hasRows ? { problem: text } : { state: 'failed', problem: text });
      }
    },

    /** The stage that the acting post reviews. */
    ownStage(): PendingStatus {
      return stageOf(session.get().post?.organization.type ?? 'BRANCH');
    },

    showFirst(items: readonly ReviewItem[], isEnd: boolean) {
      const now = Date.now();
      const people = items.map((item) => personOf(item, now, this.ownStage()));
      const { q, tab } = this.data;
      this.setData({
        people,
        isEnd,
        problem: '',
        state: people.length > 0 ? 'ready' : 'empty',
        empty: q.trim() ? `没有姓名以“${q.trim()}”开头的人。` : EMPTY[tab],
      });
      this.countPassed();
    },

    showCounts(counts: ReviewList['counts'], own: RegistrationStatus) {
      this.setData({
        'tabs[0].title': titled('待我审核', countOf(counts, [own])),
        'tabs[1].title': titled('流转中', countOf(counts, statusesOf('others', own))),
      });
    },

    countPassed() {
      this.setData({ passedCount: this.data.people.filter(({ level }) => level === 'ok').length });
    },

    async onReachBottom() {
      const pager = listings.get(this)?.pager;
      if (!pager || this.data.isEnd || this.data.loadingMore) return;
      this.setData({ loadingMore: true });
      try {
        const { items, isEnd } = await pager.next();
        if (pager !== listings.get(this)?.pager) return;
        const now = Date.now();
        const changes: Record<string, unknown> = { isEnd };
        items.forEach((item, index) => {
          changes[`people[${this.data.people.length + index}]`] = personOf(
            item,
            now,
            this.ownStage(),
          );
        });
        this.setData(changes);
        this.countPassed();
      } catch (error) {
        this.setData({ problem: refusalOf(error).message });
      } finally {
        this.setData({ loadingMore: false });
      }
    },

    async onPullDownRefresh() {
      await this.load();
      wx.stopPullDownRefresh();
    },

    onTab(event: WechatMiniprogram.CustomEvent<{ name: TabName }>) {
      const { name } = event.detail;
      // vant tells of a change that came from here, too.
      if (name === this.data.tab) return;
      this.setData({
        tab: name,
        people: [],
        state: 'loading',
        onlyPassed: false,
        problem: '',
      });
      void this.load();
    },

    onSearch(event: { detail: string }) {
      const listing = listings.get(this);
      if (!listing) return;
      this.setData({ q: event.detail });
      if (listing.timer !== undefined) clearTimeout(listing.timer);
      listing.timer = setTimeout(() => void this.load(), SEARCH_PAUSE_MS);
    },

    onFilter() {
      this.setData({ onlyPassed: !this.data.onlyPassed });
    },

    onPerson(event: WechatMiniprogram.TouchEvent) {
      open(`${PAGES.reviewDetail}?registrationId=${event.currentTarget.dataset.id}`);
    },
  },
});
