import type { PendingStatus, ReviewDetail } from '../../../typings/api';
import { isPending, stageOf } from '../../format/words';
import { back, scrollTo } from '../../platform/pages';
import { signedInMe } from '../../services/account';
import { call } from '../../services/call';
import { refusalOf } from '../../services/refusal';
import { session } from '../../services/session';
import { typedOn } from '../../services/typed';
import type { ReturnDraft } from '../components/return-sheet/index';
import type { NextPerson } from '../next-person';
import { nextPerson } from '../next-person';
import type { DetailView } from './view';
import { detailView } from './view';

/** Why it goes back, as far as it was typed, about a version of a registration. */
export const typedReturn = typedOn<ReturnDraft>('return');

/**
 * One registration as it stands now, and the way to the next one. Pages override `forgetDecision`: what
 * belongs to the person shown until now.
 */
export const showingBehavior = Behavior({
  properties: {
    registrationId: { type: String, value: '' },
  },
  data: {
    state: 'loading' as 'loading' | 'failed' | 'ready',
    problem: '',
    detail: null as ReviewDetail | null,
    view: null as DetailView | null,
    returnDraft: null as ReturnDraft | null,
    mayReassign: false,
    mayAppoint: false,
    /** What was refused, or why it could not be read anew. */
    refusal: '',
    /** Somebody else decided first: how it stands now is shown, and the way on. */
    overtaken: false,
    next: null as NextPerson | null,
  },
  methods: {
    async load() {
      if (!(await signedInMe())) {
        this.setData({ state: 'failed', problem: '没有取到登录信息，请检查网络后重试。' });
        return;
      }
      const { registrationId } = this.data;
      try {
        const detail = await call('review.get', { registrationId });
        // Meanwhile the reader may have gone on to the next one.
        if (registrationId === this.data.registrationId) this.showDetail(detail);
      } catch (error) {
        const { message } = refusalOf(error);
        const isShown = this.data.detail?.id === registrationId;
        this.setData(isShown ? { refusal: message } : { state: 'failed', problem: message });
      }
    },

    showDetail(detail: ReviewDetail) {
      const type = session.get().post?.organization.type ?? 'BRANCH';
      const atCommittee = detail.status === 'PENDING_COMMITTEE' && stageOf(type) === detail.status;
      this.setData({
        detail,
        view: detailView(detail, Date.now()),
        returnDraft: typedReturn.read(`${detail.id}.${detail.version}`),
        state: 'ready',
        problem: '',
        overtaken: this.data.overtaken && !detail.may.pass,
        mayReassign: detail.may.pass && type !== 'BRANCH',
        mayAppoint: detail.may.pass && atCommittee,
      });
    },

    async onPullDownRefresh() {
      await this.load();
      wx.stopPullDownRefresh();
    },

    /** The stage the reviewer sees; null when it is nobody's turn. */
    stage(): PendingStatus | null {
      const status = this.data.detail?.status;
      return status && isPending(status) ? status : null;
    },

    async findNext() {
      const { detail, registrationId } = this.data;
      const type = session.get().post?.organization.type;
      if (!detail || !type) return;
      const next = await nextPerson(stageOf(type), { id: registrationId, since: detail.since });
      if (registrationId === this.data.registrationId) this.setData({ next });
    },

    /** Somebody else was faster: shows how it stands now, with the reason above it, and who is next. */
    onOvertaken(message: string) {
      this.setData({ overtaken: true, refusal: message.replace('，请刷新列表。', '。') });
      void this.load();
      void this.findNext();
    },

    /** In the place of this one: there is nothing to come back to. */
    onNext() {
      const { next } = this.data;
      if (!next) return;
      this.forgetDecision();
      this.setData({
        registrationId: next.id,
        state: 'loading',
        detail: null,
        view: null,
        refusal: '',
        overtaken: false,
        next: null,
      });
      scrollTo('.page');
      void this.load();
    },

    onBack() {
      back();
    },

    /** For pages to override. */
    forgetDecision() {
      return;
    },
  },
});
