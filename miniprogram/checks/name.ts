import type { IdType } from '../../typings/api';
import type { Outcome } from './outcome';
import { refused } from './outcome';
import { halfWidth } from './text';

const LENGTH = { least: 2, most: 30 };
const DOTS = /[.•・‧∙⋅]/g;
const HAN_NAME = /^\p{Script=Han}+(?:·\p{Script=Han}+)*$/u;
const LATIN_NAME = /^\p{Script=Latin}+(?:[ '·-]\p{Script=Latin}+)*$/u;

function normalName(text: string): string {
  const plain = halfWidth(text)
    .replace(DOTS, '·')
    .replace(/\s*·\s*/g, '·');
  return /\p{Script=Latin}/u.test(plain) ? plain.replace(/\s+/g, ' ') : plain.replace(/\s+/g, '');
}

/** The name of a person (domain.md §5.1), in the words of the server. */
export function checkName(text: string, idType: IdType): Outcome {
  const value = normalName(text);
  if (value === '') return refused('请填写姓名。');
  if (/\p{Nd}/u.test(value)) return refused('姓名不能含有数字，请按证件上的姓名填写。');
  const length = Array.from(value).length;
  if (length < LENGTH.least || length > LENGTH.most) {
    return refused(`姓名应为${LENGTH.least}至${LENGTH.most}个字，请按证件上的姓名填写。`);
  }
  if (HAN_NAME.test(value)) return { ok: true, value };
  if (idType === 'OVERSEAS' && LATIN_NAME.test(value)) return { ok: true, value };
  return refused(
    idType === 'OVERSEAS'
      ? '姓名只能是汉字或字母，请按证件上的姓名填写。'
      : '姓名只能是汉字，名字中间的点请用“·”，请按身份证上的姓名填写。',
  );
}
