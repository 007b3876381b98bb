import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cloudDatabase } from '../../../cloudfunctions/core/adapters/cloud-database';
import { machineRuntime } from '../../../cloudfunctions/core/adapters/runtime';
import type { Database } from '../../../cloudfunctions/core/ports/database';
import { runIfDue } from '../../../cloudfunctions/core/usecases/clock/job';
import { migrate } from '../../../cloudfunctions/core/usecases/clock/migrate';
import { MIGRATIONS } from '../../../cloudfunctions/core/usecases/migrations';
import type { Migration } from '../../../cloudfunctions/core/usecases/migrations/migration';
import {
  MIGRATE,
  type Progress,
  storedProgress,
} from '../../../cloudfunctions/core/usecases/migrations/progress';
import { migrationWords } from '../../../tools/migrations/migration-words';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { plantTree, TREE_0604 } from '../../support/tree';

const MINUTE = 60_000;
const PAGE = 2;
const OLD = 5;

let test: TestCloud;
/** What the migrations below looked at, in order. */
let seen: string[];
let now: number;

/** Doubles the counters that are smaller than it, two in a page; so the second needs what the first did. */
const doubling = (number: number, from: number): Migration => ({
  number,
  what: `计数从 ${from} 到 ${from * 2}。`,
  async page({ database }, cursor) {
    seen.push(`${number}:${cursor}`);
    const ids = Array.from({ length: OLD }, (_, i) => `old-${i}`).filter(
      (id) => id > (cursor ?? ''),
    );
    const page = ids.slice(0, PAGE);
    let changed = 0;
    for (const id of page) {
      const isOld = { n: from };
      if (await database.updateIf('counters', id, isOld, { n: from * 2 })) changed += 1;
    }
    return { next: ids.length > PAGE ? page.at(-1)! : null, changed };
  },
});
const TWO = [doubling(1, 1), doubling(2, 2)];

const plantOld = async (): Promise<void> => {
  await plantTree(test, TREE_0604.slice(0, 1));
  for (let i = 0; i < OLD; i++) {
    await test.database.put('counters', { _id: `old-${i}`, n: 1, expiresAt: 1 });
  }
};
const counters = async (): Promise<number[]> =>
  (await test.database.find('counters', { expiresAt: 1 })).map(({ n }) => n);

/** A tick ten minutes after the one before; gives how many documents it changed. */
async function tick(
  migrations: readonly Migration[],
  database: Database = test.database,
): Promise<number | null> {
  now += 10 * MINUTE;
  const runtime = { ...machineRuntime, now: () => now };
  return runIfDue({ database, runtime }, migrate(migrations));
}
const progress = async (): Promise<Progress | null> =>
  storedProgress((await test.database.get('jobs', MIGRATE))?.cursor);
const done = async (): Promise<Array<[number, number | null]>> =>
  (await progress())!.done.map(({ number, changed }) => [number, changed]);

beforeEach(async () => {
  // What a tick that died leaves open is over soon, and not only after the service's 30 s.
  test = await startTestCloud({ database: { transactionLifeMs: 300 } });
  seen = [];
  now = Date.now();
});
afterEach(() => test.close());

describe('the list of migrations', () => {
  it('is numbered without a gap, as its files are', () => {
    const files = readdirSync('cloudfunctions/core/usecases/migrations')
      .filter((file) => /^\d/.test(file))
      .map((file) => Number(/^(\d{4})-[a-z-]+\.ts$/.exec(file)?.[1]))
      .sort((a, b) => a - b);
    const numbers = MIGRATIONS.map(({ number }) => number);
    expect(numbers).toEqual(MIGRATIONS.map((_, i) => i + 1));
    expect(files).toEqual(numbers);
    for (const { what } of MIGRATIONS) expect(what).toMatch(/^[\u4e00-\u9fff].*。$/);
  });
});

describe('the clock', () => {
  it('works through them in order, once', async () => {
    await plantOld();
    expect(await tick(TWO)).toBe(2 * OLD);
    expect(seen).toEqual(['1:null', '1:old-1', '1:old-3', '2:null', '2:old-1', '2:old-3']);
    expect(await counters()).toEqual(Array(OLD).fill(4));
    expect(await done()).toEqual([
      [1, OLD],
      [2, OLD],
    ]);
    expect(await tick(TWO)).toBe(0);
    expect(seen).toHaveLength(6);
  });

  it('in a fresh environment counts all of them as done and runs none', async () => {
    expect(await tick(TWO)).toBe(0);
    await plantOld();
    expect(await tick(TWO)).toBe(0);
    expect(seen).toEqual([]);
    expect(await counters()).toEqual(Array(OLD).fill(1));
    expect(await done()).toEqual([
      [1, null],
      [2, null],
    ]);
    expect(migrationWords(TWO, await progress())).toMatchObject({ isFine: true });
  });

  it('begins with a newer version’s when the calls of the version before are over', async () => {
    await plantOld();
    await tick(TWO.slice(0, 1));
    expect(await tick(TWO)).toBe(0);
    expect(await counters()).toEqual(Array(OLD).fill(2));
    const waiting = migrationWords(TWO, await progress());
    expect(waiting).toEqual({ isFine: false, text: expect.stringContaining('还有 1 项') });
    expect(await tick(TWO)).toBe(OLD);
    expect(await done()).toEqual([
      [1, OLD],
      [2, OLD],
    ]);
  });

  it('does again what an older version that was gone back to may have undone', async () => {
    await plantOld();
    await tick(TWO);
    await tick(TWO.slice(0, 1));
    await test.database.update('counters', 'old-3', { n: 2 });
    await tick(TWO);
    expect(await tick(TWO)).toBe(1);
    expect(await counters()).toEqual(Array(OLD).fill(4));
    expect(await done()).toEqual([
      [1, OLD],
      [2, 1],
    ]);
  });

  it('runs them over a backup from before, that says nothing of them', async () => {
    await tick(TWO);
    await test.database.removeWhere('jobs', { _id: { gt: '' } });
    await plantOld();
    expect(await tick(TWO)).toBe(2 * OLD);
  });

  it('may die between any two requests and goes on', async () => {
    await plantOld();
    let deaths = 0;
    for (let most = 3; ; most++) {
      let requests = 0;
      const dying = cloudDatabase(() => {
        requests += 1;
        if (requests > most) throw new Error('the process ended here');
      });
      const isDone = await tick(TWO, dying).then(
        () => true,
        () => false,
      );
      if (isDone && (await done()).length === 2) break;
      if (!isDone) deaths += 1;
    }
    expect(deaths).toBeGreaterThan(3);
    expect(await counters()).toEqual(Array(OLD).fill(4));
    expect(await tick(TWO)).toBe(0);
  });
});

describe('npm run migrations', () => {
  it('says what is done, under way and to come', () => {
    const at = Date.parse('2026-11-22T12:05:00Z');
    const some: Progress = {
      newest: 2,
      since: 0,
      done: [{ number: 1, at, changed: 120 }],
      current: { cursor: 'x', changed: 30 },
    };
    const { text, isFine } = migrationWords([...TWO, doubling(3, 4)], some);
    expect(isFine).toBe(false);
    expect(text.split('\n')).toEqual([
      '0001 计数从 1 到 2。（2026-11-22 20:05 做完，改了 120 条）',
      '0002 计数从 2 到 4。（正在做，已改 30 条）',
      '0003 计数从 4 到 8。（还没有做）',
      expect.stringContaining('还有 2 项'),
    ]);
    expect(migrationWords(TWO, null)).toEqual({
      isFine: false,
      text: expect.stringContaining('还没有运行过'),
    });
  });
});
