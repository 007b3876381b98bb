import type { Dashboard } from '../../../../typings/api';

const DAY = 86_400_000;

/** A civil day `YYYY-MM-DD` as milliseconds, for drawing and counting days; not a moment in China. */
export const dayAt = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** Days from one civil day to another. */
export const daysFrom = (from: string, to: string): number => (dayAt(to) - dayAt(from)) / DAY;

/** The last day of a month, `2026-02` → `2026-02-28`. */
function lastDayOf(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year!, number!, 0)).toISOString().slice(0, 10);
}

export interface PacePoint {
  day: string;
  used: number;
}

/**
 * Numbers used up to the end of each month, the present one up to today, beginning with none on the first
 * day shown.
 */
export function usageLine(
  { months, year }: Pick<Dashboard, 'months' | 'year'>,
  today: string,
): PacePoint[] {
  const first = months[0] ? `${months[0].month}-01` : `${year}-01-01`;
  const start = first < `${year}-01-01` ? first : `${year}-01-01`;
  const points: PacePoint[] = [{ day: start, used: 0 }];
  if (first > start) points.push({ day: first, used: 0 });
  let used = 0;
  for (const entry of months) {
    used += entry.used;
    const end = lastDayOf(entry.month);
    points.push({ day: end < today ? end : today, used });
  }
  if (points.at(-1)!.day < today) points.push({ day: today, used });
  return points;
}

/** `2026-05-21` → `5月21日`, with the year in front when it is another one. */
export function dayWords(day: string, year: number): string {
  const [of, month, date] = day.split('-').map(Number);
  return `${of === year ? '' : `${of}年`}${month}月${date}日`;
}

/** Where the present pace leads, as a sentence; `today` is a civil day. */
export function paceSentence(
  board: Pick<
    Dashboard,
    'held' | 'used' | 'unused' | 'pace' | 'exhaustedOn' | 'dates' | 'year' | 'closed'
  >,
  today: string,
): string {
  const { held, used, unused, pace, exhaustedOn, dates, year } = board;
  if (held === 0) return `还没有${year}年的编号。`;
  if (board.closed) return `${year}年已关闭，共使用 ${used} 个。`;
  if (unused === 0) return '编号已全部用完。';
  if (today > dates.lastDay) return `${year}年已经过去，还有 ${unused} 个编号没有使用。`;
  if (pace === 0) return `近两个月没有使用编号，还有 ${unused} 个没有使用。`;
  if (exhaustedOn && exhaustedOn <= dates.useUp)
    return `按近两个月的速度，约在${dayWords(exhaustedOn, year)}用完。`;
  const left = Math.max(0, daysFrom(today, dates.useUp));
  const by = Math.min(held, Math.round(used + pace * left));
  return `按近两个月的速度，${dayWords(dates.useUp, year)}约用到 ${by} 个，会剩 ${Math.max(0, used + unused - by)} 个。`;
}
