import assert from 'node:assert/strict';
import type { BrowserCheck } from '../check';

const API = 'pages/api/index';

const sees = (name: string, expected: string | RegExp): BrowserCheck => ({
  name: `wx: ${name}`,
  async run({ open, outcomeOf }) {
    await open(API);
    const outcome = await outcomeOf(name);
    if (typeof expected === 'string') assert.equal(outcome, expected);
    else assert.match(outcome, expected);
  },
});

/** The wx object. */
export const apiChecks: BrowserCheck[] = [
  sees('storage', '{"a":[1]}""'),
  sees('missing', '{"errMsg":"getStorage:fail data not found"}'),
  sees('query', /"width":100,"height":50/),
  sees('canvas', 'function'),
  sees('privacyByListener', '{"errMsg":"requirePrivacyAuthorize:ok"}'),
  sees('hidden', Array.from({ length: 9 }, () => 'undefined').join()),
  sees('call', /"event":\{"a":1/),
  sees('fail', /"errCode":-504002/),
  sees('missingFunction', /"errCode":-501000/),
  sees('largeResult', /"errCode":-604001/),
  sees('large', /over 1 MB.*"errCode":-601002/),
  sees('instance', /data\.when is no plain JSON value/),
  {
    name: 'a function learns the phone’s openid',
    async run({ open, outcomeOf }) {
      await open(API, 'as=demo-13800000005');
      assert.match(await outcomeOf('call'), /"OPENID":"demo-13800000005"/);
    },
  },
  {
    name: 'without a network calls fail and the app is told',
    async run({ open, set, outcomeOf, textBecomes }) {
      await open(API);
      await set({ network: 'none' });
      await textBecomes('#network', 'false');
      assert.match(await outcomeOf('call'), /request:fail.*"errCode":-601003/);
    },
  },
  {
    name: 'a change of the theme is told',
    async run({ open, set, textBecomes }) {
      await open(API);
      await set({ theme: 'dark' });
      await textBecomes('#theme', 'dark');
    },
  },
  {
    name: 'toast, modal and action sheet',
    async run({ open, page, tap, textBecomes }) {
      await open(API);
      const press = (name: string): Promise<void> =>
        tap(page.getByRole('button', { name, exact: true }));
      await press('toast');
      await page.getByRole('status').getByText('好了').waitFor();
      await press('modal');
      await tap(page.getByRole('dialog', { name: '标题' }).getByRole('button', { name: '确定' }));
      await textBecomes('#outcome', '{"errMsg":"showModal:ok","confirm":true,"cancel":false}');
      await press('sheet');
      await tap(page.getByRole('dialog').getByRole('button', { name: '二' }));
      await textBecomes('#outcome', '{"errMsg":"showActionSheet:ok","tapIndex":1}');
    },
  },
  {
    name: 'the scanner takes a typed code or one that was copied',
    async run({ open, page, tap, outcomeOf, textBecomes }) {
      await open(API);
      await outcomeOf('copy');
      await page.getByText('内容已复制').waitFor();
      await tap(page.getByRole('button', { name: 'scan', exact: true }));
      const dialog = page.getByRole('dialog', { name: '扫一扫' });
      await tap(dialog.getByRole('button', { name: '202000012022' }));
      await tap(dialog.getByRole('button', { name: '扫到了' }));
      await textBecomes('#outcome', /"result":"202000012022","scanType":"QR_CODE"/);
    },
  },
  {
    name: 'messages can be refused one by one',
    async run({ open, page, tap, textBecomes }) {
      await open(API);
      await tap(page.getByRole('button', { name: 'subscribe', exact: true }));
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('乙').uncheck();
      await tap(dialog.getByRole('button', { name: '允许' }));
      const expected = '{"errMsg":"requestSubscribeMessage:ok","甲":"accept","乙":"reject"}';
      await textBecomes('#outcome', expected);
    },
  },
  {
    name: 'the privacy contract can be refused and accepted',
    async run({ open, page, tap, textBecomes, outcomeOf }) {
      await open(API);
      const press = (): Promise<void> =>
        tap(page.getByRole('button', { name: 'privacy', exact: true }));
      await press();
      await tap(page.getByRole('button', { name: '拒绝' }));
      await textBecomes('#outcome', /privacy permission is not authorized/);
      await press();
      await tap(page.getByRole('button', { name: '同意' }));
      await textBecomes('#outcome', '{"errMsg":"requirePrivacyAuthorize:ok"}');
      assert.equal(await outcomeOf('privacy'), '{"errMsg":"requirePrivacyAuthorize:ok"}');
    },
  },
  {
    name: 'badge, red dot and title',
    async run({ open, page, outcomeOf }) {
      await open(API);
      await outcomeOf('badge');
      assert.equal(await page.locator('.tab-badge').nth(1).textContent(), '3');
      await outcomeOf('dot');
      assert.equal(await page.locator('.tab-badge.dot').isVisible(), true);
      await outcomeOf('title');
      assert.equal(await page.locator('.nav-title').textContent(), '新标题');
    },
  },
  {
    name: 'a member of wx that is not supplied is warned of',
    async run({ open, outcomeOf, warnings }) {
      await open(API);
      assert.equal(await outcomeOf('unknown'), 'true');
      assert.ok(warnings.some((warning) => warning.includes('wx.chooseAnything')));
    },
  },
];
