import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { hourOf } from '../../../cloudfunctions/core/usecases/limits';
import { Browser } from '../../support/browser';
import { startTestCloud, type TestCloud } from '../../support/phones';
import {
  codeFor,
  forgetLimits,
  forgetWaits,
  knownBy,
  notThis,
  signInBrowser,
} from '../../support/signing-in';
import { addPerson, plantTree, TREE_0604 } from '../../support/tree';

/*
 * What somebody tries who wants into another one's account: refused, and left in 操作日志 in one line, however often
 * it is tried.
 */

const PHONE = '13700008888';
const ID_NUMBER = '35019920050101005X';
const MOBILE = '117.136.5.9';

let test: TestCloud;
beforeAll(async () => {
  test = await startTestCloud();
  await plantTree(test, TREE_0604);
  await addPerson(test, '高干事', 'P');
  await addPerson(test, '苏干事', '0604');
  await knownBy(test, '苏干事', PHONE, ID_NUMBER);
});
afterAll(() => test.close());
beforeEach(() => forgetLimits(test));

/** What 操作日志 says, the latest first, as the province reads it. */
const log = async (): Promise<string[]> =>
  (await test.ok('高干事', 'account.auditLog', { group: 'SIGN_IN' })).items.map(({ text }) => text);
const timesIn = async (text: string): Promise<number> =>
  (await log()).filter((line) => line === text).length;

async function ask(openid: string, phone: string) {
  await forgetWaits(test);
  return (await test.call(openid, 'account.sendCode', { phone })).answer;
}
const RATE_LIMITED = { ok: false, error: { code: 'RATE_LIMITED' } };

describe('a flood of messages', () => {
  it('to one number from many phones stops after five an hour', async () => {
    const phone = '13600000001';
    for (let i = 0; i < 5; i++)
      expect(await ask(`flood-a-${i}`, phone)).toMatchObject({ ok: true });
    for (let i = 5; i < 8; i++)
      expect(await ask(`flood-a-${i}`, phone)).toMatchObject(RATE_LIMITED);
    expect(test.cloud.sms.list(phone)).toHaveLength(5);
    expect(await timesIn('同一个手机号获取验证码过多，已拒绝')).toBe(1);
  });

  it('to many numbers from one phone stops after ten a day', async () => {
    for (let i = 0; i < 10; i++) await ask('flood-b', `1360000010${i}`);
    for (let i = 0; i < 3; i++) {
      expect(await ask('flood-b', `1360000020${i}`)).toMatchObject(RATE_LIMITED);
      expect(test.cloud.sms.last(`1360000020${i}`)).toBeUndefined();
    }
    expect(await timesIn('同一部手机获取验证码过多，已拒绝')).toBe(1);
  });

  it.each([
    ['from one network', 'address', 500, '同一个网络获取验证码过多，已拒绝'],
    ['to the whole province', 'province', 20_000, '全省获取验证码超过每小时上限，已拒绝'],
  ])('%s stops at its cap', async (_, what, most, text) => {
    await ask('flood-c', '13600000300');
    const { window } = hourOf(Date.now());
    const counters = await test.database.find('counters', {
      _id: { gte: `send:${what}`, lt: `send:${what};` },
    });
    const ids = counters.map(({ _id }) => _id).filter((id) => id.endsWith(window));
    expect(ids.length).toBeGreaterThan(0);
    for (const id of ids) await test.database.update('counters', id, { n: most });
    for (let i = 0; i < 3; i++) {
      expect(await ask(`flood-d-${what}-${i}`, `1360000040${i}`)).toMatchObject(RATE_LIMITED);
    }
    expect(await timesIn(text)).toBe(1);
  });
});

describe('guessing', () => {
  it('a code ends it with the fifth try, also when tries come at the same moment', async () => {
    await ask('guesser', PHONE);
    const code = codeFor(test, PHONE);
    const wrong = { phone: PHONE, code: notThis(code) };
    await Promise.all(
      Array.from({ length: 9 }, () => test.call('guesser', 'account.signIn', wrong)),
    );
    const late = await test.refused('guesser', 'account.signIn', { phone: PHONE, code });
    expect(late.message).toContain('输错次数过多');
    expect(await timesIn('连续输错验证码，验证码已作废')).toBe(1);
  });

  it('a number that was given to somebody else opens nothing without the end of the ID number', async () => {
    await ask('new-owner', PHONE);
    const code = codeFor(test, PHONE);
    const signIn = (idTail?: string) =>
      test.call('new-owner', 'account.signIn', { phone: PHONE, code, ...(idTail && { idTail }) });
    expect((await signIn()).answer).toEqual({ ok: true, data: { state: 'ID_TAIL' } });
    for (let i = 0; i < 5; i++) await signIn(`00000${i}`);
    expect((await signIn('01005X')).answer).toMatchObject(RATE_LIMITED);
    await signIn('000009');
    expect(await test.refused('new-owner', 'account.me', {})).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    const text = '登录苏干事的账号时证件号后六位输错达到上限，当天不能再试';
    expect(await timesIn(text)).toBe(1);
    await test.database.removeWhere('counters', { _id: { gte: 'tail:', lt: 'tail;' } });
  });
});

describe('a stolen session', () => {
  it('is worth nothing in another browser and ends; its owner signs in again', async () => {
    await knownBy(test, '苏干事', PHONE);
    const owner = await signInBrowser(test, PHONE);
    const thief = new Browser(test.cloud.url);
    for (const name of ['session', 'csrf']) thief.cookies.set(name, owner.cookies.get(name)!);
    const UNAUTHENTICATED = { ok: false, error: { code: 'UNAUTHENTICATED' } };
    expect(await thief.call('account.me', {})).toMatchObject(UNAUTHENTICATED);
    expect(await owner.call('account.me', {})).toMatchObject(UNAUTHENTICATED);
    expect(await timesIn('苏干事的登录出现在另一个浏览器，已结束这次登录')).toBe(1);
    expect(await (await signInBrowser(test, PHONE)).call('account.me', {})).toMatchObject({
      ok: true,
    });
  });

  it('with all its cookies is worth nothing in a browser of another kind', async () => {
    const owner = await signInBrowser(test, PHONE);
    const input = JSON.stringify({ input: {} });
    const agent = 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0';
    const { answer } = await owner.send('/api/account.me', input, { 'user-agent': agent });
    expect(answer).toMatchObject({ ok: false, error: { code: 'UNAUTHENTICATED' } });
  });
});

describe('what was sent by somebody else', () => {
  it('is not done again under another account: the same operation is another one', async () => {
    const range = { year: 2020, start: '202000012000', end: '202000012999' };
    const opId = 'operation-of-the-province';
    await test.ok('高干事', 'numbering.defineRange', range, { opId });
    const replayed = await test.call('苏干事', 'numbering.defineRange', range, { opId });
    expect(replayed.answer).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
    expect(await test.database.count('journal', {})).toBe(1);
  });

  it('a code for the phone is none for the console, and none for another number', async () => {
    await ask('苏干事', PHONE);
    const code = codeFor(test, PHONE);
    const browser = new Browser(test.cloud.url);
    expect(await browser.call('account.signIn', { phone: PHONE, code })).toMatchObject({
      ok: false,
    });
    const other = await test.call('stranger', 'account.signIn', { phone: '13600000900', code });
    expect(other.answer).toMatchObject({ ok: false, error: { code: 'INVALID' } });
  });
});

describe('what was good once and is sent again', () => {
  /** Twice: it is refused each time and noted once. */
  async function refusedTwice(send: () => Promise<unknown>, error: object, text: string) {
    const before = await timesIn(text);
    for (let i = 0; i < 2; i++) expect(await send()).toMatchObject({ ok: false, error });
    expect(await timesIn(text)).toBe(before + 1);
  }

  it('a request of the console after signing out, with its cookies and its operation', async () => {
    const owner = await signInBrowser(test, PHONE);
    const cookies = new Map(owner.cookies);
    const renamed = { orgId: '0604Z1', fullName: '改名的团支部' };
    const body = JSON.stringify({ input: renamed, opId: 'renamed-once' });
    const path = '/api/organization.update';
    expect((await owner.send(path, body)).answer).toMatchObject({ ok: true });
    expect(await owner.call('account.signOut', {})).toMatchObject({ ok: true });
    const recorder = new Browser(test.cloud.url);
    for (const [name, value] of cookies) recorder.cookies.set(name, value);
    const stored = await test.database.count('journal', {});
    const replay = async () => (await recorder.send(path, body)).answer;
    const text = '苏干事退出登录以后，又收到用这次登录发来的请求，已拒绝';
    await refusedTwice(replay, { code: 'UNAUTHENTICATED' }, text);
    expect(await test.database.count('journal', {})).toBe(stored);
    const { items } = await test.ok('苏干事', 'account.sessions', {});
    const ended = test.secrets.digest('session', cookies.get('session')!);
    expect(items.map(({ id }) => id)).not.toContain(ended);
  });

  it('a code that signed somebody in', async () => {
    await ask('苏干事', PHONE);
    const code = codeFor(test, PHONE);
    await test.ok('苏干事', 'account.signIn', { phone: PHONE, code });
    const text = '用过的验证码又被提交，已拒绝';
    const replay = async () =>
      (await test.call('who-saw-the-code', 'account.signIn', { phone: PHONE, code })).answer;
    await refusedTwice(replay, { message: expect.stringContaining('已经用过') }, text);
    // Six other digits are no replay.
    const wrong = { phone: PHONE, code: notThis(code) };
    const before = await timesIn(text);
    await test.refused('who-guesses', 'account.signIn', wrong);
    expect(await timesIn(text)).toBe(before);
    expect(await test.refused('who-saw-the-code', 'account.me', {})).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });

  it.each(['account.scanConsoleTicket', 'account.confirmConsoleSignIn'] as const)(
    'a ticket that signed a browser in: %s',
    async (action) => {
      const browser = await signInBrowser(test, PHONE);
      await browser.call('account.signOut', {});
      await forgetLimits(test);
      const made = await browser.call('account.consoleTicket', {});
      if (!made.ok) throw new Error(made.error.message);
      const { ticket, secret } = made.data;
      const phone = async (name: string, input: object, openid = '苏干事') =>
        (
          await test.cloud.invoke({
            name: 'account',
            event: { action: name, input },
            caller: { kind: 'phone', openid, ip: '127.0.0.1' },
          })
        ).result;
      await phone('account.scanConsoleTicket', { ticket });
      await phone('account.confirmConsoleSignIn', { ticket, accept: true });
      const look = () => browser.call('account.consoleTicketState', { ticket, secret });
      expect(await look()).toMatchObject({ data: { state: 'SIGNED_IN' } });
      const input = action === 'account.scanConsoleTicket' ? {} : { accept: true };
      const replay = () => phone(action, { ticket, ...input });
      await refusedTwice(replay, { code: 'CONFLICT' }, '用过的登录二维码又被提交，已拒绝');
      expect(await look()).toMatchObject({ data: { state: 'OVER' } });
    },
  );
});

describe('a relayed picture of the sign-in code', () => {
  it('from another network asks for the code of the message, and guessing it ends it', async () => {
    const attacker = new Browser(test.cloud.url);
    const made = await attacker.call('account.consoleTicket', {});
    if (!made.ok) throw new Error(made.error.message);
    const { ticket, secret } = made.data;
    const phone = async (action: string, input: object) =>
      (
        await test.cloud.invoke({
          name: 'account',
          event: { action, input },
          caller: { kind: 'phone', openid: '苏干事', ip: MOBILE },
        })
      ).result;
    expect(await phone('account.scanConsoleTicket', { ticket })).toMatchObject({
      data: { sameNetwork: false, needsCode: true },
    });
    await phone('account.confirmConsoleSignIn', { ticket, accept: true });
    const before = await timesIn('连续输错验证码，验证码已作废');
    const code = codeFor(test, PHONE);
    for (let i = 0; i < 5; i++) {
      await attacker.call('account.consoleTicketState', { ticket, secret, code: notThis(code) });
    }
    expect(
      await attacker.call('account.consoleTicketState', { ticket, secret, code }),
    ).toMatchObject({ ok: false });
    expect(attacker.cookies.has('session')).toBe(false);
    expect(await timesIn('连续输错验证码，验证码已作废')).toBe(before + 1);
  });
});
