import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import {
  callAtDesk,
  goAtDesk,
  handDownTheExample,
  picture,
  signInAtDesk,
  startWalk,
  type Walk,
} from './support';
import { databaseOf } from './system-scene';

/** What the province finds when something is not as it should be, and who did what. */
describe('looking into things at the desk', () => {
  let walk: Walk;
  let page: Page;
  beforeAll(async () => {
    walk = await startWalk('tree');
    page = await walk.newPage();
    await signInAtDesk(walk, page, '13800000001');
    await handDownTheExample(page);
    // The year of a page is the newest with numbers, unless its address says another.
    await callAtDesk(page, 'numbering.defineRange', {
      year: 2021,
      start: '202100012000',
      end: '202100012999',
    });
  });
  afterAll(async () => {
    await walk.close();
    expect(walk.errors).toEqual([]);
  });

  it('a difference is named with its record, and leads to the numbers of that year', async () => {
    const database = databaseOf(walk);
    const sound = (await database.get('holdings', '2020-0604-1-2'))!;
    await database.update('holdings', sound._id, { rev: sound.rev + 1 });
    await goAtDesk(walk, page, '/reconcile?year=2020');
    await page.getByRole('button', { name: '立即对账' }).click();
    await page.getByRole('heading', { name: '有 1 个组织对不上' }).waitFor();
    const finding = page.getByRole('listitem').filter({ hasText: '编号台账 2020-0604-1-2' });
    await finding.getByText(/版本/).first().waitFor();
    await page.getByText('请不要自行改动数据。').waitFor();
    await picture(page, 'reconcile-2-difference');
    await finding.getByRole('link', { name: '0604团支部（2）1' }).click();
    await page.getByRole('heading', { level: 1, name: '0604团支部（2）1' }).waitFor();
    expect(page.url()).toContain('year=2020');
    await page.getByText('202000012020').or(page.getByText('2020 0001 2020')).first().waitFor();
    await database.put('holdings', sound);
  });

  it('typed numbers that look wrong are listed with what to do about them', async () => {
    await callAtDesk(page, 'numbering.defineRange', {
      year: 2021,
      start: '202144000000',
      end: '202144000999',
    });
    await walk.cloud.invoke({
      name: 'clock',
      caller: { kind: 'timer', triggerName: 'tick', time: new Date() },
    });
    await goAtDesk(walk, page, '/trace?mode=watch');
    const row = page.getByRole('row').filter({ hasText: '孙壬' });
    await row.getByText('编号属于本省系统分配的编号区间').waitFor();
    await row.getByText('需要处理').waitFor();
    await row.getByText(/请退回并核对《入团志愿书》封面/).waitFor();
    await picture(page, 'trace-3-watch');
    await row.getByRole('button').click();
    await page.getByRole('heading', { name: /2021 4400 0123|202144000123/ }).waitFor();
  });

  it('the log is narrowed by kind, by who it was and by days, and the address keeps it', async () => {
    await callAtDesk(page, 'organization.appoint', {
      orgId: '0605',
      name: '郑帆',
      phone: '13800000003',
    });
    const staff = await walk.newPage();
    await signInAtDesk(walk, staff, '13800000003');
    await goAtDesk(walk, page, '/audit');
    const lines = page.getByRole('table').locator('tbody tr');
    const ofKind = (word: string) =>
      lines.filter({ has: page.getByRole('cell', { name: word, exact: true }) });
    await ofKind('登录').first().waitFor();
    await ofKind('任免和手机号').first().waitFor();
    await page.getByRole('combobox', { name: '操作类别' }).press('Enter');
    await page.getByRole('option', { name: '任免和手机号' }).click();
    await ofKind('登录').first().waitFor({ state: 'hidden' });
    await ofKind('任免和手机号').filter({ hasText: '郑帆' }).first().waitFor();
    await page.reload();
    await ofKind('任免和手机号').first().waitFor();
    expect(await ofKind('登录').count()).toBe(0);
    await page.getByRole('button', { name: '重置' }).click();
    await ofKind('登录').first().waitFor();
    const who = page.getByLabel('办理人的手机号，回车查找');
    await who.fill('13800000003');
    await who.press('Enter');
    await ofKind('任免和手机号').first().waitFor({ state: 'hidden' });
    for (const text of await lines.allInnerTexts()) expect(text).toContain('郑帆');
    await picture(page, 'audit-1-filtered');
    await goAtDesk(walk, page, '/audit?from=2020-01-01&to=2020-01-31');
    await page.getByText('没有符合条件的记录，换一个条件再试。').waitFor();
  });
});
