import { describe, expect, it } from '@jest/globals';

import { checkMeeting } from '../../cloudfunctions/core/domain/meeting';
import type { Meeting } from '../../typings/api';

/** 23:30 of 5 March 2020 in China: still the 5th there, and in UTC. */
const NOW = Date.parse('2020-03-05T23:30:00+08:00');

const field = (changes: Partial<Meeting>, joinMonth = '2020-03'): string | null => {
  try {
    checkMeeting({ date: '2020-03-05', present: 23, votes: 23, ...changes }, joinMonth, NOW);
    return null;
  } catch (error) {
    const { details } = error as { details: { fields: Record<string, string> } };
    return Object.keys(details.fields)[0]!;
  }
};

describe('what is written down of a meeting (domain.md §5.4)', () => {
  it('was held by the day of the review, in China', () => {
    expect(field({ date: '2020-03-05' })).toBeNull();
    expect(field({ date: '2020-03-06' })).toBe('meeting.date');
    expect(field({ date: '2020-02-30' })).toBe('meeting.date');
    expect(field({ date: '5.3.2020' })).toBe('meeting.date');
  });

  it('was not held before the month of joining', () => {
    expect(field({ date: '2020-03-01' })).toBeNull();
    expect(field({ date: '2020-02-29' })).toBe('meeting.date');
    expect(field({ date: '2020-02-29' }, '2020-02')).toBeNull();
  });

  it('has no more votes than people', () => {
    expect(field({ votes: 0 })).toBeNull();
    expect(field({ votes: 24 })).toBe('meeting.votes');
  });
});
