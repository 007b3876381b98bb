import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { readSheet } from 'read-excel-file/node';

import {
  handDownTheExample,
  goAtDesk,
  picture,
  signInAtDesk,
  startWalk,
  type Walk,
} from './support';

/** 组织管理: names, places, closing, terms, people, and lists of them. */
describe('organisations at the desk', () => {
  let walk: Walk;
  let page: Page;
  beforeAll(async () => {
    walk = await startWalk('tree');
    page = await walk.newPage();
    await signInAtDesk(walk, page, '13800000001');
    await handDownTheExample(page);
  });
  afterAll(() => walk.close());

  const dialog = (name: string | RegExp) => page.getByRole('dialog', { name });
  const said = (text: string | RegExp) =>
    page.locator('.el-message').filter({ hasText: text }).first();
  /** The box itself is drawn by its label. */
  const tick = (name: string) =>
    page
      .locator('label.el-checkbox')
      .filter({ has: page.getByRole('checkbox', { name: `选择 ${name}` }) })
      .click();
  async function choose(id: string, name: string): Promise<void> {
    await goAtDesk(walk, page, `/organizations?org=${id}`);
    await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  }

  it('renames', async () => {
    await choose('0605-1', '0605团支部');
    await page.getByRole('button', { name: '改名' }).click();
    await dialog('改名').getByLabel('组织全称').fill('0605第一团支部');
    await dialog('改名').getByRole('button', { name: '确定改名' }).click();
    await said('已改名').waitFor();
    await page.getByRole('heading', { level: 1, name: '0605第一团支部' }).waitFor();
    await page.getByRole('treeitem').filter({ hasText: '0605第一团支部' }).first().waitFor();
  });

  it('R-70: moves a branch with its numbers, after showing what goes along', async () => {
    await choose('0604-1-4', '0604团支部（4）');
    await picture(page, 'organizations-1');
    await page.getByRole('button', { name: '移动' }).click();
    const form = dialog('移动');
    await form.getByLabel('查找新的上级组织').fill('0605团委');
    await form
      .getByRole('option', { name: /0605团委/ })
      .first()
      .click();
    await form.getByText('带走编号 20 个').waitFor();
    await form.getByText(/0604团总支.* 的编号总数减少 20 个/).waitFor();
    await picture(page, 'organizations-2-move');
    await form.getByRole('button', { name: '确定移动' }).click();
    await form.getByText('请写明移动的原因').waitFor();
    await form.getByLabel('移动的原因').fill('学校调整');
    await form.getByRole('button', { name: '确定移动' }).click();
    await said('带走 20 个编号').waitFor();
    await page.getByText('团省委 / 0605团委').first().waitFor();
  });

  it('R-72: refuses to close what still has numbers, and says what to do', async () => {
    await page.getByRole('button', { name: '撤销', exact: true }).click();
    const form = dialog('撤销');
    await form.getByLabel('撤销的原因').fill('班级毕业');
    await form.getByRole('button', { name: '确定撤销' }).click();
    await form.getByText(/未使用的编号 20 个，请先由上级组织回收/).waitFor();
    await picture(page, 'organizations-3-close');
    await form.getByRole('button', { name: '取消' }).click();
  });

  it('R-41: renews a term and confirms another phone', async () => {
    await choose('0604-1-2', '0604团支部（2）1');
    await page.getByRole('button', { name: '续任 苏晓' }).click();
    await dialog('续任').getByRole('button', { name: '确定续任' }).click();
    await said('已续任').waitFor();
    await page.getByRole('button', { name: '给 苏晓 换手机号' }).click();
    const form = dialog(/换手机号/);
    await form.getByLabel('新手机号').fill('13900000006');
    await form.getByLabel('怎样核实的').fill('本人持身份证到场');
    await picture(page, 'organizations-4-phone');
    await form.getByRole('button', { name: '确定更换' }).click();
    await said('139****0006').waitFor();
  });

  it('lists terms, and where nobody is in office', async () => {
    await page.getByRole('button', { name: '职务任期' }).click();
    await page.getByRole('cell', { name: '苏晓', exact: true }).waitFor();
    await picture(page, 'organizations-5-terms');
    await tick('周宁');
    await tick('林书');
    await page.getByRole('button', { name: '续任所选' }).click();
    await dialog('续任').getByText('林书').waitFor();
    await dialog('续任').getByRole('button', { name: '确定续任' }).click();
    await page.getByText('续任成功 2 人').waitFor();
    await page.getByRole('button', { name: '无人在任' }).click();
    await page.getByRole('cell', { name: '0604团支部（1）', exact: true }).waitFor();
    await page.getByRole('button', { name: '即将到期' }).click();
    await page.getByText('60 天内没有人的任期到期').waitFor();
  });

  it('R-72: closes ticked branches together, each with its own result', async () => {
    await goAtDesk(walk, page, '/organizations/closing?org=0605');
    await tick('0605第一团支部');
    await tick('0604团支部（4）');
    await page.getByRole('button', { name: '撤销所选' }).click();
    const form = dialog('撤销 2 个组织');
    await form.getByLabel('撤销的原因').fill('2026届毕业');
    await form.getByRole('button', { name: '确定撤销' }).click();
    await page.getByText(/还有 1 人的报到没有办完/).waitFor();
    await page
      .getByText(/未使用的编号 20 个/)
      .first()
      .waitFor();
    await page.getByText('已撤销 0 个，2 个没有撤销').waitFor();
    await picture(page, 'organizations-6-closing');
  });

  it('exports what can be imported again', async () => {
    await choose('0604', '0604团委');
    await page.getByRole('button', { name: '导出' }).click();
    const form = dialog('导出组织名册');
    await form.getByRole('button', { name: '导出' }).click();
    await form.getByText('请写明导出的用途').waitFor();
    await form.getByLabel('导出的用途').fill('核对组织');
    const download = page.waitForEvent('download');
    await form.getByRole('button', { name: '导出' }).click();
    const path = await (await download).path();
    const rows = await readSheet(readFileSync(path));
    expect(rows[1]!.slice(0, 5)).toEqual([
      '组织编码',
      '组织全称',
      '简称',
      '组织类型',
      '上级组织编码',
    ]);
    expect(rows.length).toBe(2 + 7);
    expect(String(rows[0]![0])).toContain('高远');
    expect(walk.errors).toEqual([]);
  });
});
