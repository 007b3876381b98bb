import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { codeFor, forgetLimits, knownBy, storedAccount } from '../../support/signing-in';
import { addPerson, plantTree, TREE_0604 } from '../../support/tree';

let test: TestCloud;
beforeAll(async () => {
  test = await startTestCloud();
  await plantTree(test, TREE_0604);
});
afterAll(() => test.close());
afterEach(() => test.cloud.database.faults.clear());

const COMMIT = 'database.commitTransaction';

async function codeSentTo(phone: string, openid: string): Promise<string> {
  await forgetLimits(test);
  await test.ok(openid, 'account.sendCode', { phone });
  return codeFor(test, phone);
}

describe('signing in when the answer to the commit is lost', () => {
  it('finds out that it had happened: a new account', async () => {
    const phone = '13800000001';
    const code = await codeSentTo(phone, 'o-1');
    test.cloud.database.faults.add({ kind: 'drop', action: COMMIT });
    const signed = await test.ok('o-1', 'account.signIn', { phone, code });
    expect(signed).toMatchObject({ state: 'SIGNED_IN', me: { phone: '138****0001' } });
    expect((await storedAccount(test, phone)).openids).toEqual(['o-1']);
  });

  it('finds out that it had happened: an account with a post', async () => {
    const phone = '13800000002';
    await addPerson(test, '苏干事', '0604');
    await knownBy(test, '苏干事', phone);
    const code = await codeSentTo(phone, 'o-2');
    test.cloud.database.faults.add({ kind: 'drop', action: COMMIT });
    const signed = await test.ok('o-2', 'account.signIn', { phone, code });
    expect(signed).toMatchObject({ state: 'SIGNED_IN', me: { name: '苏干事' } });
    expect((await storedAccount(test, phone)).openids).toEqual(['苏干事', 'o-2']);
  });

  it('does it again when it had not happened', async () => {
    const phone = '13800000003';
    const code = await codeSentTo(phone, 'o-3');
    test.cloud.database.faults.add({ kind: 'conflict', action: COMMIT });
    const signed = await test.ok('o-3', 'account.signIn', { phone, code });
    expect(signed).toMatchObject({ state: 'SIGNED_IN' });
  });
});

describe('appointing when the answer to the commit is lost', () => {
  it('happens once', async () => {
    await addPerson(test, '团委干事', '0604');
    const person = { name: '黄丙', phone: '13800000004', idNumber: '35019920050101005X' };
    test.cloud.database.faults.add({ kind: 'drop', action: COMMIT });
    const { postId } = await test.ok('团委干事', 'organization.appoint', {
      orgId: '0604Z1',
      ...person,
    });
    const { posts } = await storedAccount(test, person.phone);
    expect(posts.map(({ id }) => id)).toEqual([postId]);
  });
});

describe('asking for a code when the database fails', () => {
  it('sends it when only the answer of the own turn is lost', async () => {
    const phone = '13800000021';
    await forgetLimits(test);
    test.cloud.database.faults.add({ kind: 'drop', action: COMMIT });
    await test.ok('o-21', 'account.sendCode', { phone });
    expect(codeFor(test, phone)).toMatch(/^\d{6}$/);
  });

  it.each([
    { phone: '13800000022', collection: 'codes' },
    { phone: '13800000023', collection: 'counters', action: 'database.getDocument', nth: 2 },
  ])('lets the person ask again at once: $collection', async ({ phone, ...where }) => {
    await forgetLimits(test);
    test.cloud.database.faults.add({ kind: 'error', times: 50, ...where });
    await test.refused('o-22', 'account.sendCode', { phone });
    test.cloud.database.faults.clear();
    expect(test.cloud.sms.last(phone)).toBeUndefined();
    await test.ok('o-22', 'account.sendCode', { phone });
    expect(codeFor(test, phone)).toMatch(/^\d{6}$/);
  });
});
