import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Refusal } from '../../../cloudfunctions/core/domain/refusal';
import { dayOf, hourOf, spend } from '../../../cloudfunctions/core/usecases/limits';
import { startTestCloud, type TestCloud } from '../../support/phones';

const NOON = Date.parse('2026-11-22T12:00:00+08:00');

let test: TestCloud;
beforeAll(async () => {
  test = await startTestCloud();
});
afterAll(() => test.close());

const limit = (id: string, most = 10) => ({
  id,
  most,
  expiresAt: NOON + 90_500,
  text: `${id}太多`,
});

describe('counting against limits', () => {
  it('lets no more through than the limit, of many at the same moment', async () => {
    const all = Array.from({ length: 25 }, () => spend(test.database, NOON, [limit('rush')]));
    const results = await Promise.allSettled(all);
    const through = results.filter(({ status }) => status === 'fulfilled').length;
    expect(through).toBeLessThanOrEqual(10);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(Refusal);
    }
  });

  it('names the limit that was reached and the seconds to wait, and counts nothing', async () => {
    const narrow = [limit('wide', 5), limit('narrow', 1)];
    await spend(test.database, NOON, narrow);
    await expect(spend(test.database, NOON, narrow)).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      message: 'narrow太多',
      details: { retryAfter: 91 },
    });
    expect((await test.database.get('counters', 'wide'))?.n).toBe(1);
  });

  it('counts by the hour, and by the day as it is in China', () => {
    expect(hourOf(NOON).expiresAt).toBe(NOON + 3_600_000);
    expect(hourOf(NOON).window).not.toBe(hourOf(NOON - 1).window);
    expect(dayOf(NOON)).toEqual({
      window: '2026-11-22',
      expiresAt: Date.parse('2026-11-23T00:00:00+08:00'),
    });
    expect(dayOf(Date.parse('2026-11-22T23:59:59+08:00')).window).toBe('2026-11-22');
  });
});
