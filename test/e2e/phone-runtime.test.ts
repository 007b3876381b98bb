import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';

import { type Cloud, startCloud } from '../../local/cloud/server';
import { createAppBuilder } from '../../local/phone/build/app-builder';
import { buildRuntime } from '../../local/phone/build/runtime-bundle';
import { buildFunctions } from '../../tools/build/functions';
import { FIXTURES } from '../local/functions/fixtures';
import { runCheck, startBrowser } from '../local/phone/browser';
import { browserChecks, touchChecks } from '../local/phone/browser-checks';
import { FIXTURE } from '../local/phone/fixture-folders';
import { liveReload } from '../local/phone/live-reload';

const PEOPLE = [
  ['13800000005', '林书'],
  ['13800000101', '陈甲'],
] as const;

/** The phone in the browser, by a small app that uses everything it offers; with a mouse and with fingers. */
describe('the phone in the browser', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'phone-checks-'));
  let cloud: Cloud;
  let browser: Browser;
  beforeAll(async () => {
    const builder = await createAppBuilder(FIXTURE.app, FIXTURE.out);
    const { problems } = await builder.run();
    await builder.close();
    expect(problems).toEqual([]);
    await buildRuntime(FIXTURE.out);
    await buildFunctions(FIXTURES);
    cloud = await startCloud({
      dataDir,
      functionsDir: FIXTURES.out,
      database: { durability: 'nosync' },
      phone: { folders: FIXTURE },
    });
    for (const [phone, name] of PEOPLE) {
      cloud.people.push({ openid: `demo-${phone}`, name, phone, office: '示例', idTail: '120054' });
    }
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await cloud.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it.each(browserChecks.map((check) => [check.name, check] as const))('%s', (_, check) =>
    runCheck(browser, cloud, check, false),
  );

  it.each(touchChecks.map((check) => [check.name, check] as const))('by touch: %s', (_, check) =>
    runCheck(browser, cloud, check, true),
  );

  it('shows a change of any source without being opened again', async () => {
    const seen = await liveReload(browser);
    expect(seen.length).toBeGreaterThan(4);
  });
});
