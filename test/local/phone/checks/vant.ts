import assert from 'node:assert/strict';
import type { BrowserCheck } from '../check';

const VANT = 'pages/vant/index';

/** The component library from npm. */
export const vantChecks: BrowserCheck[] = [
  {
    name: 'vant buttons have their colours and can be clicked (pitfalls 8, 9, 13 and 15)',
    async run({ open, page, tap, styleOf, textBecomes }) {
      await open(VANT);
      const button = page.getByRole('button', { name: /主按钮/ });
      await tap(button);
      await textBecomes('.van-button--primary', '主按钮 1');
      assert.equal(await styleOf('.van-button--primary', 'background-color'), 'rgb(7, 193, 96)');
    },
  },
  {
    name: 'a vant field is bound both ways',
    async run({ open, page, textBecomes }) {
      await open(VANT);
      await page.getByPlaceholder('请输入').fill('李四');
      await textBecomes('#name', '李四');
    },
  },
  {
    name: 'vant tabs show one pane, with a line under the tab (pitfall 16)',
    async run({ open, page, tap }) {
      await open(VANT);
      await tap(page.getByText('二', { exact: true }));
      await page.getByText('内容二').waitFor();
      const width = (await page.locator('.van-tabs__line').boundingBox())!.width;
      assert.ok(width > 20, `the line is ${width} px wide`);
    },
  },
  {
    name: 'Dialog.confirm from the script',
    async run({ open, page, tap, textBecomes }) {
      await open(VANT);
      await tap(page.getByRole('button', { name: '询问' }));
      await tap(page.getByRole('button', { name: '确认' }));
      await textBecomes('#picked', '继续');
    },
  },
  {
    name: 'a date picker in a popup: columns, drag, confirm (pitfalls 3 and 17)',
    async run({ open, page, tap, textBecomes }) {
      await open(VANT);
      await tap(page.getByRole('button', { name: '选日期' }));
      await page.getByText('2024', { exact: true }).waitFor();
      await page.waitForTimeout(400);
      await tap(page.getByText('06', { exact: true }));
      await page.waitForTimeout(300);
      await tap(page.getByText('确认', { exact: true }));
      await textBecomes('#picked', '2024-6');
    },
  },
  {
    name: 'icons and the picture of an empty list come from this machine (pitfall 14)',
    async run({ open, page, strangers }) {
      await open(VANT);
      const loaded = await page.evaluate(
        "document.fonts.load('16px vant-icon').then((f) => f.length)",
      );
      assert.equal(loaded, 1);
      await page.locator('.van-empty img').waitFor();
      const source = await page.locator('.van-empty img').getAttribute('src');
      assert.match(source ?? '', /^data:/);
      assert.deepEqual(strangers, []);
    },
  },
];
