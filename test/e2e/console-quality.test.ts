import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { consoleFaults } from './console-faults';
import { type Desks, type Screen, setScene, showScreen } from './console-scene';
import { COMMITTEE_SCREENS, PROVINCE_SCREENS, SECRETARY_SCREENS } from './console-screens';
import { STATES } from './console-states';
import { startWalk, type Walk } from './support';

interface Finding {
  id: string;
  impact: string;
  nodes: Array<{ target: string[]; failureSummary: string }>;
}

const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

/** Serious and critical findings of axe-core on the page as it stands, a line each. */
async function findingsOn(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = (await page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] })`,
  )) as { violations: Finding[] };
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, impact, nodes }) =>
      nodes
        .slice(0, 3)
        .map(({ target, failureSummary }) =>
          `${impact} ${id}: ${target.join(' ')} ${failureSummary.split('\n')[1] ?? ''}`.trim(),
        ),
    );
}

/** Every page of the console: sound for screen readers, in contrast, in width and in words. */
describe('the quality of every page', () => {
  let walk: Walk;
  let desk: Desks;
  beforeAll(async () => {
    walk = await startWalk('tree');
    desk = await setScene(walk);
  }, 180_000);
  afterAll(() => walk.close());

  /** Looks at a screen in the light and in the dark, and narrow and wide. */
  async function faultsOf(page: Page, screen: Screen): Promise<string[]> {
    await showScreen(walk, page, screen);
    const faults: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(350);
      for (const finding of await findingsOn(page)) faults.push(`${colorScheme} ${finding}`);
    }
    await page.emulateMedia({ colorScheme: 'light' });
    for (const [width, height] of [
      [1024, 768],
      [2560, 1440],
      [1440, 900],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.waitForTimeout(150);
      for (const fault of await consoleFaults(page)) faults.push(`${width} ${fault}`);
    }
    return faults;
  }

  it.each(PROVINCE_SCREENS)('$name', async (screen) => {
    expect(await faultsOf(desk.province, screen)).toEqual([]);
  });
  it.each(COMMITTEE_SCREENS)('$name', async (screen) => {
    expect(await faultsOf(desk.committee, screen)).toEqual([]);
  });
  it.each(SECRETARY_SCREENS)('$name', async (screen) => {
    expect(await faultsOf(desk.secretary, screen)).toEqual([]);
  });
  it.each(STATES)('$name', async (state) => {
    expect(await faultsOf(desk[state.desk], state)).toEqual([]);
  });
  it('nothing went wrong on the way', () => {
    expect(walk.errors).toEqual([]);
  });
});
