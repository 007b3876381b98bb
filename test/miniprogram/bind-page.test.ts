/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../../typings/api';
import { actionsOf, signedIn } from './support/member';
import { approved, BRANCH, me } from './support/people';
import type { FakePhone } from './support/phone';
import { ok, refuse } from './support/phone';
import { seenAgain, show, withStorageOf } from './support/simulate';

describe('binding the own number (R-73)', () => {
  const open = (
    answer: () => Answer<unknown>,
    prepare: (phone: FakePhone) => void = () => undefined,
  ) =>
    show(
      'pages/bind/index',
      {},
      signedIn((phone) => {
        phone.answers['registration.bind'] = answer;
        prepare(phone);
      }),
    );
  type Page = Awaited<ReturnType<typeof open>>;
  const fill = async ({ run }: Page) => {
    const values = { name: '赵辛', idNumber: '350199200605040034' };
    for (const [field, value] of Object.entries(values)) {
      await run('onFieldChange', { detail: { field, value } });
    }
  };
  const bound = ok({ state: 'BOUND', registration: approved });

  it('asks for name and ID number only, and leads to what is missing', async () => {
    const page = await open(() => bound);
    expect(page.text()).toContain('不用再报到');
    expect(page.text()).not.toContain('入团年月');
    await page.run('onBind');
    expect(page.text()).toContain('还有 2 处需要核对：姓名、证件号码');
    expect(page.phone.log).toContain('scrollTo #field-name');
    expect(actionsOf(page.phone)).not.toContain('registration.bind');
  });

  it('with the phone on file it goes on to the number', async () => {
    const page = await open(() => bound);
    await fill(page);
    await page.run('onBind');
    const call = page.phone.calls.find(({ action }) => action === 'registration.bind');
    expect(call).toMatchObject({
      input: { name: '赵辛', idType: 'RESIDENT', idNumber: '350199200605040034' },
      opId: expect.any(String),
    });
    expect(page.phone.log).toContain('redirectTo /pages/my-number/index');
  });

  it('otherwise it says whom to see, with which number, and what comes after', async () => {
    const page = await open(() => ok({ state: 'CONFIRM', branch: BRANCH, secretary: '苏同学' }));
    await fill(page);
    await page.run('onBind');
    expect(page.text()).toContain('已找到你的团籍资料');
    expect(page.text()).toContain('找团支书 苏同学 核对');
    expect(page.text()).toContain(me().phone);
    expect(page.text()).toContain('证件号后六位');
    await page.run('onAgain');
    expect(page.labels()).toContain('核对并绑定');
  });

  it('without a secretary it names the committee', async () => {
    const page = await open(() => ok({ state: 'CONFIRM', branch: BRANCH, secretary: null }));
    await fill(page);
    await page.run('onBind');
    expect(page.text()).toContain('找所在团委核对');
  });

  it('shows what the server refused, and offers to register', async () => {
    const page = await open(() => refuse('NOT_FOUND', '没有找到姓名和证件号都相符的团籍资料。'));
    await fill(page);
    await page.run('onBind');
    expect(page.text()).toContain('没有找到姓名和证件号都相符');
    await page.run('onRegister');
    expect(page.phone.log).toContain('redirectTo /pages/register/index');
  });

  it('leaving keeps what was typed, for this account alone, until it is bound', async () => {
    const page = await open(() => refuse('NOT_FOUND', '没有找到'));
    await fill(page);
    const mine = await open(
      () => bound,
      withStorageOf(page, () => undefined),
    );
    expect(mine.view.data.form).toMatchObject({ name: '赵辛', idNumber: '350199200605040034' });
    await mine.run('onBind');
    expect(mine.phone.storage.has('draft.bind')).toBe(false);
    const other = await open(
      () => bound,
      withStorageOf(page, (phone) => {
        phone.answers['account.me'] = () => ok(me({ accountId: 'another' }));
      }),
    );
    expect(other.view.data.form).toMatchObject({ name: '', idNumber: '' });
  });

  it('an answer that is lost is asked for again, under the same operation id', async () => {
    let isLost = true;
    const page = await open(() => (isLost ? refuse('UNKNOWN', '结果未知') : bound));
    await fill(page);
    await page.run('onBind');
    expect(page.text()).toContain('请不要重新填写');
    isLost = false;
    await seenAgain(page);
    const calls = page.phone.calls.filter(({ action }) => action === 'registration.bind');
    expect(new Set(calls.map(({ opId }) => opId)).size).toBe(1);
    expect(page.phone.log).toContain('redirectTo /pages/my-number/index');
  });

  it('who has a number already is led to it', async () => {
    const page = await open(
      () => bound,
      (phone) => {
        phone.answers['account.me'] = () => ok(me({ registration: approved }));
      },
    );
    expect(page.phone.log).toContain('redirectTo /pages/my-number/index');
  });
});
