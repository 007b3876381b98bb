import type { IdType } from '../../../typings/api';
import { halfWidth } from './text';

const LENGTH = { least: 2, most: 30 };

/** Signs that people type for the middle dot of a name, all written `·` (U+00B7). */
const DOTS = /[.•・‧∙⋅]/g;

const HAN_NAME = /^\p{Script=Han}+(?:·\p{Script=Han}+)*$/u;
/** Holders of other documents may have names in Latin letters, with the signs such names contain. */
const LATIN_NAME = /^\p{Script=Latin}+(?:[ '·-]\p{Script=Latin}+)*$/u;

const COMPOUND_SURNAMES = new Set(
  (
    '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 ' +
    '公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 ' +
    '壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 ' +
    '东门 西门 第五 范姜'
  ).split(' '),
);

/** A name as it is kept: plain-width letters, one kind of middle dot, no spaces but single ones in Latin names. */
function normalName(text: string): string {
  const plain = halfWidth(text)
    .replace(DOTS, '·')
    .replace(/\s*·\s*/g, '·');
  return /\p{Script=Latin}/u.test(plain) ? plain.replace(/\s+/g, ' ') : plain.replace(/\s+/g, '');
}

/**
 * Checks the name of a person (domain.md §5.1): 2–30 characters, Han with `·` between parts; Latin
 * letters only with an OVERSEAS document. Gives the name as it is kept, or a Chinese sentence.
 */
export function checkName(
  text: string,
  idType: IdType,
): { ok: true; value: string } | { ok: false; text: string } {
  const value = normalName(text);
  const refused = (reason: string) => ({ ok: false, text: reason }) as const;
  if (value === '') return refused('请填写姓名。');
  if (/\p{Nd}/u.test(value)) return refused('姓名不能含有数字，请按证件上的姓名填写。');
  const length = [...value].length;
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

/** The surname to name a person by to others, as in 苏同学: compound ones whole, of Latin names the last word. */
export function surnameOf(name: string): string {
  const parts = name.split(' ');
  if (parts.length > 1) return parts[parts.length - 1] ?? name;
  // A name with a middle dot is the transcription of a personal name followed by others.
  const first = name.split('·')[0] ?? name;
  if (first !== name) return first;
  const characters = [...name];
  const two = characters.slice(0, 2).join('');
  return characters.length > 2 && COMPOUND_SURNAMES.has(two) ? two : (characters[0] ?? '');
}
