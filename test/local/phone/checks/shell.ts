import assert from 'node:assert/strict';
import type { BrowserCheck, CheckTools } from '../check';

/** A finger's way down the page: event and y, px. */
const PULL = [
  ['touchstart', 100],
  ['touchmove', 150],
  ['touchmove', 240],
  ['touchend', 240],
] as const;

const title = ({ page }: CheckTools): Promise<string | null> =>
  page.locator('.phone-nav .nav-title').textContent();

const back = ({ page }: CheckTools): Promise<void> =>
  page.getByRole('button', { name: '返回' }).click();

/** Pages, navigation bar, tab bar, life of pages. */
export const shellChecks: BrowserCheck[] = [
  {
    name: 'load, show and ready come in this order',
    async run({ open, textBecomes }) {
      await open();
      await textBecomes('#log', 'load show ready');
    },
  },
  {
    name: 'navigator opens a page with its query: onLoad undecoded, properties decoded',
    async run(tools) {
      const { open, page, tap, textBecomes } = tools;
      await open();
      await tap(page.locator('#to-form'));
      assert.equal(await page.getByRole('button', { name: '回到首页' }).isVisible(), false);
      await textBecomes('#from', 'home page');
      assert.equal(await title(tools), '表单');
      const raw = await page.evaluate('getCurrentPages()[1].data.raw');
      assert.equal(raw, 'home%20page');
      await back(tools);
      await textBecomes('#log', 'load show ready hide show');
      assert.equal(await title(tools), '首页');
      assert.equal(await page.getByRole('button', { name: '返回' }).isVisible(), false);
    },
  },
  {
    name: 'tab pages stay alive',
    async run({ open, page, tap, textBecomes }) {
      await open();
      await tap(page.locator('#clicks'));
      await page.getByRole('tab', { name: '接口' }).click();
      await page.locator('#outcome').waitFor({ state: 'attached' });
      await page.getByRole('tab', { name: '首页' }).click();
      await textBecomes('#clicks', '点了 1 次，长按 0 次');
      const tab = page.getByRole('tab', { name: '首页' });
      assert.equal(await tab.getAttribute('aria-selected'), 'true');
    },
  },
  {
    name: 'a page of a sub-package, and events between the two pages',
    async run({ open, outcomeOf, page, tap, textBecomes }) {
      await open('pages/api/index');
      await outcomeOf('open').catch(() => '');
      await textBecomes('#detail', '编号 7 几号');
      await tap(page.getByRole('button', { name: '回答' }));
      await textBecomes('#outcome', '七号');
    },
  },
  {
    name: 'Page() of the old way; a page without navigation bar',
    async run({ open, page, textBecomes }) {
      await open('pages/list/index?q=1');
      await textBecomes('#old', '旧写法的页面 1');
      assert.equal(await page.locator('.phone-nav').isVisible(), false);
    },
  },
  {
    name: 'a page that is opened first has a way home; an unknown one opens the first',
    async run({ open, page, textBecomes }) {
      await open('pages/form/index?from=x');
      await page.getByRole('button', { name: '回到首页' }).click();
      await textBecomes('#log', 'load show ready');
      await open('pages/nowhere');
      await textBecomes('#log', 'load show ready');
    },
  },
  {
    name: 'the person is asked before leaving a page that wants it',
    async run(tools) {
      const { open, page, tap } = tools;
      await open();
      await tap(page.locator('#to-form'));
      await tap(page.getByRole('button', { name: '离开前询问' }));
      await back(tools);
      await page.getByText('内容还没有保存').waitFor();
      await tap(page.getByRole('button', { name: '取消' }));
      assert.equal(await title(tools), '表单');
      await back(tools);
      await tap(page.getByRole('button', { name: '确定' }));
      await page.locator('#log').waitFor();
    },
  },
  {
    name: 'pull to refresh by hand, and reaching the bottom',
    async run({ open, page, finger, textBecomes }) {
      await open();
      await finger('#clicks', PULL);
      await textBecomes('#log', 'load show ready refresh');
      await page.locator('.phone-refresh').waitFor({ state: 'detached' });
      await page.locator('.page-box').evaluate((box) => box.scrollTo(0, box.scrollHeight));
      await textBecomes('#log', 'load show ready refresh bottom');
    },
  },
  {
    name: 'colours of bars follow theme.json',
    async run({ open, styleOf }) {
      await open();
      assert.equal(await styleOf('.phone-nav', 'background-color'), 'rgb(255, 255, 255)');
      await open('', 'theme=dark');
      assert.equal(await styleOf('.phone-nav', 'background-color'), 'rgb(27, 27, 27)');
    },
  },
  {
    name: 'an error in a handler is loud: console and a red band (pitfall 18)',
    async run({ open, page, outcomeOf, errors }) {
      await open('pages/api/index');
      await outcomeOf('throw');
      await page.getByRole('alert').getByText('a deliberate error').waitFor();
      assert.ok(errors.some((error) => error.includes('a deliberate error')));
      errors.length = 0;
    },
  },
];
