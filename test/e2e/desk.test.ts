import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import {
  allocate,
  chooseOrganization,
  defineFirstRange,
  picture,
  rowsBecome,
  signInAtDesk,
  startWalk,
  type Walk,
} from './support';

/** The main job at the desk, on the guide's own tree: from no range at all to a number and back. */
describe('the desk', () => {
  let walk: Walk;
  let page: Page;
  let staff: Page;
  beforeAll(async () => {
    walk = await startWalk('tree');
    page = await walk.newPage();
  });
  afterAll(() => walk.close());

  it('P-1: the province is asked to define a range, and does', async () => {
    await signInAtDesk(walk, page, '13800000001');
    await page.getByText('尚未设置编号区间范围，请先新增编号区间范围。').first().waitFor();
    await picture(page, 'desk-1-first-time');
    await defineFirstRange(page, '202000012000', '202000012999');
    await rowsBecome(page, ['1000 否']);
  });

  it('rows 3, 5, 6: hands numbers down level by level', async () => {
    await allocate(page, { '0604团委': 200 });
    await chooseOrganization(page, '团省委', '0604团委');
    await rowsBecome(page, ['200 否']);
    await allocate(page, { '0604团总支': 100 });
    await chooseOrganization(page, '团省委', '0604团委', '0604团总支');
    await page.getByRole('button', { name: '分配', exact: true }).click();
    await page.getByRole('button', { name: '平均' }).click();
    await page.getByText('将得到的编号区间').waitFor();
    await picture(page, 'desk-3-allocate');
    await page.getByRole('button', { name: '提交' }).click();
    await page.getByText('将分配 100 个编号').first().waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
    await page.getByText('分配成功').waitFor();
    await rowsBecome(page, ['20 是', '20 是', '20 是', '20 是', '20 是']);
    await picture(page, 'desk-4-numbers');
  });

  it("row 8: the committee approves 陈甲 and reads the guide's sentence", async () => {
    staff = await walk.newPage();
    await signInAtDesk(walk, staff, '13800000003');
    await staff.getByRole('link', { name: '团员报到审核' }).click();
    await staff.getByRole('button', { name: /待团委审核/ }).click();
    await staff.getByRole('button', { name: '查看 陈甲 的报到' }).click();
    await staff.getByText('通过后将分配').waitFor();
    await picture(staff, 'desk-5-review');
    await staff.getByRole('button', { name: '通过', exact: true }).click();
    await staff.getByText('审核成功！将202000012020编号分配给陈甲，目前还剩19个名额').waitFor();
    await picture(staff, 'desk-6-approved');
  });

  it('row 10: takes back what branch (2)1 has not used', async () => {
    await chooseOrganization(page, '团省委', '0604团委', '0604团总支', '0604团支部（2）1');
    await page.getByRole('button', { name: '回收' }).click();
    await page.getByText(/将从 0604团支部（2）1 回收 19 个未使用编号/).waitFor();
    await picture(page, 'desk-7-reclaim');
    await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
    await page.getByText('回收成功').waitFor();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await rowsBecome(page, ['1 已使用']);
  });

  it('P-7: 林乙 cannot be approved any more, and who can help is named', async () => {
    await staff.goto(`${walk.cloud.url}/console/#/reviews?status=PENDING_COMMITTEE`);
    await staff.reload();
    await staff.getByRole('button', { name: '查看 林乙 的报到' }).click();
    await staff.getByRole('button', { name: '通过', exact: true }).click();
    await staff
      .getByText('该团支部的编号名额已全部分配完，无法审核通过。请联系上级团组织补充分配编号。')
      .waitFor();
    await staff.getByText('可以补充编号的组织').waitFor();
    await picture(staff, 'desk-8-used-up');
  });

  it('shows where every number of 0604团总支 is now', async () => {
    await page.reload();
    await chooseOrganization(page, '团省委', '0604团委', '0604团总支');
    await rowsBecome(page, ['20 是', '1 是', '19 否', '20 是', '20 是', '20 是']);
    await picture(page, 'desk-numbers-after');
  });

  it('the record of 陈甲 holds the number', async () => {
    await page.getByRole('link', { name: '团籍资料' }).click();
    await page.getByText('陈甲').first().click();
    await page.getByText('350199').first().waitFor();
    await picture(page, 'desk-9-roster');
    expect(walk.errors).toEqual([]);
  });
});
