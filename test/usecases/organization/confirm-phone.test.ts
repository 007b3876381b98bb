import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startTestCloud, type TestCloud } from '../../support/phones';
import { knownBy, signIn, storedAccount } from '../../support/signing-in';
import { addPerson, applies, plantTree, TREE_0604 } from '../../support/tree';

const reason = '本人持身份证到场核对';

describe('a phone number confirmed by the committee above', () => {
  let test: TestCloud;
  let registrationId: string;
  const idNumber = '350199200603010018';

  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    await addPerson(test, 'province', 'P');
    await addPerson(test, 'staff', '0604');
    await addPerson(test, 'beside', '0605');
    await addPerson(test, '苏晓', '0604Z2');
    await knownBy(test, '苏晓', '13600000001', idNumber);
    registrationId = await applies(test, '陈甲', '0604Z2', { idNumber });
  });
  afterAll(() => test.close());

  it('an applicant goes on with the new number, proven by the last six as well', async () => {
    const before = (await test.database.get('registrations', registrationId))!;
    const input = { person: { registrationId }, phone: '138 0000 7777', reason };
    const options = { opId: 'confirm-once' };
    const called = await test.call('staff', 'organization.confirmPhone', input, options);
    expect(called.answer).toEqual({ ok: true, data: { phone: '138****7777' } });
    expect(called.requests - 1).toBeLessThanOrEqual(20);
    const first = { phone: '138****7777' };
    expect(await test.ok('staff', 'organization.confirmPhone', input, options)).toEqual(first);
    expect((await test.refused('陈甲', 'account.me', {})).code).toBe('UNAUTHENTICATED');
    const account = await storedAccount(test, '13800007777');
    expect(account._id).toBe('account-陈甲');
    const claim = await test.database.get('claims', `phone:${account.phoneHash}`);
    expect(claim).toMatchObject({ registrationId });
    expect(await test.database.get('claims', `phone:${before.phoneHash}`)).toBeNull();
    const { form } = await test.ok('staff', 'review.get', { registrationId });
    expect(form.phone).toBe('138****7777');
    // A mistyped number in the hands of a stranger opens nothing.
    expect(await signIn(test, 'anybody', '13800007777')).toEqual({ state: 'ID_TAIL' });
    expect(await signIn(test, '陈甲', '13800007777', '010018')).toMatchObject({
      state: 'SIGNED_IN',
      me: { registration: { id: registrationId } },
    });
  });

  it('somebody in office gets a new number', async () => {
    const person = { orgId: '0604Z2', accountId: 'account-苏晓' };
    const input = { person, phone: '13800008888', reason };
    await test.ok('staff', 'organization.confirmPhone', input);
    expect(await signIn(test, '苏晓', '13800008888', '010018')).toMatchObject({
      state: 'SIGNED_IN',
      me: { posts: [{ organization: { id: '0604Z2' } }] },
    });
    const same = await test.refused('staff', 'organization.confirmPhone', input);
    expect(same).toMatchObject({ code: 'INVALID', fields: ['phone'] });
  });

  it('nobody takes over an account above, beside, or the own one', async () => {
    await addPerson(test, '周兼', '0604Z3', '0605');
    const refused = async (openid: string, orgId: string, accountId: string) =>
      (
        await test.refused(openid, 'organization.confirmPhone', {
          person: { orgId, accountId },
          phone: '13800009999',
          reason,
        })
      ).code;
    expect(await refused('staff', '0604Z3', 'account-周兼')).toBe('FORBIDDEN');
    expect(await refused('staff', 'P', 'account-province')).toBe('FORBIDDEN');
    expect(await refused('staff', '0604', 'account-staff')).toBe('FORBIDDEN');
    expect(await refused('beside', '0604Z2', 'account-苏晓')).toBe('FORBIDDEN');
    // Not in office there: no such person.
    expect(await refused('staff', '0604Z3', 'account-苏晓')).toBe('NOT_FOUND');
    const above = await applies(test, '钱己', '0604Z3');
    await test.database.update('accounts', 'account-钱己', {
      posts: (await test.database.get('accounts', 'account-province'))!.posts,
    });
    const { code } = await test.refused('staff', 'organization.confirmPhone', {
      person: { registrationId: above },
      phone: '13800009999',
      reason,
    });
    expect(code).toBe('FORBIDDEN');
  });

  it('a number of somebody else is refused', async () => {
    await knownBy(test, 'beside', '13800006666');
    const refused = await test.refused('staff', 'organization.confirmPhone', {
      person: { registrationId },
      phone: '13800006666',
      reason,
    });
    expect(refused.code).toBe('CONFLICT');
  });

  it('one number goes to one person, also when two are confirmed at the same moment', async () => {
    const people = ['李戊', '王己'];
    const ids: string[] = [];
    for (const name of people) ids.push(await applies(test, name, '0604Z4'));
    const called = await Promise.all(
      ids.map((id) =>
        test.call('staff', 'organization.confirmPhone', {
          person: { registrationId: id },
          phone: '13800005555',
          reason,
        }),
      ),
    );
    const outcomes = called.map(({ answer }) => (answer.ok ? 'OK' : answer.error.code));
    expect(outcomes.sort()).toEqual(['CONFLICT', 'OK']);
    const claim = await test.database.get(
      'claims',
      `phone:${test.secrets.hash('phone', '13800005555')}`,
    );
    expect(ids).toContain(claim!.registrationId);
  });

  it('leaves entries in audit and journal, without the number', async () => {
    const entries = await test.database.find('journal', { orgs: '0604Z2', kind: 'PHONE' });
    expect(entries).toHaveLength(2);
    expect(JSON.stringify(entries)).not.toMatch(/1380000[78]/);
    const audit = await test.database.find('audit', { at: { gt: 0 } }, { limit: 1000 });
    expect(audit.filter(({ what }) => what === 'CONFIRM_PHONE')).toHaveLength(3);
  });
});
