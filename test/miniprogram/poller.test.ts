import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createPoller, EVERY_MS, MOST_MS } from '../../miniprogram/branch/meeting/poller';

describe('looking again and again', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const poller = (goesWell: () => boolean, isOnline: () => boolean = () => true) => {
    const seen = { turns: 0 };
    const made = createPoller(async () => {
      seen.turns += 1;
      return goesWell();
    }, isOnline);
    return { seen, poller: made, pass: (ms: number) => jest.advanceTimersByTimeAsync(ms) };
  };

  it('looks at once and then every few seconds, five to ten', async () => {
    expect(EVERY_MS).toBeGreaterThanOrEqual(5_000);
    expect(EVERY_MS).toBeLessThanOrEqual(10_000);
    const { seen, poller: made, pass } = poller(() => true);
    made.start();
    expect(seen.turns).toBe(1);
    await pass(EVERY_MS * 3);
    expect(seen.turns).toBe(4);
    made.stop();
  });

  it('ends with the page, and a second start does not look twice', async () => {
    const { seen, poller: made, pass } = poller(() => true);
    made.start();
    made.start();
    await pass(EVERY_MS);
    expect(seen.turns).toBe(2);
    made.stop();
    await pass(EVERY_MS * 5);
    expect(seen.turns).toBe(2);
    made.start();
    await pass(0);
    expect(seen.turns).toBe(3);
    made.stop();
  });

  it('a look under way when the page was left begins no other one', async () => {
    let answer: (went: boolean) => void = () => undefined;
    let turns = 0;
    const made = createPoller(
      () => {
        turns += 1;
        return new Promise<boolean>((resolve) => {
          answer = resolve;
        });
      },
      () => true,
    );
    made.start();
    made.stop();
    answer(true);
    await jest.advanceTimersByTimeAsync(EVERY_MS * 5);
    expect(turns).toBe(1);
  });

  it('waits twice as long after each failure, a minute at most, and as before once it goes well', async () => {
    let well = false;
    const { seen, poller: made, pass } = poller(() => well);
    made.start();
    await pass(EVERY_MS * 2 - 1);
    expect(seen.turns).toBe(1);
    await pass(1);
    expect(seen.turns).toBe(2);
    await pass(EVERY_MS * 4);
    expect(seen.turns).toBe(3);
    await pass(MOST_MS * 10);
    const slow = seen.turns;
    expect(slow).toBeLessThanOrEqual(15);
    well = true;
    await pass(MOST_MS);
    await pass(EVERY_MS * 3);
    expect(seen.turns).toBeGreaterThanOrEqual(slow + 4);
    made.stop();
  });

  it('asks for nothing without a network, and goes on when it is back', async () => {
    let online = false;
    const {
      seen,
      poller: made,
      pass,
    } = poller(
      () => true,
      () => online,
    );
    made.start();
    await pass(EVERY_MS * 4);
    expect(seen.turns).toBe(0);
    online = true;
    await pass(EVERY_MS);
    expect(seen.turns).toBe(1);
    made.stop();
  });
});
