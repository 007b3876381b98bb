import type { RegistrationField } from '../../typings/api';
import type { DraftCheck } from '../checks/form';
import { checkDraft, emptyDraft, withValue } from '../checks/form';
import type { FieldName } from '../format/fields';
import { FIELD_CONTROLS } from '../format/fields';
import type { FieldView } from '../format/field-view';
import { fieldGroups, fieldViews, OPTIONAL_FIELDS } from '../format/field-view';
import { WRONG_YEAR } from '../checks/typed-number';
import { AUTO_HINT, FIELD_WORDS } from '../format/words';
import type { ChosenBranch } from '../services/draft';
import { ageRules, promptText } from '../services/province';

export interface FieldGroup {
  key: string;
  views: FieldView[];
  /** May be left empty as a whole. */
  optional: boolean;
}

type FieldTexts = Partial<Record<FieldName, string>>;

/**
 * A form being filled in: checks at every change, messages below the fields once they were left, and the
 * first field that needs work. Pages listen by their own method `formChanged`, given with the event.
 */
export const formBehavior = Behavior({
  data: {
    form: emptyDraft(),
    branch: null as ChosenBranch | null,
    groups: [] as FieldGroup[],
    /** Fields asked for, when not all of them are. */
    asked: null as FieldName[] | null,
    /** Fields whose problems are shown already. */
    shown: [] as FieldName[],
    showsAll: false,
    serverTexts: {} as FieldTexts,
    wantsOwnNumber: false,
    /** The fields that may be left empty are unfolded. */
    showsOptional: false,
    hint: '',
    hintIsBad: false,
  },
  methods: {
    checkForm(): DraftCheck {
      const check = checkDraft(this.data.form, Date.now(), ageRules());
      if (check.problems.typedNumber === WRONG_YEAR) {
        check.problems.typedNumber = promptText('P-14', WRONG_YEAR);
      }
      return check;
    },

    /** Draws what changed since the last time, field by field. */
    showForm() {
      const { form, asked, branch, shown, showsAll, serverTexts, wantsOwnNumber } = this.data;
      const check = this.checkForm();
      const names = asked ? asked.map((field) => [field]) : fieldGroups(form);
      const context = {
        branchName: branch?.name ?? '',
        isShown: (field: FieldName) => showsAll || shown.indexOf(field) >= 0,
        serverTexts,
        wantsOwnNumber,
        autoHint: promptText('P-15', AUTO_HINT),
      };
      const groups = names.map((fields) => ({
        key: fields.join(),
        views: fieldViews(fields, form, check, context),
        optional: fields.every((field) => OPTIONAL_FIELDS.indexOf(field) >= 0),
      }));
      const changes: Record<string, unknown> = this.hintFor(groups);
      const old = this.data.groups;
      if (old.map(({ key }) => key).join() === groups.map(({ key }) => key).join()) {
        groups.forEach(({ views }, g) =>
          views.forEach((view, v) => {
            const before = old[g]?.views[v];
            if (JSON.stringify(before) !== JSON.stringify(view)) {
              changes[`groups[${g}].views[${v}]`] = view;
            }
          }),
        );
      } else {
        changes.groups = groups;
      }
      this.setData(changes);
    },

    hintFor(groups: readonly FieldGroup[]): { hint: string; hintIsBad: boolean } {
      const bad: string[] = [];
      for (const { views } of groups) {
        for (const { level, label } of views) if (level === 'danger') bad.push(label);
      }
      return {
        hint: bad.length > 0 ? `还有 ${bad.length} 处需要核对：${bad.join('、')}` : '',
        hintIsBad: bad.length > 0,
      };
    },

    onFieldChange(event: WechatMiniprogram.CustomEvent<{ field: FieldName; value: string }>) {
      const { field, value } = event.detail;
      const { [field]: _answered, ...serverTexts } = this.data.serverTexts;
      this.setData({ form: withValue(this.data.form, field, value), serverTexts });
      // What is typed is judged when the field is left, not at every letter.
      if (FIELD_CONTROLS[field].control !== 'text') this.markLeft(field);
      this.showForm();
      this.formChanged();
    },

    onFieldLeave(event: WechatMiniprogram.CustomEvent<{ field: FieldName }>) {
      const { field } = event.detail;
      // An empty field that was only passed through is not wrong yet.
      if (this.data.form[field] !== '') this.markLeft(field);
      this.showForm();
    },

    markLeft(field: FieldName) {
      const { shown } = this.data;
      if (shown.indexOf(field) < 0) this.setData({ shown: shown.concat(field) });
    },

    onOptional() {
      this.setData({ showsOptional: !this.data.showsOptional });
    },

    onOwnNumber() {
      this.setData({ wantsOwnNumber: true });
      this.showForm();
    },

    setBranch(branch: ChosenBranch) {
      const { branchId: _answered, ...serverTexts } = this.data.serverTexts;
      this.setData({ branch, form: { ...this.data.form, branchId: branch.id }, serverTexts });
      this.formChanged();
    },

    /** The first field that needs work, every problem being shown from now on; null when there is none. */
    firstProblem(): FieldName | null {
      this.setData({ showsAll: true });
      this.showForm();
      for (const { views } of this.data.groups) {
        const wrong = views.find(({ level }) => level === 'danger');
        if (!wrong) continue;
        if (OPTIONAL_FIELDS.indexOf(wrong.field) >= 0) this.setData({ showsOptional: true });
        return wrong.field;
      }
      return null;
    },

    /** Shows what the server said about fields; gives the names of the fields as people know them. */
    showServerTexts(fields: Partial<Record<string, string>>): string[] {
      const serverTexts: FieldTexts = {};
      for (const field of Object.keys(fields)) {
        if (field in FIELD_WORDS) serverTexts[field as FieldName] = fields[field];
      }
      const isOptional = OPTIONAL_FIELDS.some((field) => serverTexts[field] !== undefined);
      this.setData({ serverTexts, showsOptional: this.data.showsOptional || isOptional });
      this.showForm();
      return Object.keys(serverTexts).map((field) => FIELD_WORDS[field as RegistrationField]);
    },

    /** For pages to override: keep the draft. */
    formChanged() {
      return;
    },
  },
});
