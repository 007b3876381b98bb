import type { NumberRequest, Overview } from '../../../typings/api';
import { pageBehavior } from '../../behaviors/page';
import { sendingBehavior } from '../../behaviors/sending';
import type { Fact } from '../../format/field-view';
import { toast } from '../../platform/dialog';
import { call } from '../../services/call';
import type { Operation } from '../../services/operation';
import { createOperation } from '../../services/operation';
import { refusalOf } from '../../services/refusal';
import { typedOn } from '../../services/typed';
import { placeOf, yearFrom } from '../place';
import type { RequestLine } from '../request-words';
import { requestLine } from '../request-words';

const REASONS = ['有人等待审核，编号不够', '下一批发展团员', '本支部还没有分到编号'];

const typed = typedOn<{ count: number | null; reason: string }>('requestMore');
const operations = new WeakMap<object, Operation<'numbering.requestMore'>>();

/** How many to ask for at first: as many as wait in vain, else a handful. */
function suggested({ waiting, free }: Overview): number {
  return waiting > free ? waiting - free : 5;
}

/** Asks the organisation above for more numbers, and tells what became of the last request. */
Component({
  behaviors: [pageBehavior, sendingBehavior],
  properties: {
    orgId: { type: String, value: '' },
    year: { type: String, value: '' },
  },
  data: {
    state: 'loading' as 'loading' | 'failed' | 'ready',
    problem: '',
    title: '',
    /** What is typed here is about this organisation and year. */
    of: '',
    parent: '',
    facts: [] as Fact[],
    count: null as number | null,
    help: '',
    reason: '',
    reasons: REASONS,
    hint: '',
    /** The latest request of the year, and whether it still waits. */
    latest: null as RequestLine | null,
    isOpen: false,
  },
  pageLifetimes: {
    show() {
      void this.load();
    },
  },
  methods: {
    async load() {
      const place = await placeOf(this.data.orgId);
      if (typeof place === 'string') {
        this.setData({ state: 'failed', problem: place });
        return;
      }
      const { orgId } = place;
      const year = yearFrom(this.data.year, Date.now());
      this.takeUp(this.operation(orgId, year));
      const before = JSON.stringify(this.data.latest);
      try {
        const [overview, own] = await Promise.all([
          call('numbering.overview', { orgId, year }),
          call('numbering.requests', { orgId, box: 'OWN' }),
        ]);
        this.show(overview);
        // An answer that came meanwhile is newer than what was read.
        if (JSON.stringify(this.data.latest) === before) {
          this.showLatest(own.items.find((item) => item.year === year) ?? null);
        }
      } catch (error) {
        this.setData({ state: 'failed', problem: refusalOf(error).message });
      }
      await this.askWhileUnknown();
    },

    /** One intent per organisation and year; it survives a restart. */
    operation(orgId: string, year: number): Operation<'numbering.requestMore'> {
      const known = operations.get(this);
      if (known) return known;
      const key = `operation.numbering.requestMore.${orgId}.${year}`;
      const made = createOperation('numbering.requestMore', key);
      operations.set(this, made);
      return made;
    },

    show(overview: Overview) {
      const { organization, year, total, used, free, waiting, parent, pool } = overview;
      const of = `${organization.id}.${year}`;
      const kept = typed.read(of);
      const facts = [
        { label: '申请的组织', value: organization.name },
        { label: `${year}年已分到`, value: `${total} 个，已使用 ${used} 个` },
        { label: '未使用', value: `${free} 个` },
        { label: '等待审核', value: `${waiting} 人` },
      ];
      if (pool && pool.organization.id !== organization.id) {
        facts.push({
          label: '现在由谁统筹',
          value: `${pool.organization.name}，还剩 ${pool.free} 个`,
        });
      }
      this.setData({
        state: 'ready',
        problem: '',
        parent: parent ? parent.name : '',
        title: `${year}年`,
        of,
        facts,
        count: this.data.count ?? kept?.count ?? suggested(overview),
        help: waiting > free ? `等待 ${waiting} 人，未使用 ${free} 个` : '',
        reason: this.data.reason || kept?.reason || (waiting > free ? (REASONS[0] ?? '') : ''),
      });
    },

    showLatest(request: NumberRequest | null) {
      this.setData({
        latest: request ? requestLine(request, this.data.parent, Date.now()) : null,
        isOpen: request !== null && request.state === 'OPEN',
      });
    },

    onCount(event: WechatMiniprogram.CustomEvent<{ count: number | null }>) {
      this.type({ count: event.detail.count });
    },
    onReason(event: WechatMiniprogram.Input) {
      this.type({ reason: event.detail.value });
    },
    onSuggestion(event: WechatMiniprogram.TouchEvent) {
      this.type({ reason: String(event.currentTarget.dataset.text) });
    },

    /** Leaving the page keeps it. */
    type(change: { count: number | null } | { reason: string }) {
      this.setData({ ...change, hint: '' });
      const { of, count, reason } = this.data;
      typed.keep(of, { count, reason });
    },

    async onSend() {
      const { count, busy, unknown } = this.data;
      const reason = this.data.reason.trim();
      if (busy || unknown) return;
      if (!count) {
        this.setData({ hint: '请填写个数，不小于 1。' });
        return;
      }
      if (!reason) {
        this.setData({ hint: '请写明事由，上级会看到。' });
        return;
      }
      const place = await placeOf(this.data.orgId);
      if (typeof place === 'string') return;
      const { orgId } = place;
      const year = yearFrom(this.data.year, Date.now());
      const attempt = this.operation(orgId, year).run({ orgId, year, count, reason });
      this.asked(await this.outcomeOf(attempt, () => void this.load()));
    },

    async onCheckAgain() {
      const operation = operations.get(this);
      if (operation && !this.data.busy) {
        this.asked(await this.outcomeOf(operation.checkAgain()));
      }
    },

    asked(request: NumberRequest | null) {
      if (!request) return;
      typed.clear();
      this.showLatest(request);
      toast('已申请，等待答复');
    },

    async onPullDownRefresh() {
      await this.load();
      wx.stopPullDownRefresh();
    },
  },
});
