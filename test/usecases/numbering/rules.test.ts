import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { InputOf } from '../../../typings/api';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { rowsOf } from '../../support/rows';
import { addPerson, applies, formFor, idNumber, plantTree, TREE_0604 } from '../../support/tree';

const year = 2020;

/* Rules that the worked example does not tell, or tells only in passing; docs/rules.md has all of them. */
describe('rules of numbers', () => {
  let test: TestCloud;
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
    await test.ok('province', 'numbering.defineRange', {
      year,
      start: '202000012000',
      end: '202000012999',
    });
    await allocate('province', 'P', ['0604', 100]);
    await allocate('staff', '0604', ['0604Z', 50]);
  });
  afterAll(() => test.close());

  const allocate = (by: string, orgId: string, ...items: Array<[string, number]>) =>
    test.ok(by, 'numbering.allocate', {
      orgId,
      year,
      items: items.map(([id, count]) => ({ orgId: id, count })),
    });
  const rows = (orgId: string) => rowsOf(test, 'province', orgId);
  const stored = async (orgId: string) =>
    JSON.stringify(await test.database.get('holdings', `${year}-${orgId}`));
  const atCommittee = (registrationId: string) =>
    ({ registrationId, status: 'PENDING_COMMITTEE' }) as const;

  /** Somebody of branch (2)1 whose branch and general branch have passed the registration. */
  async function waits(name: string, changes = {}): Promise<string> {
    const registrationId = await applies(test, name, '0604Z2', changes);
    await test.ok('secretary', 'review.pass', { registrationId, status: 'PENDING_BRANCH' });
    await test.ok('general', 'review.pass', { registrationId, status: 'PENDING_GENERAL' });
    return registrationId;
  }

  it.each([
    ['a start above the end', '202000013999', '202000013000', 'end'],
    ['different first six digits', '202000999000', '202001000999', 'end'],
    ['eleven digits', '20200001300', '202000013999', 'start'],
    ['the digits of another year', '202100013000', '202100013999', 'start'],
    ['numbers that another range has', '202000012999', '202000013998', 'start'],
  ])('R-3: a top range with %s is refused', async (_, start, end, field) => {
    const before = await stored('P');
    const range = { year, start, end };
    const refused = await test.refused('province', 'numbering.defineRange', range);
    expect(refused).toMatchObject({ code: 'INVALID', fields: [field] });
    expect(await stored('P')).toBe(before);
  });

  it('R-3: a top range around a number that somebody keeps is refused and names it', async () => {
    const number = '202000055123';
    const other = { joinedInProvince: false, typedNumber: number };
    const registrationId = await waits('钱辛', other);
    const pass = { ...atCommittee(registrationId), coverChecked: true };
    await test.ok('staff', 'review.pass', pass);
    const range = { year, start: '202000055000', end: '202000055999' };
    const refused = await test.refused('province', 'numbering.defineRange', range);
    expect(refused).toMatchObject({ code: 'INVALID', fields: ['start'] });
    const { answer } = await test.call('province', 'numbering.defineRange', range);
    expect(JSON.stringify(answer)).toContain(number);
  });

  it('R-11: a branch allocates nothing: its secretary may not, and nobody may for it (P-11)', async () => {
    const items = [{ orgId: '0604Z3', count: 1 }];
    const input = { orgId: '0604Z2', year, items };
    expect(await test.refused('secretary', 'numbering.allocate', input)).toMatchObject({
      code: 'FORBIDDEN',
    });
    for (const by of ['general', 'staff', 'province']) {
      for (const action of ['numbering.allocate', 'numbering.previewAllocation'] as const) {
        expect(await test.refused(by, action, input)).toMatchObject({
          code: 'INVALID',
          message: '团支部不可分配编号。',
        });
      }
    }
  });

  it('R-13: the operator says how many for several children, never which numbers', async () => {
    const before = await rows('0604Z');
    const item = { orgId: '0604Z2', count: 2 };
    for (const which of [
      { orgId: '0604Z', year, items: [{ ...item, start: 202000012030 }] },
      {
        orgId: '0604Z',
        year,
        items: [item],
        intervals: [{ start: 202000012030, end: 202000012031 }],
      },
    ]) {
      const input = which as InputOf<'numbering.allocate'>;
      expect((await test.refused('general', 'numbering.allocate', input)).code).toBe('INVALID');
    }
    expect(await rows('0604Z')).toEqual(before);
    // Whom the operator left blank is not in the list at all.
    const { moved } = await allocate('general', '0604Z', ['0604Z4', 1], ['0604Z2', 2]);
    expect(moved.map(({ intervals }) => intervals)).toEqual([
      [{ start: 202000012000, end: 202000012000 }],
      [{ start: 202000012001, end: 202000012002 }],
    ]);
    expect(await rows('0604Z3')).toEqual([]);
  });

  it('R-14: all children of a submission or none', async () => {
    const [parent, child] = [await stored('0604Z'), await stored('0604Z2')];
    const items = ['0604Z2', '0604Z3'].map((orgId) => ({ orgId, count: 30 }));
    const input = { orgId: '0604Z', year, items };
    expect((await test.refused('general', 'numbering.allocate', input)).code).toBe('EXHAUSTED');
    expect([await stored('0604Z'), await stored('0604Z2')]).toEqual([parent, child]);
  });

  it('R-18: a committee that hands nothing down serves its branches from its own numbers', async () => {
    await allocate('province', 'P', ['0605', 10]);
    const registrationId = await applies(test, '王己', '0605A');
    await test.ok('secretary-5', 'review.pass', { registrationId, status: 'PENDING_BRANCH' });
    expect(await test.ok('staff-5', 'review.pass', atCommittee(registrationId))).toMatchObject({
      memberNumber: '202000012100',
      numberSource: 'AUTO_COMMITTEE',
    });
    expect(await rows('0605')).toEqual(['..100–..100 已使用 1', '..101–..109 否 9']);
    await allocate('staff-5', '0605', ['0605A', 4]);
    expect(await rows('0605A')).toEqual(['..101–..104 否 4']);
  });

  it('R-30: only the committee’s approval takes a number, in the order of approvals', async () => {
    const before = await stored('0604Z2');
    const [first, second] = [await waits('陈甲'), await waits('林乙')];
    expect(await stored('0604Z2')).toBe(before);
    expect(await test.database.find('numbers', { _id: { in: ['202000012001'] } })).toEqual([]);
    const numbers = [];
    for (const registrationId of [second, first]) {
      const passed = await test.ok('staff', 'review.pass', atCommittee(registrationId));
      numbers.push(passed.memberNumber);
    }
    expect(numbers).toEqual(['202000012001', '202000012002']);
  });

  it('R-50: leaving, transfer and expulsion leave the number; no movement takes it along', async () => {
    const [member] = await test.database.find('members', { memberNumber: '202000012001' });
    const memberId = member!._id;
    for (const status of ['TRANSFERRED_OUT', 'LEFT', 'EXPELLED'] as const) {
      await test.ok('staff', 'roster.setStatus', { memberId, status, reason: '组织关系变动' });
      const input = { orgId: '0604Z2', year };
      expect((await test.refused('general', 'numbering.reclaim', input)).code).toBe('EXHAUSTED');
      expect(await test.database.get('numbers', '202000012001')).toMatchObject({ memberId });
      const { numberHistory } = await test.ok('staff', 'roster.get', { memberId });
      expect(numberHistory).toMatchObject([{ value: '202000012001', to: null }]);
    }
  });

  it('R-51: a number comes back only by a correction that a leading organ approves', async () => {
    const number = '202000012002';
    const wrong = { number, kind: 'WRONG_PERSON' as const, reason: '编号给错了人' };
    expect((await test.refused('general', 'numbering.fileCorrection', wrong)).code).toBe(
      'FORBIDDEN',
    );
    const { correctionId } = await test.ok('staff', 'numbering.fileCorrection', wrong);
    expect(await test.database.get('numbers', number)).not.toBeNull();
    const decision = { correctionId, decision: 'APPROVE' as const, releaseOnly: true };
    const byFiler = await test.refused('staff', 'numbering.decideCorrection', decision);
    expect(byFiler.code).toBe('FORBIDDEN');
    expect(await rows('0604Z2')).toEqual(['..001–..002 已使用 2']);
    await test.ok('province', 'numbering.decideCorrection', decision);
    expect(await rows('0604Z2')).toEqual(['..001–..001 已使用 1', '..002–..002 否 1']);
  });

  it('R-54: the number and the person tell for ever that it was theirs', async () => {
    const { steps, owner } = await test.ok('staff', 'numbering.trace', { number: '202000012002' });
    expect(owner).toBeNull();
    expect(steps.map(({ kind }) => kind).slice(-2)).toEqual(['ASSIGN', 'CORRECT']);
    const { registration } = await test.ok('陈甲', 'registration.mine', {});
    const { numberHistory } = await test.ok('staff', 'roster.get', { memberId: registration!.id });
    expect(numberHistory).toMatchObject([{ value: '202000012002', to: expect.any(Number) }]);
  });

  it('R-60: whoever joined in another year gets a number of that year or none', async () => {
    const registrationId = await waits('张丁', {
      joinMonth: '2021-05',
      idNumber: idNumber('20060601'),
    });
    const pass = atCommittee(registrationId);
    expect(await test.refused('staff', 'review.pass', pass)).toMatchObject({
      code: 'EXHAUSTED',
      message: '2021年尚未设置编号区间，请联系团省委。',
    });
    const range = { year: 2021, start: '202100012000', end: '202100012099' };
    await test.ok('province', 'numbering.defineRange', range);
    expect((await test.refused('staff', 'review.pass', pass)).code).toBe('EXHAUSTED');
    const items = [{ orgId: '0604', count: 5 }];
    await test.ok('province', 'numbering.allocate', { orgId: 'P', year: 2021, items });
    const passed = await test.ok('staff', 'review.pass', pass);
    expect(passed.memberNumber).toBe('202100012000');
  });

  it('R-60: a typed number of another year than that of joining is refused (P-14)', async () => {
    await addPerson(test, '李戊');
    const form = formFor('李戊', '0604Z2', {
      joinMonth: '2019-05',
      typedNumber: '201835000123',
      idNumber: idNumber('20050101'),
    });
    const { answer } = await test.call('李戊', 'registration.submit', form);
    expect(answer).toMatchObject({ ok: false, error: { code: 'INVALID' } });
    expect(JSON.stringify(answer)).toContain('编号前四位应与入团年份一致。');
  });
});
