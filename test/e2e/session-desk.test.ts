import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { callAtDesk, goAtDesk, signInAtDesk, startWalk, type Walk } from './support';

/** The session at the desk: its posts, and the warning before it ends by itself. */
describe('the session at the desk', () => {
  let walk: Walk;
  let page: Page;
  beforeAll(async () => {
    walk = await startWalk('tree');
    const province = await walk.newPage();
    await signInAtDesk(walk, province, '13800000001');
    await callAtDesk(province, 'organization.appoint', {
      orgId: '0605',
      name: '郑帆',
      phone: '13800000003',
    });
    await province.context().close();
    page = await walk.newPage();
    await page.clock.install();
    await signInAtDesk(walk, page, '13800000003');
  });
  afterAll(async () => {
    await walk.close();
    expect(walk.errors).toEqual([]);
  });

  it('who has several posts chooses the one to act in, and keeps it after a reload', async () => {
    await page.getByRole('button', { name: '切换职务或退出登录' }).click();
    await page.getByText('以哪个职务办理').waitFor();
    await page.getByRole('menuitem', { name: /0605团委/ }).click();
    const who = page.getByRole('button', { name: '切换职务或退出登录' });
    await who.filter({ hasText: '0605团委' }).waitFor();
    await goAtDesk(walk, page, '/reviews?status=PENDING_COMMITTEE');
    await page.getByRole('button', { name: '查看 王己 的报到' }).waitFor();
    await page.reload();
    await who.filter({ hasText: '0605团委' }).waitFor();
    await page.getByRole('button', { name: '查看 王己 的报到' }).waitFor();
    expect(await page.getByRole('button', { name: '查看 陈甲 的报到' }).count()).toBe(0);
  });

  it('warns two minutes before thirty idle minutes are over, and goes on when asked to', async () => {
    const dialog = page.getByRole('dialog', { name: '即将自动退出' });
    await page.clock.fastForward('28:30');
    await dialog.getByText(/\d+ 秒后将自动退出登录，未提交的内容会丢失/).waitFor();
    await dialog.getByRole('button', { name: '继续使用' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: '查看 王己 的报到' }).waitFor();
  });

  it('leads to the sign-in when nobody answers, and from there back to the page', async () => {
    await page.clock.fastForward('28:30');
    await page.getByRole('dialog', { name: '即将自动退出' }).waitFor();
    await page.clock.fastForward('02:00');
    await page.getByRole('button', { name: '获取验证码' }).waitFor();
    expect(decodeURIComponent(page.url())).toContain('/reviews');
  });
});
