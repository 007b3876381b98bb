import type { PendingStatus } from '../../../typings/api';
import { pageBehavior } from '../../behaviors/page';
import { toast } from '../../platform/dialog';
import { back } from '../../platform/pages';
import { signedInMe } from '../../services/account';
import type { ChosenBranch } from '../../services/draft';
import type { Operation, Outcome } from '../../services/operation';
import { createOperation } from '../../services/operation';
import { session } from '../../services/session';

const LEAST_REASON = 2;
const REASONS = ['选错了团支部，应在这里报到。', '班级调整，现在属于这个支部。'];

const operations = new WeakMap<object, Operation<'review.reassign'>>();

/** proposes another branch of the own subtree to an applicant, who confirms or declines it. */
Component({
  behaviors: [pageBehavior],
  properties: {
    registrationId: { type: String, value: '' },
    status: { type: String, value: 'PENDING_COMMITTEE' },
  },
  data: {
    state: 'loading' as 'loading' | 'failed' | 'ready',
    problem: '',
    rootId: '',
    branch: null as ChosenBranch | null,
    branchPath: '',
    choosing: true,
    reasons: REASONS,
    reason: '',
    reasonProblem: '',
    refusal: '',
    unknown: false,
    busy: false,
  },
  lifetimes: {
    attached() {
      operations.set(this, createOperation('review.reassign'));
      void this.load();
    },
  },
  methods: {
    async load() {
      await signedInMe();
      const { post, problem } = session.get();
      if (post) this.setData({ state: 'ready', rootId: post.organization.id });
      else {
        const text = problem || '你目前没有在任职务，请联系上级团组织任命。';
        this.setData({ state: 'failed', problem: text });
      }
    },

    onChoose(event: WechatMiniprogram.CustomEvent<ChosenBranch>) {
      const branch = event.detail;
      this.setData({ branch, branchPath: branch.path.join(' / '), choosing: false, refusal: '' });
    },

    onChooseAgain() {
      this.setData({ choosing: true });
    },

    onReason(event: WechatMiniprogram.TouchEvent) {
      const reason = REASONS[Number(event.currentTarget.dataset.at)] ?? '';
      this.setData({ reason, reasonProblem: '' });
    },

    onInput(event: WechatMiniprogram.Input) {
      this.setData({ reason: event.detail.value, reasonProblem: '' });
    },

    async onSend() {
      const operation = operations.get(this);
      const { branch, busy, registrationId } = this.data;
      const reason = this.data.reason.trim();
      if (!operation || !branch || busy) return;
      if (reason.length < LEAST_REASON) {
        this.setData({ reasonProblem: '请写明改派的原因，本人会看到。' });
        return;
      }
      this.setData({ busy: true, refusal: '' });
      const status = this.data.status as PendingStatus;
      this.onSent(await operation.run({ registrationId, status, branchId: branch.id, reason }));
    },

    async onCheckAgain() {
      const operation = operations.get(this);
      if (!operation || this.data.busy) return;
      this.setData({ busy: true });
      const outcome = await operation.checkAgain();
      if (outcome) this.onSent(outcome);
    },

    onSent(outcome: Outcome<'review.reassign'>) {
      this.setData({ busy: false, unknown: !outcome.ok && outcome.unknown });
      if (outcome.ok) {
        toast('已发给本人确认');
        back();
      } else {
        this.setData({ refusal: outcome.refusal.message });
      }
    },
  },
});
