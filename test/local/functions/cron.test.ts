import { describe, expect, it } from '@jest/globals';
import { matches, parseCron } from '../../../local/cloud/functions/cron';

const at = (expression: string, time: string): boolean =>
  matches(parseCron(expression), new Date(time));

describe('cron expressions of the service', () => {
  it('reads times as Beijing time', () => {
    expect(at('0 0 2 * * * *', '2026-03-01T18:00:00Z')).toBe(true);
    expect(at('0 0 2 * * * *', '2026-03-01T02:00:00Z')).toBe(false);
    expect(at('0 0 0 1 1 * *', '2025-12-31T16:00:00Z')).toBe(true);
  });

  it('runs every ten minutes at the tens, in their first second only', () => {
    const due = Array.from({ length: 3600 }, (_, s) => s).filter((s) =>
      at('0 */10 * * * * *', new Date(Date.UTC(2026, 0, 1) + s * 1000).toISOString()),
    );
    expect(due).toEqual([0, 600, 1200, 1800, 2400, 3000]);
  });

  it('takes lists, ranges and steps', () => {
    const minutes = (field: string): number[] =>
      Array.from({ length: 60 }, (_, m) => m).filter((m) =>
        at(`0 ${field} * * * * *`, new Date(Date.UTC(2026, 0, 1, 0, m)).toISOString()),
      );
    expect(minutes('3,5-7')).toEqual([3, 5, 6, 7]);
    expect(minutes('0-20/10')).toEqual([0, 10, 20]);
    expect(minutes('50/4')).toEqual([50, 54, 58]);
    expect(minutes('9')).toEqual([9]);
  });

  it('counts weekdays from Sunday = 0 and knows years', () => {
    expect(at('0 0 0 * * 0 *', '2026-03-07T16:00:00Z')).toBe(true);
    expect(at('0 0 0 * * 1-5 *', '2026-03-07T16:00:00Z')).toBe(false);
    expect(at('0 0 0 * * * 2027', '2026-03-07T16:00:00Z')).toBe(false);
  });

  it('runs on the day or the weekday when both are given', () => {
    expect(at('0 0 0 8 * 3 *', '2026-03-07T16:00:00Z')).toBe(true);
    expect(at('0 0 0 20 * 0 *', '2026-03-07T16:00:00Z')).toBe(true);
    expect(at('0 0 0 20 * 3 *', '2026-03-07T16:00:00Z')).toBe(false);
  });

  it.each(['* * * * *', '60 * * * * * *', '*/0 * * * * * *', '5-3 * * * * * *', '0 0 0 * JAN * *'])(
    'refuses "%s"',
    (expression) => {
      expect(() => parseCron(expression)).toThrow(expression);
    },
  );
});
