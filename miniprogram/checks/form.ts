import type {
  AgeRules,
  ContactField,
  Gender,
  IdType,
  NumberMode,
  OptionalField,
  RegistrationField,
} from '../../typings/api';
import { dayWords } from '../format/time';
import { isDay, isMonth, today } from './dates';
import { checkIdNumber } from './id-number';
import { ageAtJoining, earliestMonth, joinMonthProblem, numberMode } from './joining';
import { checkName } from './name';
import { optionalProblems, optionalTexts } from './optional';
import { checkTypedNumber, normaliseNumber } from './typed-number';

/** The form while it is being filled in; an empty text is a field not filled in yet. */
export interface Draft extends Record<OptionalField | ContactField, string> {
  branchId: string;
  name: string;
  idType: IdType;
  idNumber: string;
  birthDate: string;
  gender: Gender | '';
  joinMonth: string;
  joinedInProvince: boolean;
  typedNumber: string;
  isCadre: boolean;
}

/** What is known of a draft: why fields are wrong, what can be said of right ones, how the number comes. */
export interface DraftCheck {
  problems: Partial<Record<RegistrationField, string>>;
  praise: Partial<Record<RegistrationField, string>>;
  /** Too young when joining: the first month that would be right, `YYYY-MM`. */
  oldEnoughFrom: string | null;
  /** null until the month of joining is known. */
  mode: NumberMode | null;
}

export const emptyDraft = (): Draft => ({
  branchId: '',
  name: '',
  idType: 'RESIDENT',
  idNumber: '',
  birthDate: '',
  gender: '',
  joinMonth: '',
  joinedInProvince: true,
  typedNumber: '',
  isCadre: false,
  ...optionalTexts(() => ''),
});

const genderWord = (gender: Gender): string => (gender === 'MALE' ? '男' : '女');

/** The draft with one field as the reader changed it; answers of choices come as text. */
export function withValue(draft: Draft, field: keyof Draft, value: string): Draft {
  const isAnswer = field === 'joinedInProvince' || field === 'isCadre';
  return { ...draft, [field]: isAnswer ? value === 'true' : value };
}

/** Checks the number once the month is known; gives how it comes. */
function checkNumber(draft: Draft, check: DraftCheck): NumberMode {
  const mode = numberMode(
    draft.joinMonth,
    draft.joinedInProvince,
    normaliseNumber(draft.typedNumber),
  );
  if (mode === 'MANUAL') {
    const number = checkTypedNumber(draft.typedNumber, draft.joinMonth);
    if (number.ok) check.praise.typedNumber = '格式正确，审核时会核对封面';
    else check.problems.typedNumber = number.text;
  }
  return mode;
}

/**
 * The checks of the server that need nothing but the form itself (domain.md §5), at the time `now` (ms).
 * Every wrong field is told, in the server's words.
 */
export function checkDraft(draft: Draft, now: number, ages: AgeRules): DraftCheck {
  const check: DraftCheck = {
    problems: {},
    praise: {},
    oldEnoughFrom: null,
    mode: null,
  };
  const { problems, praise } = check;
  if (!draft.branchId) problems.branchId = '请选择所在团支部。';
  const name = checkName(draft.name, draft.idType);
  if (!name.ok) problems.name = name.text;

  const id = checkIdNumber(draft.idType, draft.idNumber, today(now));
  if (!id.ok) problems.idNumber = id.text;
  else if (id.birthDate && id.gender) {
    praise.idNumber = `校验通过：${dayWords(id.birthDate)}生，${genderWord(id.gender)}`;
  }
  const born = draft.idType === 'OVERSEAS' ? draft.birthDate : id.ok && id.birthDate;
  const birthDate = born || '';
  if (draft.idType === 'OVERSEAS') {
    if (!isDay(birthDate) || birthDate > today(now)) problems.birthDate = '请填写正确的出生日期。';
    if (!draft.gender) problems.gender = '请选择性别。';
  }

  Object.assign(problems, optionalProblems(draft, now));

  if (!isMonth(draft.joinMonth)) {
    problems.joinMonth = '请选择入团年月。';
    return check;
  }
  check.mode = checkNumber(draft, check);
  if (isDay(birthDate)) {
    const problem = joinMonthProblem(draft.joinMonth, birthDate, check.mode, now, ages);
    const earliest = earliestMonth(draft.joinMonth, birthDate, ages);
    if (problem && draft.joinMonth < earliest) check.oldEnoughFrom = earliest;
    if (problem) problems.joinMonth = problem;
    else praise.joinMonth = `入团时 ${ageAtJoining(draft.joinMonth, birthDate)} 周岁`;
  }
  return check;
}
