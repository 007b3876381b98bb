/** Civil dates in China (UTC+8) by arithmetic: the result does not depend on the time zone of the phone. */
const OFFSET_MS = 8 * 3_600_000;

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;

/** The day in China at `ms`, `YYYY-MM-DD`. */
export const today = (ms: number): string => new Date(ms + OFFSET_MS).toISOString().slice(0, 10);

/** The month in China at `ms`, `YYYY-MM`. */
export const thisMonth = (ms: number): string => today(ms).slice(0, 7);

/** Time of day in China at `ms`, `HH:MM`. */
export const timeOfDay = (ms: number): string =>
  new Date(ms + OFFSET_MS).toISOString().slice(11, 16);

/** Whether the text is a day that exists, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}

/** Whether the text is a month, `YYYY-MM`. */
export const isMonth = (text: string): boolean => MONTH.test(text);

/** The month in which somebody born on `birthDate` turns `years`, `YYYY-MM`. */
export const monthOfBirthday = (birthDate: string, years: number): string =>
  `${Number(birthDate.slice(0, 4)) + years}${birthDate.slice(4, 7)}`;
