import type { NumberRequest, OutputOf } from '../../../typings/api';
import { pageBehavior } from '../../behaviors/page';
import { sendingBehavior } from '../../behaviors/sending';
import { call } from '../../services/call';
import type { Operation } from '../../services/operation';
import { createOperation } from '../../services/operation';
import { refusalOf } from '../../services/refusal';
import { typedOn } from '../../services/typed';
import type { Decision, DecisionDraft } from '../components/decision-sheet/index';
import { intervalsWords } from '../numbers';
import type { ListState, PagedList } from '../paged-list';
import { pagedList } from '../paged-list';
import { placeOf } from '../place';
import type { RequestRow } from './view';
import { requestRow } from './view';

type Box = 'OPEN' | 'DECIDED';

const EMPTY: Record<Box, string> = {
  OPEN: '没有等待答复的申请。下级申请补充编号后，会出现在这里。',
  DECIDED: '还没有答复过的申请。',
};
const typed = typedOn<DecisionDraft>('decideRequest');
const NO_SHEET = {
  show: false,
  name: '',
  year: 0,
  asked: 1,
  free: 0,
  decision: 'ACCEPT',
  /** What is typed in the sheet is about this request as it stood, and this answer. */
  of: '',
  kept: null as DecisionDraft | null,
};

interface Work {
  operation: Operation<'numbering.decideRequest'>;
  list: PagedList<NumberRequest>;
  /** The one being decided. */
  chosen: NumberRequest | null;
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
    state: 'loading' as ListState,
    problem: '',
    empty: EMPTY.OPEN,
    rows: [] as RequestRow[],
    isEnd: true,
    sheet: NO_SHEET,
    done: '',
  },
  lifetimes: {
    attached() {
      const operation = createOperation(
        'numbering.decideRequest',
        'operation.numbering.decideRequest',
      );
      works.set(this, {
        operation,
        list: pagedList<NumberRequest>(this, {
          read: (cursor) => this.page(cursor),
          rowOf: (request) => requestRow(request, Date.now()),
        }),
        chosen: null,
      });
      this.takeUp(operation);
    },
  },
  pageLifetimes: {
    show() {
      void this.load();
    },
  },
  methods: {
    async page(cursor: string | null) {
      const place = await placeOf(this.data.orgId);
      if (typeof place === 'string') return place;
      const { box } = this.data;
      return call('numbering.requests', {
        orgId: place.orgId,
        box,
        ...(cursor !== null && { cursor }),
      });
    },

    async load() {
      await works.get(this)?.list.load();
    },

    onReachBottom() {
      void works.get(this)?.list.more();
    },

    onTab(event: WechatMiniprogram.CustomEvent<{ name: Box }>) {
      const { name } = event.detail;
      this.setData({ box: name, empty: EMPTY[name] });
      works.get(this)?.list.clear();
      void this.load();
    },

    /** What can be given is looked up when it matters. */
    async onDecide(event: WechatMiniprogram.TouchEvent) {
      const work = works.get(this);
      const { id, decision } = event.currentTarget.dataset;
      const place = await placeOf(this.data.orgId);
      const request = work?.list.items.find((one) => one.id === id);
      if (!work || !request || typeof place === 'string' || this.data.unknown) return;
      work.chosen = request;
      const { year, organization, count } = request;
      const of = `${request.id}.${request.version}.${decision}`;
      const about = { name: organization.name, year, asked: count, decision };
      const sheet = { show: true, ...about, of, kept: typed.read(of) };
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

    /** Leaving the page keeps it. */
    onTyped(event: WechatMiniprogram.CustomEvent<DecisionDraft>) {
      typed.keep(this.data.sheet.of, event.detail);
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
      typed.clear();
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
