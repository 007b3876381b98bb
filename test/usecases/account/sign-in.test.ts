import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEFAULT_SETTINGS } from '../../../cloudfunctions/core/domain/settings';
import { daysLater, today } from '../../../cloudfunctions/core/domain/dates';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { codeFor, forgetLimits, notThis, signIn, storedAccount } from '../../support/signing-in';

let test: TestCloud;
beforeAll(async () => {
  test = await startTestCloud();
});
afterAll(() => test.close());

async function codeSentTo(phone: string, openid: string): Promise<string> {
  await forgetLimits(test);
  await test.ok(openid, 'account.sendCode', { phone });
  return codeFor(test, phone);
}

describe('signing in on the phone', () => {
  it('makes an account at the first sign-in, which is known from then on', async () => {
    const phone = '13800000001';
    await signIn(test, 'o-new', phone);
    const me = await test.ok('o-new', 'account.me', {});
    expect(me).toEqual({
      accountId: (await storedAccount(test, phone))._id,
      name: null,
      phone: '138****0001',
      posts: [],
      registration: null,
      quickPhone: true,
      templates: {},
      settings: { ages: DEFAULT_SETTINGS.ages, prompts: {} },
    });
  });

  it('stores neither the number nor the code in readable form', async () => {
    const phone = '13800000002';
    const code = await codeSentTo(phone, 'o-sealed');
    await test.ok('o-sealed', 'account.signIn', { phone, code });
    const account = await storedAccount(test, phone);
    expect(test.secrets.open(account.phoneSealed)).toBe(phone);
    const codes = await test.database.find('codes', { expiresAt: { gt: 0 } });
    const stored = JSON.stringify([account, codes]);
    expect(stored).not.toContain(phone);
    expect(stored).not.toContain(`"${code}"`);
  });

  it('understands spaces and full-width digits', async () => {
    const code = await codeSentTo('138 0000 0003', 'o-typed').catch(() =>
      codeFor(test, '13800000003'),
    );
    const { state } = await test.ok('o-typed', 'account.signIn', {
      phone: '１３８０００００００３',
      code: ` ${code.slice(0, 3)} ${code.slice(3)} `,
    });
    expect(state).toBe('SIGNED_IN');
  });

  it('says how many tries are left, and ends the code with the last one', async () => {
    const phone = '13800000004';
    const code = await codeSentTo(phone, 'o-wrong');
    const wrong = { phone, code: notThis(code) };
    for (const left of [4, 3, 2, 1]) {
      const refusal = await test.refused('o-wrong', 'account.signIn', wrong);
      expect(refusal).toMatchObject({
        code: 'INVALID',
        message: `验证码不正确，还可以再试${left}次。`,
        fields: ['code'],
      });
    }
    expect(await test.refused('o-wrong', 'account.signIn', wrong)).toMatchObject({
      message: '验证码不正确，次数已用完，请重新获取验证码。',
    });
    expect(await test.refused('o-wrong', 'account.signIn', { phone, code })).toMatchObject({
      message: '验证码输错次数过多，请重新获取验证码。',
    });
  });

  it('refuses a code that is too old', async () => {
    const phone = '13800000005';
    const code = await codeSentTo(phone, 'o-late');
    const id = `phone:${test.secrets.hash('phone', phone)}`;
    await test.database.update('codes', id, { expiresAt: Date.now() - 1 });
    expect(await test.refused('o-late', 'account.signIn', { phone, code })).toMatchObject({
      message: '验证码还没有获取或已过期，请重新获取验证码。',
    });
  });

  it('refuses a code nobody asked for', async () => {
    const refusal = await test.refused('o-none', 'account.signIn', {
      phone: '13800000006',
      code: '123456',
    });
    expect(refusal.message).toBe('验证码还没有获取或已过期，请重新获取验证码。');
  });

  it('takes a code once, however often it is sent at the same moment', async () => {
    const phone = '13800000007';
    const code = await codeSentTo(phone, 'o-0');
    const answers = await Promise.all(
      [1, 2, 3, 4].map((n) => test.call(`o-race-${n}`, 'account.signIn', { phone, code })),
    );
    const entered = answers.filter(({ answer }) => answer.ok);
    expect(entered).toHaveLength(1);
    for (const { answer } of answers) {
      if (!answer.ok) expect(answer.error.message).toMatch(/^这个验证码已经用过。/);
    }
    expect((await storedAccount(test, phone)).openids).toHaveLength(1);
  });

  it('ties a WeChat identity to one account: the last number signed in with', async () => {
    await signIn(test, 'o-moving', '13800000008');
    await signIn(test, 'o-moving', '13800000009');
    expect((await storedAccount(test, '13800000008')).openids).toEqual([]);
    const me = await test.ok('o-moving', 'account.me', {});
    expect(me.phone).toBe('138****0009');
  });

  it('keeps within its requests: 10 on a known device, 12 on a new one, 14 when it moves', async () => {
    const phone = '13800000010';
    await signIn(test, 'o-cost', phone);
    const again = await test.call('o-cost', 'account.signIn', {
      phone,
      code: await codeSentTo(phone, 'o-cost'),
    });
    expect(again.answer.ok).toBe(true);
    expect(again.requests).toBeLessThanOrEqual(10);
    const elsewhere = await test.call('o-cost-2', 'account.signIn', {
      phone,
      code: await codeSentTo(phone, 'o-cost-2'),
    });
    expect(elsewhere.answer.ok).toBe(true);
    expect(elsewhere.requests).toBeLessThanOrEqual(12);
    const moved = await test.call('o-new', 'account.signIn', {
      phone,
      code: await codeSentTo(phone, 'o-cost-3'),
    });
    expect(moved.answer.ok).toBe(true);
    expect(moved.requests).toBeLessThanOrEqual(14);
  });

  it('does not wake a post that went to sleep', async () => {
    const phone = '13800000012';
    await signIn(test, 'o-asleep', phone);
    const { _id } = await storedAccount(test, phone);
    const day = today(Date.now());
    const post = {
      id: 'p-asleep',
      orgId: '0604',
      orgType: 'GRASSROOTS_COMMITTEE',
      role: 'STAFF',
      from: daysLater(day, -200),
      to: daysLater(day, 100),
    } as const;
    await test.database.update('accounts', _id, {
      posts: [post],
      lastSignInAt: Date.now() - 121 * 86_400_000,
    });
    expect(await signIn(test, 'o-asleep', phone)).toMatchObject({ me: { posts: [] } });
    expect(await test.ok('o-asleep', 'account.me', {})).toMatchObject({ posts: [] });
  });

  it('leaves an entry in the audit, and so does signing out', async () => {
    const phone = '13800000011';
    await signIn(test, 'o-out', phone);
    const { _id } = await storedAccount(test, phone);
    await test.ok('o-out', 'account.signOut', {});
    const entries = await test.database.find('audit', { actor: _id }, { sort: [['at', 1]] });
    expect(entries.map(({ what }) => what)).toEqual(['SIGN_IN', 'SIGN_OUT']);
    expect(await test.refused('o-out', 'account.me', {})).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });
});
