import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
  contains,
  count,
  highest,
  includes,
  intersect,
  type Intervals,
  lowest,
  normalise,
  subtract,
  union,
} from '../../cloudfunctions/core/domain/intervals';

/** The naive model: a plain set of numbers. */
const numbersOf = (set: Intervals): number[] =>
  set.flatMap(({ start, end }) => Array.from({ length: end - start + 1 }, (_, i) => start + i));
const asSet = (set: Intervals): Set<number> => new Set(numbersOf(set));
const sorted = (numbers: Iterable<number>): number[] => [...numbers].sort((a, b) => a - b);

const anyIntervals = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 120 }), fc.integer({ min: -2, max: 20 }))
    .map(([start, length]) => ({ start, end: start + length })),
  { maxLength: 12 },
);
const anySet = anyIntervals.map(normalise);
const runs = { numRuns: 2000 };

const isNormalised = (set: Intervals): boolean =>
  set.every(({ start, end }, i) => start <= end && (i === 0 || start > set[i - 1]!.end + 1));

describe('interval sets against a naive set of numbers', () => {
  it('normalises to the same numbers, ascending, neighbours merged', () => {
    fc.assert(
      fc.property(anyIntervals, (intervals) => {
        const set = normalise(intervals);
        expect(isNormalised(set)).toBe(true);
        expect(numbersOf(set)).toEqual(sorted(asSet(intervals.filter((i) => i.start <= i.end))));
      }),
      runs,
    );
  });

  it('unites, subtracts and intersects', () => {
    fc.assert(
      fc.property(anySet, anySet, (a, b) => {
        const [inA, inB] = [asSet(a), asSet(b)];
        expect(numbersOf(union(a, b))).toEqual(sorted(new Set([...inA, ...inB])));
        expect(numbersOf(subtract(a, b))).toEqual(sorted([...inA].filter((n) => !inB.has(n))));
        expect(numbersOf(intersect(a, b))).toEqual(sorted([...inA].filter((n) => inB.has(n))));
        for (const set of [union(a, b), subtract(a, b), intersect(a, b)]) {
          expect(isNormalised(set)).toBe(true);
        }
      }),
      runs,
    );
  });

  it('counts, contains and includes', () => {
    fc.assert(
      fc.property(anySet, anySet, fc.integer({ min: 0, max: 140 }), (a, b, n) => {
        const [inA, inB] = [asSet(a), asSet(b)];
        expect(count(a)).toBe(inA.size);
        expect(contains(a, n)).toBe(inA.has(n));
        expect(includes(a, b)).toBe([...inB].every((number) => inA.has(number)));
      }),
      runs,
    );
  });

  it('takes the lowest and the highest', () => {
    fc.assert(
      fc.property(anySet, fc.integer({ min: 0, max: 160 }), (set, n) => {
        const numbers = sorted(asSet(set));
        expect(numbersOf(lowest(set, n))).toEqual(numbers.slice(0, n));
        expect(numbersOf(highest(set, n))).toEqual(n === 0 ? [] : numbers.slice(-n));
      }),
      runs,
    );
  });

  it('R-2: both ends belong to the interval', () => {
    expect(count([{ start: 202000012000, end: 202000012199 }])).toBe(200);
  });
});
