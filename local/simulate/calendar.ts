import { daysLater, startOfDay } from '../../cloudfunctions/core/domain/dates';

/** The year that is simulated, and the one before it, whose last people come in January. */
export const YEAR = 2025;
export const LAST_YEAR = YEAR - 1;

export const FIRST_DAY = `${YEAR}-01-01`;
/** Nobody registers after it; reviews, corrections and the closing go on. */
const LAST_SUBMISSION = `${YEAR}-12-20`;
/** The year is closed on this day, which is the last one. */
export const LAST_DAY = `${YEAR + 1}-01-31`;

/** Days before the first, on which the province is set up: ranges, then people in office, level by level. */
export const SETUP_DAYS = 6;
export const SETUP_DAY = daysLater(FIRST_DAY, -SETUP_DAYS);

/** Share of the year's registrations by month, in percent: peaks in spring and autumn. */
const MONTHS = [2, 2, 10, 17, 20, 8, 2, 1, 8, 13, 12, 5];
/** So much of a working day is a day of the weekend. */
const WEEKEND = 0.3;

const DAY_MS = 86_400_000;
/** Offices work from half past eight; a day's calls are spread over nine hours. */
const OPENS_MS = 8.5 * 3_600_000;
const OPEN_MS = 9 * 3_600_000;

/** The moment of a day, in ms: `part` is 0 when offices open, 1 when they close. */
export const momentOf = (day: string, part: number): number =>
  startOfDay(day) + OPENS_MS + Math.floor(part * OPEN_MS);

/** Half past two in the night that follows a day. */
export const nightAfter = (day: string): number => startOfDay(day) + DAY_MS + 2.5 * 3_600_000;

const isWeekend = (day: string): boolean =>
  [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

/** Whether people are at work on a day when they are on every so manyeth one. */
export const isWorkday = (day: string, every: number): boolean => dayNumber(day) % every === 0;

/** Days since 1970. */
export const dayNumber = (day: string): number => Math.floor(Date.parse(day) / DAY_MS);

/** For each day on which people register: how many have by its end, in the order of days. */
export function submissionsUntil(
  members: number,
  workEveryDays: number,
): Array<{ day: string; until: number }> {
  const weights: Array<{ day: string; weight: number }> = [];
  for (let day = FIRST_DAY; day <= LAST_SUBMISSION; day = daysLater(day, 1)) {
    if (!isWorkday(day, workEveryDays)) continue;
    const month = MONTHS[Number(day.slice(5, 7)) - 1]!;
    weights.push({ day, weight: month * (isWeekend(day) ? WEEKEND : 1) });
  }
  const total = weights.reduce((sum, { weight }) => sum + weight, 0);
  let reached = 0;
  return weights.map(({ day, weight }) => {
    reached += weight;
    return { day, until: Math.round((members * reached) / total) };
  });
}
