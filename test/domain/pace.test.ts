import { describe, expect, it } from '@jest/globals';

import { exhaustionDay, monthsUpTo, paceOf } from '../../cloudfunctions/core/domain/pace';

describe('pace of a year', () => {
  const months = { '2026-03': 30, '2026-05': 62, '2026-06': 28 };

  it('takes this month and the last', () => {
    expect(paceOf(months, '2026-06-14')).toBe((62 + 28) / 45);
  });

  it('takes this month alone when nothing was assigned before it', () => {
    expect(paceOf({ '2026-06': 28 }, '2026-06-14')).toBe(2);
  });

  it('is 0 after two months of rest, and where more was taken back than given', () => {
    expect(paceOf(months, '2026-09-01')).toBe(0);
    expect(paceOf({ '2026-06': -3 }, '2026-06-14')).toBe(0);
  });

  it('lists the months without gaps up to the present one', () => {
    expect(monthsUpTo(months, '2026-07-02')).toEqual([
      { month: '2026-03', used: 30 },
      { month: '2026-04', used: 0 },
      { month: '2026-05', used: 62 },
      { month: '2026-06', used: 28 },
      { month: '2026-07', used: 0 },
    ]);
    expect(monthsUpTo({}, '2026-07-02')).toEqual([]);
  });

  it('says on which day the numbers run out, null when that is after the year', () => {
    expect(exhaustionDay(20, 2, '2026-06-14', 2026)).toBe('2026-06-24');
    expect(exhaustionDay(21, 2, '2026-12-21', 2026)).toBeNull();
    expect(exhaustionDay(20, 2, '2026-12-21', 2026)).toBe('2026-12-31');
    expect(exhaustionDay(20, 0, '2026-06-14', 2026)).toBeNull();
    expect(exhaustionDay(20, 2, '2027-01-05', 2026)).toBeNull();
  });
});
