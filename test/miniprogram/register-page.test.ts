/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import type { RegistrationForm } from '../../typings/api';
import { signedIn } from './support/member';
import { BRANCH, COMMITTEE, me, PROVINCE, registration } from './support/people';
import type { FakePhone } from './support/phone';
import { ok, refuse } from './support/phone';
import { settle, show } from './support/simulate';

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
    // Nothing is left of the form and its operation.
    expect([...page.phone.storage.keys()]).toEqual(['account']);
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

  it('R-73: who is a member already is offered to bind the number; others are not', async () => {
    const page = await open((phone) => {
      phone.answers['registration.submit'] = () =>
        refuse('CONFLICT', '你已在“0604团支部（2）1”登记，不用再报到。', { mayBind: true });
    });
    await fill(page);
    await page.run('onConsent');
    await page.run('onSubmit');
    expect(page.labels()).toContain('绑定我的编号');
    await page.run('onBind');
    expect(page.phone.log).toContain('navigateTo /pages/bind/index');
    page.phone.answers['registration.submit'] = () => refuse('CONFLICT', '该证件号已登记。');
    await page.run('onSubmit');
    expect(page.labels()).not.toContain('绑定我的编号');
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

  it('asks a cadre for the post, tells it in one line, and sends what was filled in', async () => {
    const page = await open();
    await page.run('onBranch', { detail: CHOSEN });
    await page.run('onOptional');
    expect(page.text()).not.toContain('团内职务');
    const change = (field: string, value: string) =>
      page.run('onFieldChange', { detail: { field, value } });
    await change('isCadre', 'true');
    expect(page.text()).toContain('团内职务');
    await fill(page);
    expect(page.text()).toContain('请填写担任的团内职务。');
    await change('cadrePost', '班级团支部书记');
    await change('cadreSince', '2025-09');
    await change('email', 'wu.zimo');
    await page.run('onFieldsDone');
    expect(page.text()).toContain('邮箱格式不正确');
    await change('email', 'wu.zimo@example.com');
    await page.run('onFieldsDone');
    expect(page.text()).toContain('班级团支部书记 · 2025年9月起');
    await page.run('onConsent');
    await page.run('onSubmit');
    const sent = page.phone.calls.find(({ action }) => action === 'registration.submit');
    expect(sent?.input).toMatchObject({
      isCadre: true,
      cadrePost: '班级团支部书记',
      cadreSince: '2025-09',
      email: 'wu.zimo@example.com',
    });
  });

  it('sends no post of somebody who is no cadre after all', async () => {
    const page = await open();
    const changes = { isCadre: 'true', cadrePost: '班级团支部书记' };
    for (const [field, value] of Object.entries(changes)) {
      await page.run('onFieldChange', { detail: { field, value } });
    }
    await page.run('onFieldChange', { detail: { field: 'isCadre', value: 'false' } });
    await fill(page);
    expect(page.text()).not.toContain('团干部');
    await page.run('onConsent');
    await page.run('onSubmit');
    const sent = page.phone.calls.find(({ action }) => action === 'registration.submit');
    expect(sent?.input).toMatchObject({ isCadre: undefined, cadrePost: undefined });
  });

  it('goes on with a draft of an older version, which knew fewer fields', async () => {
    const page = await open();
    await page.run('onBranch', { detail: CHOSEN });
    const draft = page.phone.storage.get('draft.registration') as { form: object };
    const { name, idNumber } = { name: '吴子墨', idNumber: '350199200605040034' };
    const { branchId, idType } = draft.form as Record<string, string>;
    const old = { ...draft, form: { branchId, idType, name, idNumber, joinMonth: '2020-05' } };
    const again = await open((phone) => phone.storage.set('draft.registration', old));
    expect(again.view.data.form).toMatchObject({ name, email: '', isCadre: false });
    await again.run('onOptional');
    expect(again.text()).not.toContain('undefined');
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

  it.each(['RETURNED', 'APPROVED'] as const)(
    'shows how it stands instead of a second form when it is %s, and keeps what was being mended',
    async (status) => {
      const amendment = { id: 'r1', version: 2, form: {}, branch: null, asked: [] };
      const page = await open((phone) => {
        phone.storage.set('draft.amendment', amendment);
        phone.answers['account.me'] = () => ok(me({ registration: registration({ status }) }));
      });
      expect(page.phone.log).toEqual(['redirectTo /pages/progress/index']);
      expect(page.phone.storage.get('draft.amendment')).toEqual(amendment);
    },
  );

  it('gives a new form to somebody who withdrew the last one', async () => {
    const page = await open((phone) => {
      phone.answers['account.me'] = () =>
        ok(me({ registration: registration({ status: 'WITHDRAWN' }) }));
    });
    expect(page.phone.log).toEqual([]);
    expect(page.view.data.ready).toBe('ready');
  });

  it('leads strangers to the sign-in', async () => {
    const page = await open((phone) => {
      phone.answers['account.me'] = () => refuse('UNAUTHENTICATED', '请先登录。');
    });
    expect(page.phone.log).toEqual(['redirectTo /pages/sign-in/index']);
  });
});
