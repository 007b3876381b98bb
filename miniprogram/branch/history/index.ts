import { pageBehavior } from '../../behaviors/page';
import { sendingBehavior } from '../../behaviors/sending';
import { confirm, toast } from '../../platform/dialog';
import { call } from '../../services/call';
import type { Operation } from '../../services/operation';
import { createOperation } from '../../services/operation';
import { refusalOf } from '../../services/refusal';
import type { MovementLine } from '../../format/movement-view';
import { movementLine } from '../../format/movement-view';
import { placeOf } from '../place';

interface Work {
  operation: Operation<'numbering.undo'>;
  next: string | null;
  reading: number;
}
const works = new WeakMap<object, Work>();

/** What moved the numbers of an organisation, the newest first; what can still be taken back says so. */
Component({
  behaviors: [pageBehavior, sendingBehavior],
  properties: {
    orgId: { type: String, value: '' },
    year: { type: String, value: '' },
  },
  data: {
    state: 'loading' as 'loading' | 'failed' | 'empty' | 'ready',
    problem: '',
    lines: [] as MovementLine[],
    isEnd: true,
  },
  lifetimes: {
    attached() {
      works.set(this, {
        operation: createOperation('numbering.undo', 'operation.numbering.undo'),
        next: null,
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
    async page(cursor: string | null) {
      const place = await placeOf(this.data.orgId);
      if (typeof place === 'string') return place;
      const { orgId } = place;
      const year = Number(this.data.year);
      return call('numbering.journal', {
        orgId,
        ...(year > 0 && { year }),
        ...(cursor !== null && { cursor }),
      });
    },

    async load() {
      const work = works.get(this);
      if (!work) return;
      work.reading += 1;
      const { reading } = work;
      try {
        const page = await this.page(null);
        if (reading !== work.reading) return;
        if (typeof page === 'string') {
          this.setData({ state: 'failed', problem: page });
          return;
        }
        const now = Date.now();
        work.next = page.next;
        this.setData({
          lines: page.items.map((entry) => movementLine(entry, now)),
          isEnd: page.next === null,
          state: page.items.length > 0 ? 'ready' : 'empty',
          problem: '',
        });
      } catch (error) {
        const problem = refusalOf(error).message;
        this.setData(this.data.lines.length > 0 ? { problem } : { state: 'failed', problem });
        return;
      }
      if (work.operation.isUnknown() && !this.data.busy) await this.onCheckAgain();
    },

    async onReachBottom() {
      const work = works.get(this);
      if (!work || !work.next) return;
      const cursor = work.next;
      work.next = null;
      try {
        const page = await this.page(cursor);
        if (typeof page === 'string') return;
        const now = Date.now();
        work.next = page.next;
        const changes: Record<string, unknown> = { isEnd: page.next === null };
        page.items.forEach((entry, at) => {
          changes[`lines[${this.data.lines.length + at}]`] = movementLine(entry, now);
        });
        this.setData(changes);
      } catch (error) {
        work.next = cursor;
        this.setData({ problem: refusalOf(error).message });
      }
    },

    async onUndo(event: WechatMiniprogram.TouchEvent) {
      const work = works.get(this);
      const line = this.data.lines.find(({ id }) => id === event.currentTarget.dataset.id);
      if (!work || !line || this.data.busy || this.data.unknown) return;
      const text = `撤销“${line.title}”，编号回到原处，确定吗？`;
      if (!(await confirm({ title: '撤销操作', text, yes: '确定' }))) return;
      const attempt = work.operation.run({ entryId: line.id });
      this.undone(await this.outcomeOf(attempt, () => void this.load()));
    },

    async onCheckAgain() {
      const work = works.get(this);
      if (work && !this.data.busy) {
        this.undone(await this.outcomeOf(work.operation.checkAgain(), () => void this.load()));
      }
    },

    undone(done: { message: string } | null) {
      if (!done) return;
      toast(done.message);
      void this.load();
    },

    async onPullDownRefresh() {
      await this.load();
      wx.stopPullDownRefresh();
    },
  },
});
