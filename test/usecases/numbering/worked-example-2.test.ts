import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startTestCloud, type TestCloud } from '../../support/phones';
import { rowsOf } from '../../support/rows';
import { addPerson, applies, idNumber, plantTree, TREE_0604 } from '../../support/tree';

const year = 2020;

/*
 * domain.md §8, rows 18–25 and 28–28c, through the deployed functions and the real SDK. The story goes on
 * where branch (2)1 has given two numbers and the rest was reclaimed (row 10).
 */
describe('the worked example, kept numbers, secretaries and corrections', () => {
  let test: TestCloud;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    for (const [name, org] of [
      ['province', 'P'],
      ['province-2', 'P'],
      ['staff', '0604'],
      ['general', '0604Z'],
      ['secretary-0604Z2', '0604Z2'],
      ['secretary-0604Z3', '0604Z3'],
      ['secretary-0604D', '0604D'],
    ] as const) {
      await addPerson(test, name, org);
    }
    await test.ok('province', 'numbering.defineRange', {
      year,
      start: '202000012000',
      end: '202000012999',
    });
    await allocate('province', 'P', ['0604', 200]);
    await allocate('staff', '0604', ['0604Z', 100]);
    await allocate(
      'general',
      '0604Z',
      ...[1, 2, 3, 4, 5].map((i): [string, number] => [`0604Z${i}`, 20]),
    );
    for (const name of ['陈甲', '林乙']) await approve(await waits(name, '0604Z2'));
    await test.ok('general', 'numbering.reclaim', { orgId: '0604Z2', year });
  });
  afterAll(() => test.close());

  const allocate = (by: string, orgId: string, ...items: Array<[string, number]>) =>
    test.ok(by, 'numbering.allocate', {
      orgId,
      year,
      items: items.map(([id, count]) => ({ orgId: id, count })),
    });
  const rows = (orgId: string) => rowsOf(test, 'province', orgId);

  /** Somebody whose registration waits for the committee. */
  async function waits(name: string, branch: string, changes = {}): Promise<string> {
    const registrationId = await applies(test, name, branch, changes);
    ids[name] = registrationId;
    await test.ok(`secretary-${branch}`, 'review.pass', {
      registrationId,
      status: 'PENDING_BRANCH',
    });
    if (branch.startsWith('0604Z')) {
      await test.ok('general', 'review.pass', { registrationId, status: 'PENDING_GENERAL' });
    }
    return registrationId;
  }
  const approve = (registrationId: string, coverChecked = true) =>
    test.ok('staff', 'review.pass', { registrationId, status: 'PENDING_COMMITTEE', coverChecked });
  const historyOf = async (name: string) =>
    (await test.ok('staff', 'roster.get', { memberId: ids[name]! })).numberHistory;

  it('row 18: what an AUTO person typed is replaced and stays in the history', async () => {
    const id = await waits('赵庚', '0604D', { typedNumber: '202099999999' });
    expect((await approve(id)).memberNumber).toBe('202000012100');
    expect(await historyOf('赵庚')).toMatchObject([
      { value: '202099999999', why: 'TYPED_REPLACED' },
      { value: '202000012100', to: null, why: 'ASSIGNED' },
    ]);
  });

  it('row 19: a number of 2019 is kept, no place used', async () => {
    const before = await rows('0604');
    const id = await waits('钱辛', '0604D', {
      joinMonth: '2019-05',
      typedNumber: '201935000123',
      idNumber: idNumber('20050101'),
    });
    expect(await approve(id)).toMatchObject({
      memberNumber: '201935000123',
      message: '审核成功！钱辛沿用编号201935000123，未占用名额。',
    });
    expect(await rows('0604')).toEqual(before);
  });

  it('row 20: a number of another province is kept, no place used', async () => {
    const before = await rows('0604');
    const id = await waits('孙壬', '0604Z2', {
      joinMonth: '2021-03',
      joinedInProvince: false,
      typedNumber: '202144000123',
    });
    expect((await approve(id)).memberNumber).toBe('202144000123');
    expect(await rows('0604')).toEqual(before);
  });

  it('row 21: joined in 2019 without a number is refused at submission', async () => {
    await addPerson(test, '周癸');
    const form = {
      branchId: '0604D',
      name: '周癸',
      idType: 'RESIDENT' as const,
      idNumber: idNumber('20050101'),
      joinMonth: '2019-05',
      joinedInProvince: true,
      consent: true as const,
    };
    expect(await test.refused('周癸', 'registration.submit', form)).toMatchObject({
      code: 'INVALID',
      fields: ['typedNumber'],
    });
    const taken = { ...form, typedNumber: '201935000123' };
    expect(await test.refused('周癸', 'registration.submit', taken)).toMatchObject({
      code: 'INVALID',
      message: '该编号已被使用，请核对《入团志愿书》封面编号或联系团支书。',
    });
  });

  it('row 23: appointed secretary, approved with a number of the branch, the present one leaves', async () => {
    const registrationId = await waits('吴子', '0604Z3');
    const { answer, requests } = await test.call('staff', 'organization.appoint', {
      orgId: '0604Z3',
      registrationId,
    });
    expect(answer).toMatchObject({
      ok: true,
      data: {
        dismissed: 'secretary-0604Z3',
        approval: {
          memberNumber: '202000012040',
          message: '审核成功！将202000012040编号分配给吴子，目前还剩19个名额',
        },
      },
    });
    expect(requests - 1).toBeLessThanOrEqual(18);
    const { registration } = await test.ok('吴子', 'registration.mine', {});
    expect(registration).toMatchObject({ status: 'APPROVED', numberSource: 'AUTO_BRANCH' });
    const { posts } = await test.ok('吴子', 'account.me', {});
    expect(posts).toMatchObject([{ role: 'SECRETARY', organization: { id: '0604Z3' } }]);
    expect((await test.ok('secretary-0604Z3', 'account.me', {})).posts).toEqual([]);
  });

  it('row 24: a branch that is used up: prompt P-9, nothing happens', async () => {
    const registrationId = await waits('郑丑', '0604Z2');
    const { answer } = await test.call('staff', 'organization.appoint', {
      orgId: '0604Z2',
      registrationId,
    });
    expect(answer).toMatchObject({
      ok: false,
      error: {
        code: 'EXHAUSTED',
        message: '该团支部的编号名额已全部分配完，无法指定该团员为团支书。',
        details: { helpers: [{ organization: { id: '0604Z' }, free: 18 }, {}, {}] },
      },
    });
    const branch = await test.database.get('organizations', '0604Z2');
    expect(branch?.secretary?.name).toBe('secretary-0604Z2');
    const { registration } = await test.ok('郑丑', 'registration.mine', {});
    expect(registration?.status).toBe('PENDING_COMMITTEE');
  });

  it('row 25: a branch without numbers: appointed with a number of the committee, once', async () => {
    const registrationId = await waits('王寅', '0604D');
    const input = { orgId: '0604D', registrationId };
    const options = { opId: 'appoint-wang-yin' };
    const { answer, requests } = await test.call('staff', 'organization.appoint', input, options);
    expect(answer).toMatchObject({
      ok: true,
      data: {
        dismissed: 'secretary-0604D',
        approval: { memberNumber: '202000012101', numberSource: 'AUTO_COMMITTEE', remaining: 98 },
      },
    });
    expect(requests - 1).toBeLessThanOrEqual(20);
    const again = await test.call('staff', 'organization.appoint', input, options);
    expect(again.answer).toEqual(answer);
  });

  const file = (number: string, by = 'staff') =>
    test.ok(by, 'numbering.fileCorrection', { number, kind: 'WRONG_PERSON', reason: '给错了人' });

  it('row 28: 陈甲 has the only pool used up: release only, ..020 is free in the branch again', async () => {
    const { correctionId, decider } = await file('202000012020');
    expect(decider).toMatchObject({ id: 'P' });
    const decision = { correctionId, decision: 'APPROVE' as const };
    const refusal = await test.refused('province', 'numbering.decideCorrection', decision);
    expect(refusal).toMatchObject({
      code: 'EXHAUSTED',
      message: '该团支部的编号名额已全部分配完，无法审核通过。请联系上级团组织补充分配编号。',
    });
    const input = { ...decision, releaseOnly: true };
    const { answer, requests } = await test.call('province', 'numbering.decideCorrection', input);
    expect(answer).toMatchObject({ ok: true, data: { status: 'DONE', replacement: null } });
    expect(requests - 1).toBeLessThanOrEqual(18);
    expect(await rows('0604Z2')).toEqual(['..020–..020 否 1', '..021–..021 已使用 1']);
    const { registration } = await test.ok('陈甲', 'registration.mine', {});
    expect(registration).toMatchObject({ status: 'PENDING_COMMITTEE', memberNumber: null });
    expect(await historyOf('陈甲')).toEqual([
      { value: '202000012020', from: expect.any(Number), to: expect.any(Number), why: 'ASSIGNED' },
    ]);
    expect(await test.database.get('numbers', '202000012020')).toBeNull();
    expect((await approve(ids['陈甲']!)).memberNumber).toBe('202000012020');
    expect(await historyOf('陈甲')).toMatchObject([{}, { value: '202000012020', to: null }]);
  });

  it('row 28b: after 5 more, 陈甲 gets the lowest of them and ..020 is free', async () => {
    await allocate('general', '0604Z', ['0604Z2', 5]);
    const { correctionId } = await file('202000012020');
    const input = { correctionId, decision: 'APPROVE' as const };
    const { answer, requests } = await test.call('province', 'numbering.decideCorrection', input);
    expect(answer).toMatchObject({
      ok: true,
      data: {
        replacement: '202000012022',
        message: '编号202000012020已收回，新编号为202000012022，请改写《入团志愿书》封面。',
      },
    });
    expect(requests - 1).toBeLessThanOrEqual(18);
    expect(await rows('0604Z2')).toEqual([
      '..020–..020 否 1',
      '..021–..022 已使用 2',
      '..023–..026 否 4',
    ]);
    const { registration } = await test.ok('陈甲', 'registration.mine', {});
    expect(registration).toMatchObject({ status: 'APPROVED', memberNumber: '202000012022' });
    const values = (await historyOf('陈甲')).map(({ value, to }) => [value, to === null]);
    expect(values).toEqual([
      ['202000012020', false],
      ['202000012020', false],
      ['202000012022', true],
    ]);
  });

  it('row 28c: a branch whose only number is void draws from the committee', async () => {
    await test.ok('general', 'numbering.reclaim', { orgId: '0604Z1', year });
    await allocate('general', '0604Z', ['0604Z1', 1]);
    await addPerson(test, 'secretary-0604Z1', '0604Z1');
    const number = (await approve(await waits('冯卯', '0604Z1'))).memberNumber!;
    const { correctionId } = await file(number);
    await test.ok('province', 'numbering.decideCorrection', {
      correctionId,
      decision: 'APPROVE',
      disposal: 'VOID',
      releaseOnly: true,
    });
    expect(await rows('0604Z1')).toMatchObject([expect.stringContaining('作废 1')]);
    expect(await test.database.get('numbers', number)).toMatchObject({ state: 'VOID' });
    expect(await approve(ids['冯卯']!)).toMatchObject({ numberSource: 'AUTO_COMMITTEE' });
  });

  it('the proof finds nothing lost and every line fitting', async () => {
    const proof = await test.ok('province', 'numbering.reconcile', {
      orgId: 'P',
      year,
      full: true,
    });
    expect(proof.findings).toEqual([]);
  });
});
