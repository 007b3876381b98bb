import type { Interval } from '../../../typings/api';

/** `202000012000` → `['2020', '0001', '2000']`; other lengths are cut in fours from the left. */
export function groupsOfFour(value: number | string): string[] {
  return String(value).match(/.{1,4}/g) ?? [];
}

/** How many numbers an interval holds (R-2: inclusive at both ends). */
export function countOf(interval: Interval): number {
  return interval.end - interval.start + 1;
}

/** Sum of the sizes of disjoint intervals. */
export function countOfAll(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, interval) => sum + countOf(interval), 0);
}

/** `202000012000(包)—202000012199(包)`, the guide's own way of writing a range. */
export function rangeWords(start: number | string, end: number | string): string {
  return `${start}(包)—${end}(包)`;
}

/** Intervals inside a sentence: `202000012022—202000012039、202000012080—202000012099`. */
export function intervalsText(intervals: readonly Interval[], most = 5): string {
  const shown = intervals
    .slice(0, most)
    .map(({ start, end }) => (start === end ? `${start}` : `${start}—${end}`))
    .join('、');
  return intervals.length > most ? `${shown} 等 ${intervals.length} 段` : shown;
}

function halfWidth(text: string): string {
  return text.replaceAll(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
}

/** What a person typed as a number: spaces and hyphens dropped, full-width digits made plain. */
export function plainDigits(text: string): string {
  return halfWidth(text).replaceAll(/[\s\u3000-]/g, '');
}

/** A 12-digit member number as an integer, or null. */
export function parseNumber(text: string): number | null {
  const digits = plainDigits(text);
  return /^[1-9]\d{11}$/.test(digits) ? Number(digits) : null;
}

/** A whole count from a field: null when empty, NaN when it is not a whole number of at least 0. */
export function parseCount(text: string): number | null {
  const digits = halfWidth(text).trim();
  if (digits === '') return null;
  return /^\d{1,9}$/.test(digits) ? Number(digits) : Number.NaN;
}

/** `43%`, `0.4%`, `100%`; `—` when there is nothing to compare with. */
export function percent(part: number, whole: number): string {
  if (whole <= 0) return '—';
  const value = (part / whole) * 100;
  if (value > 0 && value < 1) return `${Math.max(0.1, Math.round(value * 10) / 10)}%`;
  // 999 of 1000 is not yet everything.
  return `${value < 100 ? Math.min(99, Math.round(value)) : 100}%`;
}

/** How many lines a list has, as far as its first page tells: `7`, `30+`. */
export function countText(page: { items: readonly unknown[]; next: string | null }): string {
  return page.next === null ? String(page.items.length) : `${page.items.length}+`;
}

/** The problem with a new top interval as typed, or null (R-3; the server checks again). */
export function rangeProblem(
  year: number,
  startText: string,
  endText: string,
): { field: 'start' | 'end'; text: string } | null {
  const start = parseNumber(startText);
  const end = parseNumber(endText);
  if (start === null) return { field: 'start', text: '请填写 12 位起始编号。' };
  if (!String(start).startsWith(String(year)))
    return { field: 'start', text: `编号前四位应为 ${year}。` };
  if (end === null) return { field: 'end', text: '请填写 12 位结束编号。' };
  if (String(start).slice(0, 6) !== String(end).slice(0, 6))
    return { field: 'end', text: '起止编号的前六位应相同。' };
  if (end < start) return { field: 'end', text: '结束编号不能小于起始编号。' };
  return null;
}
