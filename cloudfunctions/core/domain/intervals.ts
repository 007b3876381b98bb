import type { Interval } from '../../../typings/api';

/**
 * A set of whole numbers as intervals, inclusive at both ends. Every function takes normalised sets
 * (ascending, neighbours merged, nothing empty) and gives normalised ones; `normalise` makes them.
 */
export type Intervals = readonly Interval[];

/** The set of the numbers in any of the intervals, given in any order, overlapping or not. */
export function normalise(intervals: Intervals): Interval[] {
  const merged: Interval[] = [];
  for (const { start, end } of [...intervals].sort((a, b) => a.start - b.start)) {
    if (start > end) continue;
    const last = merged.at(-1);
    if (last && start <= last.end + 1) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

/** How many numbers the set has. */
export const count = (set: Intervals): number =>
  set.reduce((sum, { start, end }) => sum + end - start + 1, 0);

/** Numbers in any of the sets. */
export const union = (...sets: Intervals[]): Interval[] => normalise(sets.flat());

/** Numbers of `set` that are not in `without`. */
export function subtract(set: Intervals, without: Intervals): Interval[] {
  const rest: Interval[] = [];
  let next = 0;
  for (const interval of set) {
    let { start } = interval;
    while (next < without.length && without[next]!.end < start) next++;
    for (let i = next; i < without.length && without[i]!.start <= interval.end; i++) {
      const hole = without[i]!;
      if (hole.start > start) rest.push({ start, end: hole.start - 1 });
      start = Math.max(start, hole.end + 1);
    }
    if (start <= interval.end) rest.push({ start, end: interval.end });
  }
  return rest;
}

/** Numbers in both sets. */
export const intersect = (a: Intervals, b: Intervals): Interval[] => subtract(a, subtract(a, b));

/** Whether the number is in the set. */
export const contains = (set: Intervals, number: number): boolean =>
  set.some(({ start, end }) => start <= number && number <= end);

/** Whether every number of `part` is in `set`. */
export const includes = (set: Intervals, part: Intervals): boolean =>
  subtract(part, set).length === 0;

/** The `n` lowest numbers of the set; all of it when it has fewer. */
export function lowest(set: Intervals, n: number): Interval[] {
  const taken: Interval[] = [];
  let left = n;
  for (const { start, end } of set) {
    if (left <= 0) break;
    const last = Math.min(end, start + left - 1);
    taken.push({ start, end: last });
    left -= last - start + 1;
  }
  return taken;
}

/** The `n` highest numbers of the set, in ascending order; all of it when it has fewer. */
export function highest(set: Intervals, n: number): Interval[] {
  const taken: Interval[] = [];
  let left = n;
  for (const { start, end } of [...set].reverse()) {
    if (left <= 0) break;
    const first = Math.max(start, end - left + 1);
    taken.unshift({ start: first, end });
    left -= end - first + 1;
  }
  return taken;
}
