import assert from 'node:assert/strict';
import type { BrowserCheck } from '../check';

const DESK = '/phone/';

/** The desk with phones of several people; the runner puts 陈甲 and 林书 among the people. */
export const deskChecks: BrowserCheck[] = [
  {
    name: 'the desk: phones side by side are different people with storages of their own',
    async run({ page, base }) {
      await page.setViewportSize({ width: 1280, height: 1000 });
      await page.goto(base + DESK);
      await page.getByRole('button', { name: '再放一部手机' }).click();
      const first = page.frameLocator('iframe[title="林书的手机"]');
      const second = page.frameLocator('iframe[title="陈甲的手机"]');
      await first.getByPlaceholder('姓名').fill('一');
      await second.getByPlaceholder('姓名').fill('二');
      assert.equal(await first.locator('#typed').textContent(), '一');
      assert.equal(await second.locator('#typed').textContent(), '二');
      await page.reload();
      await page.frameLocator('iframe[title="陈甲的手机"]').locator('#log').waitFor();
      assert.equal(await page.locator('iframe').count(), 2);
    },
  },
  {
    name: 'the desk: font size, theme and network reach the phone',
    async run({ page, base }) {
      await page.setViewportSize({ width: 1280, height: 1000 });
      await page.goto(base + DESK);
      const phone = page.frameLocator('iframe');
      await phone.locator('#log').waitFor();
      await page.getByLabel('网络').selectOption('none');
      await phone.getByText('无网络').waitFor();
      await page.getByLabel('外观').selectOption('dark');
      await phone.locator('html[data-theme="dark"]').waitFor();
      await page.getByLabel('字号').selectOption('1.4');
      await phone.locator('html[style*="22.4px"]').waitFor();
      await phone.getByText('无网络').waitFor();
    },
  },
  {
    name: 'the desk: a new phone, and the code sent to a number since',
    async run({ page, base, sendSms }) {
      await page.setViewportSize({ width: 1280, height: 1000 });
      await page.goto(base + DESK);
      await page.getByText('登录用手机号 13800000005').waitFor();
      sendSms('13800000005', '246810');
      await page.getByText('246810').waitFor();
      await page.getByLabel('谁的手机').selectOption('new');
      await page.frameLocator('iframe[title="新手机"]').locator('#log').waitFor();
    },
  },
];
