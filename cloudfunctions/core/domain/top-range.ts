import type { Interval } from '../../../typings/api';
import { addRange, changed, type Holding } from './holdings';
import { contains, highest, intersect, subtract, union } from './intervals';
import { intervalText, PROMPTS } from './prompts';
import { invalidField, Refusal } from './refusal';

/** A change of the top ranges: the province and all ranges of the year afterwards, and the numbers concerned. */
export interface RangeChange {
  after: Holding;
  ranges: Interval[];
  intervals: Interval[];
}

/** R-1 … R-4: adds a top range. Throws INVALID with the field when it overlaps one of `ranges`. */
export function defineRange(
  province: Holding,
  ranges: readonly Interval[],
  range: Interval,
): RangeChange {
  const [clash] = intersect(ranges, [range]);
  if (clash) {
    throw invalidField('start', `与已有的编号区间重叠：${intervalText(clash)}，请避开。`);
  }
  return {
    after: addRange(province, range),
    ranges: union(ranges, [range]),
    intervals: [range],
  };
}

/** How many free numbers of the province stand, without a gap, at the top of a range. */
function freeAtTop(free: readonly Interval[], range: Interval): number {
  const last = free.find(({ end }) => end >= range.end);
  if (!last || last.start > range.end) return 0;
  return range.end - Math.max(last.start, range.start) + 1;
}

/** Whether a top range has numbers that could be taken away again. */
export const isShrinkable = (province: Pick<Holding, 'held' | 'free'>): boolean =>
  province.held.some((range) => freeAtTop(province.free, range) > 0);

/**
 * takes the `count` highest numbers (at least 1) of the top range that ends with `end` away. Only
 * the province's own free numbers can go. Throws INVALID with the field, and EXHAUSTED when fewer are free there.
 */
export function shrinkRange(
  province: Holding,
  ranges: readonly Interval[],
  end: number,
  count: number,
): RangeChange {
  const range = ranges.find((other) => other.end === end);
  if (!range) {
    const around = ranges.find((other) => contains([other], end));
    throw invalidField(
      'end',
      around
        ? `只能从区间的末尾缩减，请填写 ${intervalText(around)} 的结束编号。`
        : '没有以这个编号结束的编号区间，请刷新后重新选择。',
    );
  }
  const available = freeAtTop(province.free, range);
  if (count > available) throw new Refusal('EXHAUSTED', PROMPTS.rangeInUse(available));
  const intervals = highest(intersect(province.free, [range]), count);
  return {
    intervals,
    ranges: subtract(ranges, intervals),
    after: changed(province, {
      held: subtract(province.held, intervals),
      free: subtract(province.free, intervals),
    }),
  };
}
