import { describe, expect, it } from '@jest/globals';
import { pastedNumbers } from '../../admin/src/pages/trace/number-list';

describe('a pasted list of numbers', () => {
  it('takes one per line or a column of a spreadsheet, in their order, each once', () => {
    expect(pastedNumbers('202000012021\r\n202000012020\t\n202000012021，202000012022')).toEqual([
      '202000012021',
      '202000012020',
      '202000012022',
    ]);
  });

  it('keeps groups of four together and reads full-width digits', () => {
    expect(pastedNumbers('2020 0001 2020\n２０２０００012021')).toEqual([
      '202000012020',
      '202000012021',
    ]);
  });

  it('cuts numbers that stand in a row, separated by spaces only', () => {
    expect(pastedNumbers('202000012020 202000012021')).toEqual(['202000012020', '202000012021']);
  });

  it('leaves what is no number as it was typed: the answer says so', () => {
    expect(pastedNumbers('张三\n20200001202')).toEqual(['张三', '20200001202']);
  });
});
