import type { Page } from 'playwright-core';

import { inPanel, PENDING, press, row, type Screen, tick } from './console-scene';
import { ALARMS, COUNTED_DAY } from './system-scene';

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
  {
    name: '10-member-erase',
    at: '/members',
    ready: '陈甲',
    open: async (page) => {
      await row('陈甲')(page);
      await press('删除个人信息')(page);
    },
  },
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
  { name: '24-settings', at: '/settings', ready: '操作指南规定的用语' },
  {
    name: '25-settings-dates',
    at: '/settings',
    ready: '操作指南规定的用语',
    open: press('修改年度日期'),
  },
  {
    name: '26-settings-prompt',
    at: '/settings',
    ready: '操作指南规定的用语',
    open: press('修改提示语 P-4'),
  },
  { name: '27-system', at: `/system?day=${COUNTED_DAY}`, ready: '近三十天' },
  { name: '28-home-alarms', at: '/?year=2020', ready: '首页', open: showAlarms },
  { name: '40-header-search', at: '/numbers?org=0604&year=2020', ready: '编号分布', open: search },
  {
    name: '41-define-range',
    at: '/numbers?org=35&year=2020',
    ready: '编号分布',
    open: press('新增编号区间范围'),
  },
  {
    name: '42-shrink-range',
    at: '/numbers?org=35&year=2020',
    ready: '编号分布',
    open: press(/^缩减以/),
  },
  {
    name: '43-allocate-preview',
    at: '/numbers/allocate?org=0604&year=2020',
    ready: '预览：两边的前后变化',
    open: fillAllocation,
  },
  {
    name: '45-decide-request',
    at: '/numbers/requests?year=2020',
    ready: '秋季发展对象增加',
    open: press(/^答复/),
  },
  {
    name: '46-member-status',
    at: '/members',
    ready: '张丁',
    open: inPanel('张丁', '变更团籍状态…'),
  },
  { name: '47-file-correction', at: '/members', ready: '张丁', open: inPanel('张丁', '更正编号') },
  {
    name: '48-decide-correction',
    at: '/corrections',
    ready: '李戊',
    open: inPanel('李戊', '同意更正'),
  },
  { name: '49-export', at: '/members', ready: '陈甲', open: press('导出') },
  { name: '50-inspection', at: '/members', ready: '陈甲', open: press('年度检查材料') },
  { name: '51-trace-many', at: '/trace?mode=many', ready: '粘贴一批' },
  { name: '52-trace-watch', at: '/trace?mode=watch', ready: '异常编号' },
  {
    name: '53-organization-create',
    at: '/organizations?org=0604-1',
    ready: '任命团总支书',
    open: press('新增下级组织'),
  },
  {
    name: '54-organization-rename',
    at: '/organizations?org=0604-1-2',
    ready: '苏晓',
    open: press('改名'),
  },
  {
    name: '55-appoint',
    at: '/organizations?org=0604-1-2',
    ready: '苏晓',
    open: press('任命团支书'),
  },
  { name: '56-renew', at: '/organizations?org=0604-1-2', ready: '苏晓', open: press('续任 苏晓') },
  {
    name: '57-new-phone',
    at: '/organizations?org=0604-1-2',
    ready: '苏晓',
    open: press('给 苏晓 换手机号'),
  },
  {
    name: '58-dismiss',
    at: '/organizations?org=0604-1-2',
    ready: '苏晓',
    open: press('免去 苏晓'),
  },
  { name: '59-year-closing', at: '/years?year=2020', ready: '年度关闭', open: press('进入关闭期') },
];

/** As staff of the committee that reviews. */
export const COMMITTEE_SCREENS: readonly Screen[] = [
  { name: '30-reviews', at: PENDING, ready: '林乙' },
  {
    name: '31-review',
    at: PENDING,
    ready: '林乙',
    open: row('林乙'),
  },
  { name: '32-covers', at: '/reviews/covers', ready: '封面' },
  { name: '33-home', at: '/?year=2020', ready: '首页' },
  { name: '34-review-return', at: PENDING, ready: '林乙', open: inPanel('林乙', '退回…') },
  {
    name: '35-review-reassign',
    at: PENDING,
    ready: '林乙',
    open: inPanel('林乙', '转到其他支部…'),
  },
  { name: '36-review-appoint', at: PENDING, ready: '林乙', open: inPanel('林乙', '指定为团支书…') },
  { name: '37-review-batch', at: PENDING, ready: '林乙', open: beginBatch },
  { name: '38-review-batch-result', at: PENDING, ready: '赵庚', open: passBatch },
];

/** As the secretary of a branch. */
export const SECRETARY_SCREENS: readonly Screen[] = [
  { name: '60-secretary-home', at: '/?year=2020', ready: '团务服务系统' },
  { name: '61-secretary-numbers', at: '/numbers?year=2020', ready: '编号分布' },
  {
    name: '62-secretary-give-back',
    at: '/numbers?year=2020',
    ready: '编号分布',
    open: press('交还'),
  },
  {
    name: '63-secretary-request',
    at: '/numbers?year=2020',
    ready: '编号分布',
    open: press('申请补充'),
  },
  { name: '64-secretary-reviews', at: '/reviews', ready: '团员报到审核' },
];

async function search(page: Page): Promise<void> {
  await page.getByLabel('查找编号、团员或组织').fill('团支部');
  await page.getByRole('option').first().waitFor();
}

async function fillAllocation(page: Page): Promise<void> {
  await page.getByLabel('分配给 0604直属团支部 的个数').fill('5');
  await page.getByRole('columnheader', { name: '将得到的编号区间' }).waitFor();
}

/** Ticks who still waits at the committee, and opens what passing them comes to. */
async function beginBatch(page: Page): Promise<void> {
  await tick(page, '黄丙', '赵庚');
  await press('批量通过 2 人')(page);
}

/** The last screen of the committee: afterwards both have their numbers. */
async function passBatch(page: Page): Promise<void> {
  await beginBatch(page);
  await press(/^通过 2 人$/)(page);
  await page.getByRole('heading', { name: '2 人审核成功' }).waitFor();
}

/** Alarms as the clock would raise them; the other pictures of the page stay without. */
async function showAlarms(page: Page): Promise<void> {
  const answer = { ok: true, data: { items: ALARMS } };
  await page.route('**/api/account.alarms', (route) => route.fulfill({ json: answer }), {
    times: 1,
  });
  await page.reload();
  await page.getByText('夜间对账发现').waitFor();
}

async function openSessions(page: Page): Promise<void> {
  await page.getByRole('button', { name: '切换职务或退出登录' }).click();
  await page.getByText('登录的电脑').click();
  await page.getByRole('dialog', { name: '登录的电脑' }).waitFor();
}
