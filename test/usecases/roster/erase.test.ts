import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cloudDatabase } from '../../../cloudfunctions/core/adapters/cloud-database';
import { COLLECTIONS } from '../../../cloudfunctions/core/adapters/collections';
import { ERASED } from '../../../cloudfunctions/core/usecases/erasure';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, formFor, idNumber, plantTree, TREE_0604 } from '../../support/tree';

const year = 2020;
const reason = '本人书面申请，已核对身份证';

describe('personal data removed on request', () => {
  let test: TestCloud;
  const id = idNumber();
  let memberId: string;
  let number: string;

  /** Every stored document but the log of who did what, as text. */
  async function everything(): Promise<string> {
    const found: unknown[] = [];
    for (const { name } of COLLECTIONS) {
      found.push(await cloudDatabase().find(name, {}, { limit: 1000 }));
    }
    return JSON.stringify(found);
  }
  async function approve(registrationId: string): Promise<void> {
    for (const status of ['PENDING_BRANCH', 'PENDING_GENERAL', 'PENDING_COMMITTEE'] as const) {
      await test.ok('staff', 'review.pass', { registrationId, status });
    }
  }

  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    await addPerson(test, 'province', 'P');
    await addPerson(test, 'staff', '0604');
    const range = { year, start: '202000012000', end: '202000012999' };
    await test.ok('province', 'numbering.defineRange', range);
    const items = [{ orgId: '0604', count: 10 }];
    await test.ok('province', 'numbering.allocate', { orgId: 'P', year, items });
    await addPerson(test, '陈甲');
    const form = formFor('陈甲', '0604Z2', {
      idNumber: id,
      ethnicity: '畲族',
      workUnit: '第九中学高三二班',
      email: 'chenjia@example.com',
    });
    const registration = await test.ok('陈甲', 'registration.submit', form);
    memberId = registration.id;
    await test.ok('staff', 'review.return', {
      registrationId: memberId,
      status: 'PENDING_BRANCH',
      reason: '陈甲的户籍请再核对',
      fields: ['ethnicity'],
    });
    const again = { ...form, registrationId: memberId, version: 2, ethnicity: '汉族' };
    await test.ok('陈甲', 'registration.resubmit', again);
    await approve(memberId);
    number = (await test.database.get('members', memberId))!.memberNumber!;
  });
  afterAll(() => test.close());

  it('is a leading organ’s, for the person named and for a reason', async () => {
    const input = { memberId, name: '陈甲', reason };
    expect((await test.refused('staff', 'roster.erase', input)).code).toBe('FORBIDDEN');
    const other = { ...input, name: '陈乙' };
    expect(await test.refused('province', 'roster.erase', other)).toMatchObject({
      code: 'INVALID',
      fields: ['name'],
    });
    expect(await test.database.get('members', memberId)).toMatchObject({ name: '陈甲' });
  });

  it('waits for an open correction and for the end of an office', async () => {
    const correction = { number, kind: 'WRONG_PERSON' as const, reason: '编号给错了人' };
    const { correctionId } = await test.ok('staff', 'numbering.fileCorrection', correction);
    const input = { memberId, name: '陈甲', reason };
    expect((await test.refused('province', 'roster.erase', input)).message).toContain('错号更正');
    await test.ok('staff', 'numbering.cancelCorrection', { correctionId });
  });

  it('leaves the number, its organisation and its dates, and nothing of the person anywhere', async () => {
    const before = await everything();
    for (const trace of ['陈甲', '2006-01-15', '畲族', '第九中学', 'enjia', '137****']) {
      expect(before).toContain(trace === 'enjia' ? '@example.com' : trace);
    }
    const account = (await test.database.get('members', memberId))!.accountId!;
    const { phoneHash } = (await test.database.get('accounts', account))!;

    const called = await test.call(
      'province',
      'roster.erase',
      { memberId, name: '陈甲', reason },
      { opId: 'erase-once' },
    );
    expect(called.answer).toEqual({ ok: true, data: { memberId } });
    expect(called.requests - 1).toBeLessThanOrEqual(18);
    // The same call again is the same call.
    const input = { memberId, name: '陈甲', reason };
    await test.ok('province', 'roster.erase', input, { opId: 'erase-once' });
    expect((await test.refused('province', 'roster.erase', input)).code).toBe('CONFLICT');

    const people = await Promise.all([
      test.database.get('members', memberId),
      test.database.get('registrations', memberId),
    ]);
    for (const person of people) {
      expect(person).toMatchObject({
        name: ERASED,
        memberNumber: number,
        branchId: '0604Z2',
        joinMonth: '2020-05',
        birthDate: '',
        phoneMasked: '',
        idNumberMasked: '',
        ethnicity: '',
        terms: [],
      });
      expect(test.secrets.open(person!.idNumberSealed)).toBe('');
      expect(test.secrets.open(person!.phoneSealed!)).toBe('');
      // Ids of accounts hold a name in tests only.
      const text = JSON.stringify(person).replaceAll('account-陈甲', '');
      expect(text).not.toMatch(/陈甲|畲族|汉族|第九中学|example|户籍请再核对/);
    }
    expect(await test.database.get('accounts', account)).toBeNull();
    expect(await test.database.get('claims', `phone:${phoneHash}`)).toBeNull();
    const hash = test.secrets.hash('idNumber', id);
    expect(await everything()).not.toContain(hash);
    expect(await test.database.get('numbers', number)).toMatchObject({
      state: 'ASSIGNED',
      memberId,
    });
  });

  it('shows in lists, and nothing more can be seen or done with it', async () => {
    const { items } = await test.ok('staff', 'roster.list', { q: number });
    expect(items).toMatchObject([{ name: ERASED, memberNumber: number }]);
    expect(await test.ok('staff', 'roster.get', { memberId })).toMatchObject({
      erased: true,
      idNumber: '',
      birthDate: '',
    });
    const reveal = { memberId, field: 'idNumber' as const };
    expect((await test.refused('staff', 'roster.reveal', reveal)).code).toBe('CONFLICT');
    const status = { memberId, status: 'LEFT' as const, reason: '年满离团' };
    expect((await test.refused('staff', 'roster.setStatus', status)).code).toBe('CONFLICT');
    expect((await test.refused('陈甲', 'account.me', {})).code).toBe('UNAUTHENTICATED');
    const log = await test.ok('province', 'account.auditLog', {});
    expect(JSON.stringify(log.items)).toContain('按申请删除一名团员的个人信息');
    const proof = await test.ok('province', 'numbering.reconcile', { orgId: 'P', year });
    expect(proof).toMatchObject({ findings: [], restless: 0 });
  });

  it('the person may register anew and gets another number', async () => {
    await addPerson(test, '陈甲回来');
    const form = formFor('陈甲', '0604Z2', { idNumber: id });
    const again = await test.ok('陈甲回来', 'registration.submit', form);
    await approve(again.id);
    const member = await test.database.get('members', again.id);
    expect(member?.memberNumber).toMatch(/^2020/);
    expect(member?.memberNumber).not.toBe(number);
  });
});

describe('an account given up by its holder', () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    await addPerson(test, 'staff', '0604');
    await addPerson(test, '张丁');
  });
  afterAll(() => test.close());

  it('goes when there is nothing in it; else it is told what to do', async () => {
    expect((await test.refused('staff', 'account.erase', {})).message).toContain('上级团委');
    const form = formFor('张丁', '0604Z2');
    const { id } = await test.ok('张丁', 'registration.submit', form);
    expect((await test.refused('张丁', 'account.erase', {})).message).toContain(
      '先在“办理进度”里撤回',
    );
    await test.ok('张丁', 'registration.withdraw', { registrationId: id });
    expect(await test.ok('张丁', 'account.erase', {})).toEqual({ erased: true });
    expect((await test.refused('张丁', 'account.me', {})).code).toBe('UNAUTHENTICATED');
    const left = await test.database.get('registrations', id);
    expect(left).toMatchObject({ name: ERASED, status: 'WITHDRAWN', terms: [] });
    expect(await test.database.count('claims', {})).toBe(0);
    await addPerson(test, '张丁-2');
    await test.ok('张丁-2', 'registration.submit', form);
  });
});
