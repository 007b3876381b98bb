import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';

import { startBrowser } from '../local/phone/browser';
import { layoutFaults } from './layout-faults';

const STYLE = `
  body { margin: 0; font: 16px/1.5 sans-serif; }
  .page-box { position: absolute; inset: 0; overflow: hidden auto; }
  .foot { position: sticky; bottom: 0; background: #fff; }
`;

/** What the pictures are checked for before they are taken. */
describe('faults of a screen', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await startBrowser();
    page = await browser.newPage({ viewport: { width: 375, height: 812 } });
  });
  afterAll(() => browser.close());

  const faultsOf = async (content: string): Promise<string[]> => {
    await page.setContent(`<style>${STYLE}</style><div class="page-box">${content}</div>`);
    return layoutFaults(page);
  };
  const long = '很长的一句话'.repeat(12);

  it('a sound page has none, also one that is longer than the screen', async () => {
    const lines = '<p>一行字</p>'.repeat(60);
    expect(await faultsOf(`${lines}<div class="foot">底部</div>`)).toEqual([]);
  });

  it.each([
    ['cut at the side', `<div style="overflow:hidden;white-space:nowrap">${long}</div>`],
    ['cut above or below', `<div style="overflow:hidden;height:20px">${long}</div>`],
    ['wider than the screen', '<div style="width:500px">宽</div>'],
    ['beyond the screen', `<div style="white-space:nowrap">${long}</div>`],
    ['one over the other', '<p>第一句</p><p style="margin-top:-36px">第二句</p>'],
    ['cut in its field', '<input style="width:60px" placeholder="全称、简称、拼音首字母" />'],
    ['not Chinese', '<p>undefined 人</p>'],
    [
      'under the foot',
      '<p style="position:absolute;top:790px">被遮住</p><div class="foot" style="position:fixed;height:60px;width:100%">底部</div>',
    ],
  ])('finds what is %s', async (fault, content) => {
    expect((await faultsOf(content)).join()).toContain(fault);
  });

  it('an ellipsis is no fault, nor is a row that scrolls by itself', async () => {
    const ellipsis = `<div style="overflow:hidden;white-space:nowrap;text-overflow:ellipsis">${long}</div>`;
    const row = `<div style="overflow-x:auto;white-space:nowrap">${long}</div>`;
    expect(await faultsOf(ellipsis + row)).toEqual([]);
  });

  it('looks at nothing behind an open sheet', async () => {
    const behind = '<p>undefined 人</p>';
    const sheet = '<div role="dialog" style="position:fixed;bottom:0">请确认</div>';
    expect(await faultsOf(behind + sheet)).toEqual([]);
  });
});
