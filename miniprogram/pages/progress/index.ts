import type { MyRegistration } from '../../../typings/api';
import { pageBehavior } from '../../behaviors/page';
import { checkDraft } from '../../checks/form';
import type { Stage } from '../../components/stage-dots/index';
import type { HistoryLine } from '../../components/step-list/index';
import type { Fact } from '../../format/field-view';
import { factsOf } from '../../format/field-view';
import { historyLines, holderNote, holderTitle, stageDots } from '../../format/registration-view';
import { momentWords } from '../../format/time';
import { isPending, maskIdNumber, STATUS_LEVELS, STATUS_WORDS } from '../../format/words';
import { confirm, toast } from '../../platform/dialog';
import { open, PAGES, replace } from '../../platform/pages';
import { signedInMe } from '../../services/account';
import { call } from '../../services/call';
import type { Operation } from '../../services/operation';
import { createOperation } from '../../services/operation';
import { refusalOf } from '../../services/refusal';
import { toDraft } from '../../services/registration-form';

const operations = new WeakMap<object, Operation<'registration.withdraw'>>();

function factsFor({ form, branch }: MyRegistration): Fact[] {
  const draft = toDraft(form);
  const masked = { ...draft, idNumber: maskIdNumber(draft.idNumber) };
  return factsOf(masked, checkDraft(draft, Date.now()), branch.name);
}

function viewOf(registration: MyRegistration, now: number) {
  const { status, submittedAt, returned } = registration;
  return {
    status,
    statusWords: STATUS_WORDS[status],
    statusLevel: STATUS_LEVELS[status],
    isPending: isPending(status),
    submitted: `${momentWords(submittedAt, now)} 提交`,
    title: holderTitle(registration),
    note: holderNote(registration, now),
    stages: stageDots(registration) as Stage[],
    lines: historyLines(registration, now) as HistoryLine[],
    reason: returned ? returned.reason : '',
    returnedBy: returned ? returned.by : '',
    facts: factsFor(registration),
  };
}

/** Where the registration is, who holds it, and what the applicant can do now. */
Component({
  behaviors: [pageBehavior],
  data: {
    state: 'loading' as 'loading' | 'failed' | 'empty' | 'ready',
    problem: '',
    id: '',
    view: null as ReturnType<typeof viewOf> | null,
    showsFacts: false,
    withdrawing: false,
    refusal: '',
    unknown: false,
  },
  pageLifetimes: {
    show() {
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
        const { registration } = await call('registration.mine', {});
        if (!registration) {
          this.setData({ state: 'empty' });
          return;
        }
        if (registration.status === 'APPROVED') {
          replace(PAGES.myNumber);
          return;
        }
        const view = viewOf(registration, Date.now());
        this.setData({ state: 'ready', id: registration.id, view, problem: '' });
      } catch (error) {
        const problem = refusalOf(error).message;
        this.setData(this.data.view ? { problem } : { state: 'failed', problem });
      }
    },

    async onPullDownRefresh() {
      await this.load();
      wx.stopPullDownRefresh();
    },

    onFacts() {
      this.setData({ showsFacts: !this.data.showsFacts });
    },

    onAmend() {
      open(PAGES.amend);
    },

    onRegister() {
      replace(PAGES.register);
    },

    async onWithdraw() {
      if (this.data.withdrawing) return;
      const sure = await confirm({
        title: '撤回这份报到？',
        text: '撤回后审核停止，填写的资料会保留，修改后可以再次提交，从团支部重新审核。',
        yes: '撤回',
        no: '再想想',
      });
      if (sure) await this.withdraw();
    },

    async withdraw() {
      const operation = operations.get(this) ?? createOperation('registration.withdraw');
      operations.set(this, operation);
      this.setData({ withdrawing: true, refusal: '' });
      const outcome = await operation.run({ registrationId: this.data.id });
      this.setData({
        withdrawing: false,
        unknown: !outcome.ok && outcome.unknown,
        refusal: outcome.ok ? '' : outcome.refusal.message,
      });
      if (outcome.ok) toast('已撤回');
      await this.load();
    },
  },
});
