import assert from 'node:assert/strict';
import type { BrowserCheck } from '../check';

const FORM = 'pages/form/index';

/** Templates, styles, events and built-in components. */
export const componentChecks: BrowserCheck[] = [
  {
    name: 'ready is fired once after attached (pitfall 2)',
    async run({ open, textBecomes }) {
      await open();
      await textBecomes('#card .state, .state', 'ready');
    },
  },
  {
    name: 'wxs: constructor is a name, unknown escapes keep the backslash, require works (pitfall 3)',
    async run({ open, textBecomes }) {
      await open();
      await textBecomes('#wxs', 'ab! list 12-34');
    },
  },
  {
    name: 'built-ins have tags of their own (pitfall 4)',
    async run({ open, page }) {
      await open();
      assert.equal(await page.locator('wx-input > input').count(), 1);
      assert.equal(await page.locator('wx-page wx-view').first().isVisible(), true);
    },
  },
  {
    name: 'input events come from the component, with WeChat’s detail; model:value goes both ways (pitfall 5)',
    async run({ open, page, textBecomes }) {
      await open();
      await page.getByPlaceholder('姓名').fill('王小明');
      await textBecomes('#typed', '王小明');
    },
  },
  {
    name: 'a tap has touches and changedTouches (pitfall 6)',
    async run({ open, page, tap, textBecomes }) {
      await open();
      await tap(page.locator('#clicks'));
      await textBecomes('#clicks', '点了 1 次，长按 0 次');
    },
  },
  {
    name: 'a long press that is listened to is not followed by a tap',
    async run({ open, page, touch, textBecomes }) {
      await open();
      if (touch) return;
      await page.locator('#clicks').hover();
      await page.mouse.down();
      await page.waitForTimeout(450);
      await page.mouse.up();
      await textBecomes('#clicks', '点了 0 次，长按 1 次');
    },
  },
  {
    name: 'catch:touchmove stops scrolling, elsewhere it scrolls (pitfall 7)',
    async run({ open, finger }) {
      await open();
      const way = [
        ['touchstart', 100],
        ['touchmove', 90],
      ] as const;
      assert.equal(await finger('#catcher', way), true);
      assert.equal(await finger('#clicks', way), false);
    },
  },
  {
    name: 'catchtap stops bubbling',
    async run({ open, page, tap, textBecomes }) {
      await open();
      await tap(page.locator('#inner'));
      await textBecomes('#bubbled', 'inner');
    },
  },
  {
    name: 'ids are as written (pitfall 8)',
    async run({ open, page }) {
      await open();
      assert.equal(await page.locator('wx-view#slotted').textContent(), '内容');
      assert.equal(await page.locator('#foot').textContent(), '底部');
    },
  },
  {
    name: 'addGlobalClass, external classes and own styles of a component (pitfall 9)',
    async run({ open, styleOf }) {
      await open();
      const box = 'wx-view.from-outside';
      assert.equal(await styleOf(box, 'font-weight'), '700');
      assert.equal(await styleOf(box, 'background-color'), 'rgb(250, 240, 230)');
      assert.equal(await styleOf(box, 'border-top-width'), '1px');
    },
  },
  {
    name: 'wx:for with index, item and dataset',
    async run({ open, page, tap, textBecomes }) {
      await open();
      await tap(page.locator('.item', { hasText: '乙' }));
      await textBecomes('#chosen', '选了 2');
    },
  },
  {
    name: 'rpx is a part of the width, in style sheets and inline (pitfalls 11 and 19)',
    async run({ open, page }) {
      await open();
      const width = async (selector: string): Promise<number> =>
        (await page.locator(selector).boundingBox())!.width;
      assert.ok(Math.abs((await width('.wide')) - 187.5) < 0.1);
      assert.ok(Math.abs((await width('#inline')) - 37.5) < 0.1);
    },
  },
  {
    name: 'aria attributes reach the page',
    async run({ open, page }) {
      await open();
      assert.equal(await page.getByRole('status', { name: '说明' }).textContent(), '读屏');
      assert.equal(await page.locator('#hidden-view').isVisible(), false);
    },
  },
  {
    name: 'page-meta sets the size of rem',
    async run({ open, styleOf }) {
      await open('', 'font=1.4');
      assert.equal(await styleOf('#rem', 'font-size'), '22.4px');
    },
  },
  {
    name: 'prefers-color-scheme follows the phone’s theme, not the computer’s',
    async run({ open, styleOf }) {
      await open();
      assert.equal(await styleOf('#clicks', 'color'), 'rgb(1, 2, 3)');
      await open('', 'theme=dark');
      assert.equal(await styleOf('#clicks', 'color'), 'rgb(4, 5, 6)');
      assert.equal(await styleOf('#footer', 'color'), 'rgb(238, 238, 238)');
    },
  },
  {
    name: 'a form collects every kind of field, the app’s own too (pitfall 10)',
    async run({ open, page, tap, textBecomes }) {
      await open(FORM);
      await page.getByPlaceholder('姓名').fill('张三');
      await page.getByPlaceholder('数字').pressSequentially('1a2');
      await page.getByPlaceholder('备注').fill('好');
      await tap(page.getByText('甲'));
      await tap(page.getByText('Y', { exact: true }));
      await tap(page.getByRole('switch'));
      await tap(page.getByRole('button', { name: '提交' }));
      await textBecomes(
        '#result',
        JSON.stringify({
          name: '张三',
          digits: '12',
          note: '好',
          tags: ['a', 'b'],
          kind: 'y',
          on: true,
          level: 30,
          month: '2020-05',
          fruit: 1,
          own: '自己的',
        }),
      );
      await tap(page.getByRole('button', { name: '重置' }));
      await textBecomes('#result', 'reset');
      assert.equal(await page.getByPlaceholder('姓名').inputValue(), '');
    },
  },
  {
    name: 'a disabled button cannot be tapped',
    async run({ open, page }) {
      await open(FORM);
      await page.getByRole('button', { name: '不能点' }).click({ force: true });
    },
  },
  {
    name: 'picker of a month: the sheet opens after the click has passed (pitfall 12)',
    async run({ open, page, tap, textBecomes }) {
      await open(FORM);
      await tap(page.locator('#month'));
      const sheet = page.getByRole('dialog', { name: '选择器' });
      await sheet.getByRole('option', { name: '09月' }).click();
      await tap(sheet.getByRole('button', { name: '确定' }));
      await textBecomes('#month', '2020-09');
    },
  },
  {
    name: 'picker with a list, and cancelling it',
    async run({ open, page, tap, textBecomes }) {
      await open(FORM);
      await tap(page.locator('wx-picker').last());
      const sheet = page.getByRole('dialog', { name: '选择器' });
      await sheet.getByRole('option', { name: '苹果' }).click();
      await tap(sheet.getByRole('button', { name: '确定' }));
      await textBecomes('#fruit', '苹果');
      await tap(page.locator('#fruit'));
      await tap(sheet.getByRole('button', { name: '取消' }));
      await textBecomes('#fruit', '苹果');
    },
  },
  {
    name: 'scroll-view, swiper, rich-text, root-portal',
    async run({ open, page, textBecomes }) {
      await open('pages/api/index');
      await page.locator('#scroller').evaluate((element) => element.scrollTo(0, 240));
      await textBecomes('#outcome', 'lower');
      assert.equal(await page.locator('#rich b').getAttribute('onclick'), null);
      assert.equal(await page.locator('#rich script').count(), 0);
      assert.equal(await page.locator('.page-box > .portal #ported').isVisible(), true);
      assert.equal(await page.locator('wx-swiper .dots i').count(), 2);
    },
  },
];
