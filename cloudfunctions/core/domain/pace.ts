import { daysBetween, lastDayOf } from './calendar';
import { daysLater } from './dates';

/** Numbers assigned per month, `YYYY-MM`. */
export type Months = Readonly<Record<string, number>>;

const monthBefore = (month: string): string => daysLater(`${month}-01`, -1).slice(0, 7);
const monthAfter = (month: string): string => daysLater(`${month}-01`, 31).slice(0, 7);

/** Months from the first in which a number was assigned to that of `day`, without gaps; empty while none was. */
export function monthsUpTo(months: Months, day: string): Array<{ month: string; used: number }> {
  const last = day.slice(0, 7);
  const [first] = Object.keys(months)
    .filter((month) => months[month] !== 0 && month <= last)
    .sort();
  const series: Array<{ month: string; used: number }> = [];
  for (let month = first ?? '9999-12'; month <= last; month = monthAfter(month)) {
    series.push({ month, used: months[month] ?? 0 });
  }
  return series;
}

/**
 * Numbers a day in this month and the last, up to `day`; of this month alone where it is the first. 0 when
 * none was assigned in them, or more were taken back.
 */
export function paceOf(months: Months, day: string): number {
  const month = day.slice(0, 7);
  const before = monthBefore(month);
  const earlier = Object.keys(months).some((one) => one < month && months[one] !== 0);
  const from = earlier ? `${before}-01` : `${month}-01`;
  const used = (months[month] ?? 0) + (months[before] ?? 0);
  return Math.max(0, used) / (daysBetween(from, day) + 1);
}

/** The day on which `unused` numbers of a year run out at a pace; null when that is after the year's last day. */
export function exhaustionDay(
  unused: number,
  pace: number,
  day: string,
  year: number,
): string | null {
  if (pace <= 0) return null;
  const days = Math.ceil(Math.max(0, unused) / pace);
  const left = daysBetween(day, lastDayOf(year));
  return days > left ? null : daysLater(day, days);
}
