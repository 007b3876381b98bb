import type { PendingStatus, ReviewItem, ReviewList, ReviewPool } from '../../../typings/api';
import { pageBehavior } from '../../behaviors/page';
import { officeWord, stageOf } from '../../format/words';
import { choose } from '../../platform/dialog';
import { open, PAGES } from '../../platform/pages';
import { signedInMe } from '../../services/account';
import { refusalOf } from '../../services/refusal';
import { choosePost, session } from '../../services/session';
import type { PeoplePage, Pager } from './pager';
import { createPager, PAGE_SIZE } from './pager';
import type { Chip, Row, TabName } from './rows';
import { chipsOf, isKept, mergedPools, poolLines, rowChanges, rowOf } from './rows';
import { selectionBehavior } from './selection';

const SEARCH_PAUSE_MS = 300;
/** Nobody chooses more people than this at once. */
const MOST_PEOPLE = 200;
const LARGEST_PAGE = 100;
/** A class that registers after its meeting is there at once. */
const FIRST_PAGE = 40;

const EMPTY: Record<TabName, string> = {
  mine: '没有等你审核的人。有人报到后会出现在这里。',
  others: '没有在别处审核或被退回的人。',
  done: '还没有审核完的人。',
};

interface Listing {
  pager: Pager | null;
  pools: ReviewPool[];
  timer?: number;
  /** Counts the readings of a first page: a slow one must not overwrite a later one. */
  reading: number;
}
const listings = new WeakMap<object, Listing>();

const titled = (word: string, count: number): string => (count > 0 ? `${word} ${count}` : word);

/** People to review, elsewhere under way, and done; several of those to review are passed together. */
Component({
  behaviors: [pageBehavior, selectionBehavior],
  data: {
    tab: 'mine' as TabName,
    tabs: [
      { name: 'mine', title: '待我审核' },
      { name: 'others', title: '流转中' },
      { name: 'done', title: '已办结' },
    ],
    chips: [] as Chip[],
    chip: 'all',
    /** The acting post in words; empty for people with one post only. */
    office: '',
    q: '',
    state: 'loading' as 'loading' | 'failed' | 'empty' | 'ready',
    problem: '',
    empty: '',
    isEnd: false,
    loadingMore: false,
    /** The rows shown are not yet those looked for: nothing can be chosen among them. */
    searching: false,
  },
  lifetimes: {
    attached() {
      listings.set(this, { pager: null, pools: [], reading: 0 });
    },
  },
  pageLifetimes: {
    show() {
      // While results are looked at, nothing moves below them.
      if (this.data.sheet === '') void this.begin();
    },
  },
  methods: {
    async begin() {
      await this.load();
      this.takeUp();
    },

    /** The first pages of the question, as many as were seen; the old rows stay until they are there. */
    async load() {
      const listing = listings.get(this);
      await signedInMe();
      const { post, problem } = session.get();
      if (!listing || !post) {
        const text = problem || '你目前没有在任职务，请联系上级团组织任命。';
        this.setData({ state: 'failed', problem: text });
        return;
      }
      this.showOffice();
      listing.reading += 1;
      const { reading } = listing;
      const pager = this.newPager();
      try {
        const seen = Math.min(LARGEST_PAGE, Math.max(FIRST_PAGE, this.data.people.length));
        const page = await pager.next(seen);
        if (reading !== listing.reading) return;
        listing.pager = pager;
        listing.pools = page.pools;
        this.showFirst(page);
        this.showCounts(page.counts);
      } catch (error) {
        if (reading !== listing.reading) return;
        const text = refusalOf(error).message;
        const hasRows = this.data.people.length > 0;
        this.setData({
          searching: false,
          ...(hasRows ? { problem: text } : { state: 'failed', problem: text }),
        });
      }
    },

    showOffice() {
      const { me, post } = session.get();
      const several = post && me && me.posts.length > 1;
      const office = several ? `${post.organization.name} · ${officeWord(post)}` : '';
      const chips = chipsOf(this.data.tab, this.ownStage());
      const names = (all: readonly Chip[]): string => all.map(({ name }) => name).join();
      this.setData({
        ...(office !== this.data.office && { office }),
        ...(names(chips) !== names(this.data.chips) && { chips }),
      });
    },

    /** The stage that the acting post reviews. */
    ownStage(): PendingStatus {
      return stageOf(session.get().post?.organization.type ?? 'BRANCH');
    },

    newPager(): Pager {
      const { tab, q } = this.data;
      const chips = chipsOf(tab, this.ownStage());
      const chip = chips.find(({ name }) => name === this.data.chip) ?? chips[0];
      if (!chip) throw new Error('every tab has a chip');
      return createPager({
        statuses: chip.statuses,
        q: q.trim(),
        own: tab === 'mine' && chip.keep !== 'ON_BEHALF',
        pools: tab === 'mine',
        keep: (item) => isKept(chip, item),
      });
    },

    rowsFrom(items: readonly ReviewItem[]): Row[] {
      const now = Date.now();
      const ownOrgId = session.get().post?.organization.id ?? '';
      const ticked = this.data.people.filter(({ selected }) => selected).map(({ id }) => id);
      return items.map((item) => {
        const row = rowOf(item, now, this.ownStage(), ownOrgId);
        return ticked.indexOf(row.id) >= 0 ? { ...row, selected: row.selectable } : row;
      });
    },

    showFirst({ items, isEnd, pools }: PeoplePage) {
      const { q, tab, chip, people } = this.data;
      const rows = this.rowsFrom(items);
      const searched = q.trim()
        ? `没有找到“${q.trim()}”。可以换姓名中的一个字，或手机号后四位。`
        : '';
      this.setData({
        ...rowChanges(people, rows),
        isEnd,
        searching: false,
        problem: '',
        pools: poolLines(pools, isEnd),
        state: rows.length > 0 ? 'ready' : 'empty',
        empty: searched || (chip === 'all' ? EMPTY[tab] : '这一类里现在没有人。'),
      });
      this.countSelected();
    },

    showCounts(counts: ReviewList['counts']) {
      const own = this.ownStage();
      const statuses = Object.keys(counts) as Array<keyof typeof counts>;
      const elsewhere = statuses
        .filter((status) => status !== own)
        .reduce((sum, status) => sum + counts[status], 0);
      const changes: Record<string, unknown> = {};
      if (this.data.tab === 'mine') {
        changes['tabs[0].title'] = titled('待我审核', counts[own]);
        changes['tabs[1].title'] = titled('流转中', elsewhere);
      }
      this.data.chips.forEach(({ statuses: asked, keep, name }, at) => {
        const [only] = asked;
        if (keep !== 'ALL' || name === 'all' || !only || !(only in counts)) return;
        const word = this.data.chips[at]?.title.split(' ')[0] ?? '';
        changes[`chips[${at}].title`] = titled(word, counts[only as keyof typeof counts]);
      });
      this.setData(changes);
    },

    /** Appends the next page; false when it did not come. */
    async loadMore(size: number): Promise<boolean> {
      const listing = listings.get(this);
      const pager = listing?.pager;
      if (!listing || !pager || this.data.loadingMore) return false;
      this.setData({ loadingMore: true });
      try {
        const { items, isEnd, pools } = await pager.next(size);
        if (pager !== listing.pager) return false;
        listing.pools = mergedPools(listing.pools, pools);
        const rows = this.data.people.concat(this.rowsFrom(items));
        this.setData({
          ...rowChanges(this.data.people, rows),
          isEnd,
          pools: poolLines(listing.pools, isEnd),
        });
        this.countSelected();
        return true;
      } catch (error) {
        this.setData({ problem: refusalOf(error).message });
        return false;
      } finally {
        this.setData({ loadingMore: false });
      }
    },

    async onReachBottom() {
      if (!this.data.isEnd) await this.loadMore(PAGE_SIZE);
    },

    async loadAll(): Promise<boolean> {
      while (!this.data.isEnd && this.data.people.length < MOST_PEOPLE) {
        if (!(await this.loadMore(LARGEST_PAGE))) return false;
      }
      return true;
    },

    afterPassing() {
      void this.load();
    },

    async onPullDownRefresh() {
      await this.load();
      wx.stopPullDownRefresh();
    },

    /** Another question: nothing of the old list is left. */
    ask(change: { tab?: TabName; chip?: string }) {
      this.setData({
        ...change,
        people: [],
        pools: [],
        selectedCount: 0,
        state: 'loading',
        problem: '',
      });
      void this.load();
    },

    onTab(event: WechatMiniprogram.CustomEvent<{ name: TabName }>) {
      const { name } = event.detail;
      const [first] = chipsOf(name, this.ownStage());
      this.ask({ tab: name, chip: first?.name ?? 'all' });
    },

    onChip(event: WechatMiniprogram.TouchEvent) {
      const { name } = event.currentTarget.dataset as { name: string };
      if (name !== this.data.chip) this.ask({ chip: name });
    },

    /** Lets another of the own posts act. */
    async onOffice() {
      const posts = session.get().me?.posts ?? [];
      const words = posts.map((post) => `${post.organization.name} · ${officeWord(post)}`);
      const at = await choose(words);
      const post = at === null ? undefined : posts[at];
      if (!post || post.id === session.get().post?.id) return;
      choosePost(post.id);
      const [first] = chipsOf(this.data.tab, this.ownStage());
      this.ask({ chip: first?.name ?? 'all' });
    },

    onSearch(event: { detail: string }) {
      const listing = listings.get(this);
      if (!listing) return;
      this.setData({ q: event.detail, searching: true });
      if (listing.timer !== undefined) clearTimeout(listing.timer);
      listing.timer = setTimeout(() => void this.load(), SEARCH_PAUSE_MS);
    },

    onPerson(event: WechatMiniprogram.TouchEvent) {
      open(`${PAGES.reviewDetail}?registrationId=${event.currentTarget.dataset.id}`);
    },
  },
});
