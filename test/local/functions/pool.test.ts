import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import type { FunctionDefinition } from '../../../local/cloud/functions/config';
import type { FunctionWorker } from '../../../local/cloud/functions/function-worker';
import { createPool } from '../../../local/cloud/functions/pool';

const functionOf = (name: string): FunctionDefinition => ({ name }) as FunctionDefinition;
const [review, account] = ['review', 'account'].map(functionOf) as [
  FunctionDefinition,
  FunctionDefinition,
];

/** A pool of threads that do nothing; they load at once unless `loads` is told to wait. */
function poolOf(size: number, loads: () => Promise<boolean> = () => Promise.resolve(true)) {
  const started: string[] = [];
  const stopped: string[] = [];
  const pool = createPool({
    size,
    queueLimit: 10,
    start: ({ name }) => {
      started.push(name);
      let isAlive = true;
      return {
        functionName: name,
        alive: () => isAlive,
        loaded: (async () => {
          const isSound = await loads();
          isAlive &&= isSound;
        })(),
        run: async () => ({ result: undefined }),
        async stop() {
          isAlive = false;
          stopped.push(name);
        },
      } satisfies FunctionWorker;
    },
  });
  return { pool, started, stopped };
}

/** Whether a promise is settled already. */
const isSettled = async (promise: Promise<unknown>): Promise<boolean> => {
  const nothing = {};
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  return (await Promise.race([promise, Promise.resolve(nothing)])) !== nothing;
};

describe('the pool of workers', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('lets a function without any worker take the place of an idle one at once', async () => {
    const { pool, started, stopped } = poolOf(1);
    pool.release(await pool.acquire(review));
    await pool.acquire(account);
    expect(started).toEqual(['review', 'account']);
    expect(stopped).toEqual(['review']);
  });

  it('lets a second call wait for the worker of its function rather than stop one that was just used', async () => {
    const { pool, started, stopped } = poolOf(2);
    const mine = await pool.acquire(account);
    pool.release(await pool.acquire(review));
    const second = pool.acquire(account);
    expect(await isSettled(second)).toBe(false);
    pool.release(mine);
    expect(await second).toBe(mine);
    expect([started, stopped]).toEqual([['account', 'review'], []]);
  });

  it('stops one of another function that has had nothing to do for a second', async () => {
    const { pool, started, stopped } = poolOf(2);
    await pool.acquire(account);
    pool.release(await pool.acquire(review));
    const second = pool.acquire(account);
    jest.advanceTimersByTime(999);
    expect(await isSettled(second)).toBe(false);
    jest.advanceTimersByTime(2);
    await second;
    expect([started, stopped]).toEqual([['account', 'review', 'account'], ['review']]);
  });

  it('whoever waits for a busy function keeps nobody else waiting', async () => {
    const { pool } = poolOf(2);
    await pool.acquire(account);
    const reviewer = await pool.acquire(review);
    const blocked = pool.acquire(account);
    const behind = pool.acquire(review);
    pool.release(reviewer);
    expect(await behind).toBe(reviewer);
    expect(await isSettled(blocked)).toBe(false);
  });

  it('gives a call the worker that was busy when that is free before a new one is loaded', async () => {
    let load = (_isSound: boolean): void => undefined;
    const sound = Promise.resolve(true);
    const waits = [sound, new Promise<boolean>((resolve) => (load = resolve))];
    const { pool, started } = poolOf(4, () => waits.shift() ?? sound);
    const first = await pool.acquire(account);
    const second = pool.acquire(account);
    const third = pool.acquire(account);
    // One of a function is loaded at a time.
    expect(started).toEqual(['account', 'account']);
    expect(await isSettled(second)).toBe(false);
    pool.release(first);
    expect(await second).toBe(first);
    load(true);
    expect(await third).not.toBe(first);
    expect(started).toEqual(['account', 'account']);
  });

  it('hands out a worker that did not load, to tell one call why, and then begins anew', async () => {
    const outcomes = [false, true];
    const { pool, started } = poolOf(4, () => Promise.resolve(outcomes.shift()!));
    const broken = await pool.acquire(account);
    expect(broken.alive()).toBe(false);
    pool.release(broken);
    expect((await pool.acquire(account)).alive()).toBe(true);
    expect(started).toEqual(['account', 'account']);
  });
});
