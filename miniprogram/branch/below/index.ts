import type { OrganizationNode } from '../../../typings/api';
import { pageBehavior } from '../../behaviors/page';
import { open, PAGES } from '../../platform/pages';
import { call } from '../../services/call';
import { refusalOf } from '../../services/refusal';
import type { BelowRow } from '../below-row';
import { belowRow, hitRow } from '../below-row';
import type { ListState, PagedList } from '../paged-list';
import { pagedList } from '../paged-list';
import { placeOf, placeUrl, yearFrom } from '../place';

const PAGE_SIZE = 50;
const MOST_HITS = 50;
const SEARCH_PAUSE_MS = 300;

interface Work {
  list: PagedList<OrganizationNode>;
  timer?: number;
  q: string;
}
const works = new WeakMap<object, Work>();

/** The organisations below, with their stock; any of them is found by name, initials or code. */
Component({
  behaviors: [pageBehavior],
  properties: {
    orgId: { type: String, value: '' },
    year: { type: String, value: '' },
  },
  data: {
    state: 'loading' as ListState,
    problem: '',
    rows: [] as BelowRow[],
    isEnd: true,
    q: '',
    /** What was looked for; empty while the children are shown. */
    asked: '',
    hits: [] as BelowRow[],
  },
  lifetimes: {
    attached() {
      const list = pagedList<OrganizationNode>(this, {
        read: (cursor) => this.children(cursor),
        rowOf: belowRow,
      });
      works.set(this, { list, q: '' });
    },
  },
  pageLifetimes: {
    show() {
      void this.load();
    },
  },
  methods: {
    async children(cursor: string | null) {
      const place = await placeOf(this.data.orgId);
      if (typeof place === 'string') return place;
      const page = await call('organization.children', {
        parentId: place.orgId,
        year: yearFrom(this.data.year, Date.now()),
        limit: PAGE_SIZE,
        ...(cursor !== null && { cursor }),
      });
      return { ...page, items: page.items.filter(({ status }) => status === 'ACTIVE') };
    },

    async load() {
      await works.get(this)?.list.load();
    },

    onReachBottom() {
      if (!this.data.asked) void works.get(this)?.list.more();
    },

    onSearch(event: { detail: string }) {
      const work = works.get(this);
      if (!work) return;
      work.q = event.detail.trim();
      this.setData({ q: event.detail, problem: '' });
      if (work.timer !== undefined) clearTimeout(work.timer);
      if (work.q === '') this.setData({ asked: '', hits: [] });
      else work.timer = setTimeout(() => void this.search(work.q), SEARCH_PAUSE_MS);
    },

    async search(q: string) {
      const place = await placeOf('');
      if (typeof place === 'string') return;
      const { id: own } = place.post.organization;
      try {
        const { items } = await call('organization.search', { q, under: own, limit: MOST_HITS });
        if (works.get(this)?.q !== q) return;
        this.setData({ asked: q, hits: items.map(hitRow) });
      } catch (error) {
        this.setData({ problem: refusalOf(error).message });
      }
    },

    onRow(event: WechatMiniprogram.TouchEvent) {
      const id = String(event.currentTarget.dataset.id);
      open(placeUrl(PAGES.branchHome, { id }, yearFrom(this.data.year, Date.now())));
    },

    async onPullDownRefresh() {
      await this.load();
      wx.stopPullDownRefresh();
    },
  },
});
