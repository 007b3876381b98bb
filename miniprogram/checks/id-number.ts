import type { Gender, IdType } from '../../typings/api';
import { isDay } from './dates';
import type { Outcome } from './outcome';
import { refused } from './outcome';
import { halfWidth } from './text';

/** Birth date and gender only where the number tells them (RESIDENT). */
export type IdNumberOutcome = Outcome<{ birthDate?: string; gender?: Gender }>;

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';
const PROVINCES = (
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 ' +
  '50 51 52 53 54 61 62 63 64 65 71 81 82 83'
).split(' ');

const checkCharacter = (digits: string): string =>
  CHECK_CHARACTERS.charAt(
    WEIGHTS.reduce((total, weight, at) => total + weight * Number(digits.charAt(at)), 0) % 11,
  );

function checkResident(value: string, today: string): IdNumberOutcome {
  if (/^\d{15}$/.test(value)) {
    return refused('这是15位的旧证件号，请填写第二代身份证上的18位号码。');
  }
  if (value.length !== 18) {
    return refused(`身份证号应为18位，现在是${value.length}位，请检查。`);
  }
  if (!/^\d{17}[\dX]$/.test(value)) {
    return refused('身份证号只能是数字，最后一位可以是X，请检查。');
  }
  if (PROVINCES.indexOf(value.slice(0, 2)) < 0) {
    return refused('身份证号的前两位不是有效的地区代码，请检查。');
  }
  const birthDate = `${value.slice(6, 10)}-${value.slice(10, 12)}-${value.slice(12, 14)}`;
  if (!isDay(birthDate) || birthDate > today) {
    return refused('身份证号中的出生日期不正确，请检查第7至14位。');
  }
  if (checkCharacter(value) !== value.charAt(17)) {
    return refused('身份证号的校验码不正确，可能有一位填错了，请逐位核对。');
  }
  return {
    ok: true,
    value,
    birthDate,
    gender: Number(value.charAt(16)) % 2 === 1 ? 'MALE' : 'FEMALE',
  };
}

/** An ID number (domain.md §5.2, GB 11643-1999) on the day `today`, in the words of the server. */
export function checkIdNumber(idType: IdType, text: string, today: string): IdNumberOutcome {
  const value = halfWidth(text).replace(/\s/g, '').toUpperCase();
  if (value === '') return refused('请填写证件号。');
  if (idType === 'RESIDENT') return checkResident(value, today);
  return /^[0-9A-Z]{5,20}$/.test(value)
    ? { ok: true, value }
    : refused('证件号应为5至20位字母或数字，请按证件填写。');
}
