import type {
  AgeRules,
  Gender,
  IdType,
  NumberMode,
  OptionalAnswers,
  RegistrationField,
  RegistrationForm,
} from '../../../typings/api';
import { isDay, isMonth, today } from './dates';
import { checkIdNumber } from './id-number';
import { joinMonthProblem, numberMode } from './joining';
import { normaliseNumber } from './member-number';
import { checkName } from './names';
import { checkOptional } from './optional-fields';
import { Refusal } from './refusal';
import { checkTypedNumber } from './typed-number';

/** A form as it is kept: everything checked, normalised and derived (domain.md §5). */
export interface CheckedForm extends OptionalAnswers {
  branchId: string;
  name: string;
  idType: IdType;
  idNumber: string;
  birthDate: string;
  gender: Gender;
  joinMonth: string;
  joinedInProvince: boolean;
  mode: NumberMode;
  /** AUTO: whatever was typed, kept for the history; MANUAL: a checked number. */
  typedNumber: string | null;
}

const orNull = (text: string | undefined): string | null => text?.trim() || null;

/**
 * Checks a form at the day of `now` (milliseconds) by the province's ages. Throws INVALID with a sentence for every wrong field,
 * so that all of them can be mended at once.
 */
export function checkForm(form: RegistrationForm, now: number, ages: AgeRules): CheckedForm {
  const fields: Partial<Record<RegistrationField, string>> = {};
  const name = checkName(form.name, form.idType);
  if (!name.ok) fields.name = name.text;

  const id = checkIdNumber(form.idType, form.idNumber, today(now));
  if (!id.ok) fields.idNumber = id.text;
  const birthDate = (id.ok && id.birthDate) || form.birthDate || '';
  const gender = (id.ok && id.gender) || form.gender;
  if (form.idType === 'OVERSEAS') {
    if (!isDay(birthDate) || birthDate > today(now)) fields.birthDate = '请填写正确的出生日期。';
    if (!gender) fields.gender = '请选择性别。';
  }

  const typed = orNull(form.typedNumber);
  let mode: NumberMode = 'AUTO';
  let typedNumber = typed;
  if (isMonth(form.joinMonth)) {
    mode = numberMode(form.joinMonth, form.joinedInProvince, typed);
    if (isDay(birthDate)) {
      const problem = joinMonthProblem(form.joinMonth, birthDate, mode, now, ages);
      if (problem) fields.joinMonth = problem;
    }
    if (mode === 'MANUAL') {
      const number = checkTypedNumber(typed ?? '', form.joinMonth);
      if (number.ok) typedNumber = number.value;
      else fields.typedNumber = number.text;
    } else if (typed) {
      typedNumber = normaliseNumber(typed);
    }
  } else {
    fields.joinMonth = '请选择入团年月。';
  }

  const optional = checkOptional(form, now);
  Object.assign(fields, optional.problems);

  const first = Object.values(fields)[0];
  if (!name.ok || !id.ok || !gender || first) {
    throw new Refusal('INVALID', `请检查填写的内容：${first}`, { fields });
  }
  return {
    branchId: form.branchId,
    name: name.value,
    idType: form.idType,
    idNumber: id.value,
    birthDate,
    gender,
    joinMonth: form.joinMonth,
    joinedInProvince: form.joinedInProvince,
    mode,
    typedNumber,
    ...optional.answers,
  };
}
