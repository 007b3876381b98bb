import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startTestCloud, type TestCloud } from '../../support/phones';
import {
  codeFor,
  forgetLimits,
  knownBy,
  notThis,
  signIn,
  signInBrowser,
  storedAccount,
} from '../../support/signing-in';
import { addPerson, formFor, plant0604 } from '../../support/tree';

const OLD = '13900000001';
const NEW = '13900000002';

describe('a changed phone', () => {
  let test: TestCloud;
  let registrationId: string;
  const idNumber = '350199200605040034';

  beforeAll(async () => {
    test = await startTestCloud();
    await plant0604(test, 10);
    await signIn(test, 'wechat-old', OLD);
    const form = formFor('陈甲', '0604D', { idNumber });
    registrationId = (await test.ok('wechat-old', 'registration.submit', form)).id;
    await test.ok('secretary', 'review.pass', { registrationId, status: 'PENDING_BRANCH' });
    await test.ok('staff', 'review.pass', { registrationId, status: 'PENDING_COMMITTEE' });
  });
  afterAll(() => test.close());

  /** Codes to both numbers, typed by whoever holds this WeChat; changed where given. */
  async function change(openid: string, from: string, to: string, typed: object = {}) {
    await forgetLimits(test);
    await test.ok(openid, 'account.sendCode', { phone: from });
    await test.ok(openid, 'account.sendCode', { phone: to });
    return {
      oldPhone: from,
      oldCode: codeFor(test, from),
      newPhone: to,
      newCode: codeFor(test, to),
      ...typed,
    };
  }

  it('needs the codes of both numbers; a wrong one is counted and changes nothing', async () => {
    for (const field of ['oldCode', 'newCode'] as const) {
      const input = await change('wechat-old', OLD, NEW);
      const wrong = { ...input, [field]: notThis(input[field]) };
      const refused = await test.refused('wechat-old', 'account.changePhone', wrong);
      expect(refused).toMatchObject({ code: 'INVALID', fields: [field] });
      expect(refused.message).toContain('还可以再试4次');
    }
    const input = await change('wechat-old', OLD, NEW);
    const other = { ...input, oldPhone: '13900000009' };
    const refused = await test.refused('wechat-old', 'account.changePhone', other);
    expect(refused.fields).toEqual(['oldPhone']);
    expect((await storedAccount(test, OLD)).openids).toEqual(['wechat-old']);
  });

  it('a number that belongs to somebody with a post or record is refused', async () => {
    await knownBy(test, 'secretary', '13900000003');
    const input = await change('wechat-old', OLD, '13900000003');
    const refused = await test.refused('wechat-old', 'account.changePhone', input);
    expect(refused.code).toBe('CONFLICT');
    expect((await storedAccount(test, '13900000003'))._id).toBe('account-secretary');
  });

  it('moves account, registration, member record and claim, and ends all sessions', async () => {
    // Somebody tried the new number first: an account with nothing in it gives way.
    await signIn(test, 'wechat-new', NEW);
    const before = await storedAccount(test, OLD);
    const input = await change('wechat-old', OLD, NEW);
    const { answer, requests } = await test.call('wechat-old', 'account.changePhone', input);
    expect(answer).toEqual({ ok: true, data: { phone: '139****0002' } });
    expect(requests - 1).toBeLessThanOrEqual(20);
    const after = await storedAccount(test, NEW);
    expect(after).toMatchObject({ _id: before._id, openids: [], browsers: [] });
    expect(test.secrets.open(after.phoneSealed)).toBe(NEW);
    const stored = await test.database.get('registrations', registrationId);
    const member = await test.database.get('members', registrationId);
    for (const record of [stored, member]) {
      expect(record).toMatchObject({ phoneHash: after.phoneHash, phoneMasked: '139****0002' });
    }
    expect(await test.database.get('claims', `phone:${before.phoneHash}`)).toBeNull();
    expect(await test.database.get('claims', `phone:${after.phoneHash}`)).toMatchObject({
      registrationId,
    });
    const me = await test.refused('wechat-old', 'account.me', {});
    expect(me.code).toBe('UNAUTHENTICATED');
    const found = await test.ok('staff', 'review.list', { status: 'APPROVED', q: '0002' });
    expect(found.items).toHaveLength(1);
  });

  it('opens with the new number and the last six, on the old WeChat too', async () => {
    expect(await signIn(test, 'wechat-old', NEW)).toEqual({ state: 'ID_TAIL' });
    const result = await signIn(test, 'wechat-old', NEW, '040034');
    expect(result).toMatchObject({
      state: 'SIGNED_IN',
      me: { registration: { memberNumber: '202000012000' } },
    });
  });

  it('the old number, given to a stranger, opens nothing of the former owner', async () => {
    const stranger = await signIn(test, 'stranger', OLD);
    expect(stranger).toMatchObject({
      state: 'SIGNED_IN',
      me: { name: null, posts: [], registration: null },
    });
    expect(await test.ok('stranger', 'registration.mine', {})).toEqual({ registration: null });
    // And is free for the stranger's own registration.
    const own = await test.ok('stranger', 'registration.submit', formFor('林乙', '0604D'));
    expect(own.status).toBe('PENDING_BRANCH');
    expect((await test.ok('wechat-old', 'account.me', {})).registration?.id).toBe(registrationId);
  });

  it('ends the sessions on the console as well', async () => {
    await addPerson(test, '苏晓', '0604Z2');
    await knownBy(test, '苏晓', '13900000005');
    const browser = await signInBrowser(test, '13900000005');
    expect(await browser.call('account.me', {})).toMatchObject({ ok: true });
    const input = await change('苏晓', '13900000005', '13900000006');
    expect(await browser.call('account.changePhone', input)).toMatchObject({ ok: false });
    await test.ok('苏晓', 'account.changePhone', input);
    expect(await browser.call('account.me', {})).toMatchObject({
      ok: false,
      error: { code: 'UNAUTHENTICATED' },
    });
    expect((await storedAccount(test, '13900000006')).posts).toHaveLength(1);
  });

  it('happens once when the answer to the commit is lost', async () => {
    await signIn(test, 'wechat-3', '13900000007');
    const input = await change('wechat-3', '13900000007', '13900000008');
    const { faults } = test.cloud.database;
    faults.add({ kind: 'drop', action: 'database.commitTransaction' });
    await test.ok('wechat-3', 'account.changePhone', input);
    faults.clear();
    expect((await storedAccount(test, '13900000008')).openids).toEqual([]);
  });

  it('leaves an audit entry', async () => {
    const entries = await test.database.find('audit', { at: { gt: 0 } }, { limit: 1000 });
    expect(entries.filter(({ what }) => what === 'CHANGE_PHONE')).toHaveLength(3);
  });
});
