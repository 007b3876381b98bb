import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { type Browser, chromium, type LaunchOptions, type Page } from 'playwright-core';

import { chromiumOptions } from '../../local/chromium';
import type { Cloud } from '../../local/cloud/server';
import { showPeople } from '../../local/demo';
import type { ActionName, Answer, InputOf, OutputOf } from '../../typings/api';
import { openWalkCloud, WALK_DEMOS, type WalkDemo, walkFolder } from './walk-folders';

/** Pictures of every screen the walks come by; not kept in the repository. */
const PICTURES = 'test/e2e/pictures';

export interface Walk {
  cloud: Cloud;
  /** A page of a browser of its own, as another person's machine. */
  newPage(size?: { width: number; height: number }): Promise<Page>;
  /** Errors that pages wrote to their consoles; a walk has to end with none. */
  errors: string[];
  close(): Promise<void>;
}

/** Which browser is started, and how. */
export function launchOptions(): LaunchOptions {
  const options = chromiumOptions();
  if (!options) throw new Error('no Chromium: install Debian’s chromium or set CHROMIUM');
  return options;
}

/** The whole system with demo data, and a browser to walk through it. */
export async function startWalk(
  demo: WalkDemo,
  functionEnv?: Record<string, string>,
): Promise<Walk> {
  const dataDir = await walkFolder(demo);
  const cloud = await openWalkCloud(dataDir, functionEnv);
  showPeople(cloud, WALK_DEMOS[demo]);
  const browser: Browser = await chromium.launch(launchOptions());
  const errors: string[] = [];
  return {
    cloud,
    errors,
    async newPage(size = { width: 1440, height: 900 }) {
      const context = await browser.newContext({
        viewport: size,
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
      });
      const page = await context.newPage();
      // Long enough for two slow cores; nobody waits it out but somebody who has found a fault.
      page.setDefaultTimeout(45_000);
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`);
      });
      page.on('pageerror', (error) => errors.push(error.message));
      return page;
    },
    async close() {
      await browser.close();
      await cloud.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Waits for the answers that are under way; a page that never comes to rest is looked at after ten seconds as it is. */
export async function atRest(page: Page): Promise<void> {
  // On a busy machine the browser has been seen not to tell of its last request's end at all.
  await page.waitForLoadState('networkidle', { timeout: 10_000 }).catch(() => undefined);
}

/** Keeps a picture of the page for people to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  // Dialogs and messages come and go within this.
  await page.waitForTimeout(400);
  await page.screenshot({ path: `${PICTURES}/${name}.png` });
}

/** Signs in at the desk by SMS code and, in this new browser, the last six of the ID number. */
export async function signInAtDesk(walk: Walk, page: Page, phone: string): Promise<void> {
  const person = walk.cloud.links.find(({ note }) => note.includes(phone));
  const tail = /后六位 (\w{6})/.exec(person?.note ?? '')?.[1];
  if (!tail) throw new Error(`nobody in the demo has ${phone}`);
  await page.goto(`${walk.cloud.url}/console/#/numbers`);
  await page.getByLabel('手机号').fill(phone);
  await page.getByRole('button', { name: '获取验证码' }).click();
  await page.getByText('验证码已发送').waitFor();
  await page.getByLabel('验证码', { exact: true }).fill(walk.cloud.sms.last(phone)!.code);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByLabel('证件号后六位').fill(tail);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('tree', { name: '组织' }).waitFor();
}

/** P-1 and the form it opens: defines the first range of the year shown. */
export async function defineFirstRange(page: Page, start: string, end: string): Promise<void> {
  await page.getByRole('dialog', { name: '提示' }).getByRole('button', { name: '确定' }).click();
  const form = page.getByRole('dialog', { name: '新增编号区间范围' });
  await form.getByLabel('起始编号').fill(start);
  await form.getByLabel('结束编号').fill(end);
  await form.getByText(`${start}(包)—${end}(包)`).waitFor();
  await picture(page, 'desk-define-range');
  await form.getByRole('button', { name: '确定' }).click();
  await page.getByRole('heading', { name: '编号分布' }).waitFor();
}

/** Chooses an organisation in the tree, opening its branch of the tree if needed. */
export async function chooseOrganization(page: Page, ...path: string[]): Promise<void> {
  for (const [i, name] of path.entries()) {
    const row = page
      .getByRole('treeitem')
      .filter({ has: page.getByTitle(name, { exact: true }) })
      .first();
    await row.waitFor();
    const isLast = i === path.length - 1;
    if (isLast) await row.click();
    // The page opens what was chosen by itself: a click that comes second closes it again.
    else
      while ((await row.getAttribute('aria-expanded')) === 'false') {
        await row.locator('.twist').click();
        await page.waitForTimeout(200);
      }
  }
  await page.getByRole('heading', { level: 1, name: path.at(-1)!, exact: true }).waitFor();
}

/** Hands numbers to direct children of the organisation chosen, as the page 分配 does it. */
export async function allocate(page: Page, counts: Record<string, number>): Promise<void> {
  await page.getByRole('button', { name: '分配', exact: true }).click();
  for (const [name, count] of Object.entries(counts)) {
    await page.getByLabel(`分配给 ${name} 的个数`).fill(String(count));
  }
  await page.getByText('将得到的编号区间').waitFor();
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
  await page.getByText('分配成功').last().waitFor();
  await page.getByRole('tree', { name: '组织' }).waitFor();
}

/** Waits until the rows of the list are these, each given by a part of its text: interval, count, state. */
export async function rowsBecome(page: Page, parts: readonly string[]): Promise<void> {
  const lines = page.getByRole('table').first().locator('tbody tr');
  const read = async () =>
    (await lines.allInnerTexts()).map((line) => line.replace(/\s+/g, ' ').trim());
  for (let tries = 0; tries < 50; tries++) {
    const shown = await read();
    if (shown.length === parts.length && parts.every((part, i) => shown[i]!.includes(part))) return;
    await page.waitForTimeout(100);
  }
  throw new Error(`expected rows ${parts.join(' | ')}, found ${(await read()).join(' | ')}`);
}

/** Calls an action as the person signed in at this page, past the screens: to set a scene or to look behind it. */
export async function callAtDesk<A extends ActionName>(
  page: Page,
  action: A,
  input: InputOf<A>,
): Promise<OutputOf<A>> {
  const cookies = await page.context().cookies();
  const csrf = cookies.find(({ name }) => name === 'csrf')?.value ?? '';
  const response = await page.request.post(new URL(`/api/${action}`, page.url()).href, {
    headers: { 'x-csrf': decodeURIComponent(csrf) },
    data: { input, opId: randomUUID() },
  });
  const answer = (await response.json()) as Answer<OutputOf<A>>;
  if (!answer.ok) throw new Error(`${action}: ${answer.error.message}`);
  return answer.data;
}

/** The example's numbers: 1,000 with the province, 200 with 0604团委, 100 with 0604团总支, 20 with each branch. */
export async function handDownTheExample(page: Page): Promise<void> {
  const year = 2020;
  await callAtDesk(page, 'numbering.defineRange', {
    year,
    start: '202000012000',
    end: '202000012999',
  });
  const hand = (orgId: string, items: Array<{ orgId: string; count: number }>) =>
    callAtDesk(page, 'numbering.allocate', { orgId, year, items });
  await hand('35', [{ orgId: '0604', count: 200 }]);
  await hand('0604', [{ orgId: '0604-1', count: 100 }]);
  const branches = await callAtDesk(page, 'organization.children', { parentId: '0604-1' });
  await hand(
    '0604-1',
    branches.items.map(({ id }) => ({ orgId: id, count: 20 })),
  );
}

/** Goes to a page of the console; the first one after signing in needs no reload. */
export async function goAtDesk(walk: Walk, page: Page, hash: string): Promise<void> {
  await page.goto(`${walk.cloud.url}/console/#${hash}`);
}
