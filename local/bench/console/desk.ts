import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { cloudDatabase } from '../../../cloudfunctions/core/adapters/cloud-database';
import { idTail } from '../../../cloudfunctions/core/domain/id-number';
import type { ActionName, Answer, InputOf, OutputOf } from '../../../typings/api';
import type { Cloud } from '../../cloud/server';
import { CLERK } from './province';

/** What runs in the page before its own scripts: when a selector was last seen painted, and the last press or letter. */
const WATCH = `
  window.bench = {
    since: 0,
    begin() { this.since = performance.now(); },
    painted(selector, least) {
      return new Promise((done) => {
        const look = () =>
          document.querySelectorAll(selector).length >= least
            ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - this.since)))
            : requestAnimationFrame(look);
        look();
      });
    },
  };
  addEventListener('pointerdown', () => window.bench.begin(), true);
  addEventListener('input', () => window.bench.begin(), true);
`;

const ROW = '[role="tree"] [role="treeitem"]';

/** The console in a browser of its own, and the moments in it that are timed; all times in ms. */
export class Desk {
  private constructor(
    private readonly cloud: Cloud,
    readonly page: Page,
  ) {}

  static async open(cloud: Cloud, browser: Browser): Promise<Desk> {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
    });
    const page = await context.newPage();
    await page.addInitScript(WATCH);
    return new Desk(cloud, page);
  }

  /** Signs the clerk in; from the last press to the painted tree with its first level. */
  async signIn(): Promise<number> {
    const { page } = this;
    // The next browser must not have to wait a minute for its code.
    await cloudDatabase().removeWhere('counters', { expiresAt: { gt: 0 } });
    await page.goto(`${this.cloud.url}/console/#/numbers`);
    await page.getByLabel('手机号').fill(CLERK.phone);
    await page.getByRole('button', { name: '获取验证码' }).click();
    await page.getByText('验证码已发送').waitFor();
    const { code } = this.cloud.sms.last(CLERK.phone)!;
    await page.getByLabel('验证码', { exact: true }).fill(code);
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByLabel('证件号后六位').fill(idTail(CLERK.idNumber));
    await page.getByRole('button', { name: '登录' }).click();
    return this.painted(ROW, 2);
  }

  /** Loads the page 团员编号分配 anew at an organisation; from the navigation to the painted tree. */
  async reload(orgId: string): Promise<number> {
    await this.page.goto(`${this.cloud.url}/console/#/numbers?org=${orgId}`);
    await this.page.reload();
    return this.painted(ROW, 2);
  }

  /** Opens a row of the tree; from the press to the painted rows of the level. */
  async expand(name: string): Promise<number> {
    const row = this.page
      .getByRole('treeitem')
      .filter({ has: this.page.locator(`[data-name="${name}"]`) })
      .first();
    await row.waitFor();
    const level = Number(await row.getAttribute('aria-level')) + 1;
    await row.locator('.twist').click();
    return this.painted(`${ROW}[aria-level="${level}"]`, 3);
  }

  /** Types into the search above the tree; from the last letter to the painted hits, the pause included. */
  async search(q: string): Promise<number> {
    const field = this.page.getByLabel('查找相关组织');
    await field.fill(q);
    const ms = await this.painted('.organization-search [role="option"]', 1);
    await field.fill('');
    return ms;
  }

  /** Calls an action as the clerk, past the screens; gives the answer and how long it took within the page. */
  async call<A extends ActionName>(
    action: A,
    input: InputOf<A>,
  ): Promise<{ ms: number; data: OutputOf<A> }> {
    const opId = randomUUID();
    const { ms, answer } = (await this.page.evaluate(
      `(async () => {
        const csrf = decodeURIComponent(/(?:^|; )csrf=([^;]*)/.exec(document.cookie)[1]);
        const begun = performance.now();
        const answer = await (await fetch('/api/${action}', {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-csrf': csrf },
          body: ${JSON.stringify(JSON.stringify({ input, opId }))},
        })).json();
        return { ms: performance.now() - begun, answer };
      })()`,
    )) as { ms: number; answer: Answer<OutputOf<A>> };
    if (!answer.ok) throw new Error(`${action}: ${answer.error.message}`);
    return { ms, data: answer.data };
  }

  close(): Promise<void> {
    return this.page.context().close();
  }

  private painted(selector: string, least: number): Promise<number> {
    return this.page.evaluate(
      `window.bench.painted(${JSON.stringify(selector)}, ${least})`,
    ) as Promise<number>;
  }
}
