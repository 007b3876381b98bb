import { describe, expect, it } from '@jest/globals';

import {
  ageAtJoining,
  ageWarning,
  joinMonthProblem,
  numberMode,
} from '../../cloudfunctions/core/domain/joining';
import { DEFAULT_SETTINGS } from '../../cloudfunctions/core/domain/settings';
import { checkForm } from '../../cloudfunctions/core/domain/registration-form';
import type { Refusal } from '../../cloudfunctions/core/domain/refusal';
import { checkTypedNumber } from '../../cloudfunctions/core/domain/typed-number';
import type { RegistrationForm } from '../../typings/api';

const NOW = Date.UTC(2026, 10, 22, 4);
const AGES = DEFAULT_SETTINGS.ages;

describe('how the number comes', () => {
  it.each([
    ['2020-01', true, null, 'AUTO'],
    ['2020-05', true, '202099999999', 'AUTO'],
    ['2019-12', true, null, 'MANUAL'],
    ['2021-03', false, '202133000001', 'MANUAL'],
    ['2016-12', true, null, 'NONE'],
    ['2016-12', true, '201635000001', 'MANUAL'],
  ] as const)(
    'R-36 R-37: joined %s, in the province %s, typed %s: %s',
    (month, inProvince, typed, mode) => {
      expect(numberMode(month, inProvince, typed)).toBe(mode);
    },
  );
});

describe('age at joining, by month', () => {
  it('from 2020 on blocks before the month of the 14th birthday', () => {
    expect(joinMonthProblem('2020-02', '2006-03-01', 'AUTO', NOW, AGES)).toContain('未满14周岁');
    expect(joinMonthProblem('2020-03', '2006-03-01', 'AUTO', NOW, AGES)).toBeNull();
    expect(joinMonthProblem('2020-05', '2006-05-04', 'AUTO', NOW, AGES)).toBeNull();
  });

  it('has a floor of 13 from 2017 and 12 before, and warns below 14', () => {
    expect(joinMonthProblem('2018-01', '2005-02-01', 'MANUAL', NOW, AGES)).toContain('未满13周岁');
    expect(joinMonthProblem('2018-02', '2005-02-01', 'MANUAL', NOW, AGES)).toBeNull();
    expect(joinMonthProblem('2015-01', '2003-02-01', 'MANUAL', NOW, AGES)).toContain('未满12周岁');
    expect(ageWarning('2018-02', '2005-02-01')).toContain('未满14周岁');
  });

  it('counts the month of the 28th birthday as over: blocks AUTO, warns for others', () => {
    expect(joinMonthProblem('2020-05', '1992-05-31', 'AUTO', NOW, AGES)).toContain('已满28周岁');
    expect(joinMonthProblem('2020-04', '1992-05-31', 'AUTO', NOW, AGES)).toBeNull();
    expect(joinMonthProblem('2020-05', '1992-05-31', 'MANUAL', NOW, AGES)).toBeNull();
    expect(ageWarning('2020-05', '1992-05-31')).toContain('已满28周岁');
  });

  it('refuses months to come, by the calendar of China', () => {
    const lastEveningInUtc = Date.UTC(2026, 10, 30, 17);
    expect(joinMonthProblem('2026-12', '2010-01-01', 'AUTO', NOW, AGES)).toContain('不能晚于本月');
    expect(joinMonthProblem('2026-12', '2010-01-01', 'AUTO', lastEveningInUtc, AGES)).toBeNull();
  });

  it('tells full years', () => {
    expect(ageAtJoining('2020-05', '2006-05-04')).toBe(14);
    expect(ageAtJoining('2020-04', '2006-05-04')).toBe(13);
  });
});

describe('own numbers (domain.md §5.5)', () => {
  it.each([
    ['201935000123', '2019-05', true],
    ['２０１９35000１２３ ', '2019-05', true],
    ['201835000123', '2017-05', true],
    ['201735000123', '2018-05', true],
    ['201835000123', '2019-05', false],
    ['20193500012', '2019-05', false],
    ['2019350001234', '2019-05', false],
    ['2019O5000123', '2019-05', false],
    ['', '2019-05', false],
    ['2015161234567890', '2015-09', true],
    ['2015161234567890', '2016-03', true],
    ['2016171234567890', '2017-03', true],
    ['2015161234567890', '2017-03', false],
    ['1234567890123456', '2015-09', false],
  ])('%s joined %s: %s', (text, month, ok) => {
    expect(checkTypedNumber(text, month).ok).toBe(ok);
  });
});

describe('the form', () => {
  const form: RegistrationForm = {
    branchId: 'b',
    name: '陈甲',
    idType: 'RESIDENT',
    idNumber: '350199200601150025',
    joinMonth: '2020-05',
    joinedInProvince: true,
    consent: true,
  };
  const fieldsOf = (changes: Partial<RegistrationForm>): string[] => {
    try {
      checkForm({ ...form, ...changes }, NOW, AGES);
      return [];
    } catch (error) {
      return Object.keys((error as Refusal).details?.fields ?? {}).sort();
    }
  };

  it('derives birth date and gender from the ID number', () => {
    expect(checkForm(form, NOW, AGES)).toMatchObject({
      birthDate: '2006-01-15',
      gender: 'FEMALE',
      mode: 'AUTO',
    });
  });

  it('names every wrong field at once', () => {
    expect(fieldsOf({ name: '陈1', idNumber: '350199200603010017', joinMonth: '2020-13' })).toEqual(
      ['idNumber', 'joinMonth', 'name'],
    );
  });

  it('row 21: joined 2019-05 without a number is refused at submission', () => {
    expect(fieldsOf({ joinMonth: '2020-05' })).toEqual([]);
    expect(
      fieldsOf({ joinMonth: '2019-05', idNumber: '35019920050101005X', typedNumber: ' ' }),
    ).toEqual(['typedNumber']);
  });

  it('asks holders of other documents for birth date and gender', () => {
    expect(fieldsOf({ idType: 'OVERSEAS', idNumber: 'H1234567' })).toEqual(['birthDate', 'gender']);
    expect(
      fieldsOf({
        idType: 'OVERSEAS',
        idNumber: 'H1234567',
        birthDate: '2006-02-03',
        gender: 'MALE',
      }),
    ).toEqual([]);
  });
});
