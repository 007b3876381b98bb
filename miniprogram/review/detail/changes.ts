import type { FieldChange } from '../../../typings/api';
import { dayWords, monthWords } from '../../format/time';
import { FIELD_WORDS } from '../../format/words';

/** A field that was changed before it was sent again. */
export interface ChangeLine {
  field: string;
  label: string;
  before: string;
  after: string;
}

const GENDERS: Record<string, string> = { MALE: '男', FEMALE: '女' };
const ID_TYPES: Record<string, string> = { RESIDENT: '居民身份证', OVERSEAS: '其他证件' };
const ANSWERS: Record<string, string> = { true: '是，福建省内', false: '否' };

function words(field: FieldChange['field'], value: string | null): string {
  if (value === null || value === '') return '未填';
  switch (field) {
    case 'joinMonth':
    case 'cadreSince':
      return monthWords(value);
    case 'birthDate':
      return dayWords(value);
    case 'gender':
      return GENDERS[value] ?? value;
    case 'idType':
      return ID_TYPES[value] ?? value;
    case 'joinedInProvince':
      return ANSWERS[value] ?? value;
    case 'isCadre':
      return value === 'true' ? '担任' : '未担任';
    default:
      return value;
  }
}

/** What was changed, in words; what follows from another field is left out. */
export function changeLines(changes: readonly FieldChange[]): ChangeLine[] {
  const hasId = changes.some(({ field }) => field === 'idNumber');
  return changes
    .filter(({ field }) => !hasId || (field !== 'birthDate' && field !== 'gender'))
    .map(({ field, before, after }) => {
      const [from, to] = [words(field, before), words(field, after)];
      return {
        field,
        label: FIELD_WORDS[field],
        before: from,
        // Two ID numbers may look the same once they are masked.
        after: from === to ? `${to}（中间几位有改动）` : to,
      };
    });
}
