/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import type { RegistrationForm } from '../../typings/api';
import {
  approved,
  BRANCH,
  COMMITTEE,
  me,
  PROVINCE,
  registration,
  returned,
} from './support/people';
import type { FakePhone } from './support/phone';
import { ok, refuse } from './support/phone';
import { show } from './support/simulate';

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
  const open = (prepare: (phone: FakePhone) => void = () => undefined) =>
    show('pages/sign-in/index', {}, (phone) => {
      phone.answers['account.sendCode'] = () => ok({ resendAfter: 60, expiresIn: 300 });
      prepare(phone);
    });
  const type = async ({ run }: Awaited<ReturnType<typeof open>>, field: string, value: string) =>
    run('onInput', { dataset: { field }, detail: { value } });

  it('sends nothing before the privacy terms are agreed to', async () => {
    const page = await open();
    await type(page, 'phone', '15900002046');
    await page.run('onSendCode');
    expect(page.text()).toContain('请先阅读并勾选同意');
    expect(page.phone.calls).toEqual([]);
    page.phone.says = 'no';
    await page.run('onConsent');
    await page.run('onSendCode');
    expect(page.text()).toContain('需要同意微信的隐私保护指引');
    expect(page.phone.calls).toEqual([]);
  });

  it('counts down, also after the page was left and opened again', async () => {
    const page = await open();
    await type(page, 'phone', '159 0000 2046');
    await page.run('onConsent');
    await page.run('onSendCode');
    expect(page.phone.calls[0]?.input).toEqual({ phone: '15900002046' });
    expect(page.text()).toContain('验证码已发送，5 分钟内有效');
    expect(page.text()).toContain('60 秒后重发');
    await page.run('onSendCode');
    expect(page.phone.calls).toHaveLength(1);
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

  it('asks for the end of the ID number when the server does, with the same code', async () => {
    const page = await open((phone) => {
      phone.answers['account.signIn'] = ({ input }) =>
        'idTail' in (input as object)
          ? ok({ state: 'SIGNED_IN', me: me() })
          : ok({ state: 'ID_TAIL' });
    });
    await type(page, 'phone', '15900002046');
    await type(page, 'code', '407312');
    await page.run('onConsent');
    await page.run('onSignIn');
    expect(page.labels()).toContain('证件号后六位');
    await page.run('onSignIn');
    expect(page.text()).toContain('请填写证件号的最后六位');
    await type(page, 'idTail', '04003X');
    await page.run('onSignIn');
    expect(page.phone.calls[1]?.input).toEqual({
      phone: '15900002046',
      code: '407312',
      idTail: '04003X',
    });
    expect(page.phone.log).toContain('switchTab /pages/home/index');
  });

  it('finds out by itself whether a sign-in without an answer worked', async () => {
    const page = await open((phone) => {
      phone.answers['account.signIn'] = () => null;
      phone.answers['account.me'] = () => ok(me());
    });
    await type(page, 'phone', '15900002046');
    await type(page, 'code', '407312');
    await page.run('onConsent');
    await page.run('onSignIn');
    expect(actionsOf(page.phone)).toEqual(['account.signIn', 'account.me']);
    expect(page.phone.log).toContain('switchTab /pages/home/index');
  });

  it('puts the refusal below the field it is about', async () => {
    const page = await open((phone) => {
      phone.answers['account.signIn'] = () =>
        refuse('INVALID', '请检查', { fields: { code: '验证码不正确，还可以再试4次。' } });
    });
    await type(page, 'phone', '15900002046');
    await type(page, 'code', '000000');
    await page.run('onConsent');
    await page.run('onSignIn');
    expect(page.view.data.problems).toMatchObject({ code: '验证码不正确，还可以再试4次。' });
    expect(page.phone.log).toEqual([]);
  });
});

describe('register', () => {
  const CHOSEN = { id: BRANCH.id, name: BRANCH.name, path: ['团省委'], secretary: '林同学' };
  const submitted = ok({ ...registration(), status: 'PENDING_BRANCH' });
  const open = (prepare: (phone: FakePhone) => void = () => undefined) =>
    show(
      'pages/register/index',
      {},
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
