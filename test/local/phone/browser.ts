import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser, Locator, Page } from 'playwright-core';
import type { Cloud } from '../../../local/cloud/server';
import type { BrowserCheck, CheckTools } from './check';

const CHROMIUM = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'];

const WAIT_MS = 15_000;

/** Runs in the page; text, because this side knows no DOM. */
const MOVE_FINGER = `([selector, way]) => {
  const target = document.querySelector(selector);
  let prevented = false;
  for (const [type, clientY] of way) {
    const touch = new Touch({ identifier: 1, target, clientX: 100, clientY });
    const touches = type === 'touchend' ? [] : [touch];
    const event = new TouchEvent(type, { bubbles: true, cancelable: true, touches, changedTouches: [touch] });
    target.dispatchEvent(event);
    prevented = event.defaultPrevented;
  }
  return prevented;
}`;

const inPage = (page: Page, body: string, given: unknown): Promise<unknown> =>
  page.evaluate(`(${body})(${JSON.stringify(given)})`);

/** Starts an installed Chromium. Throws when there is none. */
export function startBrowser(): Promise<Browser> {
  const executablePath = CHROMIUM.find((path) => path !== undefined && existsSync(path));
  if (executablePath === undefined) throw new Error('no Chromium: install it or set CHROMIUM');
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}

/**
 * Runs one check on a phone of its own. Throws what the check throws, and when
 * the page wrote an error to its console or wanted something from another machine.
 */
export async function runCheck(
  browser: Browser,
  { url, sms }: Pick<Cloud, 'url' | 'sms'>,
  { run }: BrowserCheck,
  touch: boolean,
): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 375, height: 812 },
    hasTouch: touch,
    locale: 'zh-CN',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(WAIT_MS);
  const errors: string[] = [];
  const warnings: string[] = [];
  const strangers: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
    if (message.type() === 'warning') warnings.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) {
      strangers.push(request.url());
    }
  });

  const tap = (target: Locator): Promise<void> => (touch ? target.tap() : target.click());
  const textBecomes: CheckTools['textBecomes'] = async (selector, expected) => {
    const read = async (): Promise<string> =>
      ((await page.locator(selector).last().textContent()) ?? '').trim();
    const until = Date.now() + WAIT_MS;
    let text = await read();
    while (!(typeof expected === 'string' ? text === expected : expected.test(text))) {
      if (Date.now() > until) {
        throw new Error(`${selector}: ${JSON.stringify(text)} instead of ${String(expected)}`);
      }
      await page.waitForTimeout(30);
      text = await read();
    }
  };
  const tools: CheckTools = {
    page,
    base: url,
    touch,
    errors,
    warnings,
    strangers,
    async open(path = '', settings = '') {
      await page.goto('about:blank');
      const query = [settings.includes('as=') ? '' : 'as=checker', settings]
        .filter(Boolean)
        .join('&');
      await page.goto(`${url}/phone/app?${query}${path === '' ? '' : `#/${path}`}`);
      await page.locator('.page-box wx-page').first().waitFor({ state: 'attached' });
    },
    tap,
    textBecomes,
    styleOf: async (selector, property) =>
      String(
        await inPage(
          page,
          '([one, name]) => getComputedStyle(document.querySelector(one)).getPropertyValue(name)',
          [selector, property],
        ),
      ),
    finger: async (selector, way) => Boolean(await inPage(page, MOVE_FINGER, [selector, way])),
    sendSms(phone, code) {
      sms.receive({ phone, code, text: code });
    },
    async set(settings) {
      const body = "(settings) => window.postMessage({ type: 'phone-settings', settings }, '*')";
      await inPage(page, body, settings);
    },
    async outcomeOf(name) {
      await tap(page.getByRole('button', { name, exact: true }));
      await textBecomes('#outcome', /^[^…]/);
      return (await page.locator('#outcome').textContent()) ?? '';
    },
  };
  try {
    await run(tools);
    if (errors.length > 0) throw new Error(`errors in the console: ${errors.join(' | ')}`);
    if (strangers.length > 0) throw new Error(`requests elsewhere: ${strangers.join(' ')}`);
  } finally {
    await context.close();
  }
}
