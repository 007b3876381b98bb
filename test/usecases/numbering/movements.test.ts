import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { faultsOf } from '../../../cloudfunctions/core/domain/holdings';
import type { InputOf } from '../../../typings/api';
import { callHere } from '../../support/in-process';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { rowsOf } from '../../support/rows';
import { addPerson, applies, plantTree, TREE_0604 } from '../../support/tree';

const year = 2020;

describe('movements of numbers', () => {
  let test: TestCloud;

  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    for (const [name, org] of [
      ['province', 'P'],
      ['province-2', 'P'],
      ['staff', '0604'],
      ['staff-2', '0604'],
      ['staff-5', '0605'],
      ['general', '0604Z'],
      ['secretary', '0604Z2'],
      ['secretary-D', '0604D'],
    ] as const) {
      await addPerson(test, name, org);
    }
    await defineRange('202000012000', '202000012099');
    await allocate('province', 'P', '0604', 60);
    await allocate('staff', '0604', '0604Z', 40);
    await allocate('general', '0604Z', '0604Z2', 20);
  });
  afterAll(() => test.close());
  afterEach(soundEverywhere);

  async function soundEverywhere(): Promise<void> {
    for (const parentId of ['P', '0604', '0604Z', '0605']) {
      const holding = await test.database.get('holdings', `2020-${parentId}`);
      if (!holding) continue;
      const below = await test.database.find('holdings', { parentId, year });
      const held = below.map((child) => child.held);
      expect([parentId, faultsOf(holding, held)]).toEqual([parentId, []]);
    }
    const province = (await test.database.get('holdings', '2020-P'))!;
    const guard = (await test.database.get('rangeGuards', '2020'))!;
    expect(province.held).toEqual(guard.ranges);
  }
  const rows = (orgId: string) => rowsOf(test, 'province', orgId);
  const defineRange = (start: string, end: string) =>
    test.ok('province', 'numbering.defineRange', { year, start, end });
  const allocate = (by: string, orgId: string, to: string, wanted: number) =>
    test.ok(by, 'numbering.allocate', { orgId, year, items: [{ orgId: to, count: wanted }] });
  const latest = async (by: string, orgId: string) =>
    (await test.ok(by, 'numbering.journal', { orgId, year })).items[0]!;
  const undo = (by: string, entryId: string) => test.ok(by, 'numbering.undo', { entryId });
  const undoRefused = (by: string, entryId: string) =>
    test.refused(by, 'numbering.undo', { entryId });

  describe('giving back', () => {
    const gift = { orgId: '0604Z2', year, count: 5 };

    it('the holder sees exactly what would go, the highest first (R-23)', async () => {
      const plan = await test.ok('secretary', 'numbering.previewGiveBack', gift);
      expect(plan).toMatchObject({
        count: 5,
        intervals: [{ start: 202000012015, end: 202000012019 }],
        to: { organization: { name: '0604团总支' }, before: { free: 20 }, after: { free: 25 } },
      });
    });

    it('moves them to the parent, told by both histories with the reason', async () => {
      const done = await test.ok('secretary', 'numbering.giveBack', { ...gift, reason: '用不完' });
      expect(done).toMatchObject({ message: '交还成功', moved: [{ count: 5 }] });
      expect(await rows('0604Z2')).toEqual(['..000–..014 否 15']);
      expect(await latest('secretary', '0604Z2')).toMatchObject({
        kind: 'GIVE_BACK',
        text: '交还给0604团总支 5 个（202000012015—202000012019）',
        actor: 'secretary',
        reason: '用不完',
        mayUndo: true,
      });
      expect(await latest('general', '0604Z')).toMatchObject({
        text: '0604团支部（2）1交还 5 个（202000012015—202000012019）',
        mayUndo: true,
      });
    });

    it('only its own holder gives back, and only with a reason', async () => {
      const input = { ...gift, reason: '用不完' };
      expect(await test.refused('general', 'numbering.giveBack', input)).toMatchObject({
        code: 'FORBIDDEN',
      });
      const blank = await test.refused('secretary', 'numbering.giveBack', { ...gift, reason: ' ' });
      expect(blank).toMatchObject({ code: 'INVALID', fields: ['reason'] });
    });

    it('nothing more than is free, and P-6 when nothing is', async () => {
      const reason = '用不完';
      expect(
        await test.refused('secretary', 'numbering.giveBack', { ...gift, count: 16, reason }),
      ).toMatchObject({ code: 'INVALID', fields: ['count'] });
      expect(
        await test.refused('secretary-D', 'numbering.giveBack', { orgId: '0604D', year, reason }),
      ).toMatchObject({ code: 'EXHAUSTED', message: '该组织没有可回收的编号，仅可查看。' });
    });
  });

  describe('undo (R-71)', () => {
    it('takes a give-back back, exactly its numbers, once', async () => {
      const { id } = await latest('secretary', '0604Z2');
      expect(await undo('secretary', id)).toMatchObject({
        message: '撤销成功',
        moved: [
          {
            organization: { name: '0604团支部（2）1' },
            intervals: [{ start: 202000012015, end: 202000012019 }],
          },
        ],
      });
      expect(await rows('0604Z2')).toEqual(['..000–..019 否 20']);
      expect((await undoRefused('secretary', id)).message).toContain('已经撤销过');
      const { items } = await test.ok('secretary', 'numbering.journal', { orgId: '0604Z2', year });
      expect(items.slice(0, 2)).toMatchObject([
        { kind: 'UNDO', text: expect.stringContaining('撤销操作：'), mayUndo: false },
        { kind: 'GIVE_BACK', mayUndo: false, undone: true },
      ]);
    });

    it('an undo cannot be undone', async () => {
      const { id } = await latest('secretary', '0604Z2');
      expect(await undoRefused('secretary', id)).toMatchObject({ code: 'CONFLICT' });
    });

    it('an allocation to several children goes back as a whole', async () => {
      const before = await rows('0604Z');
      await test.ok('general', 'numbering.allocate', {
        orgId: '0604Z',
        year,
        items: [
          { orgId: '0604Z3', count: 3 },
          { orgId: '0604Z4', count: 4 },
        ],
      });
      const entry = await latest('general', '0604Z');
      expect((await undo('staff', entry.id)).moved.map(({ count }) => count)).toEqual([3, 4]);
      expect(await rows('0604Z')).toEqual(before);
      expect(await rows('0604Z3')).toEqual([]);
    });

    it('a recovery goes back to the very numbers, whatever is lowest', async () => {
      await test.ok('general', 'numbering.reclaim', { orgId: '0604Z2', year, count: 2 });
      const { id } = await latest('general', '0604Z');
      await undo('general', id);
      expect(await rows('0604Z2')).toEqual(['..000–..019 否 20']);
    });

    it('not by a colleague, not from below, not from beside', async () => {
      await allocate('staff', '0604', '0604D', 2);
      const { id, mayUndo } = await latest('staff-2', '0604');
      expect(mayUndo).toBe(false);
      for (const by of ['staff-2', 'secretary-D', 'staff-5']) {
        expect([by, (await undoRefused(by, id)).code]).toEqual([by, 'FORBIDDEN']);
      }
      await undo('province-2', id);
    });

    it('not when a number moved on', async () => {
      await allocate('staff', '0604', '0604D', 1);
      const { id } = await latest('staff', '0604');
      const registrationId = await applies(test, '陈甲', '0604D');
      await test.ok('secretary-D', 'review.pass', { registrationId, status: 'PENDING_BRANCH' });
      await test.ok('staff', 'review.pass', { registrationId, status: 'PENDING_COMMITTEE' });
      expect((await latest('staff', '0604')).mayUndo).toBe(false);
      expect((await undoRefused('staff', id)).message).toContain('已有变动');
      const assigned = await latest('staff', '0604D');
      expect(assigned.kind).toBe('ASSIGN');
      expect((await undoRefused('staff', assigned.id)).message).toContain('这类操作不能撤销');
    });

    it('not the first of two movements that are the same numbers again', async () => {
      await allocate('province', 'P', '0605', 5);
      const first = await latest('province', '0605');
      await undo('province', first.id);
      await allocate('province', 'P', '0605', 5);
      expect((await undoRefused('province', first.id)).message).toContain('已经撤销过');
      await undo('province', (await latest('province', '0605')).id);
    });

    it('not after 24 hours', async () => {
      await allocate('province', 'P', '0605', 1);
      const { id, at } = await latest('province', '0605');
      await test.database.update('journal', id, { at: at - 24 * 3_600_000 });
      expect((await undoRefused('province', id)).message).toContain('已超过24小时');
      await test.ok('province', 'numbering.reclaim', { orgId: '0605', year });
    });

    it('two undos at once: one happens', async () => {
      await allocate('province', 'P', '0605', 7);
      const { id } = await latest('province', '0605');
      const input = { entryId: id };
      const answers = await Promise.all(
        [1, 2, 3].map((i) =>
          callHere(test, 'province', 'numbering.undo', input, `undo-at-once-${i}`),
        ),
      );
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      expect(answers.flatMap((answer) => (answer.ok ? [] : [answer.error.code]))).toEqual([
        'CONFLICT',
        'CONFLICT',
      ]);
      expect(await rows('0605')).toEqual([]);
    });

    it('sent twice it answers the same', async () => {
      await allocate('province', 'P', '0605', 7);
      const entryId = (await latest('province', '0605')).id;
      const once = () =>
        test.ok('province', 'numbering.undo', { entryId }, { opId: 'undo-the-same' });
      expect(await once()).toEqual(await once());
    });

    it('an added top range goes, with its guard, while nothing of it was handed on', async () => {
      await defineRange('202000013000', '202000013009');
      const { id } = await latest('province', 'P');
      await undo('province', id);
      expect((await test.database.get('rangeGuards', '2020'))!.ranges).toEqual([
        { start: 202000012000, end: 202000012099 },
      ]);
      await defineRange('202000013000', '202000013009');
    });
  });

  describe('R-4 R-5: several top ranges a year, shrunk from the top', () => {
    const shrink = (end: string, count: number) => ({ year, end, count });
    const refused = (input: InputOf<'numbering.shrinkRange'>) =>
      test.refused('province', 'numbering.shrinkRange', input);

    it('the highest free numbers of a range go', async () => {
      const done = await test.ok('province', 'numbering.shrinkRange', shrink('202000012099', 10));
      expect(done).toMatchObject({
        message: '缩减成功',
        moved: [{ count: 10, intervals: [{ start: 202000012090, end: 202000012099 }] }],
        ranges: [
          { start: 202000012000, end: 202000012089 },
          { start: 202000013000, end: 202000013009 },
        ],
      });
    });

    it('not what was handed down, and told how many could go', async () => {
      const answer = await refused(shrink('202000012089', 31));
      expect(answer).toMatchObject({ code: 'EXHAUSTED' });
      expect(answer.message).toContain('最多缩减 30 个');
    });

    it('only from the end of a range', async () => {
      expect(await refused(shrink('202000012050', 1))).toMatchObject({
        code: 'INVALID',
        fields: ['end'],
      });
      expect(await refused(shrink('202000019999', 1))).toMatchObject({ fields: ['end'] });
    });

    it('a whole range can go, and come again', async () => {
      await test.ok('province', 'numbering.shrinkRange', shrink('202000013009', 10));
      await defineRange('202000013005', '202000013014');
      await defineRange('202000013020', '202000013024');
      expect((await rows('P')).slice(-3)).toEqual([
        '..060–..089 否 30',
        '..1005–..1014 否 10',
        '..1020–..1024 否 5',
      ]);
    });
  });

  describe('the history', () => {
    it('comes in pages without a gap or a repetition, several entries of one time included', async () => {
      const at = Date.now();
      for (let i = 0; i < 70; i++) {
        await test.database.add('journal', {
          _id: `page-${String(i).padStart(3, '0')}`,
          at: at - Math.floor(i / 25),
          actor: 'account-staff-5',
          post: null,
          actingOrg: '0605',
          kind: 'ALLOCATE',
          year: 2021,
          lines: [
            {
              kind: 'ALLOCATE_IN',
              org: '0605',
              counterOrg: 'P',
              intervals: [],
              year: 2021,
              revBefore: i,
              revAfter: i + 1,
            },
          ],
          orgs: ['0605'],
          cover: [],
          subject: null,
          reason: null,
          inputHash: '',
          result: null,
        });
      }
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await test.ok('staff-5', 'numbering.journal', {
          orgId: '0605',
          year: 2021,
          ...(cursor && { cursor }),
        });
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.next ?? undefined;
      } while (cursor);
      expect(seen).toHaveLength(70);
      expect(new Set(seen).size).toBe(70);
    });

    it('without a year it is all of them', async () => {
      const { items } = await test.ok('staff-5', 'numbering.journal', { orgId: '0605' });
      expect(new Set(items.map(({ kind }) => kind)).size).toBeGreaterThan(0);
      expect(items).toHaveLength(30);
    });
  });
});
