import { describe, expect, it } from '@jest/globals';

import { workingYear } from '../../cloudfunctions/core/domain/year-figures';

const figures = (...rows: Array<[year: number, held: number, waiting: number]>) =>
  rows.map(([year, held, waiting]) => ({ year, held, waiting }));

describe('the year to begin with', () => {
  it('is the newest with numbers, wherever people wait', () => {
    expect(workingYear(figures([2022, 0, 9], [2021, 5, 0], [2020, 7, 3]))).toBe(2021);
  });

  it('is the one that most people wait in before there are numbers', () => {
    expect(workingYear(figures([2022, 0, 1], [2021, 0, 4], [2020, 0, 4]))).toBe(2021);
  });

  it('is the newest while there is neither', () => {
    expect(workingYear(figures([2022, 0, 0], [2021, 0, 0]))).toBe(2022);
  });
});
