import type { OutputOf, ReclaimPlan } from '../../../typings/api';
import { pageBehavior } from '../../behaviors/page';
import { sendingBehavior } from '../../behaviors/sending';
import { confirm } from '../../platform/dialog';
import { back } from '../../platform/pages';
import { call } from '../../services/call';
import type { Operation } from '../../services/operation';
import { createOperation } from '../../services/operation';
import { refusalOf } from '../../services/refusal';
import { typedOn } from '../../services/typed';
import { intervalsWords } from '../numbers';
import { placeOf, yearFrom } from '../place';
import type { PlanView } from './view';
import { planView } from './view';

const PREVIEW_PAUSE_MS = 300;
const REASONS = ['本年度发展计划已完成', '编号多于需要', '支部调整'];

interface Work {
  operation: Operation<'numbering.giveBack'> | null;
  plan: ReclaimPlan | null;
  timer?: number;
  /** Counts the previews asked for: a slow one must not overwrite a later one. */
  asking: number;
}
const typed = typedOn<{ count: number | null; reason: string }>('giveBack');
const works = new WeakMap<object, Work>();

/** Gives free numbers back to the organisation above: the exact intervals first, then one confirmation. */
Component({
  behaviors: [pageBehavior, sendingBehavior],
  properties: {
    orgId: { type: String, value: '' },
    year: { type: String, value: '' },
  },
  data: {
    state: 'loading' as 'loading' | 'failed' | 'empty' | 'ready' | 'done',
    problem: '',
    /** What is typed here is about this organisation and year. */
    of: '',
    most: 0,
    count: null as number | null,
    view: null as PlanView | null,
    previewing: false,
    reason: '',
    reasons: REASONS,
    hint: '',
    done: { message: '', intervals: '' },
  },
  lifetimes: {
    attached() {
      works.set(this, { operation: null, plan: null, asking: 0 });
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
      const { orgId } = place;
      const year = yearFrom(this.data.year, Date.now());
      const key = `operation.numbering.giveBack.${orgId}.${year}`;
      work.operation ??= createOperation('numbering.giveBack', key);
      // Sent before a restart, perhaps: nothing may be previewed until that is known.
      this.takeUp(work.operation);
      if (this.data.unknown) {
        this.setData({ state: 'ready' });
        await this.askWhileUnknown();
        return;
      }
      try {
        const of = `${orgId}.${year}`;
        const kept = typed.read(of);
        const all = await call('numbering.previewGiveBack', { orgId, year });
        const count = Math.min(kept?.count || all.count, all.count);
        const plan =
          count === all.count
            ? all
            : await call('numbering.previewGiveBack', { orgId, year, count });
        work.plan = plan;
        this.setData({
          state: 'ready',
          problem: '',
          of,
          most: all.count,
          count,
          view: planView(plan),
          reason: this.data.reason || kept?.reason || '',
        });
      } catch (error) {
        const { code, message } = refusalOf(error);
        // P-6: there is nothing to give back, which no other try changes.
        this.setData({ state: code === 'EXHAUSTED' ? 'empty' : 'failed', problem: message });
      }
    },

    onCount(event: WechatMiniprogram.CustomEvent<{ count: number | null }>) {
      const work = works.get(this);
      if (!work) return;
      const { count } = event.detail;
      const hint =
        count !== null && count > this.data.most ? `最多交还 ${this.data.most} 个。` : '';
      work.plan = null;
      work.asking += 1;
      this.setData({ count, hint, previewing: hint === '' && count !== null });
      this.keep();
      if (work.timer !== undefined) clearTimeout(work.timer);
      if (hint === '' && count) {
        work.timer = setTimeout(() => void this.preview(count), PREVIEW_PAUSE_MS);
      }
    },

    async preview(count: number) {
      const work = works.get(this);
      const place = await placeOf(this.data.orgId);
      if (!work || typeof place === 'string') return;
      const { asking } = work;
      const year = yearFrom(this.data.year, Date.now());
      try {
        const plan = await call('numbering.previewGiveBack', { orgId: place.orgId, year, count });
        if (works.get(this)?.asking !== asking) return;
        work.plan = plan;
        this.setData({ view: planView(plan), previewing: false });
      } catch (error) {
        if (works.get(this)?.asking !== asking) return;
        this.setData({ previewing: false, hint: refusalOf(error).message });
      }
    },

    onReason(event: WechatMiniprogram.Input) {
      this.setData({ reason: event.detail.value, hint: '' });
      this.keep();
    },
    onSuggestion(event: WechatMiniprogram.TouchEvent) {
      this.setData({ reason: String(event.currentTarget.dataset.text), hint: '' });
      this.keep();
    },

    /** Leaving the page keeps it. */
    keep() {
      const { of, count, reason } = this.data;
      typed.keep(of, { count, reason });
    },

    async onSend() {
      const work = works.get(this);
      const { view, busy, unknown } = this.data;
      const reason = this.data.reason.trim();
      if (!work || !work.operation || busy || unknown) return;
      const { plan } = work;
      if (!plan || !view) {
        this.setData({ hint: this.data.hint || '请填写要交还的个数，看清区间后再交还。' });
        return;
      }
      if (!reason) {
        this.setData({ hint: '请写明事由，上级会看到。' });
        return;
      }
      if (!(await confirm({ title: '交还编号', text: view.question, yes: '确定' }))) return;
      const { organization } = plan.from;
      const input = {
        orgId: organization.id,
        year: plan.year,
        count: plan.count,
        rev: plan.rev,
        reason,
      };
      // What was confirmed is what happens: moved meanwhile, it is shown anew.
      const again = (): void => void this.load();
      this.given(await this.outcomeOf(work.operation.run(input), again));
    },

    async onCheckAgain() {
      const operation = works.get(this)?.operation;
      if (!operation || this.data.busy) return;
      this.given(await this.outcomeOf(operation.checkAgain(), () => void this.load()));
    },

    given(done: OutputOf<'numbering.giveBack'> | null) {
      if (!done) return;
      typed.clear();
      const [moved] = done.moved;
      const intervals = moved ? `${moved.count} 个：${intervalsWords(moved.intervals)}` : '';
      this.setData({ state: 'done', done: { message: done.message, intervals } });
    },

    onBack() {
      back();
    },
  },
});
