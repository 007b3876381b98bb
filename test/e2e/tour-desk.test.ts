import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { goAtDesk, handDownTheExample, signInAtDesk, startWalk, type Walk } from './support';

/** The guided tour: over the pages by keyboard, ended at any moment, and begun again. */
describe('the guided tour at the desk', () => {
  let walk: Walk;
  let page: Page;
  beforeAll(async () => {
    walk = await startWalk('tree');
    const province = await walk.newPage();
    await signInAtDesk(walk, province, '13800000001');
    await handDownTheExample(province);
    page = await walk.newPage();
    await signInAtDesk(walk, page, '13800000003');
  });
  afterAll(async () => {
    await walk.close();
    expect(walk.errors).toEqual([]);
  });

  const told = (title: string) => page.getByRole('heading', { name: title, exact: true });
  const who = () => page.getByRole('button', { name: '切换职务或退出登录' });

  it('begins by an address, goes on and back by arrow keys, and is ended by Escape', async () => {
    await goAtDesk(walk, page, '/?tour=1');
    await told('编号从哪里来，到哪里去').waitFor();
    expect(page.url()).not.toContain('tour');
    for (const [key, title] of [
      ['ArrowRight', '选组织'],
      ['ArrowRight', '分配：逐级往下'],
      ['ArrowLeft', '选组织'],
      ['ArrowRight', '分配：逐级往下'],
      ['ArrowRight', '审核：通过就有编号'],
      ['ArrowRight', '查询：一个编号的一生'],
    ] as const) {
      await page.keyboard.press(key);
      await told(title).waitFor();
    }
    expect(page.url()).toContain('/trace');
    await page.keyboard.press('Escape');
    await told('查询：一个编号的一生').waitFor({ state: 'hidden' });
  });

  it('begins in the menu of the person, and ends with its last stop', async () => {
    await who().click();
    await page.getByRole('menuitem', { name: '操作引导', exact: true }).click();
    await told('编号从哪里来，到哪里去').waitFor();
    for (const title of [
      '选组织',
      '分配：逐级往下',
      '审核：通过就有编号',
      '查询：一个编号的一生',
      '回收：逐级往上',
      '看完了',
    ]) {
      await page.getByRole('button', { name: '下一步' }).click();
      await told(title).waitFor();
    }
    await page.getByRole('button', { name: '结束引导' }).click();
    await told('看完了').waitFor({ state: 'hidden' });
  });

  it('tells who has not seen it yet that it is there', async () => {
    const other = await walk.newPage();
    await signInAtDesk(walk, other, '13800000006');
    await other.getByRole('button', { name: '切换职务或退出登录' }).click();
    await other.getByRole('menuitem', { name: '操作引导 还没看过' }).click();
    const count = other.getByText('1 / 5');
    await count.waitFor();
    await other.keyboard.press('Escape');
    await count.waitFor({ state: 'hidden' });
  });
});
