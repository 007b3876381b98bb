import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { type Desks, type Screen, setScene, showScreen } from './console-scene';
import { COMMITTEE_SCREENS, PROVINCE_SCREENS, SECRETARY_SCREENS } from './console-screens';
import { STATES } from './console-states';
import { startWalk, type Walk } from './support';

const FOLDER = 'docs/pictures/console';
const SIZES = [
  { suffix: '', width: 1440, height: 900 },
  { suffix: '-narrow', width: 1024, height: 768 },
];

/** Pictures of every screen of the console at two sizes, light and dark: `npm run pictures -- console`. */
describe('pictures of the console', () => {
  let walk: Walk;
  let desk: Desks;
  beforeAll(async () => {
    mkdirSync(FOLDER, { recursive: true });
    walk = await startWalk('tree');
    desk = await setScene(walk);
  }, 180_000);
  afterAll(() => walk.close());

  async function shoot(page: Page, screen: Screen): Promise<void> {
    await showScreen(walk, page, screen);
    for (const { suffix, width, height } of SIZES) {
      await page.setViewportSize({ width, height });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.waitForTimeout(350);
        const dark = colorScheme === 'dark' ? '-dark' : '';
        await page.screenshot({
          path: `${FOLDER}/${screen.name}${suffix}${dark}.png`,
          caret: 'hide',
        });
      }
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1440, height: 900 });
  }

  it.each(PROVINCE_SCREENS)('$name', (screen) => shoot(desk.province, screen));
  it.each(COMMITTEE_SCREENS)('$name', (screen) => shoot(desk.committee, screen));
  it.each(SECRETARY_SCREENS)('$name', (screen) => shoot(desk.secretary, screen));
  it.each(STATES)('$name', (state) => shoot(desk[state.desk], state));
  it('nothing went wrong on the way', () => {
    expect(walk.errors).toEqual([]);
  });
});
