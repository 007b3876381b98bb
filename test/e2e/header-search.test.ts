import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { handDownTheExample, picture, signInAtDesk, startWalk, type Walk } from './support';

/** The search of the header, by keyboard, from any page. */
describe('the search of the header', () => {
  let walk: Walk;
  let page: Page;
  const field = () => page.getByRole('combobox', { name: '查找编号、团员或组织' });
  const found = () => page.getByRole('listbox', { name: '找到的编号、组织和团员' });
  beforeAll(async () => {
    walk = await startWalk('tree');
    page = await walk.newPage();
    await signInAtDesk(walk, page, '13800000001');
    await handDownTheExample(page);
  });
  afterAll(() => walk.close());

  it('is reached by / and finds an organisation with its path', async () => {
    await page.goto(`${walk.cloud.url}/console/#/reviews`);
    await page
      .getByRole('heading', { name: '团员报到审核' })
      .or(page.getByRole('table'))
      .first()
      .waitFor();
    await page.keyboard.press('/');
    await field().and(page.locator(':focus')).waitFor();
    await page.keyboard.type('0604团总支');
    const option = found().getByRole('option').filter({ hasText: '0604团总支' }).first();
    await option.waitFor();
    expect(await option.innerText()).toContain('0604团委');
    await picture(page, 'header-search-organization');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: '0604团总支', exact: true }).waitFor();
    expect(await field().inputValue()).toBe('');
  });

  it('leads from twelve digits to the life of the number', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('2020 0001 2020');
    await found().getByRole('group', { name: '编号查询' }).waitFor();
    await picture(page, 'header-search-number');
    await page.keyboard.press('Enter');
    await page.waitForURL(/#\/trace\?n=202000012020/);
  });

  it('says so when nothing is found, and Escape closes it', async () => {
    await page.keyboard.press('Escape');
    await field().fill('没有这个名字');
    await page.getByText('没有找到。可以输入 12 位编号').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('没有找到。可以输入 12 位编号').waitFor({ state: 'hidden' });
  });

  it('tells what to do when the server cannot be reached', async () => {
    await page.route('**/api/organization.search', (route) => route.abort());
    await field().fill('团支部');
    await page.getByRole('search').getByRole('alert').waitFor();
    await picture(page, 'header-search-problem');
    await page.unroute('**/api/organization.search');
    walk.errors.length = 0;
  });
});
