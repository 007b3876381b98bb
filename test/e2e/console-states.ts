import type { Page } from 'playwright-core';

import { CHANGED } from './console-changed';
import { OPENED } from './console-opened';
import { press, type State } from './console-scene';
import { BROKEN, RUNNING } from './console-trouble';

/** Signing in: the first page of everybody, and what it asks on the way. */
const SIGN_IN: readonly State[] = [
  { desk: 'visitor', name: '00-sign-in', at: '/sign-in', ready: '扫码登录' },
  {
    desk: 'visitor',
    name: '100-sign-in-code',
    at: '/sign-in',
    ready: '扫码登录',
    open: (page) => askForCode(page, '13800000004'),
  },
  {
    desk: 'visitor',
    name: '100-sign-in-refused',
    at: '/sign-in',
    ready: '扫码登录',
    open: async (page) => {
      await askForCode(page, '13800000005');
      await page.getByLabel('验证码', { exact: true }).fill('000000');
      await press('登录')(page);
      await page.getByRole('alert').filter({ hasText: '验证码' }).waitFor();
    },
  },
  {
    desk: 'visitor',
    name: '100-sign-in-new-computer',
    at: '/sign-in',
    ready: '扫码登录',
    before: (page) =>
      page.route('**/api/account.signIn', (route) =>
        route.fulfill({ json: { ok: true, data: { state: 'ID_TAIL' } } }),
      ),
    open: async (page) => {
      await askForCode(page, '13800000007');
      await page.getByLabel('验证码', { exact: true }).fill('123456');
      await press('登录')(page);
      await page.getByLabel('证件号后六位').waitFor();
    },
  },
];

async function askForCode(page: Page, phone: string): Promise<void> {
  await page.getByLabel('手机号').fill(phone);
  await press('获取验证码')(page);
  await page.getByText('验证码已发送').waitFor();
}

/** Nothing there yet: what a screen says then, and what it offers to do. */
const EMPTY: readonly State[] = [
  { desk: 'province', name: '101-home-no-numbers', at: '/?year=2021', ready: '首页' },
  { desk: 'province', name: '102-numbers-no-range', at: '/numbers?year=2021', ready: '尚未设置' },
  {
    desk: 'province',
    name: '103-numbers-none',
    at: '/numbers?org=0605&year=2020',
    ready: '看上级的编号',
  },
  {
    desk: 'province',
    name: '104-movements-none',
    at: '/numbers/movements?org=0605&year=2020',
    ready: '还没有编号流水',
  },
  { desk: 'province', name: '105-reviews-none', at: '/reviews?q=查无此人', ready: '没有符合条件' },
  { desk: 'province', name: '106-members-none', at: '/members?q=查无此人', ready: '没有符合条件' },
  {
    desk: 'province',
    name: '107-corrections-none',
    at: '/corrections?status=REJECTED',
    ready: '没有已驳回的更正',
  },
  { desk: 'province', name: '108-trace-none', at: '/trace', ready: '输入任意一个' },
  { desk: 'province', name: '109-trace-unknown', at: '/trace?n=202088888888', ready: '现在' },
  {
    desk: 'province',
    name: '110-audit-none',
    at: '/audit?from=2020-01-01&to=2020-01-31',
    ready: '没有符合条件的记录',
  },
  {
    desk: 'province',
    name: '111-nobody-in-office',
    at: '/organizations?org=0604-1-3',
    ready: '没有书记时',
  },
  {
    desk: 'province',
    name: '112-terms-vacant',
    at: '/organizations/terms?tab=VACANT',
    ready: '无人在任',
  },
  { desk: 'province', name: '113-batch-none', at: '/reviews/batch', ready: '这里显示刚刚批量审核' },
  { desk: 'secretary', name: '114-secretary-members', at: '/members', ready: '团籍资料' },
  { desk: 'secretary', name: '115-secretary-requests', at: '/numbers/requests', ready: '补充编号' },
];

/** Every state of the screens beside their first one. */
export const STATES: readonly State[] = [
  ...SIGN_IN,
  ...EMPTY,
  ...BROKEN,
  ...RUNNING,
  ...OPENED,
  ...CHANGED,
];
