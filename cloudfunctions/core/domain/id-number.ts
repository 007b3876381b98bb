import type { Gender, IdType } from '../../../typings/api';
import { isDay } from './dates';
import { halfWidth } from './text';

/** A checked ID number; birth date and gender only where the number tells them (RESIDENT). */
export type IdNumberCheck =
  { ok: true; value: string; birthDate?: string; gender?: Gender } | { ok: false; text: string };

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = '10X98765432';

/** First two digits: provinces, and 81–83 for residents from Hong Kong, Macao and Taiwan. */
const PROVINCES = new Set(
  (
    '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 ' +
    '50 51 52 53 54 61 62 63 64 65 71 81 82 83'
  ).split(' '),
);

const refused = (text: string): IdNumberCheck => ({ ok: false, text });

/** The check character that GB 11643-1999 gives to the first 17 digits. */
export function checkCharacter(digits: string): string {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return CHECK_CHARACTERS[sum % 11] ?? '';
}

function checkResident(value: string, today: string | undefined): IdNumberCheck {
  if (/^\d{15}$/.test(value)) {
    return refused('这是15位的旧证件号，请填写第二代身份证上的18位号码。');
  }
  if (value.length !== 18) {
    return refused(`身份证号应为18位，现在是${value.length}位，请检查。`);
  }
  if (!/^\d{17}[\dX]$/.test(value)) {
    return refused('身份证号只能是数字，最后一位可以是X，请检查。');
  }
  if (!PROVINCES.has(value.slice(0, 2))) {
    return refused('身份证号的前两位不是有效的地区代码，请检查。');
  }
  const birthDate = `${value.slice(6, 10)}-${value.slice(10, 12)}-${value.slice(12, 14)}`;
  if (!isDay(birthDate) || (today !== undefined && birthDate > today)) {
    return refused('身份证号中的出生日期不正确，请检查第7至14位。');
  }
  if (checkCharacter(value) !== value[17]) {
    return refused('身份证号的校验码不正确，可能有一位填错了，请逐位核对。');
  }
  const gender = Number(value[16]) % 2 === 1 ? 'MALE' : 'FEMALE';
  return { ok: true, value, birthDate, gender };
}

/**
 * Checks an ID number as typed (domain.md §5.2): full-width signs and spaces are understood, letters
 * become capitals. RESIDENT follows GB 11643-1999 and gives birth date and gender; OVERSEAS is 5–20
 * letters and digits. `today` (`YYYY-MM-DD`) rules out birth dates to come. A refusal is a Chinese
 * sentence that tells which part is wrong.
 */
export function checkIdNumber(idType: IdType, text: string, today?: string): IdNumberCheck {
  const value = halfWidth(text).replace(/\s/g, '').toUpperCase();
  if (value === '') return refused('请填写证件号。');
  if (idType === 'RESIDENT') return checkResident(value, today);
  return /^[0-9A-Z]{5,20}$/.test(value)
    ? { ok: true, value }
    : refused('证件号应为5至20位字母或数字，请按证件填写。');
}

/** A checked number as lists show it: `350199********0042`; of other documents the two ends. */
export const maskIdNumber = (value: string): string =>
  value.length === 18
    ? `${value.slice(0, 6)}********${value.slice(-4)}`
    : `${value.slice(0, 2)}${'*'.repeat(value.length - 4)}${value.slice(-2)}`;

/** The last six characters, which the holder types on a new device (design: phone numbers are re-issued). */
export const idTail = (value: string): string => value.slice(-6);
