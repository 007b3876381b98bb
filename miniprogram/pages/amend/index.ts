import type { FieldNotes, MyRegistration, NumberMode } from '../../../typings/api';
import { formBehavior } from '../../behaviors/form';
import { pageBehavior } from '../../behaviors/page';
import { untilKnownBehavior } from '../../behaviors/until-known';
import type { Draft } from '../../checks/form';
import type { FieldName } from '../../format/fields';
import { fieldGroups, valueWords } from '../../format/field-view';
import { FIELD_WORDS, maskIdNumber } from '../../format/words';
import { confirm } from '../../platform/dialog';
import { replace, PAGES, scrollTo } from '../../platform/pages';
import { allowMessages } from '../../platform/subscribe';
import { signedInMe } from '../../services/account';
import { call } from '../../services/call';
import type { ChosenBranch } from '../../services/draft';
import { clearAmendment, readAmendment, saveAmendment } from '../../services/draft';
import type { Operation, Outcome } from '../../services/operation';
import { createOperation } from '../../services/operation';
import { refusalOf } from '../../services/refusal';
import { toDraft, toForm } from '../../services/registration-form';
import { resultTemplates } from '../../services/session';

/** A field that was right and stays as it is, unless its owner wants to change it too. */
interface KeptField {
  field: FieldName;
  label: string;
  text: string;
}

/** A field that was marked: what the reviewer wrote beside it, and what it was before it was changed. */
interface LitField {
  note: string;
  before: string;
}

interface Sent {
  operation: Operation<'registration.resubmit'>;
  original: Draft;
  branchName: string;
}

const sents = new WeakMap<object, Sent>();

const resubmitKey = (id: string, version: number): string =>
  `operation.registration.resubmit.${id}.${version}`;

const chosenBranch = ({ branch, path }: MyRegistration): ChosenBranch => ({
  id: branch.id,
  name: branch.name,
  path: path.map(({ name }) => name).filter((name) => name !== branch.name),
  secretary: null,
});

/** A kept field as it is shown folded. */
function keptWords(field: FieldName, text: string, mode: NumberMode | null): string {
  if (field === 'typedNumber' && mode === 'AUTO') return '审核通过时自动分配';
  if (!text) return '未填';
  return field === 'idNumber' ? maskIdNumber(text) : text;
}

/** What the reviewer marked; birth date and gender of a resident follow the ID number. */
function markedFields({ returned, form }: MyRegistration): FieldName[] {
  const follows = (field: FieldName): boolean =>
    form.idType === 'RESIDENT' && (field === 'birthDate' || field === 'gender');
  const fields = (returned?.fields ?? []).map((field) => (follows(field) ? 'idNumber' : field));
  return Array.from(new Set<FieldName>(fields));
}

/** A returned registration is mended: only the marked fields are open, everything else is kept and folded. */
Component({
  behaviors: [pageBehavior, formBehavior, untilKnownBehavior],
  data: {
    state: 'loading' as 'loading' | 'failed' | 'ready',
    problem: '',
    id: '',
    version: 0,
    returnedTitle: '',
    reason: '',
    by: '',
    notes: {} as FieldNotes,
    lit: {} as Partial<Record<FieldName, LitField>>,
    kept: [] as KeptField[],
    unfolded: false,
    choosing: false,
    refusal: '',
    unknown: false,
    busy: false,
    progress: '',
  },
  lifetimes: {
    attached() {
      void this.load();
    },
  },
  methods: {
    async load() {
      this.setData({ state: 'loading' });
      if (!(await signedInMe(PAGES.amend))) {
        this.setData({ state: 'failed', problem: '没有取到登录信息，请检查网络后重试。' });
        return;
      }
      try {
        const { registration } = await call('registration.mine', {});
        const isOpen = registration?.status === 'RETURNED' || registration?.status === 'WITHDRAWN';
        if (registration && isOpen) this.fillIn(registration);
        else replace(registration ? PAGES.progress : PAGES.register);
      } catch (error) {
        this.setData({ state: 'failed', problem: refusalOf(error).message });
      }
    },

    fillIn(registration: MyRegistration) {
      const { id, version, returned, form } = registration;
      const original = toDraft(form);
      const operation = createOperation('registration.resubmit', resubmitKey(id, version));
      sents.set(this, { operation, original, branchName: registration.branch.name });
      const marked = markedFields(registration);
      const kept = readAmendment(id, version);
      const asked = kept ? kept.asked : marked;
      const from = returned ? `${returned.by}退回` : '你撤回了这份报到';
      this.setData({
        state: 'ready',
        id,
        version,
        form: { ...original, ...kept?.form },
        branch: kept?.branch ?? chosenBranch(registration),
        asked,
        unfolded: asked.length === 0,
        wantsOwnNumber: Boolean(original.typedNumber) || asked.indexOf('typedNumber') >= 0,
        returnedTitle: marked.length > 0 ? `${from}，请改 ${marked.length} 处` : from,
        reason: returned ? returned.reason : '',
        by: returned ? returned.by : '',
        notes: returned ? returned.notes : {},
        unknown: operation.isUnknown(),
      });
      this.showForm();
      this.formChanged();
      if (operation.isUnknown()) void this.onCheckAgain();
    },

    /** Which fields stay folded, and how far the mending has come. */
    formChanged() {
      const { form, branch, asked } = this.data;
      const lit = asked ?? [];
      const kept: KeptField[] = [];
      const { mode } = this.checkForm();
      for (const group of [['branchId'] as FieldName[]].concat(fieldGroups(form))) {
        for (const field of group) {
          const text = valueWords(form, field, branch?.name ?? '');
          if (lit.indexOf(field) < 0) {
            kept.push({ field, label: FIELD_WORDS[field], text: keptWords(field, text, mode) });
          }
        }
      }
      const original = sents.get(this)?.original;
      this.showLit(lit);
      this.keepChanges(lit);
      const open = lit.filter((field) => original && form[field] === original[field]);
      const names = open.map((field) => FIELD_WORDS[field]).join('、');
      const done = lit.length - open.length;
      this.setData({
        kept,
        progress:
          names && this.data.reason ? `${done > 0 ? `已改 ${done} 处，` : ''}还没改：${names}` : '',
      });
    },

    /** What stands below each open field beside its own message. */
    showLit(fields: readonly FieldName[]) {
      const { form, notes } = this.data;
      const original = sents.get(this)?.original;
      const lit: Partial<Record<FieldName, LitField>> = {};
      for (const field of fields) {
        const isChanged = original !== undefined && form[field] !== original[field];
        const before = isChanged
          ? valueWords(original, field, sents.get(this)?.branchName ?? '')
          : '';
        lit[field] = {
          note: notes[field] ?? '',
          before: before && (field === 'idNumber' ? maskIdNumber(before) : before),
        };
      }
      this.setData({ lit });
    },

    /** Leaving the page keeps what was changed. */
    keepChanges(asked: FieldName[]) {
      const { id, version, form, branch } = this.data;
      if (JSON.stringify(form) === JSON.stringify(sents.get(this)?.original)) clearAmendment();
      else saveAmendment({ id, version, form, branch, asked });
    },

    onUnfold() {
      this.setData({ unfolded: !this.data.unfolded });
    },

    onChangeToo(event: WechatMiniprogram.TouchEvent) {
      this.light([event.currentTarget.dataset.field as FieldName]);
    },

    /** Opens fields that were folded. */
    light(fields: readonly FieldName[]) {
      const asked = this.data.asked ?? [];
      const added = fields.filter((field) => asked.indexOf(field) < 0);
      if (added.length === 0) return;
      this.setData({ asked: asked.concat(added) });
      if (added.indexOf('typedNumber') >= 0) this.setData({ wantsOwnNumber: true });
      this.showForm();
      this.formChanged();
    },

    onChooseBranch() {
      this.setData({ choosing: true });
    },

    onChosen(event: WechatMiniprogram.CustomEvent<ChosenBranch>) {
      this.setData({ choosing: false });
      this.setBranch(event.detail);
      this.showForm();
    },

    onCloseChooser() {
      this.setData({ choosing: false });
    },

    async onResubmit() {
      const sent = sents.get(this);
      if (!sent || this.data.busy) return;
      this.light(Object.keys(this.checkForm().problems) as FieldName[]);
      const wrong = this.firstProblem();
      if (wrong) {
        scrollTo(`#field-${wrong}`);
        return;
      }
      const { form, id, version, wantsOwnNumber, progress } = this.data;
      const isSure =
        !progress ||
        (await confirm({
          title: '还有地方没改',
          text: `${progress}。原样提交可能会再次被退回。`,
          yes: '仍要提交',
          no: '去改',
        }));
      if (!isSure) return;
      this.setData({ busy: true, refusal: '' });
      await allowMessages(resultTemplates());
      const input = { ...toForm(form, wantsOwnNumber, Date.now()), registrationId: id, version };
      this.onOutcome(await sent.operation.run(input));
    },

    async onCheckAgain() {
      this.setData({ busy: true });
      const outcome = await sents.get(this)?.operation.checkAgain();
      if (outcome) this.onOutcome(outcome);
      else this.setData({ busy: false, unknown: false });
    },

    onOutcome(outcome: Outcome<'registration.resubmit'>) {
      this.setData({ busy: false, unknown: !outcome.ok && outcome.unknown });
      if (outcome.ok) {
        clearAmendment();
        replace(PAGES.progress);
        return;
      }
      const { message, details, code } = outcome.refusal;
      this.light(Object.keys(details.fields ?? {}).filter(isField));
      this.showServerTexts(details.fields ?? {});
      this.setData({ refusal: message });
      if (code === 'CONFLICT') void this.load();
    },
  },
});

const isField = (name: string): name is FieldName => name in FIELD_WORDS;
