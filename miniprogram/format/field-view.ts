import type { NumberMode, RevealedField } from '../../typings/api';
import type { Draft, DraftCheck } from '../checks/form';
import { NUMBERS_FROM } from '../checks/joining';
import { optionalFields } from '../checks/optional';
import type { Control, FieldControl, FieldName } from './fields';
import { FIELD_CONTROLS } from './fields';
import { dayWords, monthWords } from './time';
import { FIELD_WORDS } from './words';

/** A field as the screen draws it. */
export interface FieldView extends Omit<FieldControl, 'control'> {
  field: FieldName;
  label: string;
  control: Control;
  value: string;
  /** The value in words; empty while there is none. */
  words: readonly string[];
  text: string;
  /** list: none of its words but the last, with what was written instead. */
  isOther: boolean;
  otherText: string;
  /** What stands below the field. */
  level: 'ok' | 'danger' | 'help';
  message: string;
  /** The number comes by itself, but its owner may type one all the same. */
  offersOwn: boolean;
}

/** What a field is called for and shown with, beside the draft itself. */
export interface FieldContext {
  /** Name of the chosen branch. */
  branchName: string;
  /** Whether the reader may be told that the field is wrong: touched, or asked for by 下一步. */
  isShown: (field: FieldName) => boolean;
  /** P-15, as the province words it. */
  autoHint: string;
  /** What the server said about a field. */
  serverTexts: Partial<Record<FieldName, string>>;
  /** AUTO: the reader wants to type a number all the same. */
  wantsOwnNumber: boolean;
}

/** The value of a field in words, empty when there is none. */
export function valueWords(draft: Draft, field: FieldName, branchName: string): string {
  if (field === 'branchId') return branchName;
  const value = String(draft[field]);
  if (value === '') return '';
  const { control } = FIELD_CONTROLS[field];
  if (control === 'month') return monthWords(value);
  if (control === 'day') return dayWords(value);
  const option = FIELD_CONTROLS[field].options?.find((candidate) => candidate.value === value);
  return option ? option.word : value;
}

function numberHelp(draft: Draft, check: DraftCheck): string {
  if (check.mode === null) return '选好以后，这里会告诉你编号要不要填。';
  if (check.mode === 'AUTO') return '审核通过时，会换成系统分配的编号；填写的编号留作记录。';
  if (draft.joinMonth < NUMBERS_FROM) return '2017年前入团，没有编号可以不填。';
  return '沿用原来的编号，共12位，按《入团志愿书》封面填写。';
}

function controlOf(field: FieldName, check: DraftCheck, context: FieldContext): Control {
  const isAuto = field === 'typedNumber' && (check.mode === 'AUTO' || check.mode === null);
  return isAuto && !context.wantsOwnNumber ? 'auto' : FIELD_CONTROLS[field].control;
}

/** The purpose stands beside the field that asks for something sensitive (platform.md B4). */
const ID_PURPOSE = '只用于核验身份、防止编号被占用，在列表里只显示头尾。';

const CONTACT_PURPOSE = '邮箱、QQ号、微信号在审核时隐去中间，查看完整的会留记录。';

/** What stands below a field: why it is wrong, that it is right, or what it is for. */
function messageOf(
  draft: Draft,
  field: FieldName,
  check: DraftCheck,
  context: FieldContext,
): Pick<FieldView, 'level' | 'message'> {
  const problem = context.serverTexts[field] ?? (field === 'idType' ? '' : check.problems[field]);
  if (problem && (context.serverTexts[field] || context.isShown(field))) {
    const from = field === 'joinMonth' && check.oldEnoughFrom;
    const hint = from ? `你${monthWords(from)}才满，请核对支部大会日期。` : '';
    return { level: 'danger', message: problem + hint };
  }
  const praise = field === 'idType' ? '' : check.praise[field];
  if (!problem && praise) return { level: 'ok', message: praise };
  if (field === 'idNumber') return { level: 'help', message: ID_PURPOSE };
  if (field === 'email') return { level: 'help', message: CONTACT_PURPOSE };
  if (field !== 'typedNumber') return { level: 'help', message: '' };
  const isHint = controlOf(field, check, context) === 'auto' && check.mode === 'AUTO';
  return { level: 'help', message: isHint ? context.autoHint : numberHelp(draft, check) };
}

/** What stands in the row of a number that is not typed. */
const AUTO_WORDS: Record<NumberMode | '', string> = {
  '': '先选入团年月',
  AUTO: '自动分配',
  MANUAL: '',
  NONE: '',
};

/** The fields as the screen draws them. */
export function fieldViews(
  fields: readonly FieldName[],
  draft: Draft,
  check: DraftCheck,
  context: FieldContext,
): FieldView[] {
  return fields.map((field) => {
    const control = controlOf(field, check, context);
    const isAuto = control === 'auto';
    const words = FIELD_CONTROLS[field].words ?? [];
    const value = String(draft[field]);
    const lastWord = words[words.length - 1];
    const isOther =
      Boolean(FIELD_CONTROLS[field].other && value) &&
      (value === lastWord || words.indexOf(value) < 0);
    const text = isOther ? lastWord : valueWords(draft, field, context.branchName);
    return {
      ...FIELD_CONTROLS[field],
      words,
      field,
      label: FIELD_WORDS[field],
      control,
      value,
      text: (isAuto ? AUTO_WORDS[check.mode ?? ''] : text) ?? '',
      isOther,
      otherText: isOther && value !== lastWord ? value : '',
      ...messageOf(draft, field, check, context),
      offersOwn: isAuto && check.mode === 'AUTO',
    };
  });
}

/** Fields that may be left empty; they stay folded until somebody wants to fill them in. */
export const OPTIONAL_FIELDS: readonly FieldName[] = optionalFields(true);

/** Fields of the form in the order they are asked for; those of other documents only where needed. */
export function fieldGroups(draft: Draft): FieldName[][] {
  return [
    draft.idType === 'OVERSEAS'
      ? ['name', 'idType', 'idNumber', 'birthDate', 'gender']
      : ['name', 'idType', 'idNumber'],
    ['joinedInProvince', 'joinMonth', 'typedNumber'],
    optionalFields(draft.isCadre),
  ];
}

/** A labelled value of a list that is only read. */
export interface Fact {
  label: string;
  value: string;
  /** Which field is masked here and may be asked for in full; empty or left out where nothing is. */
  masks?: RevealedField | '';
}

/** The post of a cadre in a line: `班级团支部书记 · 2025年9月起 · 兼职`; empty of anybody else. */
export function cadreWords(form: {
  isCadre: boolean;
  cadrePost: string | null;
  cadreSince: string | null;
  cadreNature: string | null;
}): string {
  if (!form.isCadre) return '';
  const since = form.cadreSince && `${monthWords(form.cadreSince)}起`;
  return [form.cadrePost, since, form.cadreNature].filter(Boolean).join(' · ');
}

/** The form in words, for reading; fields left empty are left out. */
export function factsOf(draft: Draft, check: DraftCheck, branchName: string): Fact[] {
  const fields: FieldName[] = ['branchId'];
  for (const group of fieldGroups({ ...draft, isCadre: false })) fields.push(...group);
  const valueOf = (field: FieldName): string => {
    if (field === 'isCadre') return cadreWords(draft);
    if (field === 'typedNumber' && check.mode === 'AUTO') return '团委审核通过时自动分配';
    return valueWords(draft, field, branchName);
  };
  return fields
    .map((field) => ({ label: FIELD_WORDS[field], value: valueOf(field) }))
    .filter(({ value }) => value !== '');
}
