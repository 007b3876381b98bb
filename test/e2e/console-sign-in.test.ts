import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import type { Answer, ConsoleTicket } from '../../typings/api';
import { phoneOf } from './phone-steps';
import { picture, signInAtDesk, startWalk, type Walk } from './support';

const ZHENG = '13800000003';

/** Signing in at the desk with the phone: the code is scanned, looked at, confirmed; other computers are told. */
describe('signing in by scanning', () => {
  let walk: Walk;
  let desk: Page;
  let phone: Page;
  beforeAll(async () => {
    walk = await startWalk('tree');
    desk = await walk.newPage();
    phone = await phoneOf(walk, ZHENG);
  });
  afterAll(() => walk.close());

  /** Opens the sign-in page; gives what its code says. */
  async function codeAtDesk(): Promise<string> {
    const answered = desk.waitForResponse(/account\.consoleTicket$/);
    await desk.goto(`${walk.cloud.url}/console/#/sign-in`);
    await desk.reload();
    const answer = (await (await answered).json()) as Answer<ConsoleTicket>;
    if (!answer.ok) throw new Error(answer.error.message);
    await desk.getByRole('img', { name: '登录二维码' }).waitFor();
    return `${walk.cloud.url}/#t=${answer.data.ticket}`;
  }

  async function scan(code: string): Promise<void> {
    await phone.getByRole('button', { name: '扫一扫登录' }).click();
    await phone.getByLabel('码的内容').fill(code);
    await phone.getByText('扫到了').click();
    await phone.getByText('在这台电脑上登录？').waitFor();
  }

  it('asks for an SMS code too in a browser that is new', async () => {
    const code = await codeAtDesk();
    await picture(desk, 'scan-1-desk');
    await phone.getByText('我的', { exact: true }).last().click();
    await phone.getByRole('button', { name: '扫码登录电脑端' }).click();
    await scan(code);
    await phone.getByText('你没有在这台电脑上登录过').waitFor();
    await picture(phone, 'scan-2-phone');
    await desk.getByText('已扫码').waitFor();
    await picture(desk, 'scan-3-scanned');
    await phone.getByRole('button', { name: '确认登录' }).click();
    await phone.getByText('已确认，还差一步').waitFor();
    await desk.getByLabel('手机上收到的验证码').fill('000000');
    await desk.getByRole('button', { name: '确定' }).click();
    await desk.locator('#scan-problem').filter({ hasText: '验证码' }).waitFor();
    await picture(desk, 'scan-4-code');
    await desk.getByLabel('手机上收到的验证码').fill(walk.cloud.sms.last(ZHENG)!.code);
    await desk.getByRole('button', { name: '确定' }).click();
    await desk.getByRole('navigation', { name: '主菜单' }).waitFor();
    await desk.getByText('郑帆').first().waitFor();
  });

  it('stays signed in, and says so, while the server cannot hear of the signing out', async () => {
    const leave = async () => {
      await desk.getByRole('button', { name: '切换职务或退出登录' }).click();
      await desk.getByText('退出登录', { exact: true }).click();
    };
    await desk.context().setOffline(true);
    await leave();
    await desk.getByText('还没有退出登录。').waitFor();
    await desk.getByRole('navigation', { name: '主菜单' }).waitFor();
    await desk.context().setOffline(false);
    await leave();
    await desk.getByRole('img', { name: '登录二维码' }).waitFor();
    walk.errors.length = 0;
  });

  it('goes in at once in a browser used before', async () => {
    const code = await codeAtDesk();
    await phone.getByRole('button', { name: '扫一扫登录' }).waitFor();
    await scan(code);
    await phone.getByRole('button', { name: '确认登录' }).click();
    await phone.getByText('电脑上会自动登录').waitFor();
    await desk.getByRole('navigation', { name: '主菜单' }).waitFor();
  });

  it('declined on the phone, the code is void', async () => {
    const other = await walk.newPage();
    const answered = other.waitForResponse(/account\.consoleTicket$/);
    await other.goto(`${walk.cloud.url}/console/#/sign-in`);
    const answer = (await (await answered).json()) as Answer<ConsoleTicket>;
    await scan(`${walk.cloud.url}/#t=${answer.ok ? answer.data.ticket : ''}`);
    await other.getByText('已扫码').waitFor();
    await phone.getByRole('button', { name: '不是我，取消登录' }).click();
    await phone.getByText('已取消').waitFor();
    await other.getByText('二维码已失效').waitFor();
    await other.getByRole('button', { name: '换一个' }).first().click();
    await other.getByText('打开小程序，在“我的”里扫码').waitFor();
    await other.close();
  });

  it('tells of a sign-in elsewhere, and “not me” ends it', async () => {
    const stranger = await walk.newPage();
    await signInAtDesk(walk, stranger, ZHENG);
    await desk.reload();
    await desk.getByText('这个账号还在别处登录').waitFor();
    await picture(desk, 'scan-5-elsewhere');
    await desk.getByRole('button', { name: '查看或退出' }).click();
    const dialog = desk.getByRole('dialog', { name: '登录的电脑' });
    await dialog.getByText('本机', { exact: true }).waitFor();
    await picture(desk, 'scan-6-sessions');
    await dialog.getByRole('button', { name: '不是我，全部退出' }).click();
    await desk.getByText('其他登录已全部退出').waitFor();
    await stranger.getByRole('link', { name: '团籍资料' }).click();
    await stranger.getByText('短信验证码登录').waitFor();
    expect(walk.errors).toEqual([]);
  });
});
