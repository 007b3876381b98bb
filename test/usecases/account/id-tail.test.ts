import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { codeFor, forgetLimits, knownBy, signIn, storedAccount } from '../../support/signing-in';
import { addPerson, applies, plantTree, TREE_0604 } from '../../support/tree';

const ID = '35019920050101005X';

let test: TestCloud;
beforeAll(async () => {
  test = await startTestCloud();
  await plantTree(test, TREE_0604);
});
afterAll(() => test.close());

let people = 0;
let phone = '';
let name = '';
/** A branch secretary whose ID number is on record, known on the phone with the openid `name`. */
beforeEach(async () => {
  people += 1;
  name = `书记${people}`;
  phone = `1390000000${people}`;
  await addPerson(test, name, '0604Z1');
  await knownBy(test, name, phone, ID);
});

async function codeSentTo(openid: string): Promise<string> {
  await forgetLimits(test);
  await test.ok(openid, 'account.sendCode', { phone });
  return codeFor(test, phone);
}

describe('the end of the ID number on a new device', () => {
  it('is asked for without using up the code, and lets in when it is right', async () => {
    const code = await codeSentTo('stranger');
    const asked = await test.ok('stranger', 'account.signIn', { phone, code });
    expect(asked).toEqual({ state: 'ID_TAIL' });
    expect(await test.refused('stranger', 'account.me', {})).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    const signed = await test.ok('stranger', 'account.signIn', { phone, code, idTail: '01005x' });
    expect(signed).toMatchObject({ state: 'SIGNED_IN', me: { name } });
    expect((await storedAccount(test, phone)).openids).toEqual([name, 'stranger']);
  });

  it('is not asked for on a device known before', async () => {
    expect(await signIn(test, name, phone)).toMatchObject({ state: 'SIGNED_IN' });
  });

  it('is not asked for when none is on record', async () => {
    await knownBy(test, name, phone, null);
    expect(await signIn(test, 'stranger', phone)).toMatchObject({ state: 'SIGNED_IN' });
  });

  it('is not asked for by a wrong code, so that nobody learns who holds a post', async () => {
    const code = await codeSentTo('stranger');
    const wrong = code === '000000' ? '000001' : '000000';
    expect(await test.refused('stranger', 'account.signIn', { phone, code: wrong })).toMatchObject({
      fields: ['code'],
    });
  });

  it('can be tried five times a day', async () => {
    const code = await codeSentTo('thief');
    const tried = { phone, code, idTail: '000000' };
    for (const left of [4, 3, 2, 1]) {
      expect(await test.refused('thief', 'account.signIn', tried)).toMatchObject({
        message: `证件号后六位不正确，今天还可以再试${left}次。`,
        fields: ['idTail'],
      });
    }
    expect(await test.refused('thief', 'account.signIn', tried)).toMatchObject({
      code: 'RATE_LIMITED',
    });
    const right = { ...tried, idTail: '01005X' };
    expect(await test.refused('thief', 'account.signIn', right)).toMatchObject({
      code: 'RATE_LIMITED',
    });
  });

  it('counts tries made at the same moment one by one', async () => {
    const code = await codeSentTo('thief');
    const tried = { phone, code, idTail: '000000' };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => test.call('thief', 'account.signIn', tried)),
    );
    const codes = answers.map(({ answer }) => (answer.ok ? 'OK' : answer.error.code)).sort();
    expect(codes).toEqual([...Array(4).fill('INVALID'), ...Array(4).fill('RATE_LIMITED')]);
  });

  it('takes six characters only, without counting others as tries', async () => {
    const code = await codeSentTo('stranger');
    const tried = { phone, code, idTail: '1005X' };
    expect(await test.refused('stranger', 'account.signIn', tried)).toMatchObject({
      message: '请填写证件号的最后六位，最后一位可以是X。',
    });
  });

  it('is asked for once the registration is approved', async () => {
    await test.database.update('accounts', `account-${name}`, { posts: [] });
    expect(await signIn(test, 'second phone', phone)).toMatchObject({ state: 'SIGNED_IN' });
    await applies(test, '林申请', '0604Z1');
    const [registration] = await test.database.find('registrations', {
      accountId: 'account-林申请',
    });
    await test.database.update('registrations', registration!._id, {
      accountId: `account-${name}`,
      status: 'APPROVED',
    });
    expect(await signIn(test, 'third phone', phone)).toEqual({ state: 'ID_TAIL' });
  });
});
