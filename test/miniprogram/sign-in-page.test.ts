/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { actionsOf, signedIn } from './support/member';
import { me } from './support/people';
import type { FakePhone } from './support/phone';
import { ok, refuse } from './support/phone';
import { show } from './support/simulate';

describe('sign-in', () => {
  const SIGNED_IN = ok({ state: 'SIGNED_IN', me: me() });
  const open = (prepare: (phone: FakePhone) => void = () => undefined) =>
    show('pages/sign-in/index', {}, (phone) => {
      phone.answers['account.quickWays'] = () => ok({ quickPhone: true, templates: {} });
      phone.answers['account.sendCode'] = () => ok({ resendAfter: 60, expiresIn: 300 });
      prepare(phone);
    });
  type Page = Awaited<ReturnType<typeof open>>;
  const type = ({ run }: Page, field: 'phone' | 'code', value: string) =>
    run('onType', { detail: { field, value } });
  const typeTail = ({ run }: Page, value: string) => run('onTail', { detail: { value } });
  const sent = (page: Page) =>
    page.phone.calls.filter(({ action }) => action !== 'account.quickWays');

  it('sends nothing before the privacy terms are agreed to', async () => {
    const page = await open();
    await type(page, 'phone', '15900002046');
    await page.run('onSendCode');
    expect(page.text()).toContain('请先阅读并勾选同意');
    await page.run('onQuickTap');
    expect(sent(page)).toEqual([]);
    page.phone.says = 'no';
    await page.run('onConsent');
    await page.run('onSendCode');
    expect(page.text()).toContain('需要同意微信的隐私保护指引');
    expect(sent(page)).toEqual([]);
  });

  it('counts down, also after the page was left and opened again', async () => {
    const page = await open();
    await type(page, 'phone', '159 0000 2046');
    await page.run('onConsent');
    await page.run('onSendCode');
    expect(sent(page)[0]?.input).toEqual({ phone: '15900002046' });
    expect(page.text()).toContain('验证码已发送，5 分钟内有效');
    expect(page.text()).toContain('60 秒后重发');
    await page.run('onSendCode');
    expect(sent(page)).toHaveLength(1);
    const again = await open((phone) => {
      for (const [key, value] of page.phone.storage) phone.storage.set(key, value);
    });
    expect(again.text()).toMatch(/(60|59|58) 秒后重发/);
  });

  it('waits as long as the server says', async () => {
    const page = await open((phone) => {
      const text = '验证码已经发出，请30秒后再获取。';
      phone.answers['account.sendCode'] = () => refuse('RATE_LIMITED', text, { retryAfter: 30 });
    });
    await type(page, 'phone', '15900002046');
    await page.run('onConsent');
    await page.run('onSendCode');
    expect(page.text()).toContain('请30秒后再获取');
    expect(page.text()).toContain('30 秒后重发');
  });

  it('signs in with the last digit of the code, and asks for the end of the ID number when the server does', async () => {
    const page = await open((phone) => {
      phone.answers['account.signIn'] = ({ input }) =>
        'idTail' in (input as object) ? SIGNED_IN : ok({ state: 'ID_TAIL' });
    });
    await page.run('onConsent');
    await type(page, 'phone', '15900002046');
    await type(page, 'code', '40731');
    expect(sent(page)).toEqual([]);
    await type(page, 'code', '407312');
    expect(page.labels()).toContain('证件号后六位');
    await page.run('onSignIn');
    expect(page.text()).toContain('请填写证件号的最后六位');
    await typeTail(page, '04003X');
    await page.run('onSignIn');
    expect(sent(page).map(({ input }) => input)).toEqual([
      { phone: '15900002046', code: '407312' },
      { phone: '15900002046', code: '407312', idTail: '04003X' },
    ]);
    expect(page.phone.log).toContain('switchTab /pages/home/index');
  });

  it('finds out by itself whether a sign-in without an answer worked', async () => {
    const page = await open((phone) => {
      phone.answers['account.signIn'] = () => null;
      phone.answers['account.me'] = () => ok(me());
    });
    await page.run('onConsent');
    await type(page, 'phone', '15900002046');
    await type(page, 'code', '407312');
    expect(sent(page).map(({ action }) => action)).toEqual(['account.signIn', 'account.me']);
    expect(page.phone.log).toContain('switchTab /pages/home/index');
  });

  it('puts the refusal below the field it is about', async () => {
    const page = await open((phone) => {
      phone.answers['account.signIn'] = () =>
        refuse('INVALID', '请检查', { fields: { code: '验证码不正确，还可以再试4次。' } });
    });
    await page.run('onConsent');
    await type(page, 'phone', '15900002046');
    await type(page, 'code', '000000');
    expect(page.text()).toContain('验证码不正确，还可以再试4次。');
    expect(page.text()).not.toContain('请检查');
    expect(page.phone.log).toEqual([]);
  });

  it('takes the number from WeChat where that is configured, with the end of the ID number on a new device', async () => {
    const page = await open((phone) => {
      phone.answers['account.signInByWechatPhone'] = ({ input }) =>
        'idTail' in (input as object) ? SIGNED_IN : ok({ state: 'ID_TAIL' });
    });
    expect(page.labels()).toContain('用微信手机号登录');
    await page.run('onConsent');
    await page.run('onQuickPhone', { detail: { errMsg: 'getPhoneNumber:fail user deny' } });
    expect(page.text()).toContain('可以改用短信验证码登录');
    await page.run('onQuickPhone', { detail: { code: 'phone:15900002046:1' } });
    expect(page.text()).toContain('微信已确认你的手机号');
    await typeTail(page, '04003X');
    await page.run('onSignIn');
    expect(sent(page).map(({ input }) => input)).toEqual([
      { code: 'phone:15900002046:1' },
      { code: 'phone:15900002046:1', idTail: '04003X' },
    ]);
    expect(page.phone.log).toContain('switchTab /pages/home/index');
  });

  it('has no quick way where none is configured, and none without an answer', async () => {
    const without = await open((phone) => {
      phone.answers['account.quickWays'] = () => ok({ quickPhone: false, templates: {} });
    });
    expect(without.labels()).not.toContain('用微信手机号登录');
    const silent = await open((phone) => {
      phone.answers['account.quickWays'] = () => null;
    });
    expect(silent.labels()).not.toContain('用微信手机号登录');
    expect(silent.text()).not.toContain('网络不稳，没有收到');
  });
});

describe('change of phone', () => {
  const open = (prepare: (phone: FakePhone) => void = () => undefined) =>
    show(
      'pages/change-phone/index',
      {},
      signedIn((phone) => {
        phone.answers['account.sendCode'] = () => ok({ resendAfter: 60, expiresIn: 300 });
        phone.answers['account.changePhone'] = () => ok({ phone: '138****0604' });
        prepare(phone);
      }),
    );
  const fill = async ({ run }: Awaited<ReturnType<typeof open>>, numbers: [string, string]) => {
    for (const [at, side] of (['old', 'new'] as const).entries()) {
      const type = (field: string, value: string) =>
        run('onType', { detail: { field, value }, dataset: { side } });
      await type('phone', numbers[at] ?? '');
      await run('onAsk', { dataset: { side } });
      await type('code', `40731${at}`);
    }
  };

  it('sends a code to each number, and both codes with the change', async () => {
    const page = await open();
    await fill(page, ['15900002046', '13800000604']);
    await page.run('onChange');
    expect(page.phone.log).toContain('ask 更换手机号？');
    expect(page.phone.calls.map(({ input }) => input).slice(1)).toEqual([
      { phone: '15900002046' },
      { phone: '13800000604' },
      {
        oldPhone: '15900002046',
        oldCode: '407310',
        newPhone: '13800000604',
        newCode: '407311',
      },
    ]);
    expect(page.text()).toContain('已换成 138****0604');
    await page.run('onSignIn');
    expect(page.phone.log).toContain('redirectTo /pages/sign-in/index');
  });

  it('names what is missing, and numbers that are the same', async () => {
    const page = await open();
    await page.run('onChange');
    expect(page.text()).toContain('请填写手机号。');
    await fill(page, ['15900002046', '15900002046']);
    await page.run('onChange');
    expect(page.text()).toContain('新手机号和原来的一样');
    expect(actionsOf(page.phone)).not.toContain('account.changePhone');
  });

  it('does not guess after a lost answer, and sends the codes only once', async () => {
    const page = await open((phone) => {
      phone.answers['account.changePhone'] = () => null;
    });
    await fill(page, ['15900002046', '13800000604']);
    await page.run('onChange');
    expect(page.text()).toContain('可能已经换好。请先用新手机号登录试试');
    expect(actionsOf(page.phone).filter((action) => action === 'account.changePhone')).toHaveLength(
      1,
    );
  });
});
