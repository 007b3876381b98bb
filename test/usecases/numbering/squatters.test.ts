import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { machineRuntime } from '../../../cloudfunctions/core/adapters/runtime';
import { watchNumbers } from '../../../cloudfunctions/core/usecases/clock/watch-numbers';
import type { SuspectNumber } from '../../../typings/api';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, applies, idNumber, plantTree, TREE_0604 } from '../../support/tree';

const outside = { joinedInProvince: false };

describe('squatter watch: typed numbers that look wrong', () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    for (const [name, org] of [
      ['province', 'P'],
      ['staff', '0604'],
      ['staff-5', '0605'],
      ['direct', '0604D'],
    ] as const) {
      await addPerson(test, name, org);
    }
  });
  afterAll(() => test.close());

  const watch = () =>
    watchNumbers.run({ database: test.database, runtime: machineRuntime }, Date.now());
  const seenBy = async (name: string, orgId?: string) =>
    (await test.ok(name, 'numbering.squatters', { orgId })).items;
  const of = (items: readonly SuspectNumber[], name: string) =>
    items.find((item) => item.name === name);
  const approves = async (registrationId: string) => {
    await test.ok('direct', 'review.pass', { registrationId, status: 'PENDING_BRANCH' });
    return test.ok('staff', 'review.pass', {
      registrationId,
      status: 'PENDING_COMMITTEE',
      coverChecked: true,
    });
  };

  it('a number that fits and a place for everybody else: nothing to see', async () => {
    await applies(test, '王己', '0604D', { ...outside, typedNumber: '202044000001' });
    await applies(test, '李戊', '0604D', { typedNumber: '随便' });
    await applies(test, '吴辛', '0604D', {
      joinMonth: '2019-05',
      typedNumber: '201935000122',
      idNumber: idNumber('20050101'),
    });
    expect(await watch()).toBe(0);
    expect(await seenBy('province')).toEqual([]);
  });

  it('a range defined later around a number that waits: whose it is, and what to do', async () => {
    await applies(test, '陈甲', '0604D', { ...outside, typedNumber: '202000012003' });
    await test.ok('province', 'numbering.defineRange', {
      year: 2020,
      start: '202000012000',
      end: '202000012999',
    });
    await test.ok('province', 'numbering.allocate', {
      orgId: 'P',
      year: 2020,
      items: [{ orgId: '0605', count: 10 }],
    });
    expect(await watch()).toBe(1);
    expect(await seenBy('staff')).toMatchObject([
      {
        name: '陈甲',
        number: '202000012003',
        branch: { id: '0604D' },
        status: 'PENDING_BRANCH',
        level: 'WRONG',
        suspicions: [
          {
            kind: 'IN_RANGE',
            text: '编号属于本省系统分配的编号区间，现在0605团委名下。',
            organization: { id: '0605' },
          },
        ],
      },
    ]);
    expect(await seenBy('staff-5')).toEqual([]);
  });

  it('R-36: who gets a number from the system only informs, and not about the own stock', async () => {
    await test.ok('province', 'numbering.allocate', {
      orgId: 'P',
      year: 2020,
      items: [{ orgId: '0604', count: 10 }],
    });
    await applies(test, '林乙', '0604D', { typedNumber: '202000012004' });
    await applies(test, '黄丙', '0604D', { typedNumber: '202000012012' });
    await applies(test, '张丁', '0604D', { typedNumber: '201900012012' });
    await watch();
    const items = await seenBy('staff');
    expect(of(items, '林乙')).toMatchObject({ level: 'INFO', suspicions: [{ kind: 'IN_RANGE' }] });
    expect(of(items, '林乙')!.suspicions[0]!.fix).toContain('系统分配的编号替换');
    expect(of(items, '黄丙')).toBeUndefined();
    expect(of(items, '张丁')).toMatchObject({
      level: 'INFO',
      suspicions: [{ kind: 'WRONG_YEAR', text: '编号前四位是2019，入团年份是2020。' }],
    });
    // Those that ask for a decision come first.
    expect(items.map(({ level }) => level)).toEqual(['WRONG', 'INFO', 'INFO']);
  });

  it('the same number typed twice: both are told where the other one is', async () => {
    const typed = { ...outside, typedNumber: '202044000009' };
    await applies(test, '赵一', '0604D', typed);
    await applies(test, '钱二', '0605A', typed);
    await watch();
    expect(of(await seenBy('staff'), '赵一')!.suspicions).toMatchObject([
      { kind: 'TYPED_TWICE', organization: { id: '0605A' } },
    ]);
    expect(of(await seenBy('staff-5'), '钱二')!.suspicions).toMatchObject([
      { kind: 'TYPED_TWICE', organization: { id: '0604D' } },
    ]);
    const neighbours = (await seenBy('province')).filter(({ number }) => number === '202044000009');
    expect(neighbours.map(({ name }) => name).sort()).toEqual(['赵一', '钱二'].sort());
  });

  it('a number that somebody has meanwhile: where it is used', async () => {
    await approves(of(await seenBy('staff'), '赵一')!.id);
    await watch();
    expect(of(await seenBy('staff-5'), '钱二')!.suspicions).toMatchObject([
      { kind: 'TAKEN', text: '该编号已在0604直属团支部使用。', organization: { id: '0604D' } },
    ]);
    expect(of(await seenBy('staff'), '赵一')).toBeUndefined();
  });

  it('what was mended is gone at once, and out of the list with the next look', async () => {
    const stored = () => test.database.count('suspects', { path: 'P' });
    const before = await stored();
    await test.ok('钱二', 'registration.withdraw', {
      registrationId: of(await seenBy('staff-5'), '钱二')!.id,
    });
    expect(await seenBy('staff-5')).toEqual([]);
    expect(await stored()).toBe(before);
    expect(await watch()).toBe(1);
    expect(await stored()).toBe(before - 1);
    expect(await watch()).toBe(0);
  });

  it('a kept number inside a range, which the guard should have refused, is shown', async () => {
    const guard = (await test.database.get('rangeGuards', '2020'))!;
    await test.database.update('rangeGuards', '2020', {
      ranges: [...guard.ranges, { start: 202044000000, end: 202044000099 }],
    });
    await watch();
    expect(of(await seenBy('staff'), '赵一')).toMatchObject({
      number: '202044000009',
      level: 'WRONG',
      status: null,
      suspicions: [{ kind: 'LATE_RANGE' }],
    });
    await test.database.update('rangeGuards', '2020', { ranges: guard.ranges });
    await watch();
    expect(of(await seenBy('staff'), '赵一')).toBeUndefined();
  });

  it('pages follow each other without gaps; the first one takes three requests', async () => {
    const all = (await seenBy('province')).map(({ id }) => id);
    expect(all.length).toBeGreaterThan(2);
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await test.call('province', 'numbering.squatters', { limit: 1, cursor });
      if (!page.answer.ok) throw new Error(page.answer.error.message);
      expect(page.requests - 1).toBeLessThanOrEqual(3);
      paged.push(...page.answer.data.items.map(({ id }) => id));
      cursor = page.answer.data.next ?? undefined;
    } while (cursor);
    expect(paged).toEqual(all);
  });
});
