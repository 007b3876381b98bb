import type { PendingStatus } from '../../../typings/api';
import { pageBehavior } from '../../behaviors/page';
import { sendingBehavior } from '../../behaviors/sending';
import { toast } from '../../platform/dialog';
import { back } from '../../platform/pages';
import { signedInMe } from '../../services/account';
import type { ChosenBranch } from '../../services/draft';
import type { Operation } from '../../services/operation';
import { createOperation } from '../../services/operation';
import { session } from '../../services/session';
import { typedOn } from '../../services/typed';

const LEAST_REASON = 2;
const REASONS = ['选错了团支部，应在这里报到。', '班级调整，现在属于这个支部。'];

const typed = typedOn<{ branch: ChosenBranch; reason: string }>('reassign');
const operations = new WeakMap<object, Operation<'review.reassign'>>();

/** proposes another branch of the own subtree to an applicant, who confirms or declines it. */
Component({
  behaviors: [pageBehavior, sendingBehavior],
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
  },
  lifetimes: {
    attached() {
      void this.load();
    },
  },
  methods: {
    async load() {
      await signedInMe();
      const { post, problem } = session.get();
      if (post) this.begin(post.organization.id);
      else {
        const text = problem || '你目前没有在任职务，请联系上级团组织任命。';
        this.setData({ state: 'failed', problem: text });
      }
    },

    /** What was typed about this person is there again, and what has no answer is asked for. */
    begin(rootId: string) {
      const { registrationId } = this.data;
      const kept = typed.read(this.typedOf());
      this.setData({ state: 'ready', rootId });
      if (kept) {
        this.take(kept.branch);
        this.setData({ reason: kept.reason });
      }
      const key = `operation.review.reassign.${registrationId}`;
      const operation = operations.get(this) ?? createOperation('review.reassign', key);
      operations.set(this, operation);
      this.takeUp(operation);
      void this.askWhileUnknown();
    },

    /** About whom something is typed here. */
    typedOf(): string {
      const { registrationId, status } = this.data;
      return `${registrationId}.${status}`;
    },

    take(branch: ChosenBranch) {
      this.setData({ branch, branchPath: branch.path.join(' / '), choosing: false });
    },

    /** Leaving the page keeps it. */
    keep() {
      const { branch, reason } = this.data;
      if (branch) typed.keep(this.typedOf(), { branch, reason });
    },

    onChoose(event: WechatMiniprogram.CustomEvent<ChosenBranch>) {
      this.take(event.detail);
      this.setData({ refusal: '' });
      this.keep();
    },

    onChooseAgain() {
      this.setData({ choosing: true });
    },

    onReason(event: WechatMiniprogram.TouchEvent) {
      const reason = REASONS[Number(event.currentTarget.dataset.at)] ?? '';
      this.setData({ reason, reasonProblem: '' });
      this.keep();
    },

    onInput(event: WechatMiniprogram.Input) {
      this.setData({ reason: event.detail.value, reasonProblem: '' });
      this.keep();
    },

    async onSend() {
      const operation = operations.get(this);
      const { branch, busy, unknown, registrationId } = this.data;
      const reason = this.data.reason.trim();
      if (!operation || !branch || busy || unknown) return;
      if (reason.length < LEAST_REASON) {
        this.setData({ reasonProblem: '请写明改派的原因，本人会看到。' });
        return;
      }
      const status = this.data.status as PendingStatus;
      const input = { registrationId, status, branchId: branch.id, reason };
      this.sent(await this.outcomeOf(operation.run(input)));
    },

    async onCheckAgain() {
      const operation = operations.get(this);
      if (operation && !this.data.busy) this.sent(await this.outcomeOf(operation.checkAgain()));
    },

    sent(done: object | null) {
      if (!done) return;
      typed.clear();
      toast('已发给本人确认');
      back();
    },
  },
});
