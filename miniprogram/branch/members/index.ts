import type { MemberItem } from '../../../typings/api';
import { pageBehavior } from '../../behaviors/page';
import { sendingBehavior } from '../../behaviors/sending';
import { call } from '../../services/call';
import type { Operation } from '../../services/operation';
import { createOperation } from '../../services/operation';
import type { ConfirmedPhone } from '../components/phone-sheet/index';
import { hasBelow } from '../organization';
import type { ListState, PagedList } from '../paged-list';
import { pagedList } from '../paged-list';
import { placeOf } from '../place';
import type { MemberRow } from './view';
import { memberRow } from './view';

const PAGE_SIZE = 30;
const SEARCH_PAUSE_MS = 300;

interface Work {
  operation: Operation<'roster.markCoverWritten'>;
  phone: Operation<'roster.confirmPhone'>;
  orgId: string;
  list: PagedList<MemberItem>;
  timer?: number;
}
const works = new WeakMap<object, Work>();

/**
 * Who is a member here, with number, and whether it stands on the cover; committees tick that. Whoever was taken
 * over without a phone number gets it here, after a look at the ID card.
 */
Component({
  behaviors: [pageBehavior, sendingBehavior],
  properties: {
    orgId: { type: String, value: '' },
  },
  data: {
    state: 'loading' as ListState,
    problem: '',
    empty: '',
    q: '',
    rows: [] as MemberRow[],
    isEnd: true,
    /** Only committees tick covers (domain.md §3.3). */
    mayMark: false,
    /** Whose phone number is being confirmed. */
    asked: null as MemberRow | null,
    confirmed: '',
  },
  lifetimes: {
    attached() {
      const list = pagedList<MemberItem>(this, {
        read: (cursor) => this.page(cursor),
        rowOf: (member) => memberRow(member, works.get(this)?.orgId ?? ''),
      });
      const operation = createOperation(
        'roster.markCoverWritten',
        'operation.roster.markCoverWritten',
      );
      const phone = createOperation('roster.confirmPhone', 'operation.roster.confirmPhone');
      works.set(this, { list, operation, phone, orgId: '' });
      this.takeUp(operation);
      this.takeUp(phone);
    },
  },
  pageLifetimes: {
    show() {
      void this.load();
    },
  },
  methods: {
    async page(cursor: string | null) {
      const work = works.get(this);
      const place = await placeOf(this.data.orgId);
      if (!work || typeof place === 'string') return String(place);
      const { orgId, post } = place;
      const { type } = post.organization;
      const q = this.data.q.trim();
      work.orgId = orgId;
      this.setData({
        mayMark: hasBelow(type) && type !== 'GENERAL_BRANCH',
        empty: q
          ? `没有姓名以“${q}”开头的团员，也没有这个编号。`
          : '还没有团员。报到审核通过后会出现在这里。',
      });
      return call('roster.list', {
        orgId,
        limit: PAGE_SIZE,
        ...(q !== '' && { q }),
        ...(cursor !== null && { cursor }),
      });
    },

    async load() {
      await works.get(this)?.list.load();
    },

    onReachBottom() {
      void works.get(this)?.list.more();
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
      const row = this.data.rows.find(({ id }) => id === event.currentTarget.dataset.id);
      if (!work || !row || row.written === null || this.data.busy || this.data.unknown) return;
      const written = !row.written;
      const attempt = work.operation.run({ memberIds: [row.id], written });
      if (await this.outcomeOf(attempt)) {
        this.changed(row.id, { coverWrittenAt: written ? Date.now() : null });
      }
    },

    async onCheckAgain() {
      const work = works.get(this);
      if (!work || this.data.busy) return;
      const { operation, phone } = work;
      const attempt = phone.isUnknown() ? phone.checkAgain() : operation.checkAgain();
      if (await this.outcomeOf<unknown>(attempt)) void this.load();
    },

    onAskPhone(event: WechatMiniprogram.TouchEvent) {
      if (this.data.busy || this.data.unknown) return;
      const row = this.data.rows.find(({ id }) => id === event.currentTarget.dataset.id);
      this.setData({ asked: row ?? null, refusal: '', confirmed: '' });
    },

    onClosePhone() {
      if (!this.data.busy) this.setData({ asked: null, refusal: '' });
    },

    async onPhone(event: WechatMiniprogram.CustomEvent<ConfirmedPhone>) {
      const work = works.get(this);
      const { asked } = this.data;
      if (!work || !asked || this.data.busy) return;
      const attempt = work.phone.run({ memberId: asked.id, ...event.detail });
      const done = await this.outcomeOf(attempt);
      if (done) {
        const confirmed = `${asked.name}的手机号 ${done.phone} 已确认，请本人重新登录查看编号。`;
        this.setData({ asked: null, confirmed });
        this.changed(asked.id, { bound: true });
      } else if (this.data.unknown) this.setData({ asked: null });
    },

    /** What is known of a member from now on, drawn at once. */
    changed(id: string, changes: Partial<MemberItem>) {
      const work = works.get(this);
      const at = this.data.rows.findIndex((row) => row.id === id);
      const member = work?.list.items[at];
      if (!work || !member) return;
      const changed = { ...member, ...changes };
      work.list.items[at] = changed;
      this.setData({ [`rows[${at}]`]: memberRow(changed, work.orgId) });
    },

    async onPullDownRefresh() {
      await this.load();
      wx.stopPullDownRefresh();
    },
  },
});
