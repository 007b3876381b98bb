/** Days of a year by which numbers should have got somewhere, `MM-DD`. They remind and never lock. */
export const CALENDAR = {
  /** the first large distribution. */
  firstDistribution: '03-31',
  /** the places added in the middle of the year have reached every organisation. */
  midyear: '09-30',
  /** every number of the year is used and its papers are complete. */
  useUp: '12-15',
  lastDay: '12-31',
} as const;

/** A day of the calendar in a year, `YYYY-MM-DD`. */
export const dayOfYear = (year: number, monthDay: string): string => `${year}-${monthDay}`;

/** Days from one day to another, negative when `to` lies before `from`; both `YYYY-MM-DD`. */
export const daysBetween = (from: string, to: string): number =>
  (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;

/** A day as it is said: 3月31日. */
export const dayText = (day: string): string =>
  `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;
