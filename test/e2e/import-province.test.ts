import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import writeXlsx from 'write-excel-file/node';

import { provinceRows } from '../../local/demo/province';
import { goAtDesk, launchOptions, picture, signInAtDesk, startWalk, type Walk } from './support';

const HEAD = ['组织编码', '组织全称', '简称', '组织类型', '上级组织编码'];
/** The other organisations of the province, and one more branch: as many as the whole province. */
const ROWS = [
  ...provinceRows().map((row) => [
    row.code,
    row.name,
    row.shortName ?? '',
    row.type,
    row.parentCode,
  ]),
  ['3501-X', '共青团福建省直机关临时支部', '', '团支部', '35'],
];
const PROVINCE = '13800000001';

/** A whole province from one Excel file, in a browser that is killed on the way, twice. */
describe('importing a province', () => {
  let walk: Walk;
  let file: Buffer;
  let cookies: Awaited<ReturnType<BrowserContext['cookies']>> | undefined;
  let leftOver: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    walk = await startWalk('tree');
    file = await writeXlsx([
      { sheet: '组织', data: [HEAD, ...ROWS].map((row) => row.map((value) => ({ value }))) },
    ]).toBuffer();
  });
  afterAll(async () => {
    await leftOver?.();
    await walk.close();
  });

  /**
   * A browser that can be killed, on the import page. Opened again it finds its session, as browsers do that
   * restore what was open.
   */
  async function begin(): Promise<{ page: Page; kill: () => Promise<void> }> {
    const server = await chromium.launchServer(launchOptions());
    const end = (): Promise<void> =>
      new Promise((resolve) => {
        server.process().once('exit', () => resolve());
        server.process().kill('SIGKILL');
      });
    leftOver = end;
    const browser = await chromium.connect(server.wsEndpoint());
    const context = await browser.newContext({ locale: 'zh-CN' });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    if (cookies) await context.addCookies(cookies);
    else await signInAtDesk(walk, page, PROVINCE);
    cookies = await context.cookies();
    await goAtDesk(walk, page, '/organizations/import');
    return {
      page,
      kill: async () => {
        leftOver = undefined;
        await end();
      },
    };
  }
  const choose = (page: Page) =>
    page.locator('input[type=file]').setInputFiles({
      name: '全省组织.xlsx',
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: file,
    });
  /** Waits until a job has come as far as `rows`; gives how far it is. */
  async function progress(page: Page, word: string, rows: number): Promise<number> {
    for (;;) {
      const text = await page
        .getByText(new RegExp(`^${word} \\d+ / ${ROWS.length} 行`))
        .textContent();
      const done = Number(/\d+/.exec(text ?? '')?.[0]);
      if (done >= rows) return done;
      await page.waitForTimeout(50);
    }
  }

  it('asks for the same file again when the browser died while it was sent', async () => {
    expect(ROWS).toHaveLength(18_762);
    const { page, kill } = await begin();
    await choose(page);
    await progress(page, '正在上传', 4_000);
    await kill();
  });

  it('goes on from there, and waits when the browser died while it wrote', async () => {
    const { page, kill } = await begin();
    await page.getByText('“全省组织.xlsx”上次没有办完').waitFor();
    expect(await page.getByText(/已办理 \d+ 行/).textContent()).toMatch(
      /已办理 [4-9]\d{3} 行|已办理 1\d{4} 行/,
    );
    await choose(page);
    expect(await progress(page, '正在上传', 1)).toBeGreaterThan(4_000);
    await page.getByRole('button', { name: `导入 ${ROWS.length} 行` }).click();
    await progress(page, '正在导入', 2_000);
    await kill();
  });

  it('writes the rest, and every organisation once', async () => {
    const { page } = await begin();
    await page.getByText('没有办完，可以接着办').waitFor();
    expect(await progress(page, '正在导入', 1)).toBeGreaterThanOrEqual(2_000);
    await picture(page, 'import-3-resumed');
    await page.getByRole('button', { name: '继续' }).click();
    await page.getByText('全部导入完成').waitFor({ timeout: 150_000 });
    await page.getByText(`新增 ${ROWS.length} 个`).waitFor();
    await picture(page, 'import-4-province');
    expect(walk.errors).toEqual([]);
  });
});
