import type { NumberRequest, OutputOf } from '../../../typings/api';
import { pageBehavior } from '../../behaviors/page';
import { sendingBehavior } from '../../behaviors/sending';
import { call } from '../../services/call';
import type { Operation } from '../../services/operation';
import { createOperation } from '../../services/operation';
import { refusalOf } from '../../services/refusal';
import type { Decision } from '../components/decision-sheet/index';
import { intervalsWords } from '../numbers';
import { placeOf } from '../place';
import type { RequestRow } from './view';
import { requestRow } from './view';

type Box = 'OPEN' | 'DECIDED';

const EMPTY: Record<Box, string> = {
  OPEN: '没有等待答复的申请。下级申请补充编号后，会出现在这里。',
  DECIDED: '还没有答复过的申请。',
};
const NO_SHEET = { show: false, name: '', year: 0, asked: 1, free: 0, decision: 'ACCEPT' };

interface Work {
  operation: Operation<'numbering.decideRequest'>;
  requests: NumberRequest[];
  next: string | null;
  /** The one being decided. */
  chosen: NumberRequest | null;
  reading: number;
}
const works = new WeakMap<object, Work>();

/** Requests for more numbers from those below: give all, some, or none, with a reason. */
Component({
  behaviors: [pageBehavior, sendingBehavior],
  properties: {
    orgId: { type: String, value: '' },
  },
  data: {
    box: 'OPEN' as Box,
    tabs: [
      { name: 'OPEN', title: '待答复' },
      { name: 'DECIDED', title: '已答复' },
    ],
    state: 'loading' as 'loading' | 'failed' | 'empty' | 'ready',
    problem: '',
    empty: '',
    rows: [] as RequestRow[],
    isEnd: true,
    sheet: NO_SHEET,
    done: '',
  },
  lifetimes: {
    attached() {
      works.set(this, {
        operation: createOperation('numbering.decideRequest', 'operation.numbering.decideRequest'),
        requests: [],
        next: null,
        chosen: null,
        reading: 0,
      });
    },
  },
  pageLifetimes: {
    show() {
      void this.load();
    },
  },
  methods: {
    async load() {
      const work = works.get(this);
      const place = await placeOf(this.data.orgId);
      if (!work || typeof place === 'string') {
        this.setData({ state: 'failed', problem: String(place) });
        return;
      }
      work.reading += 1;
      const { reading } = work;
      const { box } = this.data;
      try {
        const page = await call('numbering.requests', { orgId: place.orgId, box });
        if (reading !== work.reading) return;
        const now = Date.now();
        work.requests = page.items;
        work.next = page.next;
        this.setData({
          rows: page.items.map((request) => requestRow(request, now)),
          isEnd: page.next === null,
          state: page.items.length > 0 ? 'ready' : 'empty',
          empty: EMPTY[box],
          problem: '',
        });
      } catch (error) {
        const problem = refusalOf(error).message;
        this.setData(this.data.rows.length > 0 ? { problem } : { state: 'failed', problem });
        return;
      }
      if (work.operation.isUnknown() && !this.data.busy) await this.onCheckAgain();
    },

    async onReachBottom() {
      const work = works.get(this);
      const place = await placeOf(this.data.orgId);
      if (!work || !work.next || typeof place === 'string') return;
      const { box, rows } = this.data;
      const cursor = work.next;
      work.next = null;
      try {
        const page = await call('numbering.requests', { orgId: place.orgId, box, cursor });
        const now = Date.now();
        work.requests = work.requests.concat(page.items);
        work.next = page.next;
        const changes: Record<string, unknown> = { isEnd: page.next === null };
        page.items.forEach((request, at) => {
          changes[`rows[${rows.length + at}]`] = requestRow(request, now);
        });
        this.setData(changes);
      } catch (error) {
        work.next = cursor;
        this.setData({ problem: refusalOf(error).message });
      }
    },

    onTab(event: WechatMiniprogram.CustomEvent<{ name: Box }>) {
      const { name } = event.detail;
      if (name === this.data.box) return;
      this.setData({ box: name, rows: [], state: 'loading', problem: '' });
      void this.load();
    },

    /** What can be given is looked up when it matters. */
    async onDecide(event: WechatMiniprogram.TouchEvent) {
      const work = works.get(this);
      const { id, decision } = event.currentTarget.dataset;
      const place = await placeOf(this.data.orgId);
      const request = work?.requests.find((one) => one.id === id);
      if (!work || !request || typeof place === 'string' || this.data.unknown) return;
      work.chosen = request;
      const { year, organization, count } = request;
      const sheet = { show: true, name: organization.name, year, asked: count, decision };
      this.setData({ refusal: '', done: '' });
      try {
        const { free } = await call('numbering.overview', { orgId: place.orgId, year });
        this.setData({ sheet: { ...sheet, free } });
      } catch (error) {
        this.setData({ problem: refusalOf(error).message });
      }
    },

    onClose() {
      this.setData({ 'sheet.show': false, refusal: '' });
    },

    async onSend(event: WechatMiniprogram.CustomEvent<Decision>) {
      const work = works.get(this);
      const chosen = work?.chosen;
      if (!work || !chosen || this.data.busy || this.data.unknown) return;
      const { id: requestId, version } = chosen;
      const attempt = work.operation.run({ requestId, version, ...event.detail });
      await this.decided(attempt);
    },

    async onCheckAgain() {
      const work = works.get(this);
      if (work && !this.data.busy) await this.decided(work.operation.checkAgain());
    },

    async decided(attempt: ReturnType<Operation<'numbering.decideRequest'>['checkAgain']>) {
      const done = await this.outcomeOf(attempt, ({ code }) => {
        // Decided or asked anew meanwhile: the list tells how it stands.
        if (code === 'CONFLICT') {
          this.setData({ 'sheet.show': false });
          void this.load();
        }
      });
      if (this.data.unknown) this.setData({ 'sheet.show': false });
      if (done) this.showDone(done);
    },

    showDone({ request, moved }: OutputOf<'numbering.decideRequest'>) {
      const [given] = moved;
      const { name } = request.organization;
      const done = given
        ? `已给${name} ${given.count} 个：${intervalsWords(given.intervals)}`
        : `已答复${name}：这次不补充。`;
      this.setData({ 'sheet.show': false, done });
      void this.load();
    },

    async onPullDownRefresh() {
      await this.load();
      wx.stopPullDownRefresh();
    },
  },
});
