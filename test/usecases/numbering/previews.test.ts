import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { MovementSide } from '../../../typings/api';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { everythingStored } from '../../support/snapshot';
import { addPerson, applies, plantTree, TREE_0604 } from '../../support/tree';

const year = 2020;

describe('what a movement would do is what it does', () => {
  let test: TestCloud;

  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    for (const [name, org] of [
      ['province', 'P'],
      ['staff', '0604'],
      ['general', '0604Z'],
      ['secretary', '0604Z2'],
    ] as const) {
      await addPerson(test, name, org);
    }
    const range = { year, start: '202000012000', end: '202000012099' };
    await test.ok('province', 'numbering.defineRange', range);
    await allocate('province', 'P', ['0604', 60]);
    await allocate('staff', '0604', ['0604Z', 40]);
  });
  afterAll(() => test.close());

  const allocate = (by: string, orgId: string, ...given: Array<[string, number]>) =>
    test.ok(by, 'numbering.allocate', {
      orgId,
      year,
      items: given.map(([child, count]) => ({ orgId: child, count })),
    });
  const latest = async (orgId: string): Promise<string> =>
    (await test.ok('province', 'numbering.journal', { orgId, year })).items[0]!.id;

  /** What organisations have now, as a preview tells it of before or after. */
  const nowAt = async (sides: readonly MovementSide[]) => {
    const now = [];
    for (const { organization } of sides) {
      const seen = await test.ok('province', 'numbering.overview', {
        orgId: organization.id,
        year,
      });
      const { total, handedDown, free, used, voided, expired, rows } = seen;
      now.push({
        figures: { total, handedDown, free, used, voided, expired },
        free: rows.filter(({ kind }) => kind === 'FREE').map(({ start, end }) => ({ start, end })),
      });
    }
    return now;
  };
  const told = (sides: readonly MovementSide[], when: 'before' | 'after') =>
    sides.map((side) => ({
      figures: side[when],
      free: when === 'before' ? side.freeBefore : side.freeAfter,
    }));

  describe('undo (R-71)', () => {
    it('of an allocation to several: all sides, and whoever waits there', async () => {
      await allocate('general', '0604Z', ['0604Z2', 5], ['0604Z3', 3]);
      await applies(test, '陈甲', '0604Z2');
      const entryId = await latest('0604Z');
      const stored = await everythingStored(test);
      const plan = await test.ok('general', 'numbering.previewUndo', { entryId });
      expect(await everythingStored(test)).toBe(stored);
      expect(plan.text).toBe('2 个组织的 8 个编号（202000012000—202000012007）将回到0604团总支');
      expect(plan.sides).toMatchObject([
        { organization: { id: '0604Z' }, count: 8, gains: true },
        { organization: { id: '0604Z2' }, count: 5, gains: false, waiting: 1 },
        { organization: { id: '0604Z3' }, count: 3, gains: false, waiting: 0 },
      ]);
      expect(plan.sides[1]!.intervals).toEqual([{ start: 202000012000, end: 202000012004 }]);
      expect(plan.warnings).toEqual([
        '撤销后，0604团支部（2）1的编号将由0604团委统筹分配，还有 1 人在那里等待审核。',
      ]);
      expect(await nowAt(plan.sides)).toEqual(told(plan.sides, 'before'));
      await test.ok('general', 'numbering.undo', { entryId });
      expect(await nowAt(plan.sides)).toEqual(told(plan.sides, 'after'));
    });

    it('says that what is left may not do for those who wait', async () => {
      await allocate('general', '0604Z', ['0604Z2', 1]);
      const registrationId = await applies(test, '林乙', '0604Z2');
      await test.ok('secretary', 'review.pass', { registrationId, status: 'PENDING_BRANCH' });
      await test.ok('general', 'review.pass', { registrationId, status: 'PENDING_GENERAL' });
      await test.ok('staff', 'review.pass', { registrationId, status: 'PENDING_COMMITTEE' });
      await allocate('general', '0604Z', ['0604Z2', 4]);
      const { warnings } = await test.ok('general', 'numbering.previewUndo', {
        entryId: await latest('0604Z'),
      });
      expect(warnings).toEqual([
        '还有 1 人在0604团支部（2）1等待审核，撤销后未使用编号 0 个，不够时审核会被拒绝。',
      ]);
    });

    it('R-31: says of a general branch that its numbers help once they are handed on', async () => {
      const all = await test.ok('staff', 'numbering.previewReclaim', { orgId: '0604Z', year });
      expect(all.warnings).toEqual([
        '0604团总支的下级还有 1 人等待审核，回收后本级剩 0 个编号可以分给团支部，团支部的编号不够时审核会被拒绝。',
      ]);
      const one = { orgId: '0604Z', year, count: 1 };
      expect((await test.ok('staff', 'numbering.previewReclaim', one)).warnings).toEqual([]);
    });

    it('of a give-back and of a recovery: both sides', async () => {
      const gift = { orgId: '0604Z2', year, count: 2, reason: '用不完' };
      await test.ok('secretary', 'numbering.giveBack', gift);
      for (const by of ['secretary', 'general']) {
        const entryId = await latest('0604Z2');
        const { sides, text } = await test.ok(by, 'numbering.previewUndo', { entryId });
        expect(text).toMatch(/^0604团总支的 2 个编号（\d{12}—\d{12}）将回到0604团支部（2）1$/);
        expect(sides).toMatchObject([
          { organization: { id: '0604Z2' }, count: 2, gains: true },
          { organization: { id: '0604Z' }, count: 2, gains: false },
        ]);
        await test.ok(by, 'numbering.undo', { entryId });
        expect(await nowAt(sides)).toEqual(told(sides, 'after'));
        await test.ok('general', 'numbering.reclaim', { orgId: '0604Z2', year, count: 2 });
      }
    });

    it('of an added top range: the numbers leave the year', async () => {
      const range = { year, start: '202000013000', end: '202000013009' };
      await test.ok('province', 'numbering.defineRange', range);
      const entryId = await latest('P');
      const { sides, text } = await test.ok('province', 'numbering.previewUndo', { entryId });
      expect(text).toBe('将从2020年编号区间中去掉 10 个编号（202000013000—202000013009）');
      expect(sides).toMatchObject([
        { intervals: [{ start: 202000013000, end: 202000013009 }], gains: false },
      ]);
      await test.ok('province', 'numbering.undo', { entryId });
      expect(await nowAt(sides)).toEqual(told(sides, 'after'));
    });

    it('is refused in the words of the undo itself', async () => {
      const undone = await latest('P');
      await allocate('general', '0604Z', ['0604Z3', 3]);
      const movedOn = await latest('0604Z');
      await test.ok('general', 'numbering.reclaim', { orgId: '0604Z3', year });
      for (const [by, entryId] of [
        ['province', undone],
        ['general', movedOn],
        ['secretary', movedOn],
        ['staff', 'no-such-entry'],
      ] as const) {
        const shown = await test.refused(by, 'numbering.previewUndo', { entryId });
        const done = await test.refused(by, 'numbering.undo', { entryId });
        expect([shown.code, shown.message]).toEqual([done.code, done.message]);
      }
    });
  });

  describe('top ranges (R-1 … R-5)', () => {
    const range = { year, start: '202000014000', end: '202000014099' };

    it('a new one: its numbers, all ranges and the province before and after', async () => {
      const stored = await everythingStored(test);
      const plan = await test.ok('province', 'numbering.previewDefine', range);
      expect(await everythingStored(test)).toBe(stored);
      expect(plan).toMatchObject({
        count: 100,
        intervals: [{ start: 202000014000, end: 202000014099 }],
        ranges: [
          { start: 202000012000, end: 202000012099 },
          { start: 202000014000, end: 202000014099 },
        ],
      });
      expect(await nowAt([plan.province])).toEqual(told([plan.province], 'before'));
      await test.ok('province', 'numbering.defineRange', range);
      expect(await nowAt([plan.province])).toEqual(told([plan.province], 'after'));
    });

    it('an overlap and a number somebody kept are told before it is added', async () => {
      const typed = '202000015007';
      await test.database.add('numbers', {
        _id: typed,
        year,
        state: 'EXTERNAL',
        holderOrgId: null,
        memberId: 'somebody',
        at: 1,
      });
      for (const input of [
        range,
        { ...range, start: '202000015000', end: '202000015099' },
        { ...range, start: '202000014099', end: '202000014000' },
        { ...range, year: 2021 },
      ]) {
        const shown = await test.refused('province', 'numbering.previewDefine', input);
        const done = await test.refused('province', 'numbering.defineRange', input);
        expect([shown.code, shown.message]).toEqual([done.code, done.message]);
        expect(shown.code).toBe('INVALID');
      }
    });

    it('a smaller one: the numbers that go, what remains, and the refusals of the act', async () => {
      const input = { year, end: '202000014099', count: 30 };
      const plan = await test.ok('province', 'numbering.previewShrink', input);
      expect(plan).toMatchObject({
        count: 30,
        intervals: [{ start: 202000014070, end: 202000014099 }],
        ranges: [
          { start: 202000012000, end: 202000012099 },
          { start: 202000014000, end: 202000014069 },
        ],
      });
      await test.ok('province', 'numbering.shrinkRange', input);
      expect(await nowAt([plan.province])).toEqual(told([plan.province], 'after'));
      for (const bad of [input, { year, end: '202000014069', count: 71 }]) {
        const shown = await test.refused('province', 'numbering.previewShrink', bad);
        const done = await test.refused('province', 'numbering.shrinkRange', bad);
        expect([shown.code, shown.message]).toEqual([done.code, done.message]);
      }
    });
  });
});
