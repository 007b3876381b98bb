import type { Page } from 'playwright-core';

import { dropImports, importMany, tableFile } from './console-files';
import { dialogOf, holding, press, type State } from './console-scene';
import { callAtDesk } from './support';

/** Branches for a long list: two operations of at most 100. */
const MANY = 130;

/** Last of all, in this order: each changes what the next one shows. */
export const CHANGED: readonly State[] = [
  {
    desk: 'province',
    name: '181-undo',
    at: '/numbers/movements?org=0604&year=2020',
    ready: '编号流水',
    before: async (page) => {
      const items = [{ orgId: '0604-2', count: 10 }];
      await callAtDesk(page, 'numbering.allocate', { orgId: '0604', year: 2020, items });
    },
    open: press(/^撤销：/),
  },
  {
    desk: 'province',
    name: '182-import-done',
    at: '/organizations/import',
    ready: '选择文件',
    before: dropImports,
    open: async (page) => {
      await page.locator('input[type=file]').setInputFiles(tableFile('good'));
      await press(/^导入 \d+ 行$/)(page);
      await page.getByText('全部导入完成').waitFor();
    },
  },
  {
    desk: 'province',
    name: '183-taken-over',
    at: '/takeover',
    ready: '选择文件',
    open: async (page) => {
      await page.locator('input[type=file]').setInputFiles(tableFile('members'));
      await press(/^登记 \d 位团员$/)(page);
      await press(/^登记 \d 位$/)(page);
      await page.getByRole('button', { name: '再导入一个表' }).waitFor();
    },
  },
  {
    desk: 'province',
    name: '184-rebalance-chain',
    at: '/rebalance?year=2020',
    ready: '只办下一步',
    before: async (page) => {
      const { free } = await callAtDesk(page, 'numbering.overview', { orgId: '35', year: 2020 });
      const items = [{ orgId: '0604', count: free }];
      await callAtDesk(page, 'numbering.allocate', { orgId: '35', year: 2020, items });
    },
    open: async (page) => {
      await press('只办下一步')(page);
      await page.getByText('已办 1 / 2 步').waitFor();
    },
  },
  {
    desk: 'province',
    name: '185-rebalance-none',
    at: '/rebalance?year=2021',
    ready: '请先新增编号区间范围',
  },
  {
    desk: 'province',
    name: '186-year-closing',
    at: '/years?year=2020',
    ready: '重新开放',
    before: (page) => callAtDesk(page, 'numbering.closeYear', { year: 2020, to: 'CLOSING' }),
    open: press('关闭2020年'),
  },
  {
    desk: 'province',
    name: '187-year-closed',
    at: '/years?year=2020',
    ready: '重新开放',
    open: async (page) => {
      await press('关闭2020年')(page);
      await dialogOf(page).getByLabel('输入 2020 确认').fill('2020');
      await dialogOf(page).getByRole('button', { name: '关闭2020年' }).click();
      await page.getByText('2020年已关闭，编号只供查看').waitFor();
    },
  },
  {
    desk: 'province',
    name: '188-watch-finding',
    at: '/trace?mode=watch',
    ready: '需要处理',
    before: async (page, walk) => {
      const [start, end] = ['202144000000', '202144000999'];
      await callAtDesk(page, 'numbering.defineRange', { year: 2021, start, end });
      await walk.cloud.invoke({
        name: 'clock',
        caller: { kind: 'timer', triggerName: 'tick', time: new Date() },
      });
    },
  },
  {
    desk: 'province',
    name: '189-allocating',
    at: '/numbers/allocate?org=0608&year=2021',
    ready: '提交',
    before: async (page) => {
      await importMany(page, MANY);
      const items = [{ orgId: '0608', count: 2 * MANY }];
      await callAtDesk(page, 'numbering.allocate', { orgId: '35', year: 2021, items });
      await holdSecondAllocation(page);
    },
    open: async (page) => {
      await press('平均')(page);
      await page.getByRole('columnheader', { name: '将得到的编号区间' }).waitFor();
      await press('提交')(page);
      await dialogOf(page).getByRole('button', { name: '确定' }).click();
      await page.getByText(`已完成 100 / ${MANY} 个组织`).waitFor();
    },
    held: true,
  },
  {
    desk: 'province',
    name: '190-allocation-left',
    at: '/numbers/allocate?org=0608&year=2021',
    ready: '已分给 100 个组织',
  },
  {
    desk: 'province',
    name: '191-allocation-goes-on',
    at: '/numbers/allocate?org=0608&year=2021',
    ready: '已分给 100 个组织',
    before: holding('numbering.allocate'),
    open: async (page) => {
      await press('继续办理')(page);
      await page.getByText(`已完成 100 / ${MANY} 个组织`).waitFor();
    },
    held: true,
  },
];

/** The first hundred are served; the answer for the rest never comes. */
async function holdSecondAllocation(page: Page): Promise<void> {
  let sent = 0;
  await page.route('**/api/numbering.allocate', async (route) => {
    sent += 1;
    if (sent === 1) await route.continue();
  });
}
