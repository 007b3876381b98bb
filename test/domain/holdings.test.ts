import { describe, expect, it } from '@jest/globals';

import { poolFor, requireFree } from '../../cloudfunctions/core/domain/assignment';
import {
  addRange,
  allocate,
  draw,
  emptyHolding,
  faultsOf,
  figuresOf,
  type Holding,
  reclaim,
  rowsOf,
  voidOccupied,
} from '../../cloudfunctions/core/domain/holdings';
import { approved } from '../../cloudfunctions/core/domain/prompts';

const interval = (start: number, end: number) => ({ start, end });
const holding = (
  orgId: string,
  parentId: string | null,
  free: Array<[number, number]>,
): Holding => ({
  ...emptyHolding(orgId, 2020, parentId),
  held: free.map(([start, end]) => interval(start, end)),
  free: free.map(([start, end]) => interval(start, end)),
});
const child = (orgId: string) => emptyHolding(orgId, 2020, 'parent');

describe('allocation', () => {
  it('R-12 R-15: hands out the lowest first, in the listed order', () => {
    const { grantor, items } = allocate(holding('parent', null, [[100, 199]]), [
      { child: child('b'), count: 20 },
      { child: child('a'), count: 5 },
    ]);
    expect(items.map((item) => item.intervals)).toEqual([
      [interval(100, 119)],
      [interval(120, 124)],
    ]);
    expect(grantor.free).toEqual([interval(125, 199)]);
    expect(grantor.held).toEqual([interval(100, 199)]);
    expect(grantor.rev).toBe(1);
  });

  it('R-16: gives several intervals when the lowest are not contiguous', () => {
    const { items } = allocate(
      holding('parent', null, [
        [24, 39],
        [80, 199],
      ]),
      [{ child: child('a'), count: 30 }],
    );
    expect(items[0]!.intervals).toEqual([interval(24, 39), interval(80, 93)]);
  });

  it('R-10: refuses who is no direct child', () => {
    const grandchild = emptyHolding('x', 2020, 'somebody else');
    expect(() =>
      allocate(holding('parent', null, [[1, 9]]), [{ child: grandchild, count: 1 }]),
    ).toThrow('不能跨级分配');
  });

  it('R-14: refuses more than there is, and counts that are no whole number of at least 1', () => {
    const grantor = holding('parent', null, [[1, 10]]);
    const wanting = (...counts: number[]) =>
      counts.map((count, i) => ({ child: child(`c${i}`), count }));
    expect(() => allocate(grantor, wanting(6, 5))).toThrow('可分配编号仅剩 10 个');
    for (const bad of [0, -1, 1.5, Number.NaN]) {
      expect(() => allocate(grantor, wanting(bad))).toThrow('不小于 1 的整数');
    }
  });

  it('R-63: refuses in a closed year on either side', () => {
    const open = holding('parent', null, [[1, 10]]);
    const closed = { ...child('a'), closed: true };
    expect(() => allocate({ ...open, closed: true }, [{ child: child('a'), count: 1 }])).toThrow(
      '已关闭',
    );
    expect(() => allocate(open, [{ child: closed, count: 1 }])).toThrow('已关闭');
  });
});

describe('recovery', () => {
  const parent = { ...emptyHolding('parent', 2020, null), held: [interval(1, 50)] };

  it('R-23 R-24: takes the highest first and gives them back to the parent', () => {
    const result = reclaim(
      holding('a', 'parent', [
        [22, 39],
        [80, 99],
      ]),
      parent,
      10,
    );
    expect(result.intervals).toEqual([interval(90, 99)]);
    expect(result.child.held).toEqual([interval(22, 39), interval(80, 89)]);
    expect(result.parent.free).toEqual([interval(90, 99)]);
  });

  it('R-21 R-22: leaves what is assigned, and refuses when nothing is free', () => {
    const used = {
      ...holding('a', 'parent', [[22, 39]]),
      held: [interval(20, 39)],
      used: [interval(20, 21)],
    };
    const result = reclaim(used, parent);
    expect(result.child.held).toEqual([interval(20, 21)]);
    expect(() => reclaim(result.child, result.parent)).toThrow('没有可回收的编号，仅可查看');
  });

  it('R-20: refuses to skip a level', () => {
    expect(() => reclaim(holding('a', 'general branch', [[1, 2]]), parent)).toThrow('不能跨级');
  });

  it('refuses counts beyond what is free', () => {
    expect(() => reclaim(holding('a', 'parent', [[1, 5]]), parent, 6)).toThrow(
      '可回收编号仅剩 5 个',
    );
    expect(() => reclaim(holding('a', 'parent', [[1, 5]]), parent, 0)).toThrow('不小于 1');
  });
});

describe('assignment', () => {
  it('R-34: draws the lowest unused number', () => {
    const { number, after } = draw(holding('a', 'parent', [[20, 39]]));
    expect(number).toBe(20);
    expect(after.used).toEqual([interval(20, 20)]);
    expect(figuresOf(after)).toEqual({
      total: 20,
      handedDown: 0,
      free: 19,
      used: 1,
      voided: 0,
      expired: 0,
    });
  });

  it('R-31: a branch with a free or a used number is its own pool, one with only void or nothing is not', () => {
    const empty = child('a');
    expect(poolFor(null)).toBe('COMMITTEE');
    expect(poolFor(empty)).toBe('COMMITTEE');
    expect(poolFor({ ...empty, held: [interval(1, 1)], voided: [interval(1, 1)] })).toBe(
      'COMMITTEE',
    );
    expect(poolFor({ ...empty, held: [interval(1, 1)], expired: [interval(1, 1)] })).toBe(
      'COMMITTEE',
    );
    expect(poolFor({ ...empty, held: [interval(1, 1)], free: [interval(1, 1)] })).toBe('BRANCH');
    expect(poolFor({ ...empty, held: [interval(1, 1)], used: [interval(1, 1)] })).toBe('BRANCH');
  });

  it('R-32 R-33: refuses with P-7 or P-8 when the pool has nothing free', () => {
    expect(() => requireFree('BRANCH', child('a'))).toThrow('已全部分配完，无法审核通过');
    expect(() => requireFree('COMMITTEE', null)).toThrow('均未分配编号，无法审核通过');
  });

  it('sets an occupied number aside', () => {
    const after = voidOccupied(holding('a', 'parent', [[20, 22]]), 20);
    expect(after.voided).toEqual([interval(20, 20)]);
    expect(faultsOf(after, [])).toEqual([]);
  });

  it("R-35: says the guide's sentence, also for the guide's own zlj2", () => {
    expect(approved('202000012020', 'zlj2', 19)).toBe(
      '审核成功！将202000012020编号分配给zlj2，目前还剩19个名额',
    );
  });
});

describe('rows', () => {
  it('R-17: 是 for what a child holds, 否 for own free numbers; counts add up to the total', () => {
    const start = addRange(emptyHolding('p', 2020, null), interval(0, 99));
    const { grantor, items } = allocate(start, [
      { child: emptyHolding('a', 2020, 'p'), count: 30 },
    ]);
    const { after } = draw(grantor);
    const rows = rowsOf(after, [
      { organization: { id: 'a', name: '甲', type: 'COUNTY' }, held: items[0]!.after.held },
    ]);
    expect(rows.map(({ start: s, end, kind }) => [s, end, kind])).toEqual([
      [0, 29, 'HANDED_DOWN'],
      [30, 30, 'USED'],
      [31, 99, 'FREE'],
    ]);
    expect(rows.reduce((sum, row) => sum + row.count, 0)).toBe(figuresOf(after).total);
    expect(faultsOf(after, [items[0]!.after.held])).toEqual([]);
  });
});
