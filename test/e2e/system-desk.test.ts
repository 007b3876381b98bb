import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { callAtDesk, goAtDesk, picture, signInAtDesk, startWalk, type Walk } from './support';
import { countedDay, databaseOf, raiseAlarms } from './system-scene';

/** 系统设置 and 运行状况, as staff of the province. */
describe('the system at the desk', () => {
  let walk: Walk;
  let page: Page;
  let other: Page;
  beforeAll(async () => {
    walk = await startWalk('tree');
    page = await walk.newPage();
    await signInAtDesk(walk, page, '13800000001');
    other = await walk.newPage();
    await signInAtDesk(walk, other, '13800000002');
  });
  afterAll(async () => {
    await walk.close();
    expect(walk.errors).toEqual([]);
  });

  const save = async (on: Page, reason: string) => {
    const dialog = on.getByRole('dialog');
    await dialog.getByLabel('修改的原因').fill(reason);
    await dialog.getByRole('button', { name: '保存' }).click();
  };

  it('shows every setting with its default, and the guide’s words locked', async () => {
    await goAtDesk(walk, page, '/');
    // The prompt of the page before, that there is no range yet, goes with it.
    await page.reload();
    await page.getByRole('link', { name: '系统设置' }).click();
    await page.getByRole('heading', { name: '操作指南规定的用语' }).waitFor();
    await page.getByText('审核成功！将**编号分配给**人，目前还剩**个名额').waitFor();
    await page.getByText('还没有修改过，都是默认值。').waitFor();
    expect(await page.getByRole('button', { name: /^修改提示语 P-/ }).count()).toBe(21);
    await picture(page, 'system-1-settings');
  });

  it('changes a date with a reason, and says what was there before', async () => {
    await page.getByRole('button', { name: '修改年度日期' }).click();
    const dialog = page.getByRole('dialog', { name: '修改年度日期' });
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.getByText('请写明为什么改，例如通知的文号。').waitFor();
    await dialog.getByLabel('提醒关闭年度').fill('31');
    await dialog.getByText('现在是 0 天后（年度结束起算）').waitFor();
    await picture(page, 'system-2-dates');
    await save(page, '闽团办〔2026〕3号');
    await page.getByText('已保存，一分钟内对所有人生效。').waitFor();
    await page.getByText('31 天后（年度结束起算）').first().waitFor();
    await page.getByRole('region', { name: '修改记录' }).last().getByText('高远').waitFor();
  });

  it('words a prompt anew: the places stay, an example shows how it looks', async () => {
    await page.getByRole('button', { name: '修改提示语 P-12' }).click();
    const dialog = page.getByRole('dialog', { name: '修改提示语 P-12' });
    await dialog.getByLabel('文字').fill('编号不够。');
    await dialog.getByText('“{个数}”要保留，显示时会换成实际内容。').waitFor();
    await dialog.getByLabel('文字').fill('只剩 {个数} 个编号了。');
    await dialog.getByRole('status').getByText('只剩 20 个编号了。').waitFor();
    await picture(page, 'system-3-prompt');
    await save(page, '说得短一些');
    await page.getByText('只剩 {个数} 个编号了。').first().waitFor();
  });

  it('of two who change at once the second sees what is there now, and can go on', async () => {
    await goAtDesk(walk, other, '/settings');
    await other.reload();
    await other.getByRole('button', { name: '修改入团年龄' }).click();
    await other.getByLabel('最低年龄', { exact: true }).fill('15');
    await page.getByRole('button', { name: '修改编号不足提醒' }).click();
    await page.getByLabel('剩余个数，不多于').fill('50');
    await save(page, '早点知道');
    await page.getByText('50 个').first().waitFor();
    await save(other, '今年的要求');
    await other.getByText('设置刚被别人改过，请看过现在的内容再改。').waitFor();
    await picture(other, 'system-4-second');
    await other.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    await other.getByText('已保存，一分钟内对所有人生效。').waitFor();
    const { rev, settings } = await callAtDesk(other, 'numbering.settings', {});
    expect([rev, settings.ages.least, settings.stock.lowCount]).toEqual([4, 15, 50]);
  });

  it('shows the calls of a day by hour and by action, and how the clock stands', async () => {
    const day = await countedDay(databaseOf(walk));
    await goAtDesk(walk, page, `/system?day=${day}`);
    await page.getByRole('heading', { name: '每小时的办理' }).waitFor();
    await page.getByRole('img', { name: /最忙的是 10 点/ }).waitFor();
    await page.getByRole('cell', { name: '审核通过', exact: true }).waitFor();
    await page.locator('.area svg').waitFor();
    await picture(page, 'system-5-metrics');
    const words = await page.getByRole('table').allInnerTexts();
    expect(words.join('\n')).not.toMatch(/[a-z]+\.[a-zA-Z]+|clean-up|其他操作/);
  });

  it('an alarm stands red on the home page until somebody looks after it', async () => {
    await raiseAlarms(databaseOf(walk));
    await goAtDesk(walk, page, '/');
    const alarms = page.getByRole('alert').filter({ hasText: '夜间对账发现' });
    await alarms.getByText('1 个组织的编号有差异').waitFor();
    await picture(page, 'system-6-alarm');
    await alarms.getByRole('button', { name: '我来处理' }).first().click();
    const dialog = page.getByRole('dialog', { name: '处理告警' });
    await dialog.getByRole('button', { name: '我来处理' }).click();
    await dialog.getByText('请写明由谁处理、怎样处理。').waitFor();
    await dialog.getByLabel('怎样处理').fill('已打印，部署人员在核对');
    await dialog.getByRole('button', { name: '我来处理' }).click();
    await alarms.getByText('处理中：已打印，部署人员在核对').waitFor();
    await picture(page, 'system-7-acknowledged');
    await goAtDesk(walk, other, '/');
    await other.getByText('处理中：已打印，部署人员在核对').waitFor();
  });
});
