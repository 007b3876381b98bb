import type {
  ContactField,
  OptionalAnswers,
  OptionalField,
  RegistrationForm,
} from '../../../typings/api';
import { isMonth, thisMonth } from './dates';
import { halfWidth } from './text';

/** What a text that may be left empty is called, and what it may be when it is not. */
interface TextRule {
  label: string;
  /** Characters. */
  most: number;
  choices?: readonly string[];
}

const RULES: Readonly<Record<Exclude<OptionalField, 'cadreSince'>, TextRule>> = {
  // 56 names are offered; people of no recognised group write theirs.
  ethnicity: { label: '民族', most: 20 },
  education: {
    label: '学历',
    most: 20,
    choices:
      '初中在读 初中 高中在读 高中 中专在读 中专 大专在读 大专 本科在读 本科 硕士在读 硕士 博士在读 博士'.split(
        ' ',
      ),
  },
  politicalStatus: {
    label: '政治面貌',
    most: 20,
    choices: ['共青团员', '中共预备党员', '中共党员', '群众'],
  },
  occupation: { label: '职业', most: 30 },
  workUnit: { label: '工作单位', most: 60 },
  hukou: { label: '户籍所在地', most: 60 },
  joinUnit: { label: '入团时单位', most: 60 },
  cadrePost: { label: '团内职务', most: 30 },
  cadreNature: { label: '任职性质', most: 20, choices: ['专职', '兼职', '挂职'] },
};

/** The form of contact data, and what is said of any other. */
const CONTACTS: Readonly<Record<ContactField, { most: number; form: RegExp; problem: string }>> = {
  email: {
    most: 60,
    form: /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/,
    problem: '邮箱格式不正确，请检查“@”前后是否完整。',
  },
  qq: { most: 11, form: /^[1-9]\d{4,10}$/, problem: 'QQ号应为5至11位数字，请检查。' },
  wechat: {
    most: 20,
    form: /^(?:[A-Za-z][-\w]{5,19}|1[3-9]\d{9})$/,
    problem: '微信号应以字母开头，共6至20位字母、数字、下划线或减号，也可以填绑定的手机号。',
  },
};

/** What may be left empty and is stored as it is. */
export const OPTIONAL_FIELDS = [
  'ethnicity',
  'education',
  'politicalStatus',
  'occupation',
  'workUnit',
  'hukou',
  'joinUnit',
  'cadrePost',
  'cadreSince',
  'cadreNature',
] as const satisfies readonly OptionalField[];

/** Those that are sealed, masked for others and revealed one by one. */
export const CONTACT_FIELDS = ['email', 'qq', 'wechat'] as const satisfies readonly ContactField[];

/** A value for each of the fields. */
export const recordOf = <Field extends string, Value>(
  fields: readonly Field[],
  valueOf: (field: Field) => Value,
): Record<Field, Value> =>
  Object.fromEntries(fields.map((field) => [field, valueOf(field)])) as Record<Field, Value>;

/** Just the texts, of a form or of a stored person; those of older documents may be missing. */
export const optionalTexts = (
  person: Partial<Record<OptionalField, string | null>>,
): Record<OptionalField, string | null> =>
  recordOf(OPTIONAL_FIELDS, (field) => person[field] ?? null);

/** `w****@example.com`, `12****78`; of short ones even less. */
export function maskContact(field: ContactField, value: string): string {
  if (field === 'email') return `${value.slice(0, 1)}****${value.slice(value.indexOf('@'))}`;
  const shown = value.length < 8 ? 1 : 2;
  return `${value.slice(0, shown)}****${value.slice(-shown)}`;
}

type Optional = OptionalField | ContactField | 'isCadre';
type Problems = Partial<Record<Optional, string>>;

const OF_A_POST: ReadonlySet<OptionalField> = new Set(['cadrePost', 'cadreSince', 'cadreNature']);

function problemOf(field: OptionalField, value: string, now: number): string | null {
  if (field === 'cadreSince') {
    if (!isMonth(value)) return '请选择任职年月。';
    return value > thisMonth(now) ? '任职年月不能晚于本月，请核对。' : null;
  }
  const { label, most, choices } = RULES[field];
  if (choices && !choices.includes(value)) return `请从列表中选择${label}。`;
  return [...value].length > most ? `${label}最多${most}个字，请缩短。` : null;
}

/**
 * Checks what may be left empty at the day of `now` (milliseconds): the answers as they are kept, with a
 * sentence for every wrong one. A cadre names the post; of anybody else nothing about a post is kept.
 */
export function checkOptional(
  form: Pick<RegistrationForm, Optional>,
  now: number,
): { answers: OptionalAnswers; problems: Problems } {
  const problems: Problems = {};
  const isCadre = form.isCadre ?? false;
  const texts = recordOf(OPTIONAL_FIELDS, (field) => {
    const value = form[field]?.replace(/\s+/g, ' ').trim();
    if (!value || (OF_A_POST.has(field) && !isCadre)) return null;
    const problem = problemOf(field, value, now);
    if (problem) problems[field] = problem;
    return value;
  });
  if (isCadre && texts.cadrePost === null) problems.cadrePost = '请填写担任的团内职务。';
  const contacts = recordOf(CONTACT_FIELDS, (field) => {
    const value = halfWidth(form[field] ?? '').replace(/\s/g, '');
    if (!value) return null;
    const { most, form: shape, problem } = CONTACTS[field];
    if (value.length > most || !shape.test(value)) problems[field] = problem;
    return value;
  });
  return { answers: { ...texts, ...contacts, isCadre }, problems };
}
