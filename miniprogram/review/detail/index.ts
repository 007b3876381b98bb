import type { PendingStatus, RegistrationField, ReviewDetail } from '../../../typings/api';
import { pageBehavior } from '../../behaviors/page';
import { isPending } from '../../format/words';
import { toast } from '../../platform/dialog';
import { back, scrollTo } from '../../platform/pages';
import { signedInMe } from '../../services/account';
import { call } from '../../services/call';
import type { Operation, Outcome } from '../../services/operation';
import { createOperation } from '../../services/operation';
import type { Refusal } from '../../services/refusal';
import { refusalOf } from '../../services/refusal';
import { session } from '../../services/session';
import type { Helper } from '../components/refused-sheet/index';
import type { DetailView } from './view';
import { detailView, helpersOf } from './view';

interface Operations {
  pass: Operation<'review.pass'>;
  return: Operation<'review.return'>;
}
const operationsOf = new WeakMap<object, Operations>();

/** One registration with everything a reviewer decides by; pass or return. */
Component({
  behaviors: [pageBehavior],
  properties: {
    registrationId: { type: String, value: '' },
  },
  data: {
    state: 'loading' as 'loading' | 'failed' | 'ready',
    problem: '',
    detail: null as ReviewDetail | null,
    view: null as DetailView | null,
    coverChecked: false,
    coverProblem: '',
    busy: '' as '' | 'pass' | 'return',
    refusal: '',
    /** Which decision may or may not have happened. */
    unknown: '' as '' | 'pass' | 'return',
    returning: false,
    returnRefusal: '',
    result: { show: false, message: '', number: '', drawn: false },
    refused: { show: false, sentence: '', helpers: [] as Helper[] },
  },
  lifetimes: {
    attached() {
      operationsOf.set(this, {
        pass: createOperation('review.pass'),
        return: createOperation('review.return'),
      });
      void this.load();
    },
  },
  methods: {
    async load() {
      if (!(await signedInMe())) {
        this.setData({ state: 'failed', problem: '没有取到登录信息，请检查网络后重试。' });
        return;
      }
      try {
        const detail = await call('review.get', { registrationId: this.data.registrationId });
        this.setData({ detail, view: detailView(detail, Date.now()), state: 'ready' });
      } catch (error) {
        this.setData({ state: 'failed', problem: refusalOf(error).message });
      }
    },

    onCover() {
      this.setData({ coverChecked: !this.data.coverChecked, coverProblem: '' });
    },

    /** The stage the reviewer sees; null when it is nobody's turn. */
    stage(): PendingStatus | null {
      const status = this.data.detail?.status;
      return status && isPending(status) ? status : null;
    },

    async onPass() {
      const operations = operationsOf.get(this);
      const status = this.stage();
      if (!operations || !status || this.data.busy) return;
      const { view, coverChecked, registrationId } = this.data;
      if (view?.needsCover && !coverChecked) {
        this.setData({ coverProblem: '请先核对《入团志愿书》封面上的编号，勾选后再通过。' });
        scrollTo('#cover');
        return;
      }
      this.setData({ busy: 'pass', refusal: '' });
      const input = {
        registrationId,
        status,
        ...(view?.needsCover && { coverChecked }),
      };
      this.onPassed(await operations.pass.run(input));
    },

    onPassed(outcome: Outcome<'review.pass'>) {
      this.setData({ busy: '', unknown: !outcome.ok && outcome.unknown ? 'pass' : '' });
      if (!outcome.ok) {
        this.onRefused(outcome.refusal);
        return;
      }
      const { status, message, memberNumber, remaining } = outcome.data;
      if (status === 'APPROVED') {
        const drawn = remaining !== null;
        this.setData({ result: { show: true, message, number: memberNumber ?? '', drawn } });
      } else {
        toast(message);
        back();
      }
    },

    onRefused({ code, message, details }: Refusal) {
      const path = this.data.detail?.path ?? [];
      if (code === 'EXHAUSTED') {
        const ownOrgId = session.get().post?.organization.id ?? '';
        const helpers = helpersOf(details.helpers ?? [], path, ownOrgId);
        this.setData({ refused: { show: true, sentence: message, helpers } });
        return;
      }
      this.setData({ refusal: message });
      // Somebody else was faster: show how it stands now, with the reason above it.
      if (code === 'CONFLICT') void this.load();
    },

    async onCheckAgain() {
      const operations = operationsOf.get(this);
      const { unknown } = this.data;
      if (!operations || !unknown || this.data.busy) return;
      this.setData({ busy: unknown });
      if (unknown === 'pass') {
        const outcome = await operations.pass.checkAgain();
        if (outcome) this.onPassed(outcome);
      } else {
        const outcome = await operations.return.checkAgain();
        if (outcome) this.onReturned(outcome);
      }
    },

    onReturn() {
      this.setData({ returning: true, returnRefusal: '' });
    },

    onCloseReturn() {
      this.setData({ returning: false });
    },

    async onSendReturn(
      event: WechatMiniprogram.CustomEvent<{ reason: string; fields: RegistrationField[] }>,
    ) {
      const operations = operationsOf.get(this);
      const status = this.stage();
      if (!operations || !status || this.data.busy) return;
      this.setData({ busy: 'return', returnRefusal: '' });
      const { reason, fields } = event.detail;
      const input = { registrationId: this.data.registrationId, status, reason, fields };
      this.onReturned(await operations.return.run(input));
    },

    onReturned(outcome: Outcome<'review.return'>) {
      this.setData({ busy: '', unknown: !outcome.ok && outcome.unknown ? 'return' : '' });
      if (outcome.ok) {
        this.setData({ returning: false });
        toast('已退回，本人会看到原因');
        back();
        return;
      }
      const { code, message } = outcome.refusal;
      const isOver = outcome.unknown || code === 'CONFLICT';
      this.setData({
        returning: !isOver,
        returnRefusal: isOver ? '' : message,
        refusal: isOver ? message : '',
      });
      if (code === 'CONFLICT') void this.load();
    },

    onCloseResult() {
      this.setData({ 'result.show': false });
      back();
    },

    onCloseRefused() {
      this.setData({ 'refused.show': false });
      void this.load();
    },
  },
});
