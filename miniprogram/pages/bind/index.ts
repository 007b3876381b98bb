import { formBehavior } from '../../behaviors/form';
import { pageBehavior } from '../../behaviors/page';
import { untilKnownBehavior } from '../../behaviors/until-known';
import type { Draft } from '../../checks/form';
import { emptyDraft } from '../../checks/form';
import { PAGES, replace, scrollTo } from '../../platform/pages';
import { signedInMe } from '../../services/account';
import { clearDraft, readDraft } from '../../services/draft';
import type { Operation, Outcome } from '../../services/operation';
import { createOperation } from '../../services/operation';
import { session } from '../../services/session';
import { typedOn } from '../../services/typed';

/** Whom to see when the phone number is not the one on file. */
interface Visit {
  branch: string;
  /** Surname and office; empty when nobody is in office. */
  secretary: string;
}

type Asked = Pick<Draft, 'name' | 'idType' | 'idNumber'>;

const typed = typedOn<Asked>('bind');
const operations = new WeakMap<object, Operation<'registration.bind'>>();

/**
 * 绑定我的编号: somebody whose number is older than the system finds the own record by name and ID number.
 * It is bound at once where the phone number is on file, otherwise the page says who has to look at the ID card.
 */
Component({
  behaviors: [pageBehavior, formBehavior, untilKnownBehavior],
  data: {
    state: 'loading' as 'loading' | 'failed' | 'ready',
    problem: '',
    accountId: '',
    phone: '',
    refusal: '',
    unknown: false,
    busy: false,
    visit: null as Visit | null,
  },
  lifetimes: {
    attached() {
      void this.load();
    },
  },
  methods: {
    async load() {
      this.setData({ state: 'loading' });
      const me = await signedInMe(PAGES.bind);
      if (!me) {
        this.setData({ state: 'failed', problem: session.get().problem });
        return;
      }
      if (me.registration?.status === 'APPROVED') {
        replace(PAGES.myNumber);
        return;
      }
      const { accountId, phone } = me;
      const operation = createOperation('registration.bind', `operation.bind.${accountId}`);
      operations.set(this, operation);
      // Whoever was told so while registering has typed it all before.
      const { name, idType, idNumber } =
        typed.read(accountId) ?? readDraft(accountId)?.form ?? emptyDraft();
      this.setData({
        state: 'ready',
        accountId,
        phone,
        asked: ['name', 'idType', 'idNumber'],
        form: { ...emptyDraft(), name, idType, idNumber },
        unknown: operation.isUnknown(),
      });
      this.showForm();
      if (this.data.unknown) await this.onCheckAgain();
    },

    formChanged() {
      const { accountId, form } = this.data;
      const { name, idType, idNumber } = form;
      if (accountId) typed.keep(accountId, { name, idType, idNumber });
    },

    async onBind() {
      const operation = operations.get(this);
      if (!operation || this.data.busy) return;
      const wrong = this.firstProblem();
      if (wrong) {
        scrollTo(`#field-${wrong}`);
        return;
      }
      const { name, idType, idNumber } = this.data.form;
      this.setData({ busy: true, refusal: '' });
      const input = {
        name,
        idType: idType === 'OVERSEAS' ? idType : 'RESIDENT',
        idNumber,
      } as const;
      this.onOutcome(await operation.run(input));
    },

    async onCheckAgain() {
      this.setData({ busy: true, refusal: '' });
      const outcome = await operations.get(this)?.checkAgain();
      if (outcome) this.onOutcome(outcome);
      else this.setData({ busy: false, unknown: false });
    },

    onOutcome(outcome: Outcome<'registration.bind'>) {
      this.setData({ busy: false, unknown: !outcome.ok && outcome.unknown });
      if (!outcome.ok) {
        const { message, details } = outcome.refusal;
        this.showServerTexts(details.fields ?? {});
        this.setData({ refusal: message });
      } else if (outcome.data.state === 'BOUND') {
        clearDraft(this.data.accountId);
        typed.clear();
        replace(PAGES.myNumber);
      } else {
        typed.clear();
        const { branch, secretary } = outcome.data;
        this.setData({ visit: { branch: branch.name, secretary: secretary ?? '' } });
      }
    },

    onAgain() {
      this.setData({ visit: null });
    },

    onRegister() {
      replace(PAGES.register);
    },
  },
});
