import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { province } from '../../local/demo/province';
import { consoleFaults } from './console-faults';
import {
  allocate,
  atRest,
  chooseOrganization,
  defineFirstRange,
  goAtDesk,
  picture,
  signInAtDesk,
  startWalk,
  type Walk,
} from './support';

/** The same job at the size of a real province: 18,762 organisations, from 团省委 down to one branch. */
describe('the province', () => {
  let walk: Walk;
  let page: Page;
  const path: string[] = [];
  let branch: string;
  beforeAll(async () => {
    walk = await startWalk('province');
    page = await walk.newPage();
  });
  afterAll(() => walk.close());

  it('hands numbers from 团省委 to a branch, level by level', async () => {
    const organizations = new Map(province.organizations().map((row) => [row.code, row]));
    branch = province.applicants
      .map(({ form }) => form.branchId)
      .find((id) => organizations.has(id))!;
    for (let at = organizations.get(branch); at; at = organizations.get(at.parentCode))
      path.unshift(at.name);
    path.unshift(province.root.name);

    await signInAtDesk(walk, page, province.officers[0].phone);
    await defineFirstRange(page, '202000100000', '202000199999');
    let count = 50_000;
    for (let level = 1; level < path.length; level++) {
      await allocate(page, { [path[level]!]: count });
      await chooseOrganization(page, ...path.slice(0, level + 1));
      count = Math.max(20, Math.floor(count / 10));
    }
    await picture(page, 'province-1-branch');
  });

  it('approves somebody of that branch', async () => {
    await page.getByRole('link', { name: '团员报到审核' }).click();
    await page.getByRole('button', { name: /待团委审核/ }).click();
    await page.getByRole('button', { name: /^查看/ }).first().click();
    await page.getByRole('button', { name: '通过', exact: true }).click();
    await page.getByText(/审核成功！将2020001\d{5}编号分配给.+，目前还剩\d+个名额/).waitFor();
    await picture(page, 'province-2-approved');
  });

  it('finds a branch by its name', async () => {
    await page.getByRole('button', { name: '看下一个' }).click();
    await page.getByRole('link', { name: '团员编号分配' }).click();
    const search = page.getByPlaceholder('全称、简称或拼音首字母');
    await search.fill('鼓东');
    await page.getByRole('option').first().waitFor();
    await picture(page, 'province-3-search');
  });

  it('scrolls nothing sideways at 1024 and at 2560 pixels, however long the names are', async () => {
    const screens = [
      ['/?year=2020', '编号总数'],
      [`/numbers?org=${branch}&year=2020`, '编号分布'],
      [`/numbers?org=${province.root.code}&year=2020`, '编号分布'],
      [`/numbers/allocate?org=${province.root.code}&year=2020`, '直属下级'],
      [`/numbers/movements?org=${branch}&year=2020`, '审核通过'],
      ['/reviews?status=PENDING_COMMITTEE', '预检'],
      ['/members', '所在团支部'],
      [`/organizations?org=${branch}`, '组织编码'],
      ['/organizations/terms', '最近登录'],
      ['/reconcile?year=2020', '逐级核对'],
    ] as const;
    const faults: string[] = [];
    for (const [at, ready] of screens) {
      await goAtDesk(walk, page, at);
      await page.getByText(ready).filter({ visible: true }).first().waitFor();
      await atRest(page);
      for (const [width, height] of [
        [1024, 768],
        [2560, 1440],
      ] as const) {
        await page.setViewportSize({ width, height });
        await page.waitForTimeout(200);
        for (const fault of await consoleFaults(page)) faults.push(`${at} ${width} ${fault}`);
      }
    }
    expect(faults).toEqual([]);
    expect(walk.errors).toEqual([]);
  });
});
