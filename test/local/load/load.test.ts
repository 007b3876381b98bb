import { describe, expect, it } from '@jest/globals';

import { arrivalsOf } from '../../../local/load/arrivals';
import { type LoopClock, openLoop, waited } from '../../../local/load/open-loop';
import { type Approval, pathOf } from '../../../local/load/path';
import { modulesOf, placeInProject } from '../../../local/load/places';
import type { Recorded } from '../../../local/load/recorder';
import { isBorne, ratesFrom, stepOf, usedUp } from '../../../local/load/step';
import { type CpuProfile, sumProfiles } from '../../../local/load/sum-profile';
import { randomFrom } from '../../../local/random';

describe('arrivals', () => {
  it('come as often as wanted, in order, within the step, the same for the same seed', () => {
    const due = arrivalsOf(50, 200, randomFrom(1));
    expect(due.length / 200).toBeGreaterThan(47);
    expect(due.length / 200).toBeLessThan(53);
    expect(due).toEqual([...due].sort((a, b) => a - b));
    expect(due.at(-1)).toBeLessThan(200_000);
    expect(arrivalsOf(50, 200, randomFrom(1))).toEqual(due);
    expect(arrivalsOf(50, 200, randomFrom(2))).not.toEqual(due);
  });

  it('come by chance: gaps are as uneven as their mean is long', () => {
    const due = arrivalsOf(100, 100, randomFrom(3));
    const gaps = due.slice(1).map((at, i) => at - due[i]!);
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
    expect(Math.sqrt(variance) / mean).toBeGreaterThan(0.9);
    expect(Math.sqrt(variance) / mean).toBeLessThan(1.1);
  });
});

/** A clock that only goes on when somebody waits for it. */
class SteppedClock implements LoopClock {
  private time = 1000;
  private readonly sleepers: Array<{ at: number; wake: () => void }> = [];

  now(): number {
    return this.time;
  }

  until(at: number): Promise<void> {
    return new Promise((wake) => {
      this.sleepers.push({ at, wake });
    });
  }

  /** Lets time pass until `at`, waking everybody whose time has come. */
  async pass(at: number): Promise<void> {
    for (let step = 0; step < 200; step++) await Promise.resolve();
    while (this.time < at) {
      this.time += 1;
      for (const { at: due, wake } of this.sleepers.splice(0)) {
        if (due <= this.time) wake();
        else this.sleepers.push({ at: due, wake });
      }
      for (let step = 0; step < 50; step++) await Promise.resolve();
    }
  }
}

describe('the open loop', () => {
  it('begins every job when it is due, though none before it has ended', async () => {
    const clock = new SteppedClock();
    let running = 0;
    let most = 0;
    const all = openLoop(
      [10, 20, 30],
      async () => {
        most = Math.max(most, ++running);
        await clock.until(1100);
        running -= 1;
        return 'OK';
      },
      clock,
    );
    await clock.pass(1200);
    expect(most).toBe(3);
    expect((await all).map(waited)).toEqual([90, 80, 70]);
  });

  it('counts from the moment that was meant: a generator that stood still hides nothing', async () => {
    const clock = new SteppedClock();
    // The clock only reaches the loop again after 500 ms: all three should have begun long ago.
    const lazy: LoopClock = { now: () => clock.now(), until: () => clock.until(1500) };
    const all = openLoop([10, 20, 30], async () => 'OK', lazy);
    await clock.pass(1600);
    const samples = await all;
    expect(samples.map(({ began }) => began)).toEqual([500, 500, 500]);
    expect(samples.map(waited)).toEqual([490, 480, 470]);
  });

  it('a job that throws is a failure with a name', async () => {
    const clock = new SteppedClock();
    const all = openLoop(
      [0, 1],
      async (index) => {
        if (index === 0) throw Object.assign(new Error('gone'), { code: 'ECONNRESET' });
        return 'BUSY';
      },
      clock,
    );
    await clock.pass(1010);
    expect((await all).map(({ outcome }) => outcome)).toEqual(['ECONNRESET', 'BUSY']);
  });
});

describe('a step', () => {
  const samples = Array.from({ length: 100 }, (_, i) => ({
    due: i * 10,
    began: i * 10 + 1,
    ended: i * 10 + i + 1,
    outcome: i < 98 ? 'OK' : 'BUSY',
  }));

  it('has percentiles by nearest rank, the rate served and the failures by name', () => {
    expect(stepOf(100, 1, samples)).toMatchObject({
      n: 100,
      p50: 50,
      p95: 95,
      p99: 99,
      worst: 100,
      late: 1,
      failures: { BUSY: 2 },
    });
    // The last one ended after 1,090 ms.
    expect(stepOf(100, 1, samples).servedPerSecond).toBeCloseTo(100 / 1.09, 1);
  });

  it('is borne within the limit and with one failure in a hundred at most', () => {
    expect(isBorne({ n: 100, p95: 95, failures: { BUSY: 1 } }, 95)).toBe(true);
    expect(isBorne({ n: 100, p95: 96, failures: {} }, 95)).toBe(false);
    expect(isBorne({ n: 100, p95: 10, failures: { BUSY: 1, 'HTTP 429': 1 } }, 95)).toBe(false);
  });

  it('beyond what is borne says what was used up', () => {
    const of = (database: number, others: number, generator: number, elsewhere: number): string =>
      usedUp(
        {
          requests: 1,
          databaseMs: 1,
          othersMs: 1,
          cores: { database, others, generator, elsewhere },
        },
        2,
      );
    expect(of(0.9, 0.5, 0.1, 0)).toBe('the thread of the database');
    expect(of(0.5, 1.1, 0.2, 0)).toBe('the cores, most of it functions');
    expect(of(0.8, 0.7, 0.2, 0)).toBe('the cores, most of it database');
    expect(of(0.4, 0.4, 0.1, 0.9)).toBe('the cores, other programs among them');
    expect(of(0.2, 0.3, 0.1, 0.2)).toMatch('nothing');
  });

  it('is followed by one at a higher rate', () => {
    expect(ratesFrom(0.8, 1.5, 3)).toEqual([0.8, 1.2, 1.8]);
    expect(ratesFrom(10, 1.5, 4)).toEqual([10, 15, 23, 34]);
  });
});

describe('a profile', () => {
  const frame = (functionName: string, url: string) => ({ functionName, url, lineNumber: 3 });
  const profile: CpuProfile = {
    nodes: [
      { id: 1, callFrame: frame('(idle)', '') },
      { id: 2, callFrame: frame('parse', 'file:///a.ts') },
      { id: 3, callFrame: frame('dispatch', '') },
      { id: 4, callFrame: frame('(program)', '') },
      { id: 5, callFrame: frame('', 'file:///b.ts') },
    ],
    samples: [1, 2, 2, 3, 4, 5],
    timeDeltas: [5000, 1000, 2000, 9000, 500, 500],
  };

  it('is summed without waiting and without the sampling itself', () => {
    const sum = sumProfiles('database', [profile], (url) => url, 10);
    expect(sum).toEqual({
      busyMs: 4,
      functions: [
        { name: 'parse', where: 'file:///a.ts', share: 0.75 },
        { name: '(program)', where: 'V8 and system', share: 0.125 },
        { name: '(without name)', where: 'file:///b.ts', share: 0.125 },
      ],
      places: [
        { where: 'file:///a.ts', share: 0.75 },
        { where: 'V8 and system', share: 0.125 },
        { where: 'file:///b.ts', share: 0.125 },
      ],
    });
  });

  it('of workers leaves out the program, which there may be waiting', () => {
    expect(sumProfiles('function', [profile, profile], (url) => url, 1)).toMatchObject({
      busyMs: 7,
      functions: [{ name: 'parse', share: 0.857 }],
    });
  });

  it('finds the module of a line in a bundle, and the package of a module', () => {
    const bundle = ['"use strict";', '// node_modules/bson/lib/bson.cjs', 'x();', '// local/a.ts'];
    expect(modulesOf(bundle.join('\n'))).toEqual([
      '',
      'node_modules/bson/lib/bson.cjs',
      'node_modules/bson/lib/bson.cjs',
      'local/a.ts',
    ]);
    expect(placeInProject('node_modules/bson/lib/bson.cjs')).toBe('bson');
    expect(placeInProject('node_modules/a/node_modules/@cloudbase/database/x.js')).toBe(
      '@cloudbase/database',
    );
    expect(placeInProject('local/cloud/database/view.ts')).toBe('local/cloud/database/view.ts');
  });
});

describe('the path of an approval', () => {
  const request = (what: string, inside: boolean, at: number, end: number): Recorded => ({
    of: { call: '1' },
    what,
    inside,
    at,
    end,
  });
  const approval = (slower: number): Approval => ({
    sent: 100,
    back: 150 + slower,
    host: { of: { phone: 'review' }, what: '', inside: false, at: 101, end: 148 + slower },
    requests: [
      request('getDocument accounts', false, 103, 104),
      request('startTransaction', true, 105, 106),
      request('getDocument journal', true, 107, 110),
      request('modifyDocument holdings', true, 111, 114),
      request('commitTransaction', true, 115, 125 + slower),
      request('modifyDocument totals', false, 130 + slower, 140 + slower),
    ],
  });

  it('has a median for each of its parts, which make up the whole', () => {
    const path = pathOf([approval(0), approval(10), approval(30)]);
    expect(path).toMatchObject({ n: 3, total: 60, arrival: 1, answer: 8, back: 2 });
    expect(path.requests.map(({ part }) => part)).toEqual([
      'identify',
      'begin',
      'reads',
      'writes',
      'commit',
      'after',
    ]);
    const sum = path.requests.reduce((ms, { before, database }) => ms + before + database, 0);
    expect(path.arrival + sum + path.answer + path.back).toBeCloseTo(path.total, 5);
  });

  it('leaves out those that sent other requests, such as a second attempt', () => {
    const odd = { ...approval(500), requests: approval(500).requests.slice(1) };
    expect(pathOf([approval(0), odd, approval(0)])).toMatchObject({ n: 2, total: 50 });
  });
});
