import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { coverOf } from '../../../cloudfunctions/core/domain/cover';
import { emptyHolding } from '../../../cloudfunctions/core/domain/holdings';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, applies, idNumber, plantTree, TREE_0604 } from '../../support/tree';

const year = 2020;
const IDENTITY = 1;

describe('the life of a number', () => {
  let test: TestCloud;
  const own2019 = '201935000123';

  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    for (const [name, org] of [
      ['province', 'P'],
      ['staff', '0604'],
      ['staff-5', '0605'],
      ['general', '0604Z'],
      ['secretary', '0604Z2'],
      ['secretary-5', '0605A'],
    ] as const) {
      await addPerson(test, name, org);
    }
    await addPerson(test, 'nobody');
    await test.ok('province', 'numbering.defineRange', {
      year,
      start: '202000012000',
      end: '202000012999',
    });
    await allocate('province', 'P', '0604', 200);
    await allocate('staff', '0604', '0604Z', 100);
    await allocate('general', '0604Z', '0604Z2', 20);
    await allocate('province', 'P', '0605', 10);
    await approve('陈甲', '0604Z2', 'secretary', 'general', 'staff');
    await approve('林乙', '0604Z2', 'secretary', 'general', 'staff');
    await test.ok('general', 'numbering.reclaim', { orgId: '0604Z2', year, reason: '没有用完' });
    const registrationId = await applies(test, '王己', '0605A', {
      joinMonth: '2019-05',
      typedNumber: own2019,
      idNumber: idNumber('20050101'),
    });
    await test.ok('secretary-5', 'review.pass', { registrationId, status: 'PENDING_BRANCH' });
    await test.ok('staff-5', 'review.pass', {
      registrationId,
      status: 'PENDING_COMMITTEE',
      coverChecked: true,
    });
  });
  afterAll(() => test.close());

  const allocate = (by: string, orgId: string, to: string, wanted: number) =>
    test.ok(by, 'numbering.allocate', { orgId, year, items: [{ orgId: to, count: wanted }] });
  const trace = (by: string, number: string) => test.ok(by, 'numbering.trace', { number });

  async function approve(name: string, branch: string, ...reviewers: string[]): Promise<void> {
    const registrationId = await applies(test, name, branch);
    const stages = ['PENDING_BRANCH', 'PENDING_GENERAL', 'PENDING_COMMITTEE'] as const;
    for (const [i, by] of reviewers.entries()) {
      await test.ok(by, 'review.pass', { registrationId, status: stages[i]! });
    }
  }

  it('every holder from the province to the person, every movement with who and when', async () => {
    const life = await trace('staff', '2020 0001 2001');
    expect(life).toMatchObject({
      number: '202000012001',
      state: 'ASSIGNED',
      text: '已分配给0604团支部（2）1的林乙。',
      owner: { name: '林乙', branch: { id: '0604Z2' } },
    });
    expect(life.holders.map(({ id }) => id)).toEqual(['P', '0604', '0604Z', '0604Z2']);
    expect(life.steps.map(({ text, actor }) => [text, actor])).toEqual([
      ['团省委设置编号区间范围', 'province'],
      ['团省委分配给0604团委', 'province'],
      ['0604团委分配给0604团总支', 'staff'],
      ['0604团总支分配给0604团支部（2）1', 'general'],
      ['0604团支部（2）1：审核通过，分配编号 202000012001', 'staff'],
    ]);
    expect(life.steps.map(({ interval }) => interval.end - interval.start + 1)).toEqual([
      1000, 200, 100, 20, 1,
    ]);
  });

  it('a number that came back is told with its reason', async () => {
    const life = await trace('general', '202000012015');
    expect(life).toMatchObject({ state: 'FREE', text: '在0604团总支，尚未分配给团员。' });
    expect(life.steps.at(-1)).toMatchObject({
      kind: 'RECLAIM',
      text: '0604团总支从0604团支部（2）1回收',
      reason: '没有用完',
    });
  });

  it('five requests, wherever the number is', async () => {
    for (const number of ['202000012001', '202000012015', '202000012500']) {
      const { requests } = await test.call('province', 'numbering.trace', { number });
      expect([number, requests - IDENTITY]).toEqual([number, 5]);
    }
    const { requests } = await test.call('staff-5', 'numbering.trace', { number: own2019 });
    expect(requests - IDENTITY).toBeLessThanOrEqual(5);
  });

  it('outside the own subtree only the organisation, no person and no movement', async () => {
    const life = await trace('staff-5', '202000012001');
    expect(life).toMatchObject({
      state: 'ASSIGNED',
      holder: { id: '0604Z2' },
      owner: null,
      holders: [{ id: '0604Z2' }],
      steps: [],
    });
    expect(JSON.stringify(life)).not.toContain('林乙');
    const foreign = await trace('staff', own2019);
    expect(foreign).toMatchObject({ state: 'EXTERNAL', holder: { id: '0605A' }, owner: null });
    expect(JSON.stringify(foreign)).not.toContain('王己');
  });

  it('a number kept from before is told with its owner', async () => {
    expect(await trace('staff-5', own2019)).toMatchObject({
      state: 'EXTERNAL',
      text: '0605团支部的王己沿用的原有编号，未占用名额。',
      owner: { name: '王己' },
      steps: [],
    });
  });

  it('a member sees the own number and no other', async () => {
    const life = await trace('林乙', '202000012001');
    expect(life).toMatchObject({ owner: { name: '林乙' } });
    expect(life.steps.map(({ actor }) => actor)).toEqual(['', '', '', '', '']);
    for (const by of ['林乙', 'nobody']) {
      const number = '202000012000';
      expect((await test.refused(by, 'numbering.trace', { number })).code).toBe('FORBIDDEN');
    }
    const numbers = ['202000012001'];
    expect((await test.refused('林乙', 'numbering.traceMany', { numbers })).code).toBe('FORBIDDEN');
  });

  it('what nobody has is explained', async () => {
    const outside = await trace('staff', '202000099999');
    expect(outside).toMatchObject({ state: 'UNKNOWN', holders: [] });
    expect(outside.text).toContain('不在2020年的编号区间（202000012000(包)—202000012999(包)）内');
    expect((await trace('staff', '202300000001')).text).toContain('2023年尚未设置编号区间');
    expect((await trace('staff', '201500000001')).text).toContain('不由本系统分配');
    const short = await test.refused('staff', 'numbering.trace', { number: '20200001200' });
    expect(short).toMatchObject({ code: 'INVALID', fields: ['number'] });
  });

  it('a range taken out again is remembered', async () => {
    await test.ok('province', 'numbering.shrinkRange', { year, end: '202000012999', count: 5 });
    const life = await trace('province', '202000012999');
    expect(life).toMatchObject({ state: 'UNKNOWN', holder: null });
    expect(life.steps.map(({ kind }) => kind)).toEqual(['RANGE_ADD', 'RANGE_SHRINK']);
    expect((await trace('staff', '202000012999')).steps).toEqual([]);
  });

  it('somebody with several posts says which one looks', async () => {
    await addPerson(test, 'both', '0604', '0605');
    const number = '202000012001';
    expect((await test.refused('both', 'numbering.trace', { number })).code).toBe('INVALID');
    const seen = await test.ok('both', 'numbering.trace', { number }, { post: 'post-both-0604' });
    expect(seen.owner).toMatchObject({ name: '林乙' });
  });

  describe('a pasted list', () => {
    it('one row per line, in its order, repeated and unreadable ones too', async () => {
      const { items } = await test.ok('staff', 'numbering.traceMany', {
        numbers: ['202000012001', 'x', ' 2020 0001 2050', '202000012001', own2019, '202000099999'],
      });
      expect(items.map(({ state, holder, owner }) => [state, holder?.id, owner?.name])).toEqual([
        ['ASSIGNED', '0604Z2', '林乙'],
        ['UNREADABLE', undefined, undefined],
        ['FREE', '0604Z', undefined],
        ['ASSIGNED', '0604Z2', '林乙'],
        ['EXTERNAL', '0605A', undefined],
        ['UNKNOWN', undefined, undefined],
      ]);
    });

    it('says of every number what the single look-up says', async () => {
      const numbers = [0, 1, 2, 19, 20, 99, 100, 199, 200, 209, 210, 994, 995].map((n) =>
        String(202000012000 + n),
      );
      const { items } = await test.ok('staff', 'numbering.traceMany', { numbers });
      for (const item of items) {
        expect(await trace('staff', item.number)).toMatchObject({ ...item });
      }
    });

    it('500 at once, in at most ten requests; no more', async () => {
      // Enough holdings and given-out numbers elsewhere that a look-up without an index would be refused.
      const elsewhere = Array.from({ length: 300 }, (_, i) => 202100012000 + i * 10);
      await Promise.all(
        elsewhere.map((start) => {
          const held = [{ start, end: start + 9 }];
          return test.database.add('holdings', {
            ...emptyHolding(`X${start}`, 2021, 'X'),
            _id: `2021-X${start}`,
            held,
            free: held,
            cover: coverOf(held),
          });
        }),
      );
      const numbers = Array.from({ length: 500 }, (_, i) => String(202000012000 + i * 2));
      const { answer, requests } = await test.call('province', 'numbering.traceMany', { numbers });
      expect(answer.ok && answer.data.items).toHaveLength(500);
      expect(requests - IDENTITY).toBeLessThanOrEqual(10);
      const more = { numbers: [...numbers, '202000012001'] };
      expect(await test.refused('province', 'numbering.traceMany', more)).toMatchObject({
        code: 'INVALID',
      });
    });
  });
});
