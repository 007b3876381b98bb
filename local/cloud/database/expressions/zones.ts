/** Civil times of time zones: what the parts of a date are somewhere. */
import { requestFailed } from '../errors';

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

/** Minutes east of UTC of a zone: `UTC`, `+08:00`, `+0800`, `+08` or a name such as `Asia/Shanghai`. */
export function offsetOf(zone: string, date: Date): number {
  if (/^(UTC|GMT|Z)$/.test(zone)) return 0;
  const fixed = /^([+-])(\d{2})(?::?(\d{2}))?$/.exec(zone);
  if (fixed) return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3] ?? 0));
  return Math.round((civilOf(zone, date) - date.getTime()) / MINUTE_MS);
}

function civilOf(zone: string, date: Date): number {
  try {
    const parts = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    }).formatToParts(date);
    const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
    const [year, month, day] = [of('year'), of('month'), of('day')];
    const time = Date.UTC(year, month - 1, day, of('hour'), of('minute'), of('second'));
    return time + (((date.getTime() % 1000) + 1000) % 1000);
  } catch {
    throw requestFailed(`unrecognized time zone identifier: "${zone}"`);
  }
}

/** A date whose UTC parts are the civil parts in a zone. */
export const shifted = (date: Date, zone: string): Date =>
  new Date(date.getTime() + offsetOf(zone, date) * MINUTE_MS);

/** The moment at which the civil parts in a zone are the UTC parts of `civil`. */
export function momentOf(civil: Date, zone: string): Date {
  const guess = new Date(civil.getTime() - offsetOf(zone, civil) * MINUTE_MS);
  return new Date(civil.getTime() - offsetOf(zone, guess) * MINUTE_MS);
}

/** Day of the week, Monday = 1 … Sunday = 7, by the UTC parts. */
export const isoDay = (date: Date): number => ((date.getUTCDay() + 6) % 7) + 1;

/** The first Monday-to-Sunday week's Monday of an ISO year, in ms. */
function isoYearStart(year: number): number {
  const fourth = new Date(Date.UTC(year, 0, 4));
  return fourth.getTime() - (isoDay(fourth) - 1) * DAY_MS;
}

/** ISO year and week, by the UTC parts. */
export function isoWeek(date: Date): { year: number; week: number } {
  const guess = date.getUTCFullYear();
  const year = [guess + 1, guess, guess - 1].find((each) => isoYearStart(each) <= date.getTime())!;
  return { year, week: Math.floor((date.getTime() - isoYearStart(year)) / DAY_MS / 7) + 1 };
}

/** Midnight of a day of an ISO week; weeks and days beyond their range run on. */
export const ofIsoWeek = (year: number, week: number, day: number): number =>
  isoYearStart(year) + ((week - 1) * 7 + day - 1) * DAY_MS;

/** Day of the year, from 1, by the UTC parts. */
export const dayOfYear = (date: Date): number =>
  Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY_MS) + 1;

/** Week of the year, from 0: weeks begin on Sunday, days before the first Sunday are week 0. */
export const sundayWeek = (date: Date): number =>
  Math.floor((dayOfYear(date) + 6 - date.getUTCDay()) / 7);
