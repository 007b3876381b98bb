import type { JournalEntry } from '../../../typings/api';
import { pageBehavior } from '../../behaviors/page';
import { sendingBehavior } from '../../behaviors/sending';
import { toast } from '../../platform/dialog';
import { call } from '../../services/call';
import type { Operation } from '../../services/operation';
import { createOperation } from '../../services/operation';
import { refusalOf } from '../../services/refusal';
import type { MovementLine } from '../../format/movement-view';
import { movementLine } from '../../format/movement-view';
import type { ListState, PagedList } from '../paged-list';
import { pagedList } from '../paged-list';
import { placeOf } from '../place';
import type { SideView } from '../side-view';
import { sideView } from '../side-view';

interface Work {
  operation: Operation<'numbering.undo'>;
  list: PagedList<JournalEntry>;
}
const works = new WeakMap<object, Work>();

/** The sheet before anything is to be taken back. */
const NOTHING = {
  show: false,
  id: '',
  movement: '',
  text: '',
  sides: [] as SideView[],
  warnings: [] as string[],
};

/** What moved the numbers of an organisation, the newest first; what can still be taken back says so. */
Component({
  behaviors: [pageBehavior, sendingBehavior],
  properties: {
    orgId: { type: String, value: '' },
    year: { type: String, value: '' },
  },
  data: {
    state: 'loading' as ListState,
    problem: '',
    rows: [] as MovementLine[],
    isEnd: true,
    sheet: NOTHING,
  },
  lifetimes: {
    attached() {
      const operation = createOperation('numbering.undo', 'operation.numbering.undo');
      works.set(this, {
        operation,
        list: pagedList<JournalEntry>(this, {
          read: (cursor) => this.page(cursor),
          rowOf: (entry) => movementLine(entry, Date.now()),
        }),
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
      const { orgId } = place;
      const year = Number(this.data.year);
      return call('numbering.journal', {
        orgId,
        ...(year > 0 && { year }),
        ...(cursor !== null && { cursor }),
      });
    },

    async load() {
      await works.get(this)?.list.load();
    },

    onReachBottom() {
      void works.get(this)?.list.more();
    },

    async onUndo(event: WechatMiniprogram.TouchEvent) {
      const work = works.get(this);
      const line = this.data.rows.find(({ id }) => id === event.currentTarget.dataset.id);
      if (!work || !line || this.data.busy || this.data.unknown) return;
      this.setData({ refusal: '' });
      try {
        const { text, sides, warnings } = await call('numbering.previewUndo', { entryId: line.id });
        const { id, title: movement } = line;
        const shown = { show: true, id, movement, text, warnings, sides: sides.map(sideView) };
        this.setData({ sheet: shown });
      } catch (error) {
        this.setData({ refusal: refusalOf(error).message });
        void this.load();
      }
    },

    async onSend() {
      const work = works.get(this);
      if (!work || this.data.busy || this.data.unknown) return;
      const attempt = work.operation.run({ entryId: this.data.sheet.id });
      const done = await this.outcomeOf(attempt, () => void this.load());
      this.onClose();
      this.undone(done);
    },

    onClose() {
      this.setData({ 'sheet.show': false });
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
