/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import type { RegistrationForm } from '../../typings/api';
import {
  approved,
  BRANCH,
  COMMITTEE,
  me,
  NOW,
  PROVINCE,
  registration,
  returned,
} from './support/people';
import type { FakePhone } from './support/phone';
import { ok, refuse } from './support/phone';
import { settle, show } from './support/simulate';

const actionsOf = ({ calls }: FakePhone): string[] => calls.map(({ action }) => action);
const signedIn =
  (more: (phone: FakePhone) => void = () => undefined) =>
  (phone: FakePhone): void => {
    phone.answers['account.me'] = () => ok(me());
    more(phone);
  };
const mine = (given: unknown) =>
  signedIn((phone) => {
    phone.answers['registration.mine'] = () => ok({ registration: given });
  });

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

describe('register', () => {
  const CHOSEN = { id: BRANCH.id, name: BRANCH.name, path: ['团省委'], secretary: '林同学' };
  const submitted = ok({ ...registration(), status: 'PENDING_BRANCH' });
  const open = (
    prepare: (phone: FakePhone) => void = () => undefined,
    properties: Record<string, unknown> = {},
  ) =>
    show(
      'pages/register/index',
      properties,
      signedIn((phone) => {
        phone.answers['organization.children'] = () =>
          ok({ items: [{ ...PROVINCE, status: 'ACTIVE', hasChildren: true }], next: null });
        phone.answers['registration.submit'] = () => submitted;
        prepare(phone);
      }),
    );
  type Page = Awaited<ReturnType<typeof open>>;
  const fill = async ({ run }: Page) => {
    await run('onBranch', { detail: CHOSEN });
    const values = { name: '吴子墨', idNumber: '350199200605040034', joinMonth: '2020-05' };
    for (const [field, value] of Object.entries(values)) {
      await run('onFieldChange', { detail: { field, value } });
    }
    await run('onFieldsDone');
  };

  it('leads to the first field that needs work, and names it above the button', async () => {
    const page = await open();
    await page.run('onBranch', { detail: CHOSEN });
    expect(page.text()).not.toContain('还有');
    await page.run('onFieldsDone');
    expect(page.text()).toContain('还有 3 处需要核对：姓名、证件号码、入团年月');
    expect(page.phone.log).toContain('scrollTo #field-name');
    expect(page.view.data.step).toBe(1);
  });

  it('says nothing about a field while it is being typed, only when it was left', async () => {
    const page = await open();
    await page.run('onBranch', { detail: CHOSEN });
    await page.run('onFieldChange', { detail: { field: 'idNumber', value: '3501' } });
    expect(page.text()).not.toContain('身份证号应为18位');
    await page.run('onFieldLeave', { detail: { field: 'idNumber' } });
    expect(page.text()).toContain('身份证号应为18位，现在是4位');
  });

  it('goes through branch, fields and summary to the progress page', async () => {
    const page = await open();
    await fill(page);
    expect(page.text()).toContain('请核对，没有问题就提交');
    expect(page.text()).toContain('团委审核通过时自动分配');
    await page.run('onSubmit');
    expect(page.text()).toContain('请先阅读并勾选同意');
    await page.run('onConsent');
    await page.run('onSubmit');
    const sent = page.phone.calls.find(({ action }) => action === 'registration.submit');
    expect(sent?.input as RegistrationForm).toEqual({
      branchId: BRANCH.id,
      name: '吴子墨',
      idType: 'RESIDENT',
      idNumber: '350199200605040034',
      joinMonth: '2020-05',
      joinedInProvince: true,
      consent: true,
    });
    expect(page.phone.log).toContain('redirectTo /pages/progress/index');
    expect(page.phone.storage.size).toBe(0);
  });

  it('keeps what was filled in on the phone, for its owner only', async () => {
    const page = await open();
    await fill(page);
    const keep = (phone: FakePhone): void => {
      for (const [key, value] of page.phone.storage) phone.storage.set(key, value);
    };
    const again = await open(keep);
    expect(again.view.data.step).toBe(2);
    expect(again.text()).toContain('吴子墨');
    const other = await open((phone) => {
      keep(phone);
      phone.answers['account.me'] = () => ok(me({ accountId: 'somebody else' }));
    });
    expect(other.view.data.step).toBe(0);
    expect(other.text()).not.toContain('吴子墨');
  });

  it('shows the fields that the server refused, with its words', async () => {
    const page = await open((phone) => {
      phone.answers['registration.submit'] = () =>
        refuse('INVALID', '请检查填写的内容', { fields: { name: '姓名与证件不符。' } });
    });
    await fill(page);
    await page.run('onConsent');
    await page.run('onSubmit');
    expect(page.view.data.step).toBe(1);
    expect(page.text()).toContain('姓名与证件不符。');
    await page.run('onFieldChange', { detail: { field: 'name', value: '吴子默' } });
    expect(page.text()).not.toContain('姓名与证件不符。');
  });

  it('after a lost answer checks under the same opId, also after a restart, and locks the form', async () => {
    const page = await open((phone) => {
      phone.answers['registration.submit'] = () => null;
    });
    await fill(page);
    await page.run('onConsent');
    await page.run('onSubmit');
    expect(page.text()).toContain('还没有核对到结果');
    expect(page.labels()).toContain('再次核对');
    const opId = page.phone.calls.find(({ action }) => action === 'registration.submit')?.opId;

    const again = await open((phone) => {
      for (const [key, value] of page.phone.storage) phone.storage.set(key, value);
    });
    const sent = again.phone.calls.filter(({ action }) => action === 'registration.submit');
    expect(sent.map((call) => call.opId)).toEqual([opId]);
    expect(again.phone.log).toContain('redirectTo /pages/progress/index');
  });

  it('takes the branch of a scanned code, fixed, with its secretary, whatever the draft said', async () => {
    const invited = (phone: FakePhone): void => {
      phone.answers['registration.invited'] = () =>
        ok({ branch: BRANCH, path: [PROVINCE, COMMITTEE, BRANCH], secretary: '林同学' });
    };
    const page = await open(invited, { scene: 'b%3A0604-1-2' });
    expect(page.phone.calls.find(({ action }) => action === 'registration.invited')?.input).toEqual(
      { scene: 'b:0604-1-2' },
    );
    expect(page.view.data.step).toBe(1);
    expect(page.text()).toContain('由团支书 林同学 先审核');
    expect(page.labels()).not.toContain('上一步，重新选支部');
    page.phone.says = 'no';
    await page.run('onOtherBranch');
    expect(page.phone.log).toContain('ask 换一个团支部？');
    expect(page.view.data.step).toBe(1);
    page.phone.says = 'yes';
    await page.run('onOtherBranch');
    expect(page.view.data.step).toBe(0);
  });

  it('says why a code does not work, and lets the branch be searched for', async () => {
    const page = await open(
      (phone) => {
        phone.answers['registration.invited'] = () =>
          refuse('NOT_FOUND', '这个团支部已撤销，请联系上级团组织。');
      },
      { scene: 'gone' },
    );
    expect(page.text()).toContain('这个团支部已撤销');
    expect(page.text()).toContain('按组织逐级找');
  });

  it('folds what may be left empty, and unfolds what the server refused there', async () => {
    const page = await open((phone) => {
      phone.answers['registration.submit'] = () =>
        refuse('INVALID', '请检查', { fields: { joinUnit: '单位名称太长。' } });
    });
    await page.run('onBranch', { detail: CHOSEN });
    expect(page.text()).not.toContain('民族');
    await page.run('onOptional');
    expect(page.text()).toContain('民族');
    await page.run('onOptional');
    await fill(page);
    await page.run('onConsent');
    await page.run('onSubmit');
    expect(page.text()).toContain('单位名称太长。');
  });

  it('asks for the result message in the tap that submits, only where one is configured', async () => {
    const page = await open((phone) => {
      phone.answers['account.me'] = () => ok(me({ templates: { result: 'T1' } }));
    });
    await fill(page);
    await page.run('onConsent');
    await page.run('onSubmit');
    expect(page.phone.log).toEqual(
      expect.arrayContaining(['messages T1', 'redirectTo /pages/progress/index']),
    );
    const plain = await open();
    await fill(plain);
    await plain.run('onConsent');
    await plain.run('onSubmit');
    expect(plain.phone.log.join()).not.toContain('messages');
  });

  it('asks again by itself when the page is seen again, until it is known', async () => {
    const page = await open((phone) => {
      phone.answers['registration.submit'] = () => null;
    });
    await fill(page);
    await page.run('onConsent');
    await page.run('onSubmit');
    page.phone.answers['registration.submit'] = () => submitted;
    page.view.triggerPageLifeTime('show');
    await settle();
    expect(page.phone.log).toContain('redirectTo /pages/progress/index');
  });

  it('shows the progress instead when there is a registration under way', async () => {
    const page = await open((phone) => {
      phone.answers['account.me'] = () => ok(me({ registration: registration() }));
    });
    expect(page.phone.log).toEqual(['redirectTo /pages/progress/index']);
  });

  it('leads strangers to the sign-in', async () => {
    const page = await open((phone) => {
      phone.answers['account.me'] = () => refuse('UNAUTHENTICATED', '请先登录。');
    });
    expect(page.phone.log).toEqual(['redirectTo /pages/sign-in/index']);
  });
});

describe('progress', () => {
  it('says first who holds the registration, since when, and shows three dots', async () => {
    const page = await show('pages/progress/index', {}, mine(registration()));
    expect(page.text()).toContain('在 0604团总支 黄同学 手里');
    expect(page.text()).toContain('已等 14 小时');
    expect(page.labels()).toEqual(
      expect.arrayContaining(['团支部：已通过', '团总支：审核中', '团委：等待']),
    );
  });

  it('has two dots where there is no general branch', async () => {
    const direct = registration({
      status: 'PENDING_COMMITTEE',
      path: [PROVINCE, COMMITTEE, BRANCH],
    });
    const page = await show('pages/progress/index', {}, mine(direct));
    expect(page.labels()).toEqual(expect.arrayContaining(['团支部：已通过', '团委：审核中']));
    expect(page.labels()).not.toContain('团总支：等待');
  });

  it('asks before it withdraws, and masks the ID number', async () => {
    const page = await show('pages/progress/index', {}, (phone) => {
      mine(registration())(phone);
      phone.answers['registration.withdraw'] = () => ok(registration({ status: 'WITHDRAWN' }));
      phone.says = 'no';
    });
    await page.run('onWithdraw');
    expect(actionsOf(page.phone)).not.toContain('registration.withdraw');
    page.phone.says = 'yes';
    await page.run('onWithdraw');
    expect(actionsOf(page.phone)).toContain('registration.withdraw');
    expect(page.view.dom.innerHTML).not.toContain('350199200605040034');
  });

  it('reminds the reviewer once a day', async () => {
    const page = await show('pages/progress/index', {}, (phone) => {
      mine(registration())(phone);
      phone.answers['registration.nudge'] = () => {
        const nudged = registration({ nudgedAt: NOW, mayNudge: false });
        phone.answers['registration.mine'] = () => ok({ registration: nudged });
        return ok({ nudgedAt: NOW });
      };
    });
    expect(page.labels()).toContain('提醒审核人，每天一次');
    await page.run('onNudge');
    expect(page.phone.log).toContain('toast 已提醒');
    expect(page.labels()).not.toContain('提醒审核人，每天一次');
    expect(page.text()).toContain('已提醒，明天可以再提醒');
  });

  it('R-74: shows the branch a reviewer proposes; the person agrees or declines', async () => {
    const proposed = registration({
      ...returned,
      moveTo: { ...BRANCH, id: 'b3', name: '三支部' },
      version: 4,
    });
    const page = await show('pages/progress/index', {}, (phone) => {
      mine(proposed)(phone);
      phone.answers['registration.confirmMove'] = () => ok(registration());
      phone.says = 'no';
    });
    expect(page.text()).toContain('你是“三支部”的团员吗？');
    expect(page.labels()).not.toContain('修改后重新提交');
    await page.run('onMove', { dataset: { accept: 'yes' } });
    expect(actionsOf(page.phone)).not.toContain('registration.confirmMove');
    page.phone.says = 'yes';
    await page.run('onMove', { dataset: { accept: 'yes' } });
    await page.run('onMove', { dataset: { accept: 'no' } });
    const sent = page.phone.calls.filter(({ action }) => action === 'registration.confirmMove');
    expect(sent.map(({ input }) => input)).toEqual([
      { registrationId: 'r1', version: 4, accept: true },
      { registrationId: 'r1', version: 4, accept: false },
    ]);
  });

  it('asks again under the same opId until it is known whether it was withdrawn', async () => {
    const page = await show('pages/progress/index', {}, (phone) => {
      mine(registration())(phone);
      phone.answers['registration.withdraw'] = () => null;
    });
    await page.run('onWithdraw');
    expect(page.labels()).toContain('再次核对结果');
    page.phone.answers['registration.withdraw'] = () => ok(registration());
    await page.run('onCheckAgain');
    const sent = page.phone.calls.filter(({ action }) => action === 'registration.withdraw');
    expect(new Set(sent.map(({ opId }) => opId)).size).toBe(1);
    expect(page.labels()).not.toContain('再次核对结果');
    expect(page.phone.log).toContain('toast 已撤回');
  });

  it('offers to try again when the network failed', async () => {
    const page = await show(
      'pages/progress/index',
      {},
      signedIn((phone) => {
        phone.answers['registration.mine'] = () => null;
      }),
    );
    expect(page.text()).toContain('网络不稳，没有收到系统的答复');
    page.phone.answers['registration.mine'] = () => ok({ registration: registration() });
    await page.run('load');
    expect(page.text()).toContain('在 0604团总支 黄同学 手里');
  });
});

describe('amend', () => {
  const open = () => show('pages/amend/index', {}, mine(returned));

  it('opens only what was marked and folds the rest, with the words of the reviewer', async () => {
    const page = await open();
    expect(page.text()).toContain('黄同学退回，请改 1 处');
    expect(page.text()).toContain('支部大会不是4月开的。');
    const groups = page.view.data.groups as Array<{ key: string }>;
    expect(groups.map(({ key }) => key)).toEqual(['joinMonth']);
    expect(page.text()).not.toContain('吴子墨');
    await page.run('onUnfold');
    expect(page.text()).toContain('吴子墨');
    expect(page.text()).toContain('350199********0034');
  });

  it('shows what the reviewer wrote beside a field, and what it was before the change', async () => {
    const noted = registration({
      ...returned,
      returned: { ...returned.returned!, notes: { joinMonth: '支部大会是6月开的。' } },
    });
    const page = await show('pages/amend/index', {}, mine(noted));
    expect(page.text()).toContain('黄同学：支部大会是6月开的。');
    await page.run('onFieldChange', { detail: { field: 'joinMonth', value: '2020-06' } });
    expect(page.text()).toContain('已改，原来是 2020年5月');
  });

  it('keeps changes when the page is left, for this version only', async () => {
    const page = await open();
    await page.run('onFieldChange', { detail: { field: 'joinMonth', value: '2020-06' } });
    const keeping =
      (given: unknown) =>
      (phone: FakePhone): void => {
        for (const [key, value] of page.phone.storage) phone.storage.set(key, value);
        mine(given)(phone);
      };
    const again = await show('pages/amend/index', {}, keeping(returned));
    expect(again.view.data.form).toMatchObject({ joinMonth: '2020-06' });
    const newer = await show('pages/amend/index', {}, keeping({ ...returned, version: 9 }));
    expect(newer.view.data.form).toMatchObject({ joinMonth: '2020-05' });
  });

  it('sends everything again, changed and kept alike, with the version it saw', async () => {
    const page = await open();
    page.phone.answers['registration.resubmit'] = () => ok(registration());
    await page.run('onFieldChange', { detail: { field: 'joinMonth', value: '2020-06' } });
    await page.run('onResubmit');
    const sent = page.phone.calls.find(({ action }) => action === 'registration.resubmit');
    expect(sent?.input).toEqual({
      ...returned.form,
      joinMonth: '2020-06',
      registrationId: 'r1',
      version: 2,
    });
    expect(page.phone.log).toContain('redirectTo /pages/progress/index');
  });

  it('asks when what was marked was not changed', async () => {
    const page = await open();
    page.phone.says = 'no';
    await page.run('onResubmit');
    expect(page.phone.log).toEqual(['ask 还有地方没改']);
    expect(actionsOf(page.phone)).not.toContain('registration.resubmit');
  });

  it('lights a kept field that a change made wrong', async () => {
    const page = await open();
    await page.run('onFieldChange', { detail: { field: 'joinMonth', value: '2019-06' } });
    await page.run('onResubmit');
    const groups = page.view.data.groups as Array<{ key: string }>;
    expect(groups.map(({ key }) => key)).toContain('typedNumber');
    expect(page.text()).toContain('请填写团员编号');
  });
});

describe('my number', () => {
  it('shows and copies twelve plain digits', async () => {
    const page = await show('pages/my-number/index', {}, mine(approved));
    expect(page.labels()).toContain('团员编号 2 0 2 0 0 0 0 1 2 0 2 0');
    expect(page.text()).toContain('《入团志愿书》封面');
    await page.run('onCopy');
    expect(page.phone.log).toEqual(['copy 202000012020']);
  });

  it('tells whether the number stands on the cover yet', async () => {
    const open = await show(
      'pages/my-number/index',
      {},
      mine({ ...approved, coverWrittenAt: null }),
    );
    expect(open.text()).toContain('还没有填写封面');
    const at = Date.UTC(2020, 4, 21, 2);
    const written = await show(
      'pages/my-number/index',
      {},
      mine({ ...approved, coverWrittenAt: at }),
    );
    expect(written.text()).toContain('封面已填写');
    expect(written.text()).toContain('2020年5月21日');
  });

  it('has its own words for people who need none', async () => {
    const none = { ...approved, memberNumber: null, numberSource: 'NONE', joinMonth: '2016-05' };
    const page = await show('pages/my-number/index', {}, mine(none));
    expect(page.text()).toContain('你不需要团员编号');
    expect(page.text()).toContain('不用再办别的手续');
  });

  it('says what to do while there is none yet', async () => {
    const page = await show('pages/my-number/index', {}, mine(registration()));
    expect(page.text()).toContain('报到还在审核');
    await page.run('onGo');
    expect(page.phone.log).toEqual(['redirectTo /pages/progress/index']);
  });
});
