import { isMemberNumber, normaliseNumber } from './member-number';
import { PROMPTS } from './prompts';

/** Shandong's old numbers: 16 digits, for those who joined in 2015/16 and 2016/17 (domain.md §5.5). */
const LEGACY = [
  { prefix: '201516', years: [2015, 2016] },
  { prefix: '201617', years: [2016, 2017] },
] as const;

/** National check by year of joining: 2017 and 2018 interchange, otherwise the year itself. */
export const fitsYear = (numberYear: number, joinYear: number): boolean =>
  numberYear === joinYear ||
  ((joinYear === 2017 || joinYear === 2018) && (numberYear === 2017 || numberYear === 2018));

/**
 * Checks the number of somebody who keeps an own one. Gives it normalised, or a sentence that
 * says what is wrong. `joinMonth` is `YYYY-MM`.
 */
export function checkTypedNumber(
  text: string,
  joinMonth: string,
): { ok: true; value: string } | { ok: false; text: string } {
  const value = normaliseNumber(text);
  const joinYear = Number(joinMonth.slice(0, 4));
  if (value === '') {
    return { ok: false, text: '请填写团员编号，它写在《入团志愿书》封面上。' };
  }
  if (/^\d{16}$/.test(value)) {
    const legacy = LEGACY.find(({ prefix }) => value.startsWith(prefix));
    const fits = legacy?.years.some((year) => year === joinYear);
    return fits ? { ok: true, value } : { ok: false, text: PROMPTS.numberYear };
  }
  if (!isMemberNumber(value)) {
    return { ok: false, text: '团员编号应为12位数字，请核对《入团志愿书》封面。' };
  }
  return fitsYear(Number(value.slice(0, 4)), joinYear)
    ? { ok: true, value }
    : { ok: false, text: PROMPTS.numberYear };
}
