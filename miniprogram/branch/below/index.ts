import { pageBehavior } from '../../behaviors/page';
import { open, PAGES } from '../../platform/pages';
import { call } from '../../services/call';
import { refusalOf } from '../../services/refusal';
import type { BelowRow } from '../below-row';
import { belowRow, hitRow } from '../below-row';
import { placeOf, placeUrl, yearFrom } from '../place';

const PAGE_SIZE = 50;
const MOST_HITS = 50;
const SEARCH_PAUSE_MS = 300;

interface Work {
  next: string | null;
  timer?: number;
  reading: number;
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
    state: 'loading' as 'loading' | 'failed' | 'empty' | 'ready',
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
      works.set(this, { next: null, reading: 0, q: '' });
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
      return call('organization.children', {
        parentId: place.orgId,
        year: yearFrom(this.data.year, Date.now()),
        limit: PAGE_SIZE,
        ...(cursor !== null && { cursor }),
      });
    },

    async load() {
      const work = works.get(this);
      if (!work) return;
      work.reading += 1;
      const { reading } = work;
      try {
        const page = await this.children(null);
        if (reading !== work.reading) return;
        if (typeof page === 'string') {
          this.setData({ state: 'failed', problem: page });
          return;
        }
        const active = page.items.filter(({ status }) => status === 'ACTIVE');
        work.next = page.next;
        this.setData({
          rows: active.map(belowRow),
          isEnd: page.next === null,
          state: active.length > 0 ? 'ready' : 'empty',
          problem: '',
        });
      } catch (error) {
        const problem = refusalOf(error).message;
        this.setData(this.data.rows.length > 0 ? { problem } : { state: 'failed', problem });
      }
    },

    async onReachBottom() {
      const work = works.get(this);
      if (!work || !work.next || this.data.asked) return;
      const cursor = work.next;
      work.next = null;
      try {
        const page = await this.children(cursor);
        if (typeof page === 'string') return;
        work.next = page.next;
        const changes: Record<string, unknown> = { isEnd: page.next === null };
        page.items
          .filter(({ status }) => status === 'ACTIVE')
          .forEach((node, at) => {
            changes[`rows[${this.data.rows.length + at}]`] = belowRow(node);
          });
        this.setData(changes);
      } catch (error) {
        work.next = cursor;
        this.setData({ problem: refusalOf(error).message });
      }
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

    /** The search knows the whole province: what is not below the own organisation is left out. */
    async search(q: string) {
      const place = await placeOf('');
      if (typeof place === 'string') return;
      const { id: own } = place.post.organization;
      try {
        const { items } = await call('organization.search', { q, limit: MOST_HITS });
        if (works.get(this)?.q !== q) return;
        const below = items.filter(({ path }) => path.some(({ id }) => id === own));
        this.setData({ asked: q, hits: below.map(hitRow) });
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
