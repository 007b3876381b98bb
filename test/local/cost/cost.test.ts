import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

import {
  bytesOf,
  cheapest,
  clockYear,
  loadOf,
  membersHeld,
  monthWith,
  pointsOf,
  sumOf,
  yearOf,
} from '../../../local/cost/arithmetic';
import { costPage } from '../../../local/cost/page';
import type { CostResult, Measured, Prices, Usage } from '../../../local/cost/result';
import { runCost } from '../../../local/cost/run';
import { addedPerMember } from '../../../local/cost/storage';

const read = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T;
const PRICES = read<Prices>('local/cost/prices.json');
const USAGE = read<Usage>('local/cost/usage.json');

const thing = (name: string, changes: Partial<Measured> = {}): Measured => ({
  name,
  what: name,
  functionCalls: 1,
  reads: 4,
  writes: 3,
  control: 2,
  messages: 0,
  ms: 50,
  ...changes,
});

const province = { ...USAGE.province, functionMemoryGb: 0.25, networkMsPerRequest: 10 };

describe('the arithmetic of cost', () => {
  it('a function pays for its memory while it waits for each request', () => {
    expect(loadOf(thing('a', { messages: 1 }), province)).toEqual({
      functionCalls: 1,
      requests: 9,
      // 50 ms here and 9 times 10 ms of network.
      gbSeconds: 0.14 * 0.25,
      messages: 1,
    });
  });

  it('things are added up as often as they are done; what was not measured is no zero', () => {
    const measured = [thing('a'), thing('b', { reads: 0, writes: 0, control: 0, ms: 40 })];
    expect(sumOf({ a: 2, b: 0.5 }, measured, province)).toMatchObject({
      functionCalls: 2.5,
      requests: 18,
    });
    expect(() => sumOf({ c: 1 }, measured, province)).toThrow('c was not measured');
  });

  it('the clock is called every ten minutes, and a daily job has its turn once a day', () => {
    const often = { id: 'often', everyMinutes: 9, due: 6, idle: 3 };
    const daily = { id: 'daily', everyMinutes: 1440, due: 11, idle: 3 };
    const { functionCalls, requests } = clockYear([often, daily], province);
    expect(functionCalls).toBe(52_560);
    expect(requests).toBe(52_560 * 6 + 365 * 11 + (52_560 - 365) * 3);
  });

  it('a month costs so many points for each thing that the service bills', () => {
    const used = { functionCalls: 20_000, requests: 50_000, gbSeconds: 1000, messages: 9, gb: 2 };
    expect(pointsOf(used, PRICES)).toEqual({
      functionCalls: 26.6,
      requests: 1000,
      gbSeconds: 111,
      storage: 2400,
    });
  });

  it('a month is paid with the package and by use whatever is beyond it', () => {
    const [, personal] = PRICES.packages;
    expect(monthWith(personal!, 40_000, PRICES)).toBe(39.9);
    expect(monthWith(personal!, 45_000, PRICES)).toBeCloseTo(39.9 + 5);
  });

  it('the free package ends where its points end', () => {
    const [free] = PRICES.packages;
    expect(monthWith(free!, 3000, PRICES)).toBe(0);
    expect(monthWith(free!, 3001, PRICES)).toBeNull();
  });

  it('the cheapest package is the one whose price and excess are least together', () => {
    expect(cheapest(2000, PRICES)).toEqual({ name: '免费体验版', cost: 0 });
    expect(cheapest(100_000, PRICES)).toEqual({ name: '个人版', cost: 39.9 + 60 });
    expect(cheapest(300_000, PRICES)).toEqual({ name: '标准版', cost: 199 });
  });

  it('a package holds as many members as its points', () => {
    const [free] = PRICES.packages;
    const member = { functionCalls: 0, requests: 100, gbSeconds: 0, messages: 1 };
    expect(membersHeld(free!, member, 0, PRICES)).toBe(1500);
    // A gigabyte a member for a month: 1,200 points.
    expect(membersHeld(free!, member, 2 ** 30, PRICES)).toBe(2);
  });

  it('what a member leaves behind is the difference, shared among the members', () => {
    const stored = (documents: number, rows: number) => ({
      collection: 'members',
      documents,
      bytes: documents * 1000,
      indexes: [{ name: 'terms', rows, bytes: rows * 60 }],
    });
    const added = addedPerMember([stored(10, 300)], [stored(20, 700)], 10);
    expect(added).toEqual([
      {
        collection: 'members',
        documents: 1,
        bytes: 1000,
        indexes: [{ name: 'terms', rows: 40, bytes: 2400 }],
      },
    ]);
    expect(bytesOf(added)).toEqual({ documents: 1000, indexes: 2400 });
  });

  it('every price has a source, and every assumption is of something measured', () => {
    const priced = [PRICES.points, PRICES.messages, PRICES.packages].flatMap(
      (prices): Array<{ source: string }> => Object.values(prices),
    );
    for (const { source } of priced) expect(PRICES.sources).toHaveProperty([source]);
  });
});

describe('npm run cost on a few people', () => {
  it('measures everything that the assumptions name, and writes its page', async () => {
    const result: CostResult = await runCost(
      { seed: 2, organizations: 200, members: 24 },
      'npm run cost',
      () => undefined,
    );
    const year = yearOf(USAGE, result.measured, result.clock);
    expect(year.members.requests).toBeGreaterThan(USAGE.province.newMembers);
    const byName = new Map(result.measured.map((one) => [one.name, one]));
    // The budgets of design: 12 beside identity, of which the console has two.
    expect(byName.get('committee approves one')).toMatchObject({
      functionCalls: 1,
      reads: 5,
      writes: 7,
      control: 2,
    });
    expect(result.stored.find(({ collection }) => collection === 'members')!.documents).toBeCloseTo(
      22 / 24,
    );
    expect(result.clock.map(({ id }) => id)).toContain('prove-nightly');
    const page = costPage(result, USAGE, PRICES);
    for (const { name } of PRICES.packages) expect(page).toContain(`| ${name} |`);
    expect(page).not.toContain('NaN');
  }, 180_000);
});
