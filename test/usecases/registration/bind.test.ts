import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { TakeoverRow } from '../../../typings/api';
import { callHere } from '../../support/in-process';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { forgetLimits, knownBy, signIn, storedAccount } from '../../support/signing-in';
import { n, plantNumbers, rowFor, year } from '../../support/takeover';
import { addPerson, formFor } from '../../support/tree';

const reason = '本人持身份证到场核对';

describe('a member who was taken over and the own phone (R-73)', () => {
  let test: TestCloud;
  const rows = new Map<string, TakeoverRow>();
  let phones = 0;

  beforeAll(async () => {
    test = await startTestCloud();
    await plantNumbers(test);
    const phoneOf: Record<string, string> = {
      赵辛: '13900000001',
      钱乙: '139-0000-0002',
      孙丙: '13900000003',
      周戊: '13900000005',
    };
    const names = ['赵辛', '钱乙', '孙丙', '李丁', '周戊', '吴己', '郑庚', '王壬', '冯癸'];
    names.forEach((name, i) => {
      const row = rowFor(name, 20 + i, '0604Z2');
      rows.set(name, phoneOf[name] ? { ...row, phone: phoneOf[name] } : row);
    });
    const taken = await test.ok('province', 'numbering.takeoverCommit', {
      rows: [...rows.values()],
    });
    expect(taken.rows.map(({ result }) => result)).toEqual(names.map(() => 'DONE'));
  });
  afterAll(() => test.close());

  const proofOf = (name: string) => {
    const { idNumber } = rows.get(name)!;
    return { name, idType: 'RESIDENT' as const, idNumber };
  };
  const memberOf = async (name: string) => {
    const [member] = await test.database.find('members', { memberNumber: rows.get(name)!.number });
    return member!;
  };
  /** Somebody signed in who nobody knows; gives the WeChat identity. */
  async function stranger(phone = `1370000${String(phones++).padStart(4, '0')}`): Promise<string> {
    const openid = `wechat-${phone}`;
    await signIn(test, openid, phone);
    return openid;
  }
  const tailOf = (name: string): string => rows.get(name)!.idNumber.slice(-6);

  it('with the phone number of the file: bound at once, and the number is there', async () => {
    const openid = await stranger('13900000001');
    const input = proofOf('赵辛');
    const options = { opId: 'bind-zhao' };
    const called = await test.call(openid, 'registration.bind', input, options);
    const bound = {
      state: 'BOUND',
      registration: { status: 'APPROVED', memberNumber: n(20), branch: { id: '0604Z2' } },
    };
    expect(called.answer).toMatchObject({ ok: true, data: bound });
    expect(called.requests - 1).toBeLessThanOrEqual(22);
    expect(await test.ok(openid, 'registration.bind', input, options)).toMatchObject(bound);
    // With a new operation id as well: it is the own record.
    expect(await test.ok(openid, 'registration.bind', input)).toMatchObject(bound);
    expect(await test.ok(openid, 'account.me', {})).toMatchObject({
      name: '赵辛',
      registration: { memberNumber: n(20) },
    });
    const { registration } = await test.ok(openid, 'registration.mine', {});
    expect(registration).toMatchObject({
      status: 'APPROVED',
      memberNumber: n(20),
      numberSource: 'IMPORTED',
      steps: [{ decision: 'BIND', by: '本人' }],
    });
    expect(registration?.coverWrittenAt).not.toBeNull();
  });

  it('from here on it is a member like any other: last six on a new device, a changed phone, found by the phone', async () => {
    expect(await signIn(test, 'new-device', '13900000001')).toEqual({ state: 'ID_TAIL' });
    const member = await memberOf('赵辛');
    expect(member).toMatchObject({ phoneMasked: '139****0001', filePhoneSealed: null });
    const input = { person: { registrationId: member._id }, phone: '13900000091', reason };
    await test.ok('staff', 'organization.confirmPhone', input);
    expect(await memberOf('赵辛')).toMatchObject({ phoneMasked: '139****0091' });
    const found = await test.ok('staff', 'roster.list', { q: '0091' });
    expect(found.items.map(({ id }) => id)).toEqual([member._id]);
    expect(await signIn(test, 'new-device', '13900000091', tailOf('赵辛'))).toMatchObject({
      state: 'SIGNED_IN',
      me: { registration: { memberNumber: n(20) } },
    });
  });

  it('with another phone number, or none on file: told where to go, nothing is bound', async () => {
    const openid = await stranger();
    for (const name of ['钱乙', '李丁']) {
      const answer = await test.ok(openid, 'registration.bind', proofOf(name));
      expect(answer).toEqual({
        state: 'CONFIRM',
        branch: { id: '0604Z2', name: '0604团支部（2）1', type: 'BRANCH' },
        secretary: expect.stringContaining('同学'),
      });
      expect((await memberOf(name)).accountId).toBeNull();
    }
  });

  it('a stranger learns nothing: wrong name, unknown ID number and somebody who only applied look the same', async () => {
    const openid = await stranger();
    await addPerson(test, '陈甲');
    const applied = formFor('陈甲', '0604Z3');
    await test.ok('陈甲', 'registration.submit', applied);
    const { idNumber: unknown } = formFor('无人', '0604Z3');
    const asked = [
      { ...proofOf('孙丙'), name: '孙丁' },
      { ...proofOf('孙丙'), idNumber: unknown },
      { name: '陈甲', idType: 'RESIDENT' as const, idNumber: applied.idNumber },
    ];
    const refusals = [];
    for (const input of asked) {
      refusals.push(await test.refused(openid, 'registration.bind', input));
    }
    expect(refusals.map(({ code }) => code)).toEqual(asked.map(() => 'NOT_FOUND'));
    expect(new Set(refusals.map(({ message }) => message)).size).toBe(1);
    // Five looks a day, those at submit included.
    const form = formFor('孙丁', '0604Z3', { idNumber: rows.get('孙丙')!.idNumber });
    expect((await test.refused(openid, 'registration.submit', form)).code).toBe('CONFLICT');
    const fifth = await test.refused(openid, 'registration.bind', asked[0]!);
    expect(fifth.code).toBe('NOT_FOUND');
    const sixth = await test.refused(openid, 'registration.bind', proofOf('孙丙'));
    expect(sixth.code).toBe('RATE_LIMITED');
  });

  it('who registers anew is told of the record and offered to bind it; a stranger with another name is not', async () => {
    const openid = await stranger();
    const { idNumber } = rows.get('李丁')!;
    const own = await test.call(
      openid,
      'registration.submit',
      formFor('李丁', '0604Z3', { idNumber }),
    );
    expect(own.answer).toMatchObject({
      ok: false,
      error: {
        code: 'CONFLICT',
        message: expect.stringContaining('0604团支部（2）1'),
        details: { mayBind: true },
      },
    });
    const other = await test.call(
      openid,
      'registration.submit',
      formFor('李戊', '0604Z3', { idNumber }),
    );
    expect(other.answer).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
    expect(JSON.stringify(other.answer)).not.toMatch(/mayBind|0604团支部/);
  });

  it('R-73: typing the own number as well changes nothing; without the own ID number it is a number in use', async () => {
    const openid = await stranger();
    const { idNumber, number } = rows.get('李丁')!;
    const own = { joinedInProvince: false, typedNumber: number };
    const submitted = async (name: string, changes: object) =>
      (await test.call(openid, 'registration.submit', formFor(name, '0604Z3', changes))).answer;
    expect(await submitted('李丁', { ...own, idNumber })).toMatchObject({
      error: { code: 'CONFLICT', details: { mayBind: true } },
    });
    expect(await submitted('李己', own)).toMatchObject({
      error: { code: 'INVALID', details: { fields: { typedNumber: expect.any(String) } } },
    });
  });

  it('the secretary of the branch binds after looking at the document; sessions end, the last six are asked for', async () => {
    const openid = await stranger('13900000022');
    const { _id: memberId } = await memberOf('钱乙');
    expect(await test.ok('secretary', 'roster.get', { memberId })).toMatchObject({ bound: false });
    const input = { memberId, phone: '139 0000 0022', reason };
    const options = { opId: 'confirm-qian' };
    const called = await test.call('secretary', 'roster.confirmPhone', input, options);
    expect(called.answer).toEqual({ ok: true, data: { phone: '139****0022' } });
    expect(called.requests - 1).toBeLessThanOrEqual(20);
    const again = await test.ok('secretary', 'roster.confirmPhone', input, options);
    expect(again).toEqual({ phone: '139****0022' });
    expect(await test.ok('secretary', 'roster.get', { memberId })).toMatchObject({
      bound: true,
      phone: '139****0022',
      steps: [{ decision: 'BIND', organization: { id: '0604Z2' } }],
    });
    expect((await test.refused(openid, 'account.me', {})).code).toBe('UNAUTHENTICATED');
    expect(await signIn(test, openid, '13900000022')).toEqual({ state: 'ID_TAIL' });
    expect(await signIn(test, openid, '13900000022', tailOf('钱乙'))).toMatchObject({
      me: { registration: { memberNumber: n(21) } },
    });
  });

  it('a number nobody signed in with becomes an account; the record is bound once', async () => {
    const { _id: memberId } = await memberOf('李丁');
    await test.ok('general', 'roster.confirmPhone', { memberId, phone: '13900000044', reason });
    const account = await storedAccount(test, '13900000044');
    expect(account).toMatchObject({ name: '李丁', phoneGiven: true, posts: [] });
    const second = { memberId, phone: '13900000045', reason };
    const refused = await test.refused('secretary', 'roster.confirmPhone', second);
    expect(refused).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('139****0044'),
    });
    const openid = await stranger();
    const own = await test.refused(openid, 'registration.bind', proofOf('李丁'));
    expect(own.code).toBe('CONFLICT');
  });

  it('nobody outside the branch and above it; nobody for somebody in office beside, above, or oneself', async () => {
    const { _id: memberId } = await memberOf('吴己');
    const codeOf = async (by: string, phone = '13900000066') =>
      (await test.refused(by, 'roster.confirmPhone', { memberId, phone, reason })).code;
    expect(await codeOf('secretary-D')).toBe('FORBIDDEN');
    expect(await codeOf('staff-5')).toBe('FORBIDDEN');
    await knownBy(test, 'province', '13900000101');
    await knownBy(test, 'secretary', '13900000102');
    expect(await codeOf('secretary', '13900000101')).toBe('FORBIDDEN');
    expect(await codeOf('secretary', '13900000102')).toBe('FORBIDDEN');
    // The committee above does it for the secretary, who keeps the post.
    await test.ok('staff', 'roster.confirmPhone', { memberId, phone: '13900000102', reason });
    expect(await signIn(test, 'secretary', '13900000102', tailOf('吴己'))).toMatchObject({
      me: { posts: [{ organization: { id: '0604Z2' } }], registration: { memberNumber: n(25) } },
    });
  });

  it('a phone of another person, or with a registration under way, is refused', async () => {
    const { _id: memberId } = await memberOf('郑庚');
    const codeOf = async (phone: string) =>
      (await test.refused('staff', 'roster.confirmPhone', { memberId, phone, reason })).code;
    await addPerson(test, 'officer', '0604Z4');
    await knownBy(test, 'officer', '13900000071', '350199200603010018');
    expect(await codeOf('13900000071')).toBe('CONFLICT');
    const openid = await stranger('13900000072');
    await test.ok(openid, 'registration.submit', formFor('林乙', '0604Z3'));
    expect(await codeOf('13900000072')).toBe('CONFLICT');
    expect((await memberOf('郑庚')).accountId).toBeNull();
  });

  it('two at once: the own binding and the secretary, two members and one phone: one of them wins', async () => {
    const openid = await stranger('13900000005');
    const { _id: memberId } = await memberOf('周戊');
    const both = await Promise.all([
      callHere(test, openid, 'registration.bind', proofOf('周戊'), 'bind-zhou'),
      callHere(
        test,
        'secretary',
        'roster.confirmPhone',
        { memberId, phone: '13900000055', reason },
        'confirm-zhou',
      ),
    ]);
    expect(both.map((answer) => (answer.ok ? 'OK' : answer.error.code)).sort()).toEqual([
      'CONFLICT',
      'OK',
    ]);
    const one = await Promise.all(
      ['王壬', '冯癸'].map(async (name, i) =>
        callHere(
          test,
          'staff',
          'roster.confirmPhone',
          { memberId: (await memberOf(name))._id, phone: '13900000077', reason },
          `confirm-one-phone-${i}`,
        ),
      ),
    );
    expect(one.map((answer) => (answer.ok ? 'OK' : answer.error.code)).sort()).toEqual([
      'CONFLICT',
      'OK',
    ]);
    const account = await storedAccount(test, '13900000077');
    const bound = await test.database.find('registrations', { accountId: account._id });
    expect(bound).toHaveLength(1);
  });

  it('bound members are corrected like others, and the numbers are whole', async () => {
    const member = await memberOf('钱乙');
    await test.database.update('members', member._id, { numberSource: 'AUTO_BRANCH' });
    const filed = await test.ok('staff', 'numbering.fileCorrection', {
      number: n(21),
      kind: 'WRONG_PERSON',
      reason: '给错了人',
    });
    await test.ok('province', 'numbering.decideCorrection', {
      correctionId: filed.correctionId,
      decision: 'APPROVE',
      releaseOnly: true,
    });
    expect(await test.database.get('registrations', member._id)).toMatchObject({
      status: 'PENDING_COMMITTEE',
      memberNumber: null,
    });
    const input = { registrationId: member._id, status: 'PENDING_COMMITTEE' } as const;
    const passed = await test.ok('staff', 'review.pass', input);
    expect(passed.memberNumber).not.toBeNull();
    const proof = await test.ok('province', 'numbering.reconcile', {
      orgId: 'P',
      year,
      full: true,
    });
    expect(proof.findings).toEqual([]);
  });

  it('leaves entries in journal and audit, without the number of the phone', async () => {
    const entries = await test.database.find('journal', { orgs: '0604Z2', kind: 'BIND' });
    expect(entries.length).toBeGreaterThanOrEqual(5);
    expect(JSON.stringify(entries)).not.toMatch(/139000000/);
    const audit = await test.database.find('audit', { at: { gt: 0 } }, { limit: 1000 });
    const kinds = audit.map(({ what }) => what);
    expect(kinds.filter((what) => what === 'BIND_OWN').length).toBeGreaterThan(0);
    expect(kinds.filter((what) => what === 'BIND_MEMBER').length).toBeGreaterThan(3);
    await forgetLimits(test);
  });
});
