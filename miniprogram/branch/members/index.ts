import type { MemberItem } from '../../../typings/api';
import { pageBehavior } from '../../behaviors/page';
import { sendingBehavior } from '../../behaviors/sending';
import { call } from '../../services/call';
import type { Operation } from '../../services/operation';
import { createOperation } from '../../services/operation';
import { refusalOf } from '../../services/refusal';
import { hasBelow } from '../organization';
import { placeOf } from '../place';
import type { MemberRow } from './view';
import { memberRow } from './view';

const PAGE_SIZE = 30;
const SEARCH_PAUSE_MS = 300;

interface Work {
  operation: Operation<'roster.markCoverWritten'>;
  orgId: string;
  members: MemberItem[];
  next: string | null;
  timer?: number;
  reading: number;
}
const works = new WeakMap<object, Work>();

/** Who is a member here, with number, and whether it stands on the cover; committees tick that. */
Component({
  behaviors: [pageBehavior, sendingBehavior],
  properties: {
    orgId: { type: String, value: '' },
  },
  data: {
    state: 'loading' as 'loading' | 'failed' | 'empty' | 'ready',
    problem: '',
    empty: '',
    q: '',
    rows: [] as MemberRow[],
    isEnd: true,
    /** Only committees tick covers (domain.md §3.3). */
    mayMark: false,
  },
  lifetimes: {
    attached() {
      works.set(this, {
        operation: createOperation('roster.markCoverWritten'),
        orgId: '',
        members: [],
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
    async load() {
      const work = works.get(this);
      const place = await placeOf(this.data.orgId);
      if (!work || typeof place === 'string') {
        this.setData({ state: 'failed', problem: String(place) });
        return;
      }
      work.reading += 1;
      const { reading } = work;
      const { orgId, post } = place;
      const { type } = post.organization;
      const q = this.data.q.trim();
      work.orgId = orgId;
      this.setData({ mayMark: hasBelow(type) && type !== 'GENERAL_BRANCH' });
      try {
        const input = { orgId, limit: PAGE_SIZE, ...(q !== '' && { q }) };
        const page = await call('roster.list', input);
        if (reading !== work.reading) return;
        work.members = page.items;
        work.next = page.next;
        this.setData({
          rows: page.items.map((member) => memberRow(member, work.orgId)),
          isEnd: page.next === null,
          state: page.items.length > 0 ? 'ready' : 'empty',
          empty: q
            ? `没有姓名以“${q}”开头的团员，也没有这个编号。`
            : '还没有团员。报到审核通过后会出现在这里。',
          problem: '',
        });
      } catch (error) {
        if (reading !== work.reading) return;
        const problem = refusalOf(error).message;
        this.setData(this.data.rows.length > 0 ? { problem } : { state: 'failed', problem });
      }
    },

    async onReachBottom() {
      const work = works.get(this);
      const place = await placeOf(this.data.orgId);
      if (!work || !work.next || typeof place === 'string') return;
      const cursor = work.next;
      work.next = null;
      try {
        const page = await call('roster.list', { orgId: place.orgId, cursor, limit: PAGE_SIZE });
        work.members = work.members.concat(page.items);
        work.next = page.next;
        const changes: Record<string, unknown> = { isEnd: page.next === null };
        page.items.forEach((member, at) => {
          changes[`rows[${this.data.rows.length + at}]`] = memberRow(member, work.orgId);
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
      this.setData({ q: event.detail });
      if (work.timer !== undefined) clearTimeout(work.timer);
      work.timer = setTimeout(() => void this.load(), SEARCH_PAUSE_MS);
    },

    async onMark(event: WechatMiniprogram.TouchEvent) {
      const work = works.get(this);
      const at = this.data.rows.findIndex(({ id }) => id === event.currentTarget.dataset.id);
      const row = this.data.rows[at];
      if (!work || !row || row.written === null || this.data.busy || this.data.unknown) return;
      const written = !row.written;
      const attempt = work.operation.run({ memberIds: [row.id], written });
      if (await this.outcomeOf(attempt)) this.marked(at, written);
    },

    async onCheckAgain() {
      const work = works.get(this);
      if (!work || this.data.busy) return;
      if (await this.outcomeOf(work.operation.checkAgain())) void this.load();
    },

    marked(at: number, written: boolean) {
      const work = works.get(this);
      const member = work?.members[at];
      if (!work || !member) return;
      const changed = { ...member, coverWrittenAt: written ? Date.now() : null };
      work.members[at] = changed;
      this.setData({ [`rows[${at}]`]: memberRow(changed, work.orgId) });
    },

    async onPullDownRefresh() {
      await this.load();
      wx.stopPullDownRefresh();
    },
  },
});
