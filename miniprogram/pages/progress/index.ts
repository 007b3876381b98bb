import type { MyRegistration } from '../../../typings/api';
import { pageBehavior } from '../../behaviors/page';
import { untilKnownBehavior } from '../../behaviors/until-known';
import { checkDraft } from '../../checks/form';
import type { Stage } from '../../components/stage-dots/index';
import type { HistoryLine } from '../../components/step-list/index';
import type { Fact } from '../../format/field-view';
import { factsOf } from '../../format/field-view';
import {
  historyLines,
  holderNote,
  holderTitle,
  nudgeNote,
  stageDots,
} from '../../format/registration-view';
import { momentWords } from '../../format/time';
import { isPending, maskIdNumber, STATUS_LEVELS, STATUS_WORDS } from '../../format/words';
import { confirm, toast } from '../../platform/dialog';
import { open, PAGES, replace } from '../../platform/pages';
import { allowMessages } from '../../platform/subscribe';
import { signedInMe } from '../../services/account';
import { call } from '../../services/call';
import type { WriteAction } from '../../services/client';
import type { Outcome } from '../../services/operation';
import { unansweredOf } from '../../services/operation';
import { refusalOf, UNKNOWN_TEXT } from '../../services/refusal';
import { ageRules } from '../../services/province';
import { toDraft } from '../../services/registration-form';
import { resultTemplates } from '../../services/session';
import type { Deed, Operations } from './operations';
import { createOperations, subjectOf } from './operations';

const operationsOf = new WeakMap<object, { of: string; operations: Operations }>();

const DONE: Record<Deed, string> = { withdraw: '已撤回', nudge: '已提醒', move: '已记下你的决定' };

function factsFor({ form, branch }: MyRegistration): Fact[] {
  const draft = toDraft(form);
  const masked = { ...draft, idNumber: maskIdNumber(draft.idNumber) };
  return factsOf(masked, checkDraft(draft, Date.now(), ageRules()), branch.name);
}

function viewOf(registration: MyRegistration, now: number) {
  const { status, submittedAt, returned, moveTo, mayNudge } = registration;
  return {
    status,
    version: registration.version,
    statusWords: moveTo ? '待你确认' : STATUS_WORDS[status],
    statusLevel: STATUS_LEVELS[status],
    isPending: isPending(status),
    submitted: `${momentWords(submittedAt, now)} 提交`,
    title: holderTitle(registration),
    note: holderNote(registration, now),
    stages: stageDots(registration) as Stage[],
    lines: historyLines(registration, now) as HistoryLine[],
    reason: returned ? returned.reason : '',
    returnedBy: returned ? returned.by : '',
    moveTo: moveTo ? moveTo.name : '',
    mayNudge,
    nudgeNote: nudgeNote(registration, now),
    facts: factsFor(registration),
  };
}

/** Where the registration is, who holds it, and what the applicant can do now. */
Component({
  behaviors: [pageBehavior, untilKnownBehavior],
  data: {
    state: 'loading' as 'loading' | 'failed' | 'empty' | 'ready',
    problem: '',
    id: '',
    view: null as ReturnType<typeof viewOf> | null,
    showsFacts: false,
    /** What is being done, or may or may not have happened. */
    deed: '' as '' | Deed,
    refusal: '',
    unknown: false,
    busy: false,
    /** A message about the result can be asked for, and was allowed. */
    tells: false,
    told: false,
  },
  pageLifetimes: {
    show() {
      void this.load();
    },
  },
  methods: {
    async load() {
      await this.read();
      await this.askWhileUnknown();
    },

    /** Shows the registration as it is now. */
    async read() {
      if (!(await signedInMe(PAGES.progress))) {
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
        this.takeUp(registration);
        this.setData({
          state: 'ready',
          id: registration.id,
          view: viewOf(registration, Date.now()),
          problem: '',
          tells: resultTemplates().length > 0,
        });
      } catch (error) {
        const problem = refusalOf(error).message;
        this.setData(this.data.view ? { problem } : { state: 'failed', problem });
      }
    },

    /** Goes on with what was sent about the registration as it stands and has no answer yet. */
    takeUp(registration: MyRegistration) {
      const of = subjectOf(registration);
      if (operationsOf.get(this)?.of === of) return;
      const operations = createOperations(of);
      operationsOf.set(this, { of, operations });
      const deed = unansweredOf(operations);
      if (deed) this.setData({ deed, unknown: true, refusal: UNKNOWN_TEXT });
      else if (this.data.unknown) this.setData({ deed: '', unknown: false, refusal: '' });
    },

    /** Null while something is under way, or may or may not have happened. */
    free(): Operations | null {
      const { busy, unknown } = this.data;
      return busy || unknown ? null : (operationsOf.get(this)?.operations ?? null);
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

    async onTell() {
      this.setData({ told: await allowMessages(resultTemplates()) });
    },

    async onWithdraw() {
      const operations = this.free();
      if (!operations) return;
      const sure = await confirm({
        title: '撤回这份报到？',
        text: '撤回后审核停止，填写的资料会保留，修改后可以再次提交，从团支部重新审核。',
        yes: '撤回',
        no: '再想想',
      });
      if (sure)
        await this.act('withdraw', operations.withdraw.run({ registrationId: this.data.id }));
    },

    async onNudge() {
      const operations = this.free();
      if (!operations) return;
      await this.act('nudge', operations.nudge.run({ registrationId: this.data.id }));
    },

    /** the branch a reviewer proposes instead is taken or declined. */
    async onMove(event: WechatMiniprogram.CustomEvent) {
      const operations = this.free();
      const { view, id } = this.data;
      if (!operations || !view) return;
      const accept = event.currentTarget.dataset.accept === 'yes';
      const sure = await confirm(
        accept
          ? {
              title: `转到“${view.moveTo}”？`,
              text: '确认这是你现在所在的团支部。资料不用重填，由该支部重新审核。',
              yes: '同意转去',
            }
          : {
              title: '不转？',
              text: `报到会留在退回状态，你可以自己改好资料或重选团支部，再次提交。`,
              yes: '不转',
              no: '再想想',
            },
      );
      if (!sure) return;
      const input = { registrationId: id, version: view.version, accept };
      await this.act('move', operations.move.run(input));
    },

    async onCheckAgain() {
      const { deed } = this.data;
      const operation = deed ? operationsOf.get(this)?.operations[deed] : undefined;
      if (deed && operation && !this.data.busy) await this.act(deed, operation.checkAgain());
    },

    /** Waits for a try, shows how it went, and the registration as it is now. */
    async act<A extends WriteAction>(deed: Deed, attempt: Promise<Outcome<A> | null>) {
      this.setData({ deed, busy: true, ...(!this.data.unknown && { refusal: '' }) });
      const outcome = await attempt;
      const unknown = outcome !== null && !outcome.ok && outcome.unknown;
      this.setData({
        busy: false,
        unknown,
        deed: unknown ? deed : '',
        refusal: !outcome || outcome.ok ? '' : outcome.refusal.message,
      });
      if (outcome?.ok) toast(DONE[deed]);
      await this.read();
    },
  },
});
