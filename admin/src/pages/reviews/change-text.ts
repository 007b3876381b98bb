import type { FieldChange } from '../../../../typings/api';
import { monthText } from '../../format/dates';

const WORDS: Partial<Record<FieldChange['field'], Record<string, string>>> = {
  idType: { RESIDENT: '居民身份证', OVERSEAS: '港澳台或境外证件' },
  gender: { MALE: '男', FEMALE: '女' },
  joinedInProvince: { true: '是', false: '否' },
  isCadre: { true: '担任', false: '未担任' },
};

/** A value of a changed field in words; what was not filled in is 未填. */
export function changeText(field: FieldChange['field'], value: string | null): string {
  if (value === null || value === '') return '未填';
  if (field === 'joinMonth' || field === 'cadreSince') return monthText(value);
  return WORDS[field]?.[value] ?? value;
}
