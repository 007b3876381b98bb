import type { YearDates } from '../../../typings/api';

/** The last day of a year, `YYYY-MM-DD`. */
export const lastDayOf = (year: number): string => `${year}-12-31`;

/** The days that remind, in a year, `YYYY-MM-DD`. */
export const datesOf = (
  { firstDistribution, midyear, useUp }: YearDates,
  year: number,
): { firstDistribution: string; midyear: string; useUp: string; lastDay: string } => ({
  firstDistribution: `${year}-${firstDistribution}`,
  midyear: `${year}-${midyear}`,
  useUp: `${year}-${useUp}`,
  lastDay: lastDayOf(year),
});

/** Days from one day to another, negative when `to` lies before `from`; both `YYYY-MM-DD`. */
export const daysBetween = (from: string, to: string): number =>
  (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;

/** A day as it is said: 3月31日. */
export const dayText = (day: string): string =>
  `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;
