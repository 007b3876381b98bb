import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { readSheet } from 'read-excel-file/node';

import { picture, signInAtDesk, startWalk, type Walk } from './support';

const HEAD = '组织编码,组织全称,简称,组织类型,上级组织编码';
const GOOD = [
  '0606,0606团委,,基层团委,35',
  '0606-1,0606团总支,,团总支,0606',
  '0606-1-1,0606团支部（1）,,团支部,0606-1',
];
const BROKEN = [
  '0606-2,0606第二团总支,,团总支,0606-1',
  '0606-3,0606团支部（3）,,支部,0606',
  '0606-4,,,团支部,0606',
];

/** 组织管理 → 导入组织: a table with mistakes changes nothing and says how to mend each; mended, it goes in. */
describe('importing organisations', () => {
  let walk: Walk;
  let page: Page;
  beforeAll(async () => {
    walk = await startWalk('tree');
    page = await walk.newPage();
    await signInAtDesk(walk, page, '13800000001');
    await page.goto(`${walk.cloud.url}/console/#/organizations/import`);
    await page.reload();
  });
  afterAll(() => walk.close());

  const upload = (lines: string[]) =>
    page.locator('input[type=file]').setInputFiles({
      name: '组织.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from([HEAD, ...lines].join('\n')),
    });

  /** The file that a press on the button saves. */
  const saved = async (button: Locator) => {
    const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  };

  it('without a network it says so: of the template, of a file, of a page never opened', async () => {
    const template = page.getByRole('button', { name: '下载模板' });
    await template.waitFor();
    await page.context().setOffline(true);
    await template.click();
    await page.getByText('文件没有生成成功，请检查网络后再点一次').waitFor();
    await upload(GOOD);
    await page.getByText('读不了表格，网络好像断了').waitFor();
    await page.getByRole('link', { name: '操作日志' }).click();
    await page.getByText('网络断开了，请连上网络后再点一次').waitFor();
    await picture(page, 'import-0-offline');
    await page.context().setOffline(false);
    expect(walk.errors.filter((error) => !error.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
    walk.errors.length = 0;
  });

  it('gives a template to fill in', async () => {
    const { name, bytes } = await saved(page.getByRole('button', { name: '下载模板' }));
    expect(name).toBe('组织导入模板.xlsx');
    const [head, ...samples] = await readSheet(bytes);
    expect(head).toEqual(HEAD.split(','));
    expect(samples[0]![3]).toBe('基层团委');
  });

  it('names every wrong cell and writes nothing', async () => {
    await upload([...GOOD, ...BROKEN]);
    await page.getByText('团总支不能设在团总支下面').waitFor();
    await page.getByText(/类型只能填/).waitFor();
    await page
      .getByText(/组织全称/)
      .last()
      .waitFor();
    await picture(page, 'import-1-problems');
    const { name, bytes } = await saved(page.getByRole('button', { name: '下载问题清单' }));
    expect(name).toBe('导入问题.csv');
    const [head, ...lines] = bytes.toString('utf8').replace('\uFEFF', '').split('\r\n');
    expect(head).toBe('行号,列,内容,问题,怎么改');
    // The rows as Excel numbers them: the first one is the heading.
    expect([...new Set(lines.map((line) => line.split(',')[0]))]).toEqual(['5', '6', '7']);
  });

  it('imports the mended table', async () => {
    await page.getByRole('button', { name: '重新上传' }).click();
    await page.getByText('把表格拖到这里').waitFor();
    // What was given up is not offered again.
    await page.reload();
    await page.getByText('把表格拖到这里').waitFor();
    await upload(GOOD);
    await page.getByRole('button', { name: /^导入/ }).click();
    await page.getByText(/新增 3/).waitFor();
    await picture(page, 'import-2-done');
  });

  it('shows them in the tree', async () => {
    await page.goto(`${walk.cloud.url}/console/#/organizations`);
    await page.reload();
    await page
      .getByRole('treeitem')
      .filter({ has: page.getByTitle('0606团委', { exact: true }) })
      .waitFor();
    expect(walk.errors).toEqual([]);
  });
});
