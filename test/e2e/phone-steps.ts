import type { Page } from 'playwright-core';

import { picture, type Walk } from './support';

const PHONE = { width: 375, height: 812 };

/** A phone in the hands of a WeChat identity; bare, without the desk's frame. */
export async function openPhone(walk: Walk, openid: string): Promise<Page> {
  const page = await walk.newPage(PHONE);
  await page.goto(`${walk.cloud.url}/phone/app?as=${openid}`);
  return page;
}

/** The phone of somebody of the demo, who is signed in on it already. */
export const phoneOf = (walk: Walk, phone: string): Promise<Page> =>
  openPhone(walk, `demo-${phone}`);

/**
 * Signs in by SMS code, the privacy terms first; the last digit of the code is enough. The page that was wanted
 * is next, the home page when there was none.
 */
export async function signInOnPhone(walk: Walk, page: Page, phone: string): Promise<void> {
  await page.getByRole('button', { name: '登录' }).click();
  await typeCode(walk, page, phone);
}

/** The same, on the sign-in page itself. */
export async function typeCode(walk: Walk, page: Page, phone: string): Promise<void> {
  await page.getByPlaceholder('11位手机号').fill(phone);
  await page.getByText('已阅读并同意').first().click();
  await page.getByText('获取验证码').click();
  await page.getByText('验证码已发送').waitFor();
  await picture(page, 'phone-sign-in');
  await page.getByPlaceholder('6位数字').fill(walk.cloud.sms.last(phone)!.code);
  await page.getByPlaceholder('6位数字').waitFor({ state: 'detached' });
}

export interface Applicant {
  name: string;
  idNumber: string;
  branch: string;
  joinYear: number;
  joinMonth: number;
  /** The own number of somebody who keeps one. */
  number?: string;
}

/** Chooses the month of joining in the sheet that a tap on `shown` opens. */
export async function chooseMonth(
  page: Page,
  shown: string,
  year: number,
  month: number,
): Promise<void> {
  await page.getByText(shown).click();
  const sheet = page.getByRole('dialog', { name: '选择器' });
  await sheet.getByRole('option', { name: new RegExp(`^${year}`) }).click();
  await sheet.getByRole('option', { name: new RegExp(`^0?${month}(月|$)`) }).click();
  await sheet.getByRole('button', { name: '确定' }).click();
}

/** Finds the branch by search, fills the form in, and submits it. */
export async function register(page: Page, applicant: Applicant): Promise<void> {
  await page.getByRole('button', { name: '开始报到' }).click();
  await page.getByPlaceholder('全称、简称、拼音首字母或编号').fill(applicant.branch);
  await page
    .getByRole('radio', { name: new RegExp(`^${applicant.branch.replace(/[()（）]/g, '.')}，`) })
    .click();
  await page.getByRole('button', { name: /^选这个团支部/ }).click();
  await page.getByPlaceholder('与证件上一致').fill(applicant.name);
  await page.getByPlaceholder('身份证上的18位号码').fill(applicant.idNumber);
  await chooseMonth(page, '支部大会通过的年月', applicant.joinYear, applicant.joinMonth);
  if (applicant.number)
    await page.getByPlaceholder('《入团志愿书》封面上的编号').fill(applicant.number);
  await picture(page, `phone-form-${applicant.name}`);
  await page.getByRole('button', { name: '下一步，核对提交' }).click();
  await page.getByText('请核对，没有问题就提交').waitFor();
  await page.getByText('同意团组织为核对身份').click();
  await picture(page, `phone-summary-${applicant.name}`);
  await page.getByRole('button', { name: '提交报到' }).click();
}

/** Opens the registration of somebody who waits for this reviewer. */
export async function openReview(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^去审核/ }).click();
  await page.getByRole('button', { name: new RegExp(`^${name}，`) }).click();
  await page.getByText('预检', { exact: true }).filter({ visible: true }).first().waitFor();
}
