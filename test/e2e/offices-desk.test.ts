import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { demoIdNumber } from '../../local/demo/people';
import { callAtDesk, goAtDesk, picture, signInAtDesk, startWalk, type Walk } from './support';

const OLD = '0604第六团支部';
const NEW = '0604第七团支部';

/** 组织管理: an organisation from its first day to its last, and who is in office there. */
describe('the life of an organisation at the desk', () => {
  let walk: Walk;
  let page: Page;
  beforeAll(async () => {
    walk = await startWalk('tree');
    page = await walk.newPage();
    await signInAtDesk(walk, page, '13800000001');
    await goAtDesk(walk, page, '/organizations?org=0604-1');
    // The prompt of the page before, that there is no range yet, goes with it.
    await page.reload();
    await page.getByRole('heading', { level: 1, name: '0604团总支', exact: true }).waitFor();
  });
  afterAll(async () => {
    await walk.close();
    expect(walk.errors).toEqual([]);
  });

  const dialog = (name: string | RegExp) => page.getByRole('dialog', { name });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const said = (text: string) => page.locator('.el-message').filter({ hasText: text }).first();
  const create = async (code: string, name: string) => {
    await button('新增下级组织').click();
    const form = dialog('新增下级组织');
    await form.getByRole('button', { name: '确定' }).click();
    await form.getByText('请填写组织编码。').waitFor();
    await form.getByLabel('组织编码').fill(code);
    await form.getByLabel('组织全称').fill(name);
    await form.getByRole('button', { name: '确定' }).click();
    await said(`已新增 ${name}。`).waitFor();
    await page.getByRole('treeitem').filter({ hasText: name }).first().waitFor();
  };

  it('is created below another one, which says what is missing, and stands in the tree', async () => {
    await create('0604-1-6', OLD);
    await page.getByRole('treeitem').filter({ hasText: OLD }).first().click();
    await page.getByRole('heading', { level: 1, name: OLD, exact: true }).waitFor();
  });

  it('R-41: gets a secretary for a year, who gives way to the next one', async () => {
    const appoint = async (name: string, phone: string, nth: number) => {
      await button('任命团支书').click();
      const form = dialog(/^任命团支书/);
      await form.getByLabel('姓名').fill(name);
      await form.getByLabel('手机号').fill(phone);
      await form.getByLabel('证件号码').fill(demoIdNumber('19990101', nth));
      if (nth > 71) await form.getByText('现任团支书是 沈一，任命后同时免去其职务。').waitFor();
      await form.getByRole('button', { name: '确定任命' }).click();
      await said(`已任命 ${name} 为 ${OLD} 团支书。`).waitFor();
      await page.getByRole('cell', { name, exact: true }).waitFor();
    };
    await appoint('沈一', '13900000071', 71);
    await appoint('韩二', '13900000072', 72);
    expect(await page.getByRole('cell', { name: '沈一', exact: true }).count()).toBe(0);
    await picture(page, 'offices-1-appointed');
  });

  it('a dismissal names the person and the effect, and asks why', async () => {
    await button('免去 韩二').click();
    const form = dialog('免去职务');
    await form.getByText(/将免去 韩二（139\*{4}0072）的 0604第六团支部 团支书职务/).waitFor();
    await form.getByRole('button', { name: '确定免去' }).click();
    await form.getByText('请写明原因。').waitFor();
    await form.getByLabel('免去的原因').fill('毕业离校');
    await form.getByRole('button', { name: '确定免去' }).click();
    await said('已免去 韩二 的职务。').waitFor();
    await page.getByRole('cell', { name: '韩二', exact: true }).waitFor({ state: 'hidden' });
  });

  it('R-72: is closed when nothing is left in it', async () => {
    await button('撤销').click();
    const form = dialog(/^撤销/);
    await form.getByText(`将撤销 ${OLD}（团支部，编码 0604-1-6），撤销后不能恢复。`).waitFor();
    await form.getByLabel('撤销的原因').fill('班级毕业');
    await form.getByRole('button', { name: '确定撤销' }).click();
    await said(`已撤销 ${OLD}。`).waitFor();
    await page.getByText('已撤销').first().waitFor();
    const { status } = await callAtDesk(page, 'organization.get', { id: '0604-1-6' });
    expect(status).toBe('CLOSED');
  });

  it('R-72: and from the list of graduation, with those that have to stay', async () => {
    await goAtDesk(walk, page, '/organizations?org=0604-1');
    await create('0604-1-7', NEW);
    await goAtDesk(walk, page, '/organizations/closing?org=0604-1');
    for (const name of [NEW, '0604团支部（2）1']) {
      await page
        .locator('label.el-checkbox')
        .filter({ has: page.getByRole('checkbox', { name: `选择 ${name}` }) })
        .click();
    }
    await button('撤销所选').click();
    const form = dialog('撤销 2 个组织');
    await form.getByLabel('撤销的原因').fill('2026届毕业');
    await form.getByRole('button', { name: '确定撤销' }).click();
    await page.getByText('已撤销 1 个，1 个没有撤销').waitFor();
    const row = (name: string) => page.getByRole('row').filter({ hasText: name });
    await row(NEW).getByText('已撤销').waitFor();
    await row('0604团支部（2）1')
      .getByText(/人的报到没有办完/)
      .first()
      .waitFor();
    await picture(page, 'offices-2-graduation');
  });
});
