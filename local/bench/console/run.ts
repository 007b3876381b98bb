import { loadavg } from 'node:os';
import { chromium } from 'playwright-core';
import { buildConsole } from '../../../tools/build/console';
import { buildFunctions } from '../../../tools/build/functions';
import { buildWorker } from '../../../tools/build/worker';
import { chromiumOptions } from '../../chromium';
import { sdkEnvironment } from '../../cloud/functions/environment';
import { startCloud } from '../../cloud/server';
import { timingOf } from '../measure';
import type { ConsoleResult } from '../result';
import { Desk } from './desk';
import { type ConsoleProvince, plantProvince, WIDE_LEVEL } from './province';

const ORGANIZATIONS = 100_000;
const ROUNDS = 12;
const SIGN_INS = 5;
const PLAIN_REQUESTS = 60;
const YEAR = new Date().getFullYear();

/** What people type, from a word that tells one organisation apart to words that all names share. */
const SEARCHES = [
  '高一500班',
  '9999中学',
  '3中学团委',
  '12中学',
  '中学 8班',
  '1班团支部',
  '团支部',
  '1btzb',
  '350101',
  '没有这个名字',
];

/** Numbers for every level down to each child of the wide committee, so that the tree has figures to show. */
async function handDown(desk: Desk, { province, wayToWide, wideChildren }: ConsoleProvince) {
  const first = YEAR * 100_000_000 + 1;
  const range = { start: String(first), end: String(first + 99_999) };
  await desk.call('numbering.defineRange', { year: YEAR, ...range });
  let from = province._id;
  for (const { _id } of wayToWide) {
    const items = [{ orgId: _id, count: 50_000 }];
    await desk.call('numbering.allocate', { orgId: from, year: YEAR, items });
    from = _id;
  }
  for (let at = 0; at < WIDE_LEVEL; at += 100) {
    const items = wideChildren.slice(at, at + 100).map(({ _id }) => ({ orgId: _id, count: 20 }));
    await desk.call('numbering.allocate', { orgId: from, year: YEAR, items });
  }
}

const repeated = async (times: number, once: () => Promise<number>): Promise<number[]> => {
  const all: number[] = [];
  while (all.length < times) all.push(await once());
  return all;
};

/**
 * Opens the console on a province of 100,000 organisations in a real Chromium and times what a clerk waits for.
 * `dir` is an empty folder. Throws where there is no Chromium.
 */
export async function runConsole(dir: string, log: (line: string) => void): Promise<ConsoleResult> {
  const begunAt = new Date().toISOString();
  const load = loadavg().map((value) => Math.round(value * 100) / 100);
  const options = chromiumOptions();
  if (!options) throw new Error('no Chromium: install Debian’s chromium or set CHROMIUM');
  log('building');
  await Promise.all([buildFunctions(), buildWorker(), buildConsole()]);
  log(`making ${ORGANIZATIONS} organisations`);
  const place = await plantProvince(dir, ORGANIZATIONS, Date.now());
  const cloud = await startCloud({ dataDir: dir, strict: false });
  const browser = await chromium.launch(options);
  try {
    Object.assign(process.env, sdkEnvironment(`${cloud.url}/admin`));
    log('signing in');
    const signIns: number[] = [];
    let desk = await Desk.open(cloud, browser);
    for (;;) {
      signIns.push(await desk.signIn());
      // The first one has everything to load and to compile, as the first of a morning.
      if (signIns.length === SIGN_INS) break;
      await desk.close();
      desk = await Desk.open(cloud, browser);
    }
    await handDown(desk, place);
    log('the tree');
    const wide = place.wayToWide.at(-1)!;
    const county = place.wayToWide.at(-2)!;
    const loads: number[] = [];
    const expansions: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      loads.push(await desk.reload(county._id));
      expansions.push(await desk.expand(wide.fullName));
    }
    log('searching');
    const typed = await repeated(ROUNDS, () => desk.search('高一500班'));
    const searches: ConsoleResult['searches'] = [];
    for (const q of SEARCHES) {
      let hits = 0;
      const times = await repeated(ROUNDS, async () => {
        const { ms, data } = await desk.call('organization.search', {
          q,
          under: place.province._id,
          limit: 50,
        });
        hits = data.items.length;
        return ms;
      });
      searches.push({ q, hits, time: timingOf(times) });
    }
    const plain = await repeated(
      PLAIN_REQUESTS,
      async () => (await desk.call('account.me', {})).ms,
    );
    return {
      begunAt,
      load,
      organizations: ORGANIZATIONS,
      plain: timingOf(plain),
      moments: [
        { what: 'tree painted after signing in', target: 1000, time: timingOf(signIns) },
        { what: 'tree painted after loading the page anew', target: 1000, time: timingOf(loads) },
        {
          what: `${WIDE_LEVEL.toLocaleString('en')} children opened, first rows painted`,
          target: 150,
          time: timingOf(expansions),
        },
        {
          what: 'hits painted after the last letter, 250 ms of waiting for more letters included',
          target: null,
          time: timingOf(typed),
        },
      ],
      searches,
    };
  } finally {
    await browser.close();
    await cloud.close();
  }
}
