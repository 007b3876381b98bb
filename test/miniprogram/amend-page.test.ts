/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { actionsOf, mine } from './support/member';
import { registration, returned } from './support/people';
import type { FakePhone } from './support/phone';
import { ok } from './support/phone';
import { show } from './support/simulate';

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
