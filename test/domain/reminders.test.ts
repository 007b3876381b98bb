import { describe, expect, it } from '@jest/globals';

import { type ReminderFacts, remindersFor } from '../../cloudfunctions/core/domain/reminders';
import { DEFAULT_SETTINGS } from '../../cloudfunctions/core/domain/settings';

const nothing = { closed: false, held: 0, free: 0, used: 0, waiting: 0 };

function facts(changes: Partial<ReminderFacts> = {}, thisYear = {}): ReminderFacts {
  return {
    type: 'COUNTY',
    thisYear: { year: 2026, ...nothing, held: 1000, free: 800, used: 0, ...thisYear },
    lastYear: { year: 2025, ...nothing },
    termEnds: '2027-06-30',
    below: null,
    settings: DEFAULT_SETTINGS,
    ...changes,
  };
}
const texts = (day: string, given: ReminderFacts) =>
  remindersFor(day, given).map(({ text }) => text);
const kinds = (day: string, given: ReminderFacts) =>
  remindersFor(day, given).map(({ kind }) => kind);

describe('reminders', () => {
  it('R-19: before 31 March, how many numbers are not handed down, from thirty days before on', () => {
    expect(texts('2026-03-19', facts())).toEqual([
      '距3月31日还有12天，仍有 800 个编号未下达，请尽快分配到下级组织。',
    ]);
    expect(texts('2026-03-31', facts())[0]).toContain('今天是3月31日，仍有 800 个');
    expect(kinds('2026-02-28', facts())).toEqual([]);
    expect(kinds('2026-03-01', facts())).toEqual(['FIRST_DISTRIBUTION']);
  });

  it('R-19: after it, that it has passed, for thirty days; never about what is handed down', () => {
    expect(remindersFor('2026-04-05', facts())).toMatchObject([
      { level: 'LATE', days: -5, due: '2026-03-31', year: 2026 },
    ]);
    expect(texts('2026-04-05', facts())[0]).toContain('3月31日已过5天');
    expect(kinds('2026-05-01', facts())).toEqual([]);
    expect(kinds('2026-03-19', facts({}, { free: 0 }))).toEqual([]);
    expect(kinds('2026-03-19', facts({ type: 'BRANCH' }))).toEqual([]);
  });

  it('R-18: a committee of the grass roots is told that it may keep its numbers', () => {
    const [text] = texts('2026-03-19', facts({ type: 'GRASSROOTS_COMMITTEE' }));
    expect(text).toContain('留作统筹使用');
  });

  it('R-61: by 30 September the places added in the middle of the year, by leading organs', () => {
    expect(kinds('2026-09-10', facts())).toEqual(['MIDYEAR']);
    expect(kinds('2026-09-10', facts({ type: 'GRASSROOTS_COMMITTEE' }))).toEqual([]);
  });

  it('R-61: by mid-December everything used: how many are not, how many people wait', () => {
    const given = facts({ type: 'BRANCH' }, { held: 20, free: 7, used: 13, waiting: 4 });
    expect(texts('2026-12-01', given)).toEqual([
      '距12月15日还有14天，2026年编号应在12月15日前用完，本组织还有 7 个未使用、4 人待审核。',
    ]);
    expect(remindersFor('2026-12-20', given)).toMatchObject([{ level: 'LATE' }]);
    const done = facts({ type: 'BRANCH' }, { held: 20, free: 0, used: 20 });
    expect(kinds('2026-12-01', done)).toEqual([]);
    const closed = facts({}, { closed: true });
    expect(kinds('2026-12-01', closed)).toEqual([]);
  });

  it('R-63: the province is told of last year until it is closed; nobody else', () => {
    const lastYear = { year: 2025, ...nothing, held: 1000, used: 900, waiting: 3 };
    const given = facts({ type: 'PROVINCE', lastYear });
    expect(texts('2026-01-10', given)).toEqual([
      '2025年已经结束，仍有 100 个编号未使用、3 人待审核，请核对后关闭该年度。',
    ]);
    expect(kinds('2026-01-10', facts({ lastYear }))).toEqual([]);
    const shut = { ...lastYear, closed: true };
    expect(kinds('2026-01-10', facts({ type: 'PROVINCE', lastYear: shut }))).toEqual([]);
  });

  it('the province without a range of the year', () => {
    const given = facts({ type: 'PROVINCE' }, { held: 0, free: 0 });
    expect(texts('2026-01-10', given)).toEqual([
      '距3月31日还有80天，2026年还没有设置编号区间，请先新增编号区间范围。',
    ]);
  });

  it('R-41: terms of office that end within thirty days, the own and those below, nearest first', () => {
    const given = facts({
      termEnds: '2026-07-20',
      below: { name: '高一（1）班团支部', to: '2026-07-10', count: 1 },
    });
    expect(texts('2026-07-01', given)).toEqual([
      '距7月10日还有9天，高一（1）班团支部书记任期届满，请续任或另行任命。',
      '距7月20日还有19天，你的职务任期届满，请联系上级团组织续任。',
    ]);
    expect(kinds('2026-06-01', given)).toEqual([]);
  });

  it('R-41: many terms below are one line, which tells how many and who is first', () => {
    const below = { name: '高一（1）班团支部', to: '2026-07-10', count: 26 };
    expect(texts('2026-07-01', facts({ below }))).toEqual([
      '30天内有 26 个组织的书记任期届满，最早的是7月10日的高一（1）班团支部，请续任或另行任命。',
    ]);
  });
});
