import type { AgeRules, NumberMode } from '../../../typings/api';
import { thisMonth, yearsLater } from './dates';

/** From this month on, who joined in the province gets the number from the system. */
export const AUTO_FROM = '2020-01';

/**
 * Charter: from 14 to 28. The month of the 28th birthday counts as over (domain.md §5.4). Reviewers are warned by
 * these, whatever ages the province lets in.
 */
const AGE = { least: 14, before: 28 };

/** Lower floors for those who joined earlier, as the national system has them. */
const floorFor = (joinMonth: string, ages: AgeRules): number => {
  if (joinMonth >= AUTO_FROM) return ages.least;
  return joinMonth >= '2017-01' ? ages.leastFrom2017 : ages.leastEarlier;
};

/** How the number comes: drawn (AUTO), the own one kept (MANUAL), or none, as may be before 2017. */
export function numberMode(
  joinMonth: string,
  joinedInProvince: boolean,
  typedNumber: string | null,
): NumberMode {
  if (joinMonth >= AUTO_FROM && joinedInProvince) return 'AUTO';
  return joinMonth < '2017-01' && !typedNumber ? 'NONE' : 'MANUAL';
}

/** A month someone turned `years`; only months are compared, since only the month of joining is known. */
const monthOfBirthday = (birthDate: string, years: number): string =>
  yearsLater(birthDate, years).slice(0, 7);

/** Why the month of joining cannot be, in a sentence; null when it can. `now` in milliseconds. */
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

/** What reviewers should look at although it is allowed; null when there is nothing. */
export function ageWarning(joinMonth: string, birthDate: string): string | null {
  if (monthOfBirthday(birthDate, AGE.least) > joinMonth)
    return `入团时未满${AGE.least}周岁，请核实`;
  if (monthOfBirthday(birthDate, AGE.before) <= joinMonth) {
    return `入团时已满${AGE.before}周岁，请核实`;
  }
  return null;
}

/** Full years of age in the month of joining. */
export function ageAtJoining(joinMonth: string, birthDate: string): number {
  const years = Number(joinMonth.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return joinMonth.slice(5) >= birthDate.slice(5, 7) ? years : years - 1;
}
