import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startTestCloud, type TestCloud } from '../../support/phones';
import { knownBy, signInBrowser, storedAccount } from '../../support/signing-in';
import { addPerson, plantTree, TREE_0604 } from '../../support/tree';

const API = 'phonenumber.getPhoneNumber';
const PHONE = '13800001111';
const ID_NUMBER = '350199200605040034';

let presses = 0;
/** The code of one press of the button on a phone with this number. */
const codeOf = (phone: string): string => `phone:${phone}:${presses++}`;

describe('signing in with the phone number that WeChat vouches for', () => {
  let test: TestCloud;

  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
  });
  afterAll(() => test.close());

  const signIn = (openid: string, code: string, idTail?: string) =>
    test.ok(openid, 'account.signInByWechatPhone', { code, ...(idTail && { idTail }) });

  it('makes the account of a new person, known on this WeChat from then on', async () => {
    const result = await signIn('new', codeOf(PHONE));
    expect(result).toMatchObject({ state: 'SIGNED_IN', me: { phone: '138****1111', posts: [] } });
    expect(await test.ok('new', 'account.me', {})).toMatchObject({
      phone: '138****1111',
      quickPhone: true,
      templates: {},
    });
    expect((await storedAccount(test, PHONE)).openids).toEqual(['new']);
    expect(await test.ok('a stranger', 'account.quickWays', {})).toEqual({
      quickPhone: true,
      templates: {},
    });
  });

  it('answers the same call again when its answer was lost', async () => {
    const code = codeOf('13800002222');
    const first = await signIn('lost', code);
    expect(await signIn('lost', code)).toEqual(first);
  });

  it('a code opens nothing twice, and nothing for another WeChat', async () => {
    const code = codeOf('13800003333');
    await signIn('first', code);
    await test.ok('first', 'account.signOut', {});
    for (const openid of ['first', 'thief']) {
      const refused = await test.refused(openid, 'account.signInByWechatPhone', { code });
      expect(refused).toMatchObject({ code: 'INVALID', fields: ['code'] });
      expect(refused.message).toContain('短信验证码');
    }
    const invented = await test.refused('thief', 'account.signInByWechatPhone', { code: 'abc' });
    expect(invented).toMatchObject({ code: 'INVALID', fields: ['code'] });
  });

  it('asks for the last six on a new device where there is something to lose, with the same code', async () => {
    await addPerson(test, '苏晓', '0604Z2');
    await knownBy(test, '苏晓', '13800004444', ID_NUMBER);
    const code = codeOf('13800004444');
    expect(await signIn('new device', code)).toEqual({ state: 'ID_TAIL' });
    const wrong = await test.refused('new device', 'account.signInByWechatPhone', {
      code,
      idTail: '000000',
    });
    expect(wrong.fields).toEqual(['idTail']);
    expect(await signIn('new device', code, '040034')).toMatchObject({
      state: 'SIGNED_IN',
      me: { posts: [{ organization: { id: '0604Z2' } }] },
    });
    // Known now: the next press of the button is enough.
    expect(await signIn('new device', codeOf('13800004444'))).toMatchObject({ state: 'SIGNED_IN' });
  });

  it('says what to do when WeChat refuses', async () => {
    const { openApi } = test.cloud;
    const cases = [
      [40029, 'INVALID', '再点一次'],
      [40013, 'INVALID', '短信验证码'],
      [45009, 'RATE_LIMITED', '请改用短信验证码登录'],
      [45011, 'RATE_LIMITED', '请改用短信验证码登录'],
      [1400001, 'RATE_LIMITED', '请改用短信验证码登录'],
      [-1, 'INTERNAL', '没有答复'],
    ] as const;
    for (const [errcode, code, words] of cases) {
      openApi.refuseNext(API, errcode, 'refused by the test');
      const refused = await test.refused('unlucky', 'account.signInByWechatPhone', {
        code: codeOf('13800005555'),
      });
      expect([errcode, refused.code]).toEqual([errcode, code]);
      expect(refused.message).toContain(words);
    }
  });

  it('is limited, for each code costs money', async () => {
    for (let i = 0; i < 20; i++) {
      await test.refused('eager', 'account.signInByWechatPhone', { code: `abc${i}` });
    }
    const refused = await test.refused('eager', 'account.signInByWechatPhone', {
      code: codeOf('13800006666'),
    });
    expect(refused.code).toBe('RATE_LIMITED');
  });

  it('keeps the number sealed, and not longer than an SMS code', async () => {
    const codes = await test.database.find('codes', { _id: { gte: 'wechat:', lt: 'wechat;' } });
    expect(codes.length).toBeGreaterThan(0);
    for (const stored of codes) {
      expect(JSON.stringify(stored)).not.toContain('1380000');
      expect(stored.expiresAt - Date.now()).toBeLessThanOrEqual(5 * 60_000);
    }
  });

  it('is refused to browsers', async () => {
    await addPerson(test, 'staff', '0604');
    await knownBy(test, 'staff', '13800007777');
    const browser = await signInBrowser(test, '13800007777');
    const answer = await browser.call('account.signInByWechatPhone', { code: codeOf(PHONE) });
    expect(answer).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
  });
});

describe('where the phone component is not configured', () => {
  it('nobody signs in by it', async () => {
    const test = await startTestCloud({ functionEnv: { WECHAT_PHONE: 'off' } });
    try {
      expect((await test.ok('x', 'account.quickWays', {})).quickPhone).toBe(false);
      const refused = await test.refused('x', 'account.signInByWechatPhone', {
        code: codeOf(PHONE),
      });
      expect(refused.code).toBe('FORBIDDEN');
      expect(refused.message).toContain('短信验证码');
    } finally {
      await test.close();
    }
  });
});
