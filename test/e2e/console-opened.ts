import type { Page } from 'playwright-core';

import { dialogOf, inPanel, press, row, type State, tick } from './console-scene';
import { callAtDesk, type Walk } from './support';
import { ALARMS, databaseOf } from './system-scene';

/** What else opens: dialogs, results, notices. */
export const OPENED: readonly State[] = [
  {
    desk: 'province',
    name: '151-alarm-acknowledge',
    at: '/?year=2020',
    ready: '夜间对账发现',
    before: async (page) => {
      const json = { ok: true, data: { items: ALARMS } };
      await page.route('**/api/account.alarms', (route) => route.fulfill({ json }));
    },
    open: press('我来处理'),
  },
  {
    desk: 'province',
    name: '152-strip-cells',
    at: '/numbers?org=0604-1&year=2020',
    ready: '编号分布',
    open: async (page) => {
      await press(/^202000012020—202000012039/)(page);
      await press(/，202000012025 /)(page);
    },
  },
  {
    desk: 'province',
    name: '153-menu-of-posts',
    at: '/numbers?org=0604&year=2020',
    ready: '编号分布',
    open: async (page) => {
      await press('切换职务或退出登录')(page);
      await page.getByRole('menuitem', { name: '退出登录' }).waitFor();
    },
  },
  {
    desk: 'province',
    name: '154-signed-in-elsewhere',
    at: '/numbers?org=0604&year=2020',
    ready: '还在别处登录',
    before: async (page) => {
      const { items } = await callAtDesk(page, 'account.sessions', {});
      const other = { ...items[0]!, id: 'other', current: false };
      const json = { ok: true, data: { items: [...items, other] } };
      await page.route('**/api/account.sessions', (route) => route.fulfill({ json }));
    },
  },
  {
    desk: 'province',
    name: '155-review-export',
    at: '/reviews',
    ready: '林乙',
    open: press('导出'),
  },
  {
    desk: 'province',
    name: '156-member-phone',
    at: '/members',
    ready: '张丁',
    open: inPanel('张丁', '核实身份后换手机号'),
  },
  {
    desk: 'province',
    name: '157-correction',
    at: '/corrections',
    ready: '李戊',
    open: row('李戊'),
  },
  {
    desk: 'province',
    name: '158-trace-list',
    at: '/trace?mode=many',
    ready: '粘贴一批',
    open: async (page) => {
      await page
        .getByLabel('要查询的编号')
        .fill('202000012020\n202000012500\n202100000001\n张三\n201935000123');
      await page.getByRole('button', { name: '查询', exact: true }).click();
      await page.getByRole('heading', { name: '共 5 个' }).waitFor();
    },
  },
  {
    desk: 'province',
    name: '159-reconciled',
    at: '/reconcile?year=2020',
    ready: '立即对账',
    open: async (page) => {
      await press('立即对账')(page);
      await page.getByText('账实相符，没有丢失').waitFor();
      await press('展开 0604团委 的下级')(page);
    },
  },
  {
    desk: 'province',
    name: '160-settings-ages',
    at: '/settings',
    ready: '操作指南规定的用语',
    open: press('修改入团年龄'),
  },
  {
    desk: 'province',
    name: '161-organization-export',
    at: '/organizations?org=0604',
    ready: '任命工作人员',
    open: press('导出'),
  },
  {
    desk: 'province',
    name: '162-terms-renew',
    at: '/organizations/terms',
    ready: '苏晓',
    open: async (page) => {
      await tick(page, '周宁', '林书');
      await press('续任所选')(page);
    },
  },
  {
    desk: 'province',
    name: '163-closing-confirm',
    at: '/organizations/closing?org=0604-1',
    ready: '0604团支部（3）',
    open: async (page) => {
      await tick(page, '0604团支部（3）', '0604团支部（4）');
      await press('撤销所选')(page);
    },
  },
  {
    desk: 'province',
    name: '164-closing-results',
    at: '/organizations/closing?org=0604-1',
    ready: '0604团支部（3）',
    open: async (page) => {
      await tick(page, '0604团支部（2）1', '0604团支部（4）');
      await press('撤销所选')(page);
      await dialogOf(page).getByLabel('撤销的原因').fill('2026届毕业');
      await dialogOf(page).getByRole('button', { name: '确定撤销' }).click();
      await page.getByText('2 个没有撤销').waitFor();
    },
  },
  {
    desk: 'province',
    name: '165-move-effects',
    at: '/organizations?org=0604-1-4',
    ready: '任命团支书',
    open: async (page) => {
      await press(/^移动$/)(page);
      await dialogOf(page).getByLabel('查找新的上级组织').fill('0605团委');
      await dialogOf(page)
        .getByRole('option', { name: /0605团委/ })
        .first()
        .click();
      await dialogOf(page).getByText('带走编号').waitFor();
    },
  },
  {
    desk: 'province',
    name: '166-guided-tour',
    at: '/numbers?org=0604&year=2020',
    ready: '编号分布',
    open: beginTour,
  },
  {
    desk: 'province',
    name: '167-guided-tour-end',
    at: '/numbers?org=0604&year=2020',
    ready: '编号分布',
    open: async (page) => {
      await beginTour(page);
      for (let stop = 2; stop <= 8; stop++) {
        await page.getByRole('button', { name: '下一步' }).click();
        await page.getByText(`${stop} / 8`).waitFor();
      }
      await page.getByRole('heading', { name: '看完了' }).waitFor();
    },
  },
  {
    desk: 'province',
    name: '168-difference',
    at: '/reconcile?year=2020',
    ready: '立即对账',
    open: findDifference,
  },
  {
    desk: 'committee',
    name: '169-session-ending',
    at: '/reviews/covers',
    ready: '陈甲',
    open: async (page) => {
      await page.evaluate(`(() => {
        const later = Date.now() + 28.5 * 60_000;
        Date.now = () => later;
      })()`);
      await dialogOf(page).getByText('90 秒后将自动退出登录').waitFor();
    },
  },
  {
    desk: 'committee',
    name: '170-covers-print',
    at: '/reviews/covers',
    ready: '陈甲',
    open: async (page) => {
      await page.emulateMedia({ media: 'print' });
      await page.getByRole('heading', { name: '封面抄写单' }).waitFor();
    },
  },
];

async function beginTour(page: Page): Promise<void> {
  await press('切换职务或退出登录')(page);
  await page.getByRole('menuitem', { name: /操作引导/ }).click();
  await page.locator('.guided-tour .el-tour__title').waitFor();
}

/** Five numbers are gone while the page is read, and followed down to the branch they are missing at. */
async function findDifference(page: Page, walk: Walk): Promise<void> {
  const database = databaseOf(walk);
  const sound = (await database.get('holdings', '2020-0604-1-3'))!;
  const less = sound.held.map(({ start, end }) => ({ start, end: end - 5 }));
  await database.put('holdings', { ...sound, held: less, free: less });
  try {
    await page.reload();
    await press('立即对账')(page);
    await page.getByRole('heading', { name: /^有 \d+ 个组织对不上/ }).waitFor();
    await press('展开 0604团委 的下级')(page);
    await press('展开 0604团总支 的下级')(page);
    await page.getByText('不符，请刷新再看').waitFor();
  } finally {
    await database.put('holdings', sound);
  }
}
