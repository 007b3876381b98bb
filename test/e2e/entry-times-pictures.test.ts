import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CDPSession, Page } from 'playwright-core';

import { callAs } from './phone-calls';
import { openPhone } from './phone-steps';
import { startWalk, type Walk } from './support';

const FILE = 'docs/pictures/phone/entry-times.md';
const ROUNDS = 3;
/** A page has answered and come to rest within this. */
const SETTLED_MS = 1200;
/** Words only: what entering any page costs. */
const PLAIN = 'pages/privacy/index';

const STRANGER = 'entry-stranger';
const NEW = 'entry-new';
const COMMITTEE = 'demo-13800000003';
const GENERAL = 'demo-13800000005';
const SECRETARY = 'demo-13800000006';
const APPLICANT = 'demo-13800000101';
const RETURNED = 'demo-13800000113';

/** What the profiler calls time without script. */
const NO_SCRIPT = new Set(['(idle)', '(program)', '(garbage collector)', '(root)']);

interface Entry {
  path: string;
  as: string;
  query?: string;
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

/** What it costs to enter each page: written down for people to compare, never judged (times differ by machine). */
describe('script on entry of each page of the phone', () => {
  let walk: Walk;
  let entries: Entry[];
  beforeAll(async () => {
    walk = await startWalk('tree');
    const phone = '13922223001';
    await callAs(walk, NEW, 'account.sendCode', { phone });
    await callAs(walk, NEW, 'account.signIn', { phone, code: walk.cloud.sms.last(phone)!.code });
    const waiting = { status: 'PENDING_COMMITTEE' as const };
    const { items } = await callAs(walk, COMMITTEE, 'review.list', waiting);
    const query = `?registrationId=${items[0]!.id}&status=${waiting.status}`;
    entries = [
      { path: PLAIN, as: STRANGER },
      { path: 'pages/sign-in/index', as: STRANGER },
      { path: 'pages/register/index', as: NEW },
      { path: 'pages/bind/index', as: NEW },
      { path: 'pages/amend/index', as: RETURNED },
      { path: 'pages/home/index', as: APPLICANT },
      { path: 'pages/progress/index', as: APPLICANT },
      { path: 'pages/my-number/index', as: APPLICANT },
      { path: 'pages/change-phone/index', as: APPLICANT },
      { path: 'pages/mine/index', as: SECRETARY },
      { path: 'pages/console-sign-in/index', as: SECRETARY },
      { path: 'branch/home/index', as: SECRETARY },
      { path: 'branch/request/index', as: SECRETARY },
      { path: 'branch/give-back/index', as: SECRETARY },
      { path: 'branch/history/index', as: SECRETARY },
      { path: 'branch/meeting/index', as: SECRETARY },
      { path: 'branch/below/index', as: GENERAL },
      { path: 'branch/requests/index', as: GENERAL },
      { path: 'pages/todo/index', as: COMMITTEE },
      { path: 'branch/members/index', as: COMMITTEE },
      { path: 'review/list/index', as: COMMITTEE },
      { path: 'review/detail/index', as: COMMITTEE, query },
      { path: 'review/reassign/index', as: COMMITTEE, query },
    ];
  });
  afterAll(() => walk.close());

  /** The script of one entry, in ms. */
  async function enter(page: Page, session: CDPSession, entry: Entry): Promise<number> {
    const { path, query = '' } = entry;
    // From a page of words only, so that leaving costs the same each time.
    await page.evaluate(`wx.reLaunch({ url: '/${PLAIN}' })`);
    await page.waitForTimeout(SETTLED_MS / 2);
    await session.send('Profiler.start');
    const how = /^pages\/(home|todo|mine)\//.test(path) ? 'switchTab' : 'navigateTo';
    await page.evaluate(`wx.${how}({ url: '/${path}${query}' })`);
    await page.waitForTimeout(SETTLED_MS);
    const { profile } = await session.send('Profiler.stop');
    expect(await page.evaluate(`getCurrentPages().slice(-1)[0].route`)).toBe(path);
    const idle = profile.nodes.filter(({ callFrame }) => NO_SCRIPT.has(callFrame.functionName));
    const idleIds = new Set(idle.map(({ id }) => id));
    let microseconds = 0;
    profile.samples?.forEach((id, at) => {
      if (!idleIds.has(id)) microseconds += profile.timeDeltas?.[at + 1] ?? 0;
    });
    return microseconds / 1000;
  }

  async function measured(entry: Entry): Promise<number> {
    const page = await openPhone(walk, entry.as);
    await page.waitForTimeout(SETTLED_MS);
    const session = await page.context().newCDPSession(page);
    await session.send('Profiler.enable');
    const rounds: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await enter(page, session, entry));
    await page.context().close();
    return median(rounds);
  }

  it('is measured for all of them', async () => {
    const figures: Array<{ path: string; script: number }> = [];
    for (const entry of entries) {
      figures.push({ path: entry.path, script: await measured(entry) });
    }
    const plain = figures[0]!.script;
    const rows = figures
      .toSorted((a, b) => b.script - a.script)
      .map(({ path, script }) => {
        const page = path.replace('/index', '');
        return `| ${page} | ${script.toFixed(0)} | ${(script / plain).toFixed(1)} |`;
      });
    writeFileSync(
      FILE,
      `# Script on entry

Script that runs when a page of the phone is entered, until it has come to rest, by the browser's profiler: the demo
tree, 375×812, median of ${ROUNDS} entries each; ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), shared with whatever else ran.
The last column compares with ${PLAIN.replace('/index', '')}, which holds only words, in the same run. The framework is
glass-easel in the browser; on a phone it is WeChat's own. Written by \`npm run pictures -- entry-times\`.

| page | ms | to a page of words |
|---|---|---|
${rows.join('\n')}
`,
    );
    const app = JSON.parse(readFileSync('miniprogram/app.json', 'utf8')) as {
      pages: string[];
      subPackages: Array<{ root: string; pages: string[] }>;
    };
    const pages = app.subPackages.flatMap(({ root, pages: own }) =>
      own.map((path) => `${root}/${path}`),
    );
    expect(new Set(figures.map(({ path }) => path))).toEqual(new Set([...app.pages, ...pages]));
  }, 600_000);
});
