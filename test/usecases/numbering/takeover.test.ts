import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import type { TakeoverRow } from '../../../typings/api';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { everythingStored } from '../../support/snapshot';
import {
  n,
  nextLine,
  plantNumbers,
  proveAll,
  rowFor,
  short,
  span,
  year,
} from '../../support/takeover';
import { addPerson, applies, formFor, idNumber } from '../../support/tree';

const IDENTITY = 1;

describe('take-over at go-live', () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await startTestCloud();
    await plantNumbers(test);
  });
  afterEach(async () => {
    await proveAll(test);
  });
  afterAll(() => test.close());

  const check = async (rows: TakeoverRow[]) =>
    (await test.ok('province', 'numbering.takeoverCheck', { rows })).rows;
  const commit = async (rows: TakeoverRow[], opId?: string) =>
    test.ok('province', 'numbering.takeoverCommit', { rows }, opId ? { opId } : {});
  const holding = async (orgId: string) =>
    (await test.database.get('holdings', `${year}-${orgId}`))!;

  it('R-73: every verdict of the check, in the order of the rows, and nothing written', async () => {
    const registered = idNumber();
    await applies(test, '黄丙', '0605A', { idNumber: registered });
    const twice = rowFor('赵一', 41, '0604Z3');
    const rows = [
      rowFor('陈甲', 20, '0604Z2'),
      rowFor('林乙', 110, '0604Z2'),
      rowFor('吴丁', 500, '0605A'),
      rowFor('郑戊', 45, '0604Z2'),
      rowFor('王己', 46, '0605A'),
      rowFor('冯庚', 5000, '0605A'),
      { ...rowFor('褚辛', 21, '0604Z2'), number: '202100012021' },
      { ...rowFor('卫壬', 22, '0604Z2'), idNumber: '350199200603010017' },
      { ...rowFor('蒋癸', 23, '9999'), joinMonth: '2020年6月' },
      rowFor('沈子', 24, '0604'),
      { ...rowFor('韩丑', 25, '0604Z2'), idNumber: registered },
      twice,
      { ...twice, line: nextLine() },
      rowFor('杨寅', 47, '0604Z3'),
      rowFor('朱卯', 47, '0604Z3'),
      { ...rowFor('秦辰', 0, '0604Z2'), number: '202100012000', joinMonth: '2021-03' },
      {
        ...rowFor('尤巳', 0, '0604Z2'),
        number: '201935000123',
        joinMonth: '2019-05',
        idNumber: idNumber('20050101'),
      },
    ];
    const before = await everythingStored(test);
    const { answer, requests } = await test.call('province', 'numbering.takeoverCheck', { rows });
    if (!answer.ok) throw new Error(answer.error.message);
    expect(await everythingStored(test)).toBe(before);
    expect(requests - IDENTITY).toBeLessThanOrEqual(10);
    expect(answer.data.rows.map(({ line }) => line)).toEqual(rows.map(({ line }) => line));
    const [, , , , , , , , , , , first, , one, other] = rows;
    const expected = [
      'READY 0604Z2',
      'READY 0604',
      'READY P',
      'CLASH number 该编号现在“0604团支部（3）”，它不是“0604团支部（2）1”，也不是其上级',
      'CLASH number 该编号现在“0604团支部（3）”，它不是“0605团支部”，也不是其上级',
      expect.stringContaining('READY EXTERNAL 编号不在本省2020年的编号区间'),
      'CLASH number 编号前四位应与入团年份一致。',
      expect.stringContaining('CLASH idNumber 身份证号的校验码不正确'),
      'CLASH branchCode 没有编码为“9999”的团支部',
      'CLASH branchCode “0604团委”是基层团委，团员只能登记在团支部',
      'CLASH idNumber 该证件号在“0605团支部”有一份报到还没有办完',
      'READY 0604Z3',
      `ALREADY 与第${first!.line}行重复。`,
      `CLASH number 与第${other!.line}行的编号相同`,
      `CLASH number 与第${one!.line}行的编号相同`,
      'CLASH number 2021年尚未设置编号区间',
      'READY EXTERNAL',
    ];
    expect(answer.data.rows.map(short)).toEqual(expected);
    for (const verdict of answer.data.rows) {
      if (verdict.result !== 'CLASH') continue;
      for (const { fix } of verdict.problems) expect(fix).toMatch(/[\u4e00-\u9fff]{4}/);
    }
  });

  describe('a file of several holdings', () => {
    const opId = 'takeover-first';
    let rows: TakeoverRow[];
    const external = '201935000456';

    it('R-73: the numbers go to used where they were free, the members are there', async () => {
      rows = [
        rowFor('陈甲', 20, '0604Z2'),
        rowFor('林乙', 25, '0604Z2'),
        rowFor('吴丁', 110, '0604Z2'),
        rowFor('王己', 3000, '0605A'),
        { ...rowFor('尤巳', 0, '0604D'), number: external, joinMonth: '2019-05' },
        rowFor('郑戊', 45, '0604Z2'),
      ];
      rows[4]!.idNumber = idNumber('20050101');
      const { answer, requests } = await test.call(
        'province',
        'numbering.takeoverCommit',
        { rows },
        { opId },
      );
      if (!answer.ok) throw new Error(answer.error.message);
      expect(answer.data.unfinished).toEqual([]);
      expect(answer.data.rows.map(short)).toEqual([
        'DONE 0604Z2',
        'DONE 0604Z2',
        'DONE 0604',
        expect.stringContaining('DONE EXTERNAL'),
        'DONE EXTERNAL',
        expect.stringContaining('CLASH number 该编号现在“0604团支部（3）”'),
      ]);
      // Two holdings 11 and their totals, two kinds of external numbers 9 and 7, beside the check.
      expect(requests - IDENTITY).toBeLessThanOrEqual(10 + 11 + 12 + 9 + 7);
      expect(await holding('0604Z2')).toMatchObject({
        used: [...span(20, 20), ...span(25, 25)],
        free: [...span(21, 24), ...span(26, 39)],
      });
      expect((await holding('0604')).used).toEqual(span(110, 110));
      const totals = await test.database.getMany('totals', ['2020-P', '2020-0604', '2020-0604Z2']);
      expect(Object.fromEntries(totals.map(({ orgId, used }) => [orgId, used]))).toEqual({
        P: 3,
        '0604': 3,
        '0604Z2': 2,
      });
      expect(await test.database.get('numbers', external)).toMatchObject({ state: 'EXTERNAL' });
      expect(await test.database.get('rangeGuards', '2020')).toMatchObject({ rev: 2 });
    });

    it('R-73: sent again it answers the same, by another operation 已导入; nothing changes', async () => {
      const first = await commit(rows, opId);
      expect(first.rows.map(short).slice(0, 3)).toEqual([
        'DONE 0604Z2',
        'DONE 0604Z2',
        'DONE 0604',
      ]);
      const before = await everythingStored(test);
      const again = await commit(rows, opId);
      expect(again).toEqual({ ...first });
      const other = await commit(rows);
      expect(other.rows.slice(0, 5).map(short)).toEqual(Array(5).fill('ALREADY'));
      const moved = [{ ...rows[0]!, name: '陈申', branchCode: '0604Z3' }];
      expect((await commit(moved)).rows.map(short)).toEqual([
        'ALREADY 系统中姓名为“陈甲”，团支部为“0604团支部（2）1”，与表格不同，请核对；导入不会改动已有的资料。',
      ]);
      expect(await everythingStored(test)).toBe(before);
    });

    it('the roster, the journal and the trace tell of it', async () => {
      const { items } = await test.ok('staff', 'roster.list', { orgId: '0604Z2' });
      expect(items).toHaveLength(3);
      const member = await test.ok('staff', 'roster.get', {
        memberId: items.find(({ name }) => name === '陈甲')!.id,
      });
      expect(member).toMatchObject({
        memberNumber: n(20),
        numberSource: 'IMPORTED',
        phone: null,
        birthDate: '2006-01-15',
        pool: { id: '0604Z2' },
        numberHistory: [{ value: n(20), to: null, why: 'IMPORTED' }],
        coverWrittenAt: expect.any(Number),
        steps: [],
      });
      const journal = await test.ok('staff', 'numbering.journal', { orgId: '0604Z2', year });
      expect(journal.items[0]).toMatchObject({
        kind: 'IMPORT',
        text: `上线接管，登记团员原有的编号 2 个（${n(20)}、${n(25)}）`,
        mayUndo: false,
      });
      const life = await test.ok('staff', 'numbering.trace', { number: n(110) });
      expect(life).toMatchObject({
        state: 'ASSIGNED',
        text: '已分配给0604团支部（2）1的吴丁。',
        holders: [{ id: 'P' }, { id: '0604' }],
      });
      expect(life.steps.at(-1)).toMatchObject({ kind: 'IMPORT', to: { id: '0604' } });
      const { items: traced } = await test.ok('staff', 'numbering.traceMany', {
        numbers: [n(20), external],
      });
      expect(traced.map(({ state }) => state)).toEqual(['ASSIGNED', 'EXTERNAL']);
      const overview = await test.ok('staff', 'numbering.overview', { orgId: '0604', year });
      expect(overview).toMatchObject({ used: 1, usedBelow: 3 });
    });

    it('R-71: it cannot be undone', async () => {
      const { items } = await test.ok('province', 'numbering.journal', { orgId: '0604Z2', year });
      const refused = await test.refused('province', 'numbering.undo', { entryId: items[0]!.id });
      expect(refused.message).toMatch(/[\u4e00-\u9fff]/);
    });

    it('the next approval takes the lowest number that is still free', async () => {
      const registrationId = await applies(test, '周午', '0604Z2');
      await test.ok('secretary', 'review.pass', { registrationId, status: 'PENDING_BRANCH' });
      await test.ok('general', 'review.pass', { registrationId, status: 'PENDING_GENERAL' });
      const passed = await test.ok('staff', 'review.pass', {
        registrationId,
        status: 'PENDING_COMMITTEE',
      });
      expect(passed).toMatchObject({ memberNumber: n(21), remaining: 17 });
    });

    it('somebody who was taken over is registered already', async () => {
      await addPerson(test, '陈甲本人');
      const form = { idNumber: rows[0]!.idNumber };
      const same = await test.refused(
        '陈甲本人',
        'registration.submit',
        formFor('陈甲', '0604D', form),
      );
      expect(same).toMatchObject({
        code: 'CONFLICT',
        message: expect.stringContaining('“0604团支部（2）1”登记'),
      });
      const other = await test.refused(
        '陈甲本人',
        'registration.submit',
        formFor('陈乙', '0604D', form),
      );
      expect(other.message).not.toContain('0604');
    });

    it('the person with another number, the number with another person', async () => {
      const verdicts = await check([
        { ...rows[0]!, line: nextLine(), number: n(26) },
        rowFor('孙未', 25, '0604Z2'),
      ]);
      expect(verdicts.map(short)).toEqual([
        `CLASH idNumber 该证件号已登记在“0604团支部（2）1”（陈甲），编号为 ${n(20)}`,
        'CLASH number 该编号已是“0604团支部（2）1”林乙的编号',
      ]);
    });

    const memberId = async (row: TakeoverRow) =>
      (await test.database.get('numbers', row.number))!.memberId!;

    it('R-55: a wrong number of theirs is corrected like any other', async () => {
      const file = (number: string) =>
        test.ok('staff', 'numbering.fileCorrection', {
          number,
          kind: 'WRONG_PERSON',
          reason: '登记错人',
        });
      const { correctionId } = await file(rows[1]!.number);
      const decided = await test.call('province', 'numbering.decideCorrection', {
        correctionId,
        decision: 'APPROVE',
      });
      expect(decided.answer).toMatchObject({ ok: true, data: { replacement: n(22) } });
      expect(decided.requests - IDENTITY).toBeLessThanOrEqual(20);

      const released = await file(rows[0]!.number);
      const id = await memberId(rows[0]!);
      const release = await test.ok('province', 'numbering.decideCorrection', {
        correctionId: released.correctionId,
        decision: 'APPROVE',
        releaseOnly: true,
      });
      expect(release.message).toContain('请本人重新报到');
      expect(await test.database.get('members', id)).toMatchObject({ status: 'RELEASED' });
      expect((await holding('0604Z2')).free).toContainEqual(span(20, 20)[0]);
      const waiting = await test.database.get('totals', '2020-0604Z2');
      expect(waiting?.waiting).toBe(0);
      // The number is free and the person known to nobody: another row of a file can have both.
      const again = { ...rows[0]!, line: nextLine() };
      expect((await check([again])).map(short)).toEqual(['READY 0604Z2']);
      const form = formFor('陈甲', '0604D', { idNumber: rows[0]!.idNumber });
      expect((await test.ok('陈甲本人', 'registration.submit', form)).status).toBe(
        'PENDING_BRANCH',
      );
    });

    it('R-70 R-72: they follow a moved organisation, and stay when theirs is closed', async () => {
      const id = await memberId(rows[2]!);
      await test.ok('staff', 'roster.setStatus', {
        memberId: id,
        status: 'LEFT',
        reason: '年满离团',
      });
      await test.ok('staff', 'roster.markCoverWritten', { memberIds: [id], written: false });
      await test.ok('province', 'organization.move', {
        orgId: '0604Z',
        parentId: '0605',
        reason: '调整',
      });
      expect((await test.database.get('members', id))?.path).toEqual([
        'P',
        '0605',
        '0604Z',
        '0604Z2',
      ]);
      await proveAll(test);
      await test.ok('province', 'organization.move', {
        orgId: '0604Z',
        parentId: '0604',
        reason: '调整回来',
      });
      expect((await check([{ ...rows[2]!, line: nextLine() }])).map(short)).toEqual(['ALREADY']);
    });
  });

  it('R-63: numbers of a closed year cannot be taken over', async () => {
    await test.ok('province', 'numbering.closeYear', { year, to: 'CLOSING' });
    const rows = [rowFor('华宙', 86, '0604Z5')];
    expect((await check(rows)).map(short)).toEqual(['READY 0604Z5']);
    await test.ok('province', 'numbering.closeYear', { year, to: 'CLOSED' });
    expect((await commit(rows)).rows.map(short)).toEqual([
      'CLASH number 2020年编号已关闭，未使用的编号已过期',
    ]);
  });
});
