import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';

import { layoutFaults } from './layout-faults';

const FOLDER = 'docs/pictures/phone';

/** Dialogs, messages and pages come and go within this. */
const SETTLED_MS = 450;

/** The largest font that the mini-program follows (miniprogram/platform/reading.ts). */
const LARGEST = { rootFontSize: '22.4px', large: true };
const STANDARD = { rootFontSize: '16px', large: false };

interface Look {
  suffix: string;
  theme: 'light' | 'dark';
  reading: typeof STANDARD;
}

const LOOKS: readonly Look[] = [
  { suffix: '', theme: 'light', reading: STANDARD },
  { suffix: '-large', theme: 'light', reading: LARGEST },
  { suffix: '-dark', theme: 'dark', reading: STANDARD },
];

/** Sets the theme as the desk does, and the reader's font size on the open page, which keeps what is on it. */
async function dress(page: Page, { theme, reading }: Look): Promise<void> {
  await page.evaluate(`(() => {
    window.postMessage({ type: 'phone-settings', settings: { theme: '${theme}' } }, location.origin);
    for (const page of getCurrentPages()) page.setData({ reading: ${JSON.stringify(reading)} });
  })()`);
  await page.waitForTimeout(SETTLED_MS);
}

const topOf = (selector: string): string =>
  `box.scrollTop = box.querySelector('${selector}').getBoundingClientRect().top - box.getBoundingClientRect().top;`;

/** Takes pictures of the phone's screens and gathers what is wrong with them. */
export class PhoneCamera {
  /** One line per fault, with the picture's name; empty when every screen was sound. */
  readonly faults: string[] = [];

  /**
   * Three pictures of what the phone shows now, 375×812: as it is, with the largest font, and dark. The phone is
   * left as it was. Of a page that is longer than the screen `true` shows the end, a selector what begins there.
   */
  async shoot(page: Page, name: string, from: boolean | string = false): Promise<void> {
    mkdirSync(FOLDER, { recursive: true });
    await page.locator('.phone-toast').waitFor({ state: 'detached' });
    for (const look of LOOKS) {
      await dress(page, look);
      const file = `${name}${look.suffix}`;
      for (const fault of await layoutFaults(page)) this.faults.push(`${file}: ${fault}`);
      await page.evaluate(`(() => {
        const box = [...document.querySelectorAll('.page-box')].filter((one) => !one.hidden).slice(-1)[0];
        box.scrollTop = ${from === true ? 'box.scrollHeight' : '0'};
        ${typeof from === 'string' ? topOf(from) : ''}
      })()`);
      await page.screenshot({ path: `${FOLDER}/${file}.png`, caret: 'hide' });
    }
    await dress(page, LOOKS[0]!);
  }
}
