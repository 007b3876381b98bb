/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { mine } from './support/member';
import { approved, registration } from './support/people';
import { ok } from './support/phone';
import { show } from './support/simulate';

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

  it('R-73: whoever has a number from before can bind it, unless a registration is under way', async () => {
    const page = await show('pages/my-number/index', {}, mine(null));
    expect(page.labels()).toContain('已经有编号，绑定到这个手机号');
    await page.run('onBind');
    expect(page.phone.log).toEqual(['redirectTo /pages/bind/index']);
    const waiting = await show('pages/my-number/index', {}, mine(registration()));
    expect(waiting.labels()).not.toContain('已经有编号，绑定到这个手机号');
  });

  it('stays in view when it cannot be read anew, and says so', async () => {
    const page = await show('pages/my-number/index', {}, mine(approved));
    page.phone.answers['registration.mine'] = () => null;
    await page.run('load');
    expect(page.labels()).toContain('团员编号 2 0 2 0 0 0 0 1 2 0 2 0');
    expect(page.labels()).toContain('重试');
    page.phone.answers['registration.mine'] = () => ok({ registration: approved });
    await page.run('load');
    expect(page.labels()).not.toContain('重试');
  });

  it('says what to do while there is none yet', async () => {
    const page = await show('pages/my-number/index', {}, mine(registration()));
    expect(page.text()).toContain('报到还在审核');
    await page.run('onGo');
    expect(page.phone.log).toEqual(['redirectTo /pages/progress/index']);
  });
});
