import { describe, expect, it } from '@jest/globals';

import { emptyHolding, type Holding } from '../../cloudfunctions/core/domain/holdings';
import { differencesOf, imbalanceOf, replay } from '../../cloudfunctions/core/domain/replay';
import { shrinkRange } from '../../cloudfunctions/core/domain/top-range';
import { chainOf, stateAt, stepOf, unknownText } from '../../cloudfunctions/core/domain/trace';
import { revert, undoableUntil } from '../../cloudfunctions/core/domain/undo';

const interval = (start: number, end: number) => ({ start, end });
const holding = (orgId: string, parentId: string | null, start: number, end: number): Holding => ({
  ...emptyHolding(orgId, 2020, parentId),
  rev: 1,
  held: [interval(start, end)],
  free: [interval(start, end)],
});
const line = (
  kind: string,
  org: string,
  counterOrg: string | null,
  ...intervals: Array<{ start: number; end: number }>
) => ({ kind, org, counterOrg, intervals });

describe('undo', () => {
  const parent = { ...holding('p', null, 10, 19), held: [interval(0, 19)] };
  const child = holding('c', 'p', 0, 9);
  const allocation = [
    line('ALLOCATE_OUT', 'p', null, interval(0, 4)),
    line('ALLOCATE_IN', 'c', 'p', interval(0, 4)),
  ];
  const holdings = (...list: Holding[]) => new Map(list.map((one) => [one.orgId, one]));

  it('R-71: exactly the numbers of the operation go back, both sides', () => {
    const [out, back] = revert(allocation, holdings(parent, child));
    expect(out).toMatchObject({
      kind: 'RECLAIM_IN',
      after: { rev: 2, free: [interval(0, 4), interval(10, 19)] },
    });
    expect(back).toMatchObject({
      kind: 'RECLAIM_OUT',
      after: { rev: 2, held: [interval(5, 9)], free: [interval(5, 9)] },
    });
  });

  it('R-71: not when one number was assigned, the year is closed, or they are no longer parent and child', () => {
    const assigned = { ...child, free: [interval(1, 9)], used: [interval(0, 0)] };
    const closed = { ...child, closed: true };
    const moved = { ...child, parentId: 'other' };
    expect(() => revert(allocation, holdings(parent, assigned))).toThrow('已有变动');
    expect(() => revert(allocation, holdings(parent, closed))).toThrow('已关闭');
    expect(() => revert(allocation, holdings(parent, moved))).toThrow('已有变动');
  });

  it('R-72: a recovery is not undone into an organisation that was closed since', () => {
    const recovery = [
      line('RECLAIM_OUT', 'c', 'p', interval(10, 12)),
      line('RECLAIM_IN', 'p', 'c', interval(10, 12)),
    ];
    expect(revert(recovery, holdings(parent, child))).toHaveLength(2);
    const closed = { ...child, retired: true };
    expect(() => revert(recovery, holdings(parent, closed))).toThrow('已有变动');
  });

  it('R-71: for 24 hours, and only for four kinds', () => {
    expect(undoableUntil('ALLOCATE', 1000)).toBe(1000 + 86_400_000);
    for (const kind of ['UNDO', 'ASSIGN', 'RANGE_SHRINK', 'MOVE', 'YEAR_CLOSE', 'CORRECT']) {
      expect([kind, undoableUntil(kind, 1000)]).toEqual([kind, null]);
    }
  });
});

describe('shrinking a top range', () => {
  const province = { ...holding('p', null, 50, 99), held: [interval(0, 99), interval(200, 209)] };
  const ranges = province.held;

  it('R-5: from the top, own free numbers only', () => {
    const { after, intervals, ranges: left } = shrinkRange(province, ranges, 99, 30);
    expect(intervals).toEqual([interval(70, 99)]);
    expect(after.held).toEqual([interval(0, 69), interval(200, 209)]);
    expect(left).toEqual(after.held);
    expect(() => shrinkRange(province, ranges, 99, 51)).toThrow('最多缩减 50 个');
    expect(() => shrinkRange(province, ranges, 209, 1)).toThrow('不能缩减');
    expect(() => shrinkRange(province, ranges, 98, 1)).toThrow('只能从区间的末尾');
  });

  it('R-5: free numbers below a gap do not count', () => {
    const gap = { ...province, free: [interval(50, 89), interval(95, 99)] };
    expect(() => shrinkRange(gap, ranges, 99, 6)).toThrow('最多缩减 5 个');
  });
});

describe('replay', () => {
  const start = emptyHolding('c', 2020, 'p');
  const step = (
    kind: 'ALLOCATE_IN' | 'ASSIGN' | 'RECLAIM_OUT' | 'YEAR_CLOSE' | 'CORRECTION_RELEASE',
    rev: number,
    ...intervals: Array<{ start: number; end: number }>
  ) => ({ kind, intervals, revBefore: rev, revAfter: rev + 1 });

  it('makes the holding from its lines', () => {
    const { holding: made, misfits } = replay(start, [
      step('ALLOCATE_IN', 0, interval(0, 9)),
      step('ASSIGN', 1, interval(0, 0)),
      step('RECLAIM_OUT', 2, interval(5, 9)),
      step('YEAR_CLOSE', 3, interval(1, 4)),
      step('CORRECTION_RELEASE', 4, interval(0, 0)),
    ]);
    expect(misfits).toEqual([]);
    expect(made).toMatchObject({
      rev: 5,
      closed: true,
      held: [interval(0, 4)],
      free: [],
      used: [],
      expired: [interval(0, 4)],
    });
  });

  it('tells the line that does not fit: a gap, a number that is not there, one that is there already', () => {
    const gap = replay(start, [step('ALLOCATE_IN', 1, interval(0, 9))]);
    expect(gap.misfits).toMatchObject([{ line: 0, text: expect.stringContaining('版本不连续') }]);
    const twice = replay(start, [
      step('ALLOCATE_IN', 0, interval(0, 9)),
      step('ALLOCATE_IN', 1, interval(9, 9)),
    ]);
    expect(twice.misfits.map((misfit) => misfit.line)).toEqual([1, 1]);
    const absent = replay(start, [step('ASSIGN', 0, interval(3, 3))]);
    expect(absent.misfits.map(({ text }) => text)).toEqual(['ASSIGN 取用不在其中的编号']);
  });

  it('tells where the stored holding differs', () => {
    const { holding: made } = replay(start, [step('ALLOCATE_IN', 0, interval(0, 9))]);
    expect(differencesOf(made, made)).toEqual([]);
    expect(differencesOf({ ...made, rev: 2, free: [interval(1, 11)] }, made)).toEqual([
      '版本为 2，按日志应为 1',
      '未使用多出 2 个（10(包)—11(包)）',
      '未使用缺少 1 个（0(包)—0(包)）',
    ]);
  });

  it('tells a movement whose two sides differ', () => {
    const given = line('ALLOCATE_OUT', 'p', null, interval(0, 9));
    expect(imbalanceOf([given, line('ALLOCATE_IN', 'c', 'p', interval(0, 9))])).toBeNull();
    expect(imbalanceOf([given, line('ALLOCATE_IN', 'c', 'p', interval(0, 8))])).toContain(
      '无人收到',
    );
    expect(imbalanceOf([line('ALLOCATE_IN', 'c', 'p', interval(0, 8))])).toContain('凭空收到');
    expect(imbalanceOf([line('MOVE_OUT', 'p', 'c', interval(0, 8))])).toBeNull();
  });
});

describe('trace', () => {
  it('orders the holders of a number from the root down', () => {
    const chain = chainOf([
      { orgId: 'c', parentId: 'b' },
      { orgId: 'a', parentId: null },
      { orgId: 'b', parentId: 'a' },
    ]);
    expect(chain.map(({ orgId }) => orgId)).toEqual(['a', 'b', 'c']);
    expect(chainOf([])).toEqual([]);
  });

  it('tells the state at the last holder', () => {
    const place = {
      ...holding('c', 'p', 0, 3),
      used: [interval(4, 4)],
      voided: [interval(5, 5)],
      expired: [interval(6, 6)],
    };
    expect([3, 4, 5, 6, 7].map((number) => stateAt(place, number))).toEqual([
      'FREE',
      'ASSIGNED',
      'VOID',
      'EXPIRED',
      'UNKNOWN',
    ]);
  });

  it('finds the one receiver among several, and nothing where the number did not move', () => {
    const lines = [
      line('ALLOCATE_OUT', 'p', null, interval(0, 9)),
      line('ALLOCATE_IN', 'a', 'p', interval(0, 4)),
      line('ALLOCATE_IN', 'b', 'p', interval(5, 9)),
    ];
    expect(stepOf(lines, 7)).toMatchObject({ from: 'p', to: 'b' });
    expect(stepOf(lines, 10)).toBeNull();
  });

  it('explains a number nobody has', () => {
    const ranges = [interval(202000012000, 202000012999)];
    expect(unknownText(202000011999, ranges, 2020)).toContain('不在2020年的编号区间');
    expect(unknownText(202100012000, [], 2020)).toContain('2021年尚未设置编号区间');
    expect(unknownText(201800012000, [], 2020)).toContain('不由本系统分配');
    expect(unknownText(202000012000, ranges, 2020)).toContain('对账');
  });
});
