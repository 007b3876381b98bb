import { formBehavior } from '../../behaviors/form';
import { pageBehavior } from '../../behaviors/page';
import { untilKnownBehavior } from '../../behaviors/until-known';
import { emptyDraft } from '../../checks/form';
import type { Stage } from '../../components/stage-dots/index';
import type { FieldName } from '../../format/fields';
import type { Fact } from '../../format/field-view';
import { factsOf, OPTIONAL_FIELDS } from '../../format/field-view';
import { isPending } from '../../format/words';
import { confirm } from '../../platform/dialog';
import { open, PAGES, replace, scrollTo } from '../../platform/pages';
import { allowMessages } from '../../platform/subscribe';
import { signedInMe } from '../../services/account';
import type { ChosenBranch } from '../../services/draft';
import { clearDraft, readDraft, saveDraft, submitKey } from '../../services/draft';
import { invitationPage, invitedTo } from '../../services/invitation';
import type { Operation, Outcome } from '../../services/operation';
import { createOperation } from '../../services/operation';
import { refusalOf } from '../../services/refusal';
import { toForm } from '../../services/registration-form';
import { resultTemplates, session } from '../../services/session';

const STEP = { branch: 0, fields: 1, summary: 2 };
const STEP_NAMES = ['选支部', '填资料', '核对提交'];

/** The steps as dots, when `step` is the current one. vant's own steps stay white in the dark. */
const stepsAt = (step: number): Stage[] =>
  STEP_NAMES.map((name, at) => ({
    name,
    state: at < step ? 'done' : at === step ? 'now' : 'later',
    word: '',
  }));

const operations = new WeakMap<object, Operation<'registration.submit'>>();

/** 团员报到: the branch, the fields, the summary; what is filled in stays on the phone until it is sent. */
Component({
  behaviors: [pageBehavior, formBehavior, untilKnownBehavior],
  properties: {
    /** From the code of a branch: the form is for that branch. */
    scene: { type: String, value: '' },
  },
  data: {
    steps: stepsAt(STEP.branch),
    step: STEP.branch,
    ready: 'loading' as 'loading' | 'failed' | 'ready',
    problem: '',
    accountId: '',
    facts: [] as Fact[],
    modeNote: '',
    consent: false,
    consentProblem: '',
    refusal: '',
    unknown: false,
    busy: false,
    /** The own record is there already: it only has to be tied to this phone. */
    mayBind: false,
  },
  lifetimes: {
    attached() {
      void this.start();
    },
  },
  methods: {
    async start() {
      this.setData({ ready: 'loading' });
      const { scene } = this.data;
      const me = await signedInMe(scene ? invitationPage(scene) : PAGES.register);
      if (!me) {
        this.setData({ ready: 'failed', problem: session.get().problem });
        return;
      }
      const { registration, accountId } = me;
      const operation = createOperation('registration.submit', submitKey(accountId));
      operations.set(this, operation);
      // There is no second one beside it; after a withdrawal there may be.
      if (registration && registration.status !== 'WITHDRAWN') {
        if (isPending(registration.status)) clearDraft(accountId);
        replace(PAGES.progress);
        return;
      }
      const draft = readDraft(accountId);
      // One that an older version of the app kept lacks fields.
      const form = { ...emptyDraft(), ...draft?.form };
      const fields = Object.keys(form) as FieldName[];
      const unknown = operation.isUnknown();
      this.setData({
        ready: 'ready',
        accountId,
        form,
        // What was filled in before has been left long ago: it may be judged at once.
        shown: fields.filter((field) => form[field] !== ''),
        branch: draft?.branch ?? null,
        wantsOwnNumber: Boolean(draft?.form.typedNumber),
        showsOptional: OPTIONAL_FIELDS.some((field) => form[field]),
        step: draft?.step ?? STEP.branch,
        steps: stepsAt(draft?.step ?? STEP.branch),
        unknown,
      });
      this.showForm();
      if (this.data.step === STEP.summary) this.showSummary();
      if (unknown) await this.onCheckAgain();
      else if (scene) await this.takeInvitation(scene);
    },

    /** The branch of the code takes the place of any other; what was filled in stays. */
    async takeInvitation(scene: string) {
      try {
        const branch = await invitedTo(scene);
        this.setBranch(branch);
        this.showForm();
        if (this.data.step === STEP.branch) this.goTo(STEP.fields);
        else if (this.data.step === STEP.summary) this.showSummary();
      } catch (error) {
        this.goTo(STEP.branch);
        this.setData({ refusal: refusalOf(error).message });
      }
    },

    formChanged() {
      const { accountId, step, form, branch } = this.data;
      if (accountId) saveDraft({ accountId, step, form, branch });
    },

    goTo(step: number) {
      this.setData({ step, steps: stepsAt(step), refusal: '', mayBind: false });
      wx.pageScrollTo({ scrollTop: 0, duration: 0 });
      this.formChanged();
    },

    onStepBack() {
      this.goTo(this.data.step - 1);
    },

    onBranch(event: WechatMiniprogram.CustomEvent<ChosenBranch>) {
      this.setBranch(event.detail);
      this.showForm();
      this.goTo(STEP.fields);
    },

    async onOtherBranch() {
      const { branch } = this.data;
      const sure =
        !branch?.fixed ||
        (await confirm({
          title: '换一个团支部？',
          text: `现在的“${branch.name}”是扫支部二维码选定的。确实不是你所在的支部，再重新选。`,
          yes: '重新选',
        }));
      if (sure) this.goTo(STEP.branch);
    },

    onFieldsDone() {
      const wrong = this.firstProblem();
      if (wrong) {
        scrollTo(`#field-${wrong}`);
        return;
      }
      this.showSummary();
      this.goTo(STEP.summary);
    },

    showSummary() {
      const { form, branch } = this.data;
      const check = this.checkForm();
      const notes = {
        AUTO: '你的编号会在团委审核通过时由系统自动分配，不用自己填。',
        MANUAL: '你沿用原来的编号。团委会核对《入团志愿书》封面后通过。',
        NONE: '你在2017年前入团，没有编号也可以报到。',
      };
      this.setData({
        facts: factsOf(form, check, branch?.name ?? ''),
        modeNote: check.mode ? notes[check.mode] : '',
      });
    },

    onConsent() {
      this.setData({ consent: !this.data.consent, consentProblem: '' });
    },

    onPrivacy() {
      open(PAGES.privacy);
    },

    async onSubmit() {
      const operation = operations.get(this);
      if (!operation || this.data.busy) return;
      if (!this.data.consent) {
        this.setData({ consentProblem: '请先阅读并勾选同意，再提交。' });
        scrollTo('#consent');
        return;
      }
      if (!this.data.form.branchId) {
        this.goTo(STEP.branch);
        return;
      }
      const { form, wantsOwnNumber } = this.data;
      this.setData({ busy: true, refusal: '' });
      await allowMessages(resultTemplates());
      this.onOutcome(await operation.run(toForm(form, wantsOwnNumber, Date.now())));
    },

    onBind() {
      open(PAGES.bind);
    },

    async onCheckAgain() {
      this.setData({ busy: true, refusal: '' });
      const outcome = await operations.get(this)?.checkAgain();
      if (outcome) this.onOutcome(outcome);
      else this.setData({ busy: false, unknown: false });
    },

    onOutcome(outcome: Outcome<'registration.submit'>) {
      this.setData({ busy: false, unknown: !outcome.ok && outcome.unknown });
      if (outcome.ok) {
        clearDraft(this.data.accountId);
        replace(PAGES.progress);
        return;
      }
      const { message, details } = outcome.refusal;
      this.setData({ mayBind: details.mayBind === true });
      const wrong = this.showServerTexts(details.fields ?? {});
      if (wrong.length === 0) {
        this.setData({ refusal: message });
        return;
      }
      this.goTo(this.data.serverTexts.branchId ? STEP.branch : STEP.fields);
      this.setData({ refusal: message });
    },
  },
});
