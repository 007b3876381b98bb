import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { today } from '../../../cloudfunctions/core/domain/dates';
import { Browser } from '../../support/browser';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { forgetWaits, knownBy } from '../../support/signing-in';
import { addPerson, plantTree, TREE_0604 } from '../../support/tree';

let test: TestCloud;
beforeAll(async () => {
  test = await startTestCloud();
  await plantTree(test, TREE_0604);
});
afterAll(() => test.close());

let people = 0;
let phone = '';
let openid = '';
beforeEach(() => {
  people += 1;
  phone = `136${String(people).padStart(8, '0')}`;
  openid = `openid-${people}`;
});

const ask = async (from = openid, number = phone) => {
  await forgetWaits(test);
  return test.call(from, 'account.sendCode', { phone: number });
};
const messages = (number = phone): number => test.cloud.sms.list(number).length;

describe('sending codes', () => {
  it('sends six digits and a text that says how long they are good', async () => {
    expect((await ask()).answer).toEqual({ ok: true, data: { resendAfter: 60, expiresIn: 300 } });
    expect(test.cloud.sms.last(phone)).toMatchObject({
      code: expect.stringMatching(/^\d{6}$/),
      text: expect.stringContaining('5分钟内有效'),
    });
  });

  it('sends one message for a button pressed many times at once', async () => {
    const calls = [1, 2, 3, 4, 5].map(() => test.call(openid, 'account.sendCode', { phone }));
    const answers = await Promise.all(calls);
    expect(answers.filter(({ answer }) => answer.ok)).toHaveLength(1);
    expect(messages()).toBe(1);
  });

  it('lets a number wait a minute and says how long', async () => {
    await test.ok(openid, 'account.sendCode', { phone });
    const { answer } = await test.call('another', 'account.sendCode', { phone });
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'RATE_LIMITED', details: { retryAfter: expect.any(Number) } },
    });
    if (!answer.ok) expect(answer.error.details?.retryAfter).toBeGreaterThan(50);
  });

  it('sends a number five messages an hour, whoever asks', async () => {
    for (let n = 1; n <= 5; n++) expect((await ask(`${openid}-${n}`)).answer.ok).toBe(true);
    const { answer } = await ask(`${openid}-6`);
    expect(answer).toMatchObject({ ok: false, error: { code: 'RATE_LIMITED' } });
    expect(messages()).toBe(5);
  });

  it('sends a number ten messages a day', async () => {
    const phoneHash = test.secrets.hash('phone', phone);
    const day = today(Date.now());
    await test.database.add('counters', {
      _id: `send:phone:${phoneHash}:${day}`,
      n: 10,
      expiresAt: Date.now() + 60_000,
    });
    const { answer } = await ask();
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'RATE_LIMITED', message: expect.stringContaining('今天') },
    });
    expect(messages()).toBe(0);
  });

  it('sends ten messages a day for one WeChat identity, also when asked at the same moment', async () => {
    const numbers = Array.from(
      { length: 14 },
      (_, n) => `135${people}${String(n).padStart(7, '0')}`,
    );
    const answers = await Promise.all(numbers.map((number) => ask(openid, number)));
    expect(answers.filter(({ answer }) => answer.ok).length).toBeLessThanOrEqual(10);
    expect((await ask(openid, '13512345678')).answer).toMatchObject({
      ok: false,
      error: { code: 'RATE_LIMITED' },
    });
  });

  it('stops at the cap of the province, and refused calls use up nothing of it', async () => {
    const hour = Math.floor(Date.now() / 3_600_000);
    const cap = `send:province:h${hour}`;
    const before = await test.database.get('counters', cap);
    await test.database.update('counters', cap, { n: 20_000 });
    expect((await ask()).answer).toMatchObject({
      ok: false,
      error: { message: '现在获取验证码的人太多，请稍后再试。' },
    });
    expect((await test.database.get('counters', cap))?.n).toBe(20_000);
    await test.database.update('counters', cap, { n: before!.n });
  });

  it('refuses what is no mobile number', async () => {
    const refusal = await test.refused(openid, 'account.sendCode', { phone: '12345678901' });
    expect(refusal).toEqual({
      code: 'INVALID',
      message: '手机号格式不正确，请检查后重新填写。',
      fields: ['phone'],
    });
  });

  it('keeps within eight requests once the counters run, thirteen at first', async () => {
    expect((await ask()).requests).toBeLessThanOrEqual(13);
    expect((await ask()).requests).toBeLessThanOrEqual(9);
  });
});

describe('codes for the console', () => {
  it('go to holders of a post only, with the same answer for everybody', async () => {
    await addPerson(test, `干事${people}`, '0604');
    await knownBy(test, `干事${people}`, phone);
    const stranger = '13600009999';
    const browser = new Browser(test.cloud.url);
    const toOfficer = await browser.call('account.sendCode', { phone });
    const toStranger = await browser.call('account.sendCode', { phone: stranger });
    expect(toOfficer.ok).toBe(true);
    expect(toStranger).toEqual(toOfficer);
    expect(messages()).toBe(1);
    expect(messages(stranger)).toBe(0);
  });

  it('leave the same traces for a stranger as for an officer', async () => {
    const browser = new Browser(test.cloud.url);
    await browser.call('account.sendCode', { phone });
    const id = `console:${test.secrets.hash('phone', phone)}`;
    expect(await test.database.get('codes', id)).toMatchObject({ triesLeft: 5, usedAt: null });
    const tried = await browser.call('account.signIn', { phone, code: '000000' });
    expect(tried).toMatchObject({
      ok: false,
      error: { code: 'INVALID', message: '验证码不正确，还可以再试4次。' },
    });
  });
});
