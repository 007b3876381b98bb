import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Browser } from '../../support/browser';
import { startTestCloud, type TestCloud } from '../../support/phones';
import {
  codeFor,
  forgetLimits,
  knownBy,
  signIn,
  signInBrowser,
  storedAccount,
} from '../../support/signing-in';
import { addPerson, plantTree, TREE_0604 } from '../../support/tree';

const PHONE = '13700001111';
const ID = '35019920050101005X';

let test: TestCloud;
beforeAll(async () => {
  test = await startTestCloud();
  await plantTree(test, TREE_0604);
  await addPerson(test, '苏干事', '0604');
  await knownBy(test, '苏干事', PHONE);
});
afterAll(() => test.close());

async function codeSentTo(browser: Browser, phone: string): Promise<string> {
  await forgetLimits(test);
  await browser.call('account.sendCode', { phone });
  return codeFor(test, phone);
}

describe('signing in to the console', () => {
  it('gives cookies and shows the posts in office', async () => {
    const browser = await signInBrowser(test, PHONE);
    expect([...browser.cookies.keys()].sort()).toEqual(['browser', 'csrf', 'session']);
    const me = await browser.call('account.me', {});
    expect(me).toMatchObject({
      ok: true,
      data: {
        name: '苏干事',
        phone: '137****1111',
        posts: [{ organization: { id: '0604', name: '0604团委' }, role: 'STAFF' }],
      },
    });
  });

  it('keeps hashes of the tokens only', async () => {
    const browser = await signInBrowser(test, PHONE);
    const account = await storedAccount(test, PHONE);
    const sessions = await test.database.find('sessions', { accountId: account._id });
    const stored = JSON.stringify([sessions, account.browsers]);
    for (const token of browser.cookies.values()) expect(stored).not.toContain(token);
  });

  it('refuses people without a post in the words for a wrong code', async () => {
    const phone = '13700002222';
    await signIn(test, 'member', phone);
    await forgetLimits(test);
    const browser = new Browser(test.cloud.url);
    await browser.call('account.sendCode', { phone });
    const id = `console:${test.secrets.hash('phone', phone)}`;
    // Even with a code that fits: as if one had been in office when it was sent.
    const codeHash = test.secrets.hash('code', `${id}|123456`);
    await test.database.update('codes', id, { codeHash });
    expect(await browser.call('account.signIn', { phone, code: '123456' })).toMatchObject({
      ok: false,
      error: { code: 'INVALID', message: '验证码不正确，还可以再试4次。' },
    });
  });

  it('does not take a code that was sent to the phone', async () => {
    await forgetLimits(test);
    await test.ok('苏干事', 'account.sendCode', { phone: PHONE });
    const browser = new Browser(test.cloud.url);
    const answer = await browser.call('account.signIn', {
      phone: PHONE,
      code: codeFor(test, PHONE),
    });
    expect(answer.ok).toBe(false);
  });

  it('asks for the end of the ID number in a new browser, not in one known before', async () => {
    await knownBy(test, '苏干事', PHONE, ID);
    const browser = new Browser(test.cloud.url);
    const code = await codeSentTo(browser, PHONE);
    const asked = await browser.call('account.signIn', { phone: PHONE, code });
    expect(asked).toEqual({ ok: true, data: { state: 'ID_TAIL' } });
    expect(browser.cookies.size).toBe(0);
    const signed = await browser.call('account.signIn', { phone: PHONE, code, idTail: '01005X' });
    expect(signed).toMatchObject({ ok: true, data: { state: 'SIGNED_IN' } });
    await browser.call('account.signOut', {});
    expect([...browser.cookies.keys()]).toEqual(['browser']);
    const again = await browser.call('account.signIn', {
      phone: PHONE,
      code: await codeSentTo(browser, PHONE),
    });
    expect(again).toMatchObject({ ok: true, data: { state: 'SIGNED_IN' } });
    await knownBy(test, '苏干事', PHONE);
  });

  it('remembers ten browsers', async () => {
    const browsers = Array.from({ length: 10 }, (_, n) => `hash-${n}`);
    const { _id } = await storedAccount(test, PHONE);
    await test.database.update('accounts', _id, { browsers });
    await signInBrowser(test, PHONE);
    const account = await storedAccount(test, PHONE);
    expect(account.browsers).toHaveLength(10);
    expect(account.browsers).not.toContain('hash-0');
  });

  it('ends with signing out: the old cookies are good for nothing', async () => {
    const browser = await signInBrowser(test, PHONE);
    const stolen = new Map(browser.cookies);
    expect(await browser.call('account.signOut', {})).toEqual({
      ok: true,
      data: { signedOut: true },
    });
    for (const [name, value] of stolen) browser.cookies.set(name, value);
    expect(await browser.call('account.me', {})).toMatchObject({
      ok: false,
      error: { code: 'UNAUTHENTICATED' },
    });
  });

  it('ends when the last post ends', async () => {
    const browser = await signInBrowser(test, PHONE);
    const { _id, posts } = await storedAccount(test, PHONE);
    await test.database.update('accounts', _id, { posts: [] });
    const tree = await browser.call('organization.create', {
      parentId: '0604',
      code: 'X1',
      fullName: '不应成立的团支部',
      type: 'BRANCH',
    });
    expect(tree).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
    await test.database.update('accounts', _id, { posts });
  });
});
