/**
 * Civil dates in China (UTC+8, no summer time since 1991), by arithmetic: the result does not depend on
 * the time zone of the machine.
 */
const OFFSET_MS = 8 * 3_600_000;

/** The day in China at `ms`, `YYYY-MM-DD`. */
export const today = (ms: number): string => new Date(ms + OFFSET_MS).toISOString().slice(0, 10);

/** The month in China at `ms`, `YYYY-MM`. */
export const thisMonth = (ms: number): string => today(ms).slice(0, 7);

/** Day and time in China at `ms`, `YYYY-MM-DD HH:MM`. */
export const minute = (ms: number): string =>
  new Date(ms + OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ');

/** The first moment of a day in China, in ms. */
export const startOfDay = (day: string): number => Date.parse(`${day}T00:00:00Z`) - OFFSET_MS;

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;

/** Whether the text is a day that exists, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  const match = DAY.exec(text);
  if (!match) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}

/** Whether the text is a month, `YYYY-MM`. */
export const isMonth = (text: string): boolean => MONTH.test(text);

/** The same day `years` later; the last of February stands for the 29th where there is none. */
export function yearsLater(day: string, years: number): string {
  const later = `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;
  return isDay(later) ? later : `${later.slice(0, 8)}28`;
}

/** The day `days` after (before, when negative) `day`. */
export function daysLater(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
