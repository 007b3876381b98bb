import type { Meeting } from '../../../typings/api';
import { untilKnownBehavior } from '../../behaviors/until-known';
import { isPending } from '../../format/words';
import { toast } from '../../platform/dialog';
import { askBeforeLeaving } from '../../platform/pages';
import type { PassLine, PassMany } from '../../services/pass-many';
import { createPassMany, keptPassMany } from '../../services/pass-many';
import { session } from '../../services/session';
import type { PassPlan } from '../components/pass-sheet/plan';
import { EMPTY_PLAN, planOf } from '../components/pass-sheet/plan';
import type { PoolLine, Row } from './rows';

const batches = new WeakMap<object, { batch: PassMany | null; gone: boolean }>();

/**
 * Choosing people of a list and passing them together. Pages give `people`, and override `loadAll`
 * (everybody of the question is in `people` afterwards) and `afterPassing`.
 */
export const selectionBehavior = Behavior({
  behaviors: [untilKnownBehavior],
  data: {
    people: [] as Row[],
    pools: [] as PoolLine[],
    selectedCount: 0,
    selectable: 0,
    selecting: false,
    /** Which sheet is open: before passing, or the results. */
    sheet: '' as '' | 'ask' | 'results',
    plan: EMPTY_PLAN as PassPlan,
    lines: [] as PassLine[],
    /** Being passed. */
    busy: false,
    /** Somebody may or may not have been passed. */
    unknown: false,
  },
  lifetimes: {
    attached() {
      batches.set(this, { batch: null, gone: false });
    },
    detached() {
      // Whoever leaves has not agreed to go on unseen.
      const state = batches.get(this);
      if (state) state.gone = true;
    },
  },
  methods: {
    countSelected() {
      const { people } = this.data;
      this.setData({
        selectedCount: people.filter(({ selected }) => selected).length,
        selectable: people.filter(({ selectable }) => selectable).length,
      });
    },

    /** Sets the ticks by `wish`; draws only those that change. */
    select(wish: (row: Row) => boolean) {
      const changes: Record<string, unknown> = {};
      this.data.people.forEach((row, at) => {
        const selected = row.selectable && wish(row);
        if (selected !== row.selected) changes[`people[${at}].selected`] = selected;
      });
      this.setData(changes);
      this.countSelected();
    },

    onToggle(event: WechatMiniprogram.TouchEvent) {
      const { id } = event.currentTarget.dataset as { id: string };
      this.select((row) => (row.id === id ? !row.selected : row.selected));
    },

    async selectAll(wish: (row: Row) => boolean) {
      if (this.data.selecting) return;
      this.setData({ selecting: true });
      const isAll = await this.loadAll();
      this.setData({ selecting: false });
      if (isAll) this.select(wish);
    },

    onToggleAll() {
      if (this.data.selectedCount > 0) this.select(() => false);
      else void this.selectAll(() => true);
    },

    onSelectPassed() {
      void this.selectAll(({ level }) => level === 'ok');
    },

    onPassSelected() {
      const chosen = this.data.people.filter(({ selected }) => selected);
      if (chosen.length === 0) {
        toast('请先选择要通过的人');
        return;
      }
      this.setData({ sheet: 'ask', plan: planOf(chosen, this.data.pools) });
    },

    onCloseAsk() {
      this.setData({ sheet: '' });
    },

    onConfirmPass(
      event: WechatMiniprogram.CustomEvent<{ meeting: Meeting | null; coverChecked: boolean }>,
    ) {
      const { meeting, coverChecked } = event.detail;
      const chosen: Parameters<typeof createPassMany>[0][number][] = [];
      for (const { id, name, status, submittedAt, selected } of this.data.people) {
        if (selected && isPending(status)) chosen.push({ id, name, status, submittedAt });
      }
      const { post } = session.get();
      if (!post) return;
      const forAll = { ...(coverChecked && { coverChecked }), ...(meeting && { meeting }) };
      this.passAll(createPassMany(chosen, forAll, post.id));
    },

    passAll(batch: PassMany) {
      const state = batches.get(this);
      if (!state) return;
      state.batch = batch;
      this.setData({ sheet: 'results', lines: batch.lines().slice() });
      void this.goOn();
    },

    /** Goes on with those who have no answer since the page was left. */
    takeUp() {
      const { post } = session.get();
      const kept = post && this.data.sheet === '' && keptPassMany(post.id);
      if (kept) this.passAll(kept);
    },

    /** Sends whoever is not settled, and shows each result as it comes. */
    async goOn() {
      const state = batches.get(this);
      if (!state?.batch || this.data.busy) return;
      this.setData({ busy: true });
      askBeforeLeaving('还在审核中，现在离开，没有提交的人就不再提交。');
      await state.batch.run(
        (changes) => {
          const paths: Record<string, unknown> = {};
          for (const { at, line } of changes) paths[`lines[${at}]`] = line;
          this.setData(paths);
        },
        () => !state.gone,
      );
      askBeforeLeaving('');
      this.setData({ busy: false, unknown: state.batch.isUnknown() });
    },

    onCheckAgain(): Promise<void> {
      return this.goOn();
    },

    onCloseResults() {
      if (this.data.busy) return;
      this.setData({ sheet: '', unknown: false });
      this.select(() => false);
      this.afterPassing();
    },

    /** For pages: loads the rest of the list; false when that failed. */
    loadAll(): Promise<boolean> {
      return Promise.resolve(true);
    },

    /** For pages: the list has changed. */
    afterPassing() {
      return;
    },
  },
});
