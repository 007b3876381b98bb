import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { applyMany } from './applicants';
import {
  callAtDesk,
  goAtDesk,
  handDownTheExample,
  signInAtDesk,
  startWalk,
  type Walk,
} from './support';

const PEOPLE = 60;

/** What the console puts on paper: whole lists, in black on white, without the menu. */
describe('printing at the desk', () => {
  let walk: Walk;
  let page: Page;
  beforeAll(async () => {
    walk = await startWalk('tree');
    const province = await walk.newPage();
    await signInAtDesk(walk, province, '13800000001');
    await handDownTheExample(province);
    await province.context().close();
    await applyMany(walk, PEOPLE, '0604-2', 'COMMITTEE', 400);
    page = await walk.newPage();
    await signInAtDesk(walk, page, '13800000003');
    const status = 'PENDING_COMMITTEE' as const;
    for (;;) {
      const { items } = await callAtDesk(page, 'review.list', {
        status,
        joinMonth: '2020-05',
        limit: 10,
      });
      if (items.length === 0) break;
      const registrationIds = items.map(({ id }) => id);
      await callAtDesk(page, 'review.passMany', { registrationIds, status });
    }
    // Paper is white however the desk looks.
    await page.emulateMedia({ colorScheme: 'dark' });
  });
  afterAll(async () => {
    await walk.close();
    expect(walk.errors).toEqual([]);
  });

  /** How many sheets of A4 the page takes. */
  async function sheets(): Promise<number> {
    const pdf = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');
    return pdf.match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
  }

  /** Looks at the page as the printer gets it. */
  async function onPaper<T>(look: () => Promise<T>): Promise<T> {
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    try {
      return await look();
    } finally {
      await page.emulateMedia({ media: null, colorScheme: 'dark' });
    }
  }
  const menu = () => page.getByRole('navigation', { name: '主菜单' });
  const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor');

  it('the list to write covers from is read to its end before it is printed, over several sheets', async () => {
    await goAtDesk(walk, page, '/reviews/covers');
    await page.getByText('已显示 50 条').waitFor();
    let tellPrinted = () => {};
    const printed = new Promise<void>((resolve) => (tellPrinted = resolve));
    await page.exposeFunction('tellPrinted', () => tellPrinted());
    await page.evaluate('window.print = () => window.tellPrinted()');
    await page.getByRole('button', { name: '打印抄写单' }).click();
    await printed;
    await onPaper(async () => {
      expect(await menu().isVisible()).toBe(false);
      expect(await page.getByRole('button').filter({ visible: true }).count()).toBe(0);
      const table = page.getByRole('table');
      expect(await table.count()).toBe(1);
      const people = await table.locator('tbody tr').count();
      expect(people).toBeGreaterThan(PEOPLE);
      await page.getByText(`共 ${people} 人`, { exact: false }).waitFor();
      expect(await background()).toBe('rgb(255, 255, 255)');
    });
    expect(await sheets()).toBeGreaterThan(2);
  });

  it.each([
    ['团籍资料', '/members', '已显示 50 条', 50],
    ['编号流水', '/numbers/movements?org=0604&year=2020', '已显示', 20],
  ])('%s: every line that is shown stands on paper, none cut off', async (_, at, ready, lines) => {
    await goAtDesk(walk, page, at);
    await page.getByText(ready).waitFor();
    await onPaper(async () => {
      expect(await menu().isVisible()).toBe(false);
      await page.getByText('0604团委 · 郑帆').waitFor();
      const last = await page.getByRole('table').locator('tbody tr').last().boundingBox();
      expect(last!.height).toBeGreaterThan(0);
      const [height, width] = (await page.evaluate(
        '[document.documentElement.scrollHeight, document.documentElement.scrollWidth]',
      )) as [number, number];
      expect(height).toBeGreaterThanOrEqual(last!.y + last!.height);
      expect(width).toBeLessThanOrEqual(1440);
    });
    expect(await page.getByRole('table').locator('tbody tr').count()).toBeGreaterThanOrEqual(lines);
    expect(await sheets()).toBeGreaterThan(1);
  });

  it('a list that was narrowed says by what; the filters themselves stay on the screen', async () => {
    await goAtDesk(walk, page, '/members?org=0604-2&year=2020&status=ACTIVE&q=');
    await page.getByText('已显示 50 条').waitFor();
    const told = page.getByText(/^筛选：/);
    expect(await told.isVisible()).toBe(false);
    await onPaper(async () => {
      expect(await told.innerText()).toBe('筛选：0604直属团支部、2020年入团、在册');
      expect(await page.getByRole('combobox').filter({ visible: true }).count()).toBe(0);
    });
    await goAtDesk(walk, page, '/members');
    await page.getByText('已显示 50 条').waitFor();
    await onPaper(async () => expect(await told.count()).toBe(0));
  });

  it('the statement of a year stands on one sheet with who printed it and when', async () => {
    await goAtDesk(walk, page, '/reconcile?year=2020');
    await page.getByRole('button', { name: '立即对账' }).click();
    await page.getByRole('heading', { name: '账实相符，没有丢失，没有重复' }).waitFor();
    await onPaper(async () => {
      expect(await menu().isVisible()).toBe(false);
      await page.getByText(/0604团委 · 郑帆 ·\s+\d+年\d+月\d+日 [\d:]+ 打印/).waitFor();
      await page.getByRole('cell', { name: '相符' }).first().waitFor();
    });
    expect(await sheets()).toBe(1);
  });
});
