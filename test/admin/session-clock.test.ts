import { describe, expect, it } from '@jest/globals';
import { IDLE_LIMIT, sessionClock } from '../../admin/src/service/session-clock';

const MINUTE = 60_000;

describe('the idle clock of a session', () => {
  it('warns two minutes before the end of thirty and ends then', () => {
    expect(IDLE_LIMIT).toBe(30 * MINUTE);
    expect(sessionClock(0, 28 * MINUTE - 1)).toEqual({ state: 'fresh' });
    expect(sessionClock(0, 28 * MINUTE)).toEqual({ state: 'ending', secondsLeft: 120 });
    expect(sessionClock(0, 30 * MINUTE - 500)).toEqual({ state: 'ending', secondsLeft: 1 });
    expect(sessionClock(0, 30 * MINUTE)).toEqual({ state: 'ended' });
  });
});
