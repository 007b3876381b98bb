import type { NumberRequest, Overview } from '../../../typings/api';
import { pageBehavior } from '../../behaviors/page';
import { stageOf } from '../../format/words';
import { open, PAGES, titlePage } from '../../platform/pages';
import { call } from '../../services/call';
import { refusalOf } from '../../services/refusal';
import { yearsOf } from '../../services/stock';
import type { BelowRow } from '../below-row';
import { belowRow, wantFirst } from '../below-row';
import { hasBelow } from '../organization';
import type { Place } from '../place';
import { managedYears, placeOf, placeUrl } from '../place';
import type { RequestLine } from '../request-words';
import type { BranchView } from './view';
import { branchView, requestOf, waitingCount, waitingWords, wantLine } from './view';

const LOOKED_AT = 20;
const MOST_BELOW = 100;
const MOST_SHOWN = 6;
/** Intervals shown before somebody asks for all of them. */
const MOST_ROWS = 8;

/** Counts the readings of a page: a slow one must not overwrite a later one. */
const readings = new WeakMap<object, number>();

/** The organisation's numbers: can I approve today, whose pool, who waits, what was asked for, what moved. */
Component({
  behaviors: [pageBehavior],
  properties: {
    /** The own organisation when left out. */
    orgId: { type: String, value: '' },
    year: { type: String, value: '' },
  },
  data: {
    state: 'loading' as 'loading' | 'failed' | 'ready',
    problem: '',
    years: [] as string[],
    yearAt: 0,
    view: null as BranchView | null,
    waiting: { count: 0, words: '' },
    request: null as RequestLine | null,
    /** Requests of those below that wait for an answer. */
    openRequests: 0,
    below: [] as BelowRow[],
    /** How many more there are below. */
    moreBelow: false,
    mostRows: MOST_ROWS,
    showsAll: false,
  },
  pageLifetimes: {
    show() {
      void this.load();
    },
  },
  methods: {
    async load() {
      const reading = (readings.get(this) ?? 0) + 1;
      readings.set(this, reading);
      const place = await placeOf(this.data.orgId);
      if (typeof place === 'string') {
        this.setData({ state: 'failed', problem: place });
        return;
      }
      try {
        await this.read(place, () => readings.get(this) === reading);
      } catch (error) {
        const problem = refusalOf(error).message;
        this.setData(this.data.view ? { problem } : { state: 'failed', problem });
      }
    },

    /** Two steps: who waits tells which year is asked about. */
    async read(place: Place, isLatest: () => boolean) {
      const { orgId, isOwn, post } = place;
      const now = Date.now();
      const status = stageOf(post.organization.type);
      const list = await call('review.list', { orgId, status, limit: LOOKED_AT });
      const year = Number(this.data.year) || (yearsOf(list.items, now)[0] ?? 0);
      const [overview, own, asked] = await Promise.all([
        call('numbering.overview', { orgId, year }),
        isOwn ? call('numbering.requests', { orgId, box: 'OWN' }) : null,
        post.organization.type === 'BRANCH'
          ? null
          : call('numbering.requests', { orgId, box: 'OPEN' }),
      ]);
      if (!isLatest()) return;
      this.show(overview, own ? own.items : []);
      this.setData({
        waiting: { count: waitingCount(list.counts), words: waitingWords(list.counts) },
        openRequests: asked ? asked.items.length : 0,
      });
      if (hasBelow(overview.organization.type)) await this.readBelow(overview);
    },

    show(overview: Overview, own: readonly NumberRequest[]) {
      const now = Date.now();
      const view = branchView(overview, now);
      const years = managedYears(now);
      this.setData({
        state: 'ready',
        problem: '',
        view,
        years: years.map((year) => `${year}年`),
        yearAt: Math.max(0, years.indexOf(overview.year)),
        request: requestOf(own, overview.year, view.parent, now),
      });
      titlePage(view.name);
    },

    async readBelow({ organization, year, free }: Overview) {
      const parentId = organization.id;
      const page = await call('organization.children', { parentId, year, limit: MOST_BELOW });
      const rows = wantFirst(
        page.items.filter(({ status }) => status === 'ACTIVE').map((node) => belowRow(node)),
      );
      const inWant = rows.filter(({ level }) => level === 'warn').length;
      this.setData({
        below: rows.slice(0, MOST_SHOWN),
        moreBelow: rows.length > MOST_SHOWN || page.next !== null,
        ...(inWant > 0 && { 'view.answer': wantLine(year, inWant, free) }),
      });
    },

    async onPullDownRefresh() {
      await this.load();
      wx.stopPullDownRefresh();
    },

    onYear(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      const year = managedYears(Date.now())[Number(event.detail.value)];
      if (!year) return;
      this.setData({ year: String(year) });
      void this.load();
    },

    /** Rows that lead to another page about the same organisation and year. */
    onGo(event: WechatMiniprogram.TouchEvent) {
      const { view } = this.data;
      const page = PAGES[event.currentTarget.dataset.page as keyof typeof PAGES];
      if (view) open(placeUrl(page, { id: view.orgId }, view.year));
    },

    onAllRows() {
      this.setData({ showsAll: true });
    },

    onWaiting() {
      open(PAGES.reviewList);
    },

    onBelow(event: WechatMiniprogram.TouchEvent) {
      const { view } = this.data;
      const id = String(event.currentTarget.dataset.id);
      if (view) open(placeUrl(PAGES.branchHome, { id }, view.year));
    },
  },
});
