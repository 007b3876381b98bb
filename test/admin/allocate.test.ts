import { describe, expect, it } from '@jest/globals';
import {
  batchesOf,
  fillByLastYear,
  fillByWaiting,
  fillEqually,
  problemsByItem,
} from '../../admin/src/pages/allocate/fill';

const sum = (counts: Map<string, number>) => [...counts.values()].reduce((a, b) => a + b, 0);
const targets = (...waiting: number[]) =>
  waiting.map((people, index) => ({ id: `b${index + 1}`, waiting: people, usedLastYear: 0 }));

describe('filling the counts by a rule', () => {
  it('equally gives everything, the rest to the first ones', () => {
    expect([...fillEqually(targets(0, 0, 0), 100).values()]).toEqual([34, 33, 33]);
    expect(fillEqually([], 100).size).toBe(0);
    expect([...fillEqually(targets(0, 0), 1).values()]).toEqual([1, 0]);
  });

  it('by people waiting gives each one number while there are enough', () => {
    expect([...fillByWaiting(targets(2, 5, 0), 100).values()]).toEqual([2, 5, 0]);
  });

  it('by people waiting shares what there is in proportion and gives exactly that', () => {
    const counts = fillByWaiting(targets(10, 5, 5), 7);
    expect(sum(counts)).toBe(7);
    expect(counts.get('b1')).toBeGreaterThanOrEqual(3);
    expect(counts.get('b1')).toBeLessThanOrEqual(4);
    expect(sum(fillByWaiting(targets(1, 1, 1), 0))).toBe(0);
  });
});

describe('filling by what was used last year', () => {
  const used = (...counts: number[]) =>
    counts.map((usedLastYear, index) => ({ id: `b${index + 1}`, waiting: 9, usedLastYear }));

  it('gives each as many as it used while there are enough', () => {
    expect([...fillByLastYear(used(18, 16, 0), 100).values()]).toEqual([18, 16, 0]);
  });

  it('shares exactly what there is when it is fewer', () => {
    const counts = fillByLastYear(used(30, 20, 10), 30);
    expect([...counts.values()]).toEqual([15, 10, 5]);
    expect(sum(fillByLastYear(used(1, 1, 1), 2))).toBe(2);
  });
});

describe('one submission', () => {
  it('is cut into operations of at most a hundred, in order', () => {
    const batches = batchesOf(Array.from({ length: 250 }, (_, index) => index));
    expect(batches.map(({ length }) => length)).toEqual([100, 100, 50]);
    expect(batches.flat()).toEqual(Array.from({ length: 250 }, (_, index) => index));
    expect(batchesOf([])).toEqual([]);
  });

  it('shows refusals of the server at the row they are about', () => {
    const items = [{ orgId: 'a' }, { orgId: 'b' }];
    const problems = problemsByItem(items, {
      'items.1.count': '最多 5 个',
      reason: '太长',
      'items.7.count': '没有这一行',
    });
    expect([...problems]).toEqual([['b', '最多 5 个']]);
  });
});
