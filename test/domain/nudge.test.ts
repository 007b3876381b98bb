import { describe, expect, it } from '@jest/globals';

import { mayNudge, nudgedNow } from '../../cloudfunctions/core/domain/review';

const at = (text: string): number => Date.parse(`${text}+08:00`);
const waiting = { status: 'PENDING_BRANCH' as const, since: at('2020-03-01T08:00') };

describe('reminders of the applicant', () => {
  it('are sent once on each day in China, not once in 24 hours', () => {
    const nudged = { ...waiting, nudgedAt: at('2020-03-05T23:59') };
    expect(mayNudge({ ...waiting, nudgedAt: null }, at('2020-03-05T23:59'))).toBe(true);
    expect(mayNudge(nudged, at('2020-03-05T23:59'))).toBe(false);
    expect(mayNudge(nudged, at('2020-03-06T00:00'))).toBe(true);
    expect(mayNudge({ ...waiting, nudgedAt: at('2020-03-05T00:00') }, at('2020-03-05T23:59'))).toBe(
      false,
    );
  });

  it('only while somebody has to act', () => {
    for (const status of ['RETURNED', 'WITHDRAWN', 'APPROVED'] as const) {
      expect(mayNudge({ ...waiting, status, nudgedAt: null }, waiting.since)).toBe(false);
    }
  });

  it('belong to the stage in which they were sent', () => {
    const nudgedAt = at('2020-03-05T12:00');
    expect(nudgedNow({ ...waiting, nudgedAt })).toBe(nudgedAt);
    expect(nudgedNow({ ...waiting, since: nudgedAt + 1, nudgedAt })).toBeNull();
    expect(nudgedNow({ ...waiting, status: 'APPROVED', nudgedAt })).toBeNull();
  });
});
