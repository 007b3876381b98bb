import { describe, expect, it } from '@jest/globals';
import { dayText, momentText, monthText, waitedText } from '../../admin/src/format/dates';
import { nameWithin, pathAbove, shortenMiddle } from '../../admin/src/format/names';
import {
  countOfAll,
  groupsOfFour,
  intervalsText,
  parseCount,
  parseNumber,
  percent,
  rangeProblem,
  rangeWords,
} from '../../admin/src/format/numbers';
import { childTypes, stepText } from '../../admin/src/format/words';

describe('numbers as people read them', () => {
  it('are grouped in fours whose digits are the number again', () => {
    expect(groupsOfFour(202000012000)).toEqual(['2020', '0001', '2000']);
    expect(groupsOfFour('2015161234567890').join('')).toBe('2015161234567890');
  });

  it('stand in ranges as the guide writes them', () => {
    expect(rangeWords(202000012000, 202000012199)).toBe('202000012000(包)—202000012199(包)');
  });

  it('stand in sentences as intervals, many of them counted', () => {
    const at = (start: number, end = start) => ({ start, end });
    expect(intervalsText([at(202000012022, 202000012039), at(202000012080)])).toBe(
      '202000012022—202000012039、202000012080',
    );
    const seven = Array.from({ length: 7 }, (_, index) => at(202000012000 + index * 2));
    expect(intervalsText(seven)).toMatch(/ 等 7 段$/);
    expect(countOfAll(seven)).toBe(7);
  });

  it('are read from what was typed or pasted', () => {
    expect(parseNumber(' ２０２０ 0001 2000')).toBe(202000012000);
    expect(parseNumber('20200001200')).toBeNull();
    expect(parseNumber('2020000O2000')).toBeNull();
  });

  it('counts are empty, whole, or wrong', () => {
    expect(parseCount(' ')).toBeNull();
    expect(parseCount('２0')).toBe(20);
    expect(parseCount('1.5')).toBeNaN();
    expect(parseCount('-1')).toBeNaN();
    expect(parseCount('abc')).toBeNaN();
  });

  it('shares never round to everything or nothing', () => {
    expect(percent(43, 100)).toBe('43%');
    expect(percent(999, 1000)).toBe('99%');
    expect(percent(1, 10_000)).toBe('0.1%');
    expect(percent(0, 10)).toBe('0%');
    expect(percent(0, 0)).toBe('—');
  });

  it('a range to define names the first field that needs work', () => {
    expect(rangeProblem(2020, '202000012000', '202000012199')).toBeNull();
    expect(rangeProblem(2020, '', '')).toMatchObject({ field: 'start' });
    expect(rangeProblem(2021, '202000012000', '202000012199')).toMatchObject({ field: 'start' });
    expect(rangeProblem(2020, '202000012000', '202001012199')).toMatchObject({ field: 'end' });
    expect(rangeProblem(2020, '202000012000', '202000011999')).toMatchObject({ field: 'end' });
  });
});

describe('times are civil times in China wherever the desk runs', () => {
  const late = Date.UTC(2020, 11, 31, 16, 30);
  it('with the year only when it is another one', () => {
    expect(momentText(late, late)).toBe('1月1日 00:30');
    expect(momentText(late, Date.UTC(2022, 5, 1))).toBe('2021年1月1日 00:30');
    expect(dayText(late)).toBe('2021-01-01');
    expect(monthText('2020-05')).toBe('2020年5月');
  });
  it('and waiting is told in hours, then days', () => {
    expect(waitedText(0, 3_599_999)).toBe('不到 1 小时');
    expect(waitedText(0, 21.5 * 3_600_000)).toBe('21 小时');
    expect(waitedText(0, 50 * 3_600_000)).toBe('2 天');
  });
});

describe('names', () => {
  it('give way in their middle and keep their end, where siblings differ', () => {
    const name = '福建省第六高级中学初中部第12团支部';
    expect(shortenMiddle(name, 0.6)).toMatch(/^福建.*….*第12团支部$/);
    expect(shortenMiddle(name, 0.3)).toMatch(/^.+…团支部$/);
    expect([...shortenMiddle(name, 0.3)].length).toBeLessThan([...shortenMiddle(name, 0.6)].length);
    expect(shortenMiddle(name, 0.01)).toBe('…部');
  });
  it('are short inside a strip', () => {
    expect(nameWithin('0604团支部（1）')).toBe('（1）');
    expect(nameWithin('0604团支部（2）1')).toBe('（2）1');
    expect(nameWithin('0604团委')).toBe('0604团委');
  });
  it('of a path leave out the organisation itself', () => {
    expect(pathAbove([{ id: 'a' }, { id: 'b' }], 'b')).toEqual([{ id: 'a' }]);
  });
});

describe('words', () => {
  it('offer only types that may stand below', () => {
    expect(childTypes('BRANCH')).toEqual([]);
    expect(childTypes('GENERAL_BRANCH')).toEqual(['BRANCH']);
    expect(childTypes('COUNTY')).not.toContain('CITY');
    expect(childTypes('PROVINCE')).toContain('CITY');
    expect(childTypes('WORK_COMMITTEE')).toContain('GENERAL_BRANCH');
  });
  it('tell who stood in for whom', () => {
    const committee = { id: 'c', name: '0604团委', type: 'GRASSROOTS_COMMITTEE' as const };
    const branch = { id: 'b', name: '0604团支部（5）', type: 'BRANCH' as const };
    const step = {
      at: 0,
      decision: 'PASS' as const,
      status: 'PENDING_COMMITTEE' as const,
      organization: committee,
      by: '周同学',
      onBehalfOf: branch,
      reason: null,
    };
    expect(stepText(step)).toBe('0604团委 代 0604团支部（5） 通过 · 周同学');
    expect(stepText({ ...step, onBehalfOf: null, decision: 'RETURN' })).toBe(
      '0604团委 退回 · 周同学',
    );
  });
});
