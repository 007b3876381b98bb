import type { Outcome } from './outcome';
import { refused } from './outcome';
import { halfWidth } from './text';

/** P-14 */
export const WRONG_YEAR = '编号前四位应与入团年份一致。';
const LEGACY = [
  { prefix: '201516', years: [2015, 2016] },
  { prefix: '201617', years: [2016, 2017] },
];

/** Full-width digits made plain and spaces dropped, as people type and paste numbers. */
export const normaliseNumber = (text: string): string => halfWidth(text).replace(/\s/g, '');

const fitsYear = (numberYear: number, joinYear: number): boolean =>
  numberYear === joinYear ||
  ((joinYear === 2017 || joinYear === 2018) && (numberYear === 2017 || numberYear === 2018));

/** The number of somebody who keeps an own one; `joinMonth` is `YYYY-MM`. */
export function checkTypedNumber(text: string, joinMonth: string): Outcome {
  const value = normaliseNumber(text);
  const joinYear = Number(joinMonth.slice(0, 4));
  if (value === '') return refused('请填写团员编号，它写在《入团志愿书》封面上。');
  if (/^\d{16}$/.test(value)) {
    const fits = LEGACY.some(
      ({ prefix, years }) => value.slice(0, 6) === prefix && years.indexOf(joinYear) >= 0,
    );
    return fits ? { ok: true, value } : refused(WRONG_YEAR);
  }
  if (!/^[1-9]\d{11}$/.test(value)) {
    return refused('团员编号应为12位数字，请核对《入团志愿书》封面。');
  }
  return fitsYear(Number(value.slice(0, 4)), joinYear) ? { ok: true, value } : refused(WRONG_YEAR);
}
