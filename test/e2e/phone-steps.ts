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
  await proveNumber(walk, page, phone);
  await page.getByPlaceholder('6位数字').waitFor({ state: 'detached' });
}

async function proveNumber(walk: Walk, page: Page, phone: string): Promise<void> {
  await page.getByPlaceholder('11位手机号').fill(phone);
  await page.getByText('已阅读并同意').first().click();
  await page.getByText('获取验证码').click();
  await page.getByText('验证码已发送').waitFor();
  await picture(page, 'phone-sign-in');
  await page.getByPlaceholder('6位数字').fill(walk.cloud.sms.last(phone)!.code);
}

/** Signs somebody in office of the demo in on a new phone, which asks for the end of the ID number as well. */
export async function signInOnNewPhone(walk: Walk, page: Page, phone: string): Promise<void> {
  await page.getByRole('button', { name: '登录' }).click();
  await proveNumber(walk, page, phone);
  const note = walk.cloud.links.find((link) => link.note.includes(phone))?.note ?? '';
  await page.getByPlaceholder('最后一位可以是X').fill(/后六位 (\w{6})/.exec(note)?.[1] ?? '');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByPlaceholder('最后一位可以是X').waitFor({ state: 'detached' });
}

interface Person {
  name: string;
  idNumber: string;
  joinYear: number;
  joinMonth: number;
  /** The own number of somebody who keeps one. */
  number?: string;
}

export interface Applicant extends Person {
  branch: string;
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

/** Begins a registration on the home page; finds the branch by search. */
export async function chooseBranch(page: Page, branch: string): Promise<void> {
  await page.getByRole('button', { name: '开始报到' }).click();
  await page.getByPlaceholder('全称、简称、拼音首字母或编号').fill(branch);
  await page
    .getByRole('radio', { name: new RegExp(`^${branch.replace(/[()（）]/g, '.')}，`) })
    .click();
  await page.getByRole('button', { name: /^选这个团支部/ }).click();
}

/** Fills the form in, for the branch chosen before. */
export async function fillIn(page: Page, person: Person): Promise<void> {
  await page.getByPlaceholder('与证件上一致').fill(person.name);
  await page.getByPlaceholder('身份证上的18位号码').fill(person.idNumber);
  await chooseMonth(page, '支部大会通过的年月', person.joinYear, person.joinMonth);
  if (person.number) await page.getByPlaceholder('《入团志愿书》封面上的编号').fill(person.number);
  await picture(page, `phone-form-${person.name}`);
}

/** Reads the summary of the form and submits it. */
export async function sendIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: '下一步，核对提交' }).click();
  await page.getByText('请核对，没有问题就提交').waitFor();
  await page.getByText('同意团组织为核对身份').click();
  await picture(page, 'phone-summary');
  await page.getByRole('button', { name: '提交报到' }).click();
}

/** The whole registration, from the home page on. */
export async function register(page: Page, applicant: Applicant): Promise<void> {
  await chooseBranch(page, applicant.branch);
  await fillIn(page, applicant);
  await sendIn(page);
}

/** Opens the registration of somebody who waits for this reviewer. */
export async function openReview(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^去审核/ }).click();
  await page.getByRole('button', { name: new RegExp(`^${name}，`) }).click();
  await page.getByText('预检', { exact: true }).filter({ visible: true }).first().waitFor();
}
