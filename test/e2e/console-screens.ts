import type { Page } from 'playwright-core';

import { callAtDesk, goAtDesk, handDownTheExample, signInAtDesk, type Walk } from './support';

/** A screen of the console: where it is, by when it is there, and what is done on it first. */
export interface Screen {
  name: string;
  /** Address behind `#`. */
  at: string;
  /** Text that is there once the screen is. */
  ready: string | RegExp;
  /** Opens what the screen is about: a drawer, a dialog, a tab. */
  open?: (page: Page) => Promise<void>;
}

const press = (name: string | RegExp) => async (page: Page) => {
  await page.getByRole('button', { name }).first().click();
};
const row = (name: string) => press(`查看 ${name} 的`);

/** As staff of the province, on the example's tree with its numbers handed down. */
export const PROVINCE_SCREENS: readonly Screen[] = [
  { name: '01-home', at: '/?year=2020', ready: '首页' },
  { name: '02-numbers', at: '/numbers?org=0604-1&year=2020', ready: '编号分布' },
  { name: '03-allocate', at: '/numbers/allocate?org=0604&year=2020', ready: '提交' },
  {
    name: '04-reclaim',
    at: '/numbers?org=0604-1-2&year=2020',
    ready: '编号分布',
    open: press('回收'),
  },
  { name: '05-movements', at: '/numbers/movements?org=0604&year=2020', ready: '编号流水' },
  { name: '06-requests', at: '/numbers/requests?year=2020', ready: '补充编号申请' },
  { name: '07-rebalance', at: '/rebalance?year=2020', ready: '编号调剂方案' },
  { name: '08-reviews', at: '/reviews?org=35', ready: '团员报到审核' },
  { name: '09-members', at: '/members', ready: '陈甲' },
  { name: '10-member', at: '/members', ready: '陈甲', open: row('陈甲') },
  { name: '11-corrections', at: '/corrections', ready: '错号更正' },
  { name: '12-takeover', at: '/takeover', ready: '上线接管' },
  { name: '13-trace', at: '/trace?n=202000012020', ready: '陈甲' },
  { name: '14-reconcile', at: '/reconcile?year=2020', ready: '编号对账' },
  { name: '15-years', at: '/years?year=2020', ready: '年度关闭' },
  { name: '15-audit-log', at: '/audit', ready: '任免和手机号' },
  { name: '16-organizations', at: '/organizations?org=0604-1-2', ready: '苏晓' },
  {
    name: '17-organization-move',
    at: '/organizations?org=0604-1-4',
    ready: '任命团支书',
    open: press(/^移动$/),
  },
  {
    name: '18-organization-close',
    at: '/organizations?org=0604-1-4',
    ready: '任命团支书',
    open: press(/^撤销$/),
  },
  { name: '19-terms', at: '/organizations/terms', ready: '苏晓' },
  { name: '20-closing', at: '/organizations/closing?org=0604-1', ready: '0604团支部（3）' },
  { name: '21-import', at: '/organizations/import', ready: '选择文件' },
  { name: '22-sessions', at: '/organizations', ready: '组织编码', open: openSessions },
  { name: '23-not-found', at: '/nowhere', ready: '没有这个页面' },
];

/** As staff of the committee that reviews. */
export const COMMITTEE_SCREENS: readonly Screen[] = [
  { name: '30-reviews', at: '/reviews?status=PENDING_COMMITTEE', ready: '林乙' },
  {
    name: '31-review',
    at: '/reviews?status=PENDING_COMMITTEE',
    ready: '林乙',
    open: row('林乙'),
  },
  { name: '32-covers', at: '/reviews/covers', ready: '封面' },
  { name: '33-home', at: '/?year=2020', ready: '首页' },
];

async function openSessions(page: Page): Promise<void> {
  await page.getByRole('button', { name: '切换职务或退出登录' }).click();
  await page.getByText('登录的电脑').click();
  await page.getByRole('dialog', { name: '登录的电脑' }).waitFor();
}

/** Both people signed in, numbers handed down, somebody approved, a correction and a request under way. */
export async function setScene(walk: Walk): Promise<{ province: Page; committee: Page }> {
  const province = await walk.newPage();
  await signInAtDesk(walk, province, '13800000001');
  await handDownTheExample(province);
  const committee = await walk.newPage();
  await signInAtDesk(walk, committee, '13800000003');
  const { items } = await callAtDesk(committee, 'review.list', { status: ['PENDING_COMMITTEE'] });
  for (const name of ['陈甲', '张丁', '李戊']) {
    const registrationId = items.find((item) => item.name === name)!.id;
    await callAtDesk(committee, 'review.pass', { registrationId, status: 'PENDING_COMMITTEE' });
  }
  await callAtDesk(committee, 'numbering.fileCorrection', {
    number: '202000012080',
    kind: 'WRONG_PERSON',
    reason: '两个同名的人弄错了，编号应归另一人。',
  });
  await callAtDesk(committee, 'numbering.requestMore', {
    orgId: '0604',
    year: 2020,
    count: 50,
    reason: '秋季发展对象增加',
  });
  return { province, committee };
}

/** Goes to a screen, from another one or anew, and opens what it is about. */
export async function showScreen(walk: Walk, page: Page, screen: Screen): Promise<void> {
  await goAtDesk(walk, page, screen.at);
  // A dialog of the screen before goes with it.
  await page.reload();
  await page.getByText(screen.ready).filter({ visible: true }).first().waitFor();
  await screen.open?.(page);
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(350);
}
