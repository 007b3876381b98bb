import type { Page } from 'playwright-core';

import { dropImports, manyFile, tableFile } from './console-files';
import { dialogOf, failing, holding, PENDING, press, row, type State, tick } from './console-scene';
import { callAtDesk } from './support';

/** What did not work: the sentence, and the way on. */
export const BROKEN: readonly State[] = [
  {
    desk: 'province',
    name: '121-home-failed',
    at: '/?year=2020',
    ready: '系统出了问题',
    before: failing('numbering.dashboard'),
  },
  {
    desk: 'province',
    name: '122-numbers-failed',
    at: '/numbers?org=0604&year=2020',
    ready: '系统出了问题',
    before: failing('numbering.overview'),
  },
  {
    desk: 'province',
    name: '123-members-failed',
    at: '/members',
    ready: '系统出了问题',
    before: failing('roster.list'),
  },
  {
    desk: 'committee',
    name: '124-review-failed',
    at: PENDING,
    ready: '林乙',
    before: failing('review.get'),
    open: row('林乙'),
  },
  {
    desk: 'province',
    name: '125-reclaim-refused',
    at: '/numbers?org=0604-1-3&year=2020',
    ready: '编号分布',
    before: failing('numbering.reclaim'),
    open: async (page) => {
      await press('回收')(page);
      await dialogOf(page).getByText('将从 0604团支部（3）').waitFor();
      await dialogOf(page).getByRole('button', { name: '确定' }).click();
      await dialogOf(page).getByText('系统出了问题').waitFor();
    },
  },
  {
    desk: 'province',
    name: '126-allocate-too-many',
    at: '/numbers/allocate?org=0604&year=2020',
    ready: '提交',
    open: async (page) => {
      await page.getByLabel('分配给 0604团总支 的个数').fill('500');
      await press('提交')(page);
    },
  },
  {
    desk: 'province',
    name: '127-allocate-paste',
    at: '/numbers/allocate?org=0604-1&year=2020',
    ready: '提交',
    open: async (page) => {
      await press('从表格粘贴')(page);
      const lines = [
        '组织\t个数',
        '0604团支部（3）\t2',
        '0604团支部（9）\t3',
        '0604团支部（4）\t两个',
      ];
      await dialogOf(page).getByLabel('要粘贴的组织和个数').fill(lines.join('\n'));
      await dialogOf(page).getByText('没有认出').waitFor();
    },
  },
  {
    desk: 'province',
    name: '128-import-problems',
    at: '/organizations/import',
    ready: '选择文件',
    open: async (page) => {
      await page.locator('input[type=file]').setInputFiles(tableFile('broken'));
      await page.getByText('处须修改').waitFor();
    },
  },
  {
    desk: 'province',
    name: '129-takeover-problems',
    at: '/takeover',
    ready: '选择文件',
    open: async (page) => {
      await page.locator('input[type=file]').setInputFiles(tableFile('members'));
      await page.getByText('可以登记').first().waitFor();
    },
  },
  {
    desk: 'province',
    name: '130-no-post',
    at: '/',
    ready: '没有在任职务',
    before: async (page) => {
      const me = await callAtDesk(page, 'account.me', {});
      const json = { ok: true, data: { ...me, posts: [] } };
      await page.route('**/api/account.me', (route) => route.fulfill({ json }));
    },
  },
];

/** Under way: how far it is, and how it is stopped. */
export const RUNNING: readonly State[] = [
  {
    desk: 'province',
    name: '141-loading',
    at: '/?year=2020',
    ready: '首页',
    before: holding('numbering.dashboard'),
    held: true,
  },
  {
    desk: 'province',
    name: '142-list-loading',
    at: '/members',
    ready: '团籍资料',
    before: holding('roster.list'),
    held: true,
  },
  {
    desk: 'province',
    name: '143-reconciling',
    at: '/reconcile?year=2020',
    ready: '立即对账',
    before: holding('numbering.reconcile'),
    open: press('立即对账'),
    held: true,
  },
  {
    desk: 'province',
    name: '144-exporting',
    at: '/members',
    ready: '陈甲',
    before: holding('roster.export'),
    open: async (page) => {
      await press('导出')(page);
      await dialogOf(page).getByLabel('导出的用途').fill('年度团籍核查');
      await dialogOf(page).getByRole('button', { name: '导出' }).click();
      await dialogOf(page).getByText('正在读取').waitFor();
    },
    held: true,
  },
  {
    desk: 'committee',
    name: '145-batch-running',
    at: PENDING,
    ready: '林乙',
    before: holding('review.passMany'),
    open: async (page) => {
      await tick(page, '林乙');
      await press('批量通过 1 人')(page);
      await press(/^通过 1 人$/)(page);
      await page.getByRole('button', { name: '停止' }).waitFor();
    },
    held: true,
  },
  {
    desk: 'province',
    name: '146-taking-over',
    at: '/takeover',
    ready: '选择文件',
    before: holding('numbering.takeoverCommit'),
    open: async (page) => {
      await page.locator('input[type=file]').setInputFiles(tableFile('members'));
      await press(/^登记 \d 位团员$/)(page);
      await press(/^登记 \d 位$/)(page);
      await page.getByText('正在登记').waitFor();
    },
    held: true,
  },
  {
    desk: 'province',
    name: '147-rebalancing',
    at: '/rebalance?year=2020',
    ready: '只办下一步',
    before: holding('numbering.allocate'),
    open: press('只办下一步'),
    held: true,
  },
  {
    desk: 'province',
    name: '148-importing',
    at: '/organizations/import',
    ready: '选择文件',
    before: async (page) => {
      await dropImports(page);
      await holdImportHalfway(page);
    },
    open: async (page) => {
      await page.locator('input[type=file]').setInputFiles(manyFile(599));
      await press('导入 600 行')(page);
      await page.getByText('正在导入 400 / 600 行').waitFor();
    },
    held: true,
  },
];

/** Says once that 400 rows are written, which none is, and nothing more. */
async function holdImportHalfway(page: Page): Promise<void> {
  let asked = 0;
  await page.route('**/api/organization.importCommit', async (route) => {
    asked += 1;
    if (asked > 1) return;
    const { items } = await callAtDesk(page, 'organization.imports', { rootId: '35' });
    const data = { ...items[0], state: 'COMMITTING', committed: 400, created: 400 };
    await route.fulfill({ json: { ok: true, data } });
  });
}
