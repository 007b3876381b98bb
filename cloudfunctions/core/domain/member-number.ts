import { halfWidth } from './text';

/** The first year whose numbers the system gives out. */
export const FIRST_MANAGED_YEAR = 2020;

/** Digits of a year's serial: a member number is the year (4 digits) and a serial (8 digits). */
export const SERIAL_SPAN = 100_000_000;

/** Full-width digits become plain ones and spaces go, as people type and paste numbers (domain.md §5.5). */
export const normaliseNumber = (text: string): string => halfWidth(text).replace(/\s/g, '');

/** Whether the text is a member number: 12 digits, the first not 0. */
export const isMemberNumber = (text: string): boolean => /^[1-9]\d{11}$/.test(text);

/** The year in a member number's first four digits. */
export const yearOf = (number: number | string): number => Number(String(number).slice(0, 4));

/** First and last number a year can have, inclusive. */
export const yearSpan = (year: number): { start: number; end: number } => ({
  start: year * SERIAL_SPAN,
  end: (year + 1) * SERIAL_SPAN - 1,
});
