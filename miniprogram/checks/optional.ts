import type { ContactField, OptionalField, RegistrationField } from '../../typings/api';
import { FIELD_WORDS } from '../format/words';
import { isMonth, thisMonth } from './dates';
import { halfWidth } from './text';

const CONTACT_FIELDS = ['email', 'qq', 'wechat'] as const;

/** Texts that may be left empty (○ of domain.md §4.3), in the order they are asked for. */
const OPTIONAL_TEXTS = [
  'ethnicity',
  'education',
  'politicalStatus',
  'occupation',
  'workUnit',
  'hukou',
  'joinUnit',
  ...CONTACT_FIELDS,
] as const;

/** The fields of a cadre's post; of anybody else nothing is asked and nothing is sent. */
const CADRE_FIELDS = ['cadrePost', 'cadreSince', 'cadreNature'] as const;

type TextField = OptionalField | ContactField;

/** Everything that may be left empty, as far as it is asked for. */
export const optionalFields = (isCadre: boolean): Array<TextField | 'isCadre'> => [
  ...OPTIONAL_TEXTS,
  'isCadre',
  ...(isCadre ? CADRE_FIELDS : []),
];

/** A value for each of the texts. */
export function optionalTexts<Value>(
  valueOf: (field: TextField) => Value,
): Record<TextField, Value> {
  const values: Partial<Record<TextField, Value>> = {};
  for (const field of [...OPTIONAL_TEXTS, ...CADRE_FIELDS]) values[field] = valueOf(field);
  return values as Record<TextField, Value>;
}

/** How long a text may be, in characters. */
export const OPTIONAL_LENGTHS = {
  ethnicity: 20,
  occupation: 30,
  workUnit: 60,
  hukou: 60,
  joinUnit: 60,
  cadrePost: 30,
  email: 60,
  qq: 11,
  wechat: 20,
} as const;

const LIMITED = ['ethnicity', 'occupation', 'workUnit', 'hukou', 'joinUnit', 'cadrePost'] as const;

const CONTACTS: Readonly<Record<ContactField, { form: RegExp; problem: string }>> = {
  email: {
    form: /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/,
    problem: '邮箱格式不正确，请检查“@”前后是否完整。',
  },
  qq: { form: /^[1-9]\d{4,10}$/, problem: 'QQ号应为5至11位数字，请检查。' },
  wechat: {
    form: /^(?:[A-Za-z][-\w]{5,19}|1[3-9]\d{9})$/,
    problem: '微信号应以字母开头，共6至20位字母、数字、下划线或减号，也可以填绑定的手机号。',
  },
};

const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim();

/**
 * What is wrong with the texts that were filled in, in the server's words, at the time `now` (ms). Texts that are
 * chosen from a list cannot be wrong here.
 */
export function optionalProblems(
  draft: Record<TextField, string> & { isCadre: boolean },
  now: number,
): Partial<Record<RegistrationField, string>> {
  const problems: Partial<Record<RegistrationField, string>> = {};
  for (const field of LIMITED) {
    if (field === 'cadrePost' && !draft.isCadre) continue;
    const most = OPTIONAL_LENGTHS[field];
    if (Array.from(tidy(draft[field])).length > most) {
      problems[field] = `${FIELD_WORDS[field]}最多${most}个字，请缩短。`;
    }
  }
  if (draft.isCadre && !tidy(draft.cadrePost)) problems.cadrePost = '请填写担任的团内职务。';
  if (draft.isCadre && draft.cadreSince) {
    if (!isMonth(draft.cadreSince)) problems.cadreSince = '请选择任职年月。';
    else if (draft.cadreSince > thisMonth(now)) {
      problems.cadreSince = '任职年月不能晚于本月，请核对。';
    }
  }
  for (const field of CONTACT_FIELDS) {
    const value = halfWidth(draft[field]).replace(/\s/g, '');
    const { form, problem } = CONTACTS[field];
    if (value && (value.length > OPTIONAL_LENGTHS[field] || !form.test(value))) {
      problems[field] = problem;
    }
  }
  return problems;
}
