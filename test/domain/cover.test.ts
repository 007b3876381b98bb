import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { blocksAround, coverOf } from '../../cloudfunctions/core/domain/cover';
import { contains, normalise } from '../../cloudfunctions/core/domain/intervals';
import { yearSpan } from '../../cloudfunctions/core/domain/member-number';

const { start: first, end: last } = yearSpan(2020);

describe('cover: who holds a number, by look-up of block names', () => {
  it('finds exactly the sets that hold the number', () => {
    const serial = fc.integer({ min: 0, max: 5000 });
    const intervals = fc.array(
      fc
        .tuple(serial, fc.integer({ min: 0, max: 700 }))
        .map(([at, length]) => ({ start: first + at, end: first + at + length })),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(intervals, serial, (some, at) => {
        const set = normalise(some);
        const number = first + at;
        const cover = new Set(coverOf(set));
        expect(blocksAround(number).some((block) => cover.has(block))).toBe(contains(set, number));
      }),
      { numRuns: 3000 },
    );
  });

  it('is at most 52 blocks for one interval, and 1 for a whole aligned one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: first, max: last }),
        fc.integer({ min: first, max: last }),
        (a, b) => {
          const cover = coverOf([{ start: Math.min(a, b), end: Math.max(a, b) }]);
          expect(cover.length).toBeLessThanOrEqual(52);
        },
      ),
      { numRuns: 3000 },
    );
    expect(coverOf([{ start: first + 1024, end: first + 2047 }])).toHaveLength(1);
    expect(coverOf([{ start: first + 1, end: last - 1 }]).length).toBeGreaterThan(26);
  });

  it('keeps years apart and names 28 blocks around a number', () => {
    expect(blocksAround(202000012020)).toHaveLength(28);
    const otherYear = new Set(coverOf([yearSpan(2021)]));
    expect(blocksAround(202000012020).some((block) => otherYear.has(block))).toBe(false);
  });
});
