import Fastify from 'fastify';
import type { Browser } from 'playwright-core';
import { watchPhone } from '../../../local/phone/build/watch';
import { mountPhonePages } from '../../../local/phone/server/mount';
import { createReloads } from '../../../local/phone/server/reloads';
import { scratchApp } from './scratch-app';
import type { AppFiles } from './scratch-app';

const WXML = '<wxs src="../a.wxs" module="a"/><view class="v">{{a.word}} {{text}} more</view>';

const START: AppFiles = {
  'app.wxss': '@import "./c.wxss";',
  'c.wxss': 'page { color: red; }',
  'p/p.wxml': WXML.replace(' more', ''),
  'a.wxs': 'module.exports = { word: "old" };',
};

/** What is saved and what is seen then, in this order. */
const CHANGES: ReadonlyArray<readonly [file: string, text: string, seen: string]> = [
  ['p/p.wxml', WXML, 'text=more'],
  ['a.wxs', 'module.exports = { word: "fresh-wxs" };', 'text=fresh-wxs'],
  ['p/p.ts', 'Component({ data: { text: "fresh-ts" } });', 'text=fresh-ts'],
  ['p/p.json', '{ "navigationBarTitleText": "fresh-json" }', '.nav-title >> text=fresh-json'],
  ['p/p.wxss', '.v { display: none; }', 'wx-view.v >> visible=false'],
  ['c.wxss', 'page { visibility: hidden; }', 'wx-page >> visible=false'],
  ['p/p.ts', 'Component({ data: , });', '[role=alert] >> text=p/p.ts:1:19'],
  ['p/p.ts', 'Component({ data: { text: "mended" } });', 'wx-view.v >> visible=false'],
];

const OUT = 'dist/test/phone-live';

/** Saves a file of each kind while a phone is open. Gives how long each change took to be seen, ms; throws when one is not. */
export async function liveReload(browser: Browser): Promise<Array<{ file: string; ms: number }>> {
  const scratch = scratchApp(START);
  const reloads = createReloads();
  const stop = await watchPhone({ app: scratch.root, out: OUT }, () => reloads.send());
  const server = Fastify({ forceCloseConnections: true });
  mountPhonePages(server, { folders: { app: scratch.root, out: OUT }, people: () => [], reloads });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  const page = await browser.newPage({ viewport: { width: 375, height: 812 } });
  page.setDefaultTimeout(5000);
  const times: Array<{ file: string; ms: number }> = [];
  try {
    await page.goto(`${url}/phone/app`);
    await page.getByText('old').waitFor();
    for (const [file, text, seen] of CHANGES) {
      const savedAt = Date.now();
      scratch.write({ [file]: text });
      await page.locator(seen).first().waitFor({ state: 'attached' });
      times.push({ file, ms: Date.now() - savedAt });
    }
  } finally {
    await page.close();
    await stop();
    await server.close();
    scratch.remove();
  }
  return times;
}
