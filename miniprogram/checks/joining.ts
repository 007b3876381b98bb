import type { AgeRules, NumberMode } from '../../typings/api';
import { monthOfBirthday, thisMonth } from './dates';

/** From this month on, who joined in the province gets the number from the system. */
export const AUTO_FROM = '2020-01';
/** Before this month there may be no number at all (domain.md §5.5). */
export const NUMBERS_FROM = '2017-01';

const floorFor = (joinMonth: string, ages: AgeRules): number => {
  if (joinMonth >= AUTO_FROM) return ages.least;
  return joinMonth >= NUMBERS_FROM ? ages.leastFrom2017 : ages.leastEarlier;
};

/** How the number comes. */
export function numberMode(
  joinMonth: string,
  joinedInProvince: boolean,
  typedNumber: string,
): NumberMode {
  if (joinMonth >= AUTO_FROM && joinedInProvince) return 'AUTO';
  return joinMonth < NUMBERS_FROM && !typedNumber ? 'NONE' : 'MANUAL';
}

/** Why the month of joining cannot be, in the words of the server; null when it can. */
export function joinMonthProblem(
  joinMonth: string,
  birthDate: string,
  mode: NumberMode,
  now: number,
  ages: AgeRules,
): string | null {
  if (joinMonth > thisMonth(now)) return '入团年月不能晚于本月。';
  const floor = floorFor(joinMonth, ages);
  if (monthOfBirthday(birthDate, floor) > joinMonth) {
    return `入团时未满${floor}周岁，请核对入团年月和证件号。`;
  }
  if (mode === 'AUTO' && monthOfBirthday(birthDate, ages.before) <= joinMonth) {
    return `入团时已满${ages.before}周岁，请核对入团年月和证件号。`;
  }
  return null;
}

/** The first month in which somebody born on `birthDate` could join at all; that of the own age rule. */
export const earliestMonth = (joinMonth: string, birthDate: string, ages: AgeRules): string =>
  monthOfBirthday(birthDate, floorFor(joinMonth, ages));

/** Full years of age in the month of joining. */
export function ageAtJoining(joinMonth: string, birthDate: string): number {
  const years = Number(joinMonth.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return joinMonth.slice(5) >= birthDate.slice(5, 7) ? years : years - 1;
}
