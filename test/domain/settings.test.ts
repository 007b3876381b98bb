import { describe, expect, it } from '@jest/globals';

import { joinMonthProblem } from '../../cloudfunctions/core/domain/joining';
import { approved, PROMPTS } from '../../cloudfunctions/core/domain/prompts';
import { type ReminderFacts, remindersFor } from '../../cloudfunctions/core/domain/reminders';
import {
  changedSettings,
  DEFAULT_SETTINGS,
  settingsDifferences,
  settingsProblems,
} from '../../cloudfunctions/core/domain/settings';
import {
  FIXED_WORDS,
  holdsPrompt,
  PROMPT_IDS,
  promptText,
  promptViews,
  worded,
  wordingProblem,
} from '../../cloudfunctions/core/domain/wording';
import type { PromptId } from '../../typings/api';
import { PROMPT_TEXTS } from '../../admin/src/format/prompts';
import { WRONG_YEAR } from '../../miniprogram/checks/typed-number';
import { AUTO_HINT, BRANCH_WARNING } from '../../miniprogram/format/words';

const { dates, ages, stock } = DEFAULT_SETTINGS;

describe('settings of the province', () => {
  it('are by default what the guide, the charter and domain.md §5.4 say (R-19, R-61)', () => {
    expect(DEFAULT_SETTINGS).toEqual({
      dates: { firstDistribution: '03-31', midyear: '09-30', useUp: '12-15', closeAfterDays: 0 },
      ages: { least: 14, leastFrom2017: 13, leastEarlier: 12, before: 28 },
      stock: { lowCount: 0, lowShare: 0 },
      prompts: {},
    });
    expect(settingsProblems(DEFAULT_SETTINGS)).toEqual({});
  });

  it.each([
    ['dates.firstDistribution', { dates: { ...dates, firstDistribution: '02-29' } }],
    ['dates.firstDistribution', { dates: { ...dates, firstDistribution: '3月31' } }],
    ['dates.midyear', { dates: { ...dates, midyear: '03-31' } }],
    ['dates.useUp', { dates: { ...dates, useUp: '09-01' } }],
    ['dates.closeAfterDays', { dates: { ...dates, closeAfterDays: 181 } }],
    ['ages.least', { ages: { ...ages, least: 12 } }],
    ['ages.least', { ages: { ...ages, least: 21 } }],
    ['ages.leastFrom2017', { ages: { ...ages, leastFrom2017: 11 } }],
    ['ages.leastEarlier', { ages: { ...ages, leastEarlier: 9 } }],
    ['ages.before', { ages: { ...ages, before: 14 } }],
    ['stock.lowShare', { stock: { ...stock, lowShare: 51 } }],
    ['prompts.P-12', { prompts: { 'P-12': '编号不够了。' } }],
  ] as const)('refuse what does not fit together: %s', (field, changes) => {
    const problems = settingsProblems({ ...DEFAULT_SETTINGS, ...changes });
    expect(Object.keys(problems)).toContain(field);
    for (const text of Object.values(problems)) expect(text).toMatch(/[\u4e00-\u9fff]/);
  });

  it('keep of the prompts only what is different from the default', () => {
    const own = { 'P-3': ' 已分配 ', 'P-5': promptText('P-5'), 'P-7': null };
    const next = changedSettings(
      { ...DEFAULT_SETTINGS, prompts: { 'P-7': '没有了。' } },
      { prompts: own },
    );
    expect(next.prompts).toEqual({ 'P-3': '已分配' });
    expect(settingsDifferences(DEFAULT_SETTINGS, next)).toEqual([
      { what: '提示语 P-3', before: '分配成功', after: '已分配' },
    ]);
  });

  it('tell every field that is different, in words', () => {
    const next = changedSettings(DEFAULT_SETTINGS, {
      dates: { firstDistribution: '04-15', midyear: '10-15', useUp: '12-20', closeAfterDays: 31 },
      ages: { least: 15, leastFrom2017: 14, leastEarlier: 13, before: 29 },
      stock: { lowCount: 5, lowShare: 10 },
    });
    const differences = settingsDifferences(DEFAULT_SETTINGS, next);
    expect(differences).toHaveLength(10);
    expect(differences[0]).toEqual({ what: '首批分配', before: '3月31日', after: '4月15日' });
    expect(differences.at(-1)).toMatchObject({ before: '不提醒', after: '10%' });
  });
});

describe('dates, ages and thresholds that were set', () => {
  const facts = (changes: Partial<ReminderFacts>): ReminderFacts => ({
    type: 'COUNTY',
    thisYear: { year: 2026, closed: false, held: 1000, free: 800, used: 0, waiting: 0 },
    lastYear: { year: 2025, closed: false, held: 0, free: 0, used: 0, waiting: 0 },
    termEnds: '2027-06-30',
    below: null,
    settings: DEFAULT_SETTINGS,
    ...changes,
  });
  const kinds = (day: string, given: ReminderFacts) =>
    remindersFor(day, given).map(({ kind, due }) => [kind, due]);

  it('R-19, R-61: the dates remind when they are said to', () => {
    const settings = {
      stock,
      dates: { firstDistribution: '05-10', midyear: '10-20', useUp: '12-25', closeAfterDays: 0 },
    };
    expect(kinds('2026-03-19', facts({ settings }))).toEqual([]);
    expect(kinds('2026-05-01', facts({ settings }))).toEqual([
      ['FIRST_DISTRIBUTION', '2026-05-10'],
    ]);
    expect(kinds('2026-10-10', facts({ settings }))).toEqual([['MIDYEAR', '2026-10-20']]);
    expect(kinds('2026-12-01', facts({ settings }))).toEqual([['USE_UP', '2026-12-25']]);
  });

  it('R-63: the closing of a year is reminded of so many days after its end', () => {
    const lastYear = { year: 2025, closed: false, held: 10, free: 10, used: 0, waiting: 0 };
    const given = (closeAfterDays: number) =>
      facts({
        type: 'PROVINCE',
        lastYear,
        settings: { stock, dates: { ...dates, closeAfterDays } },
      });
    expect(kinds('2026-01-10', given(0))).toEqual([['CLOSE_YEAR', '2025-12-31']]);
    expect(kinds('2026-01-10', given(31))).toEqual([]);
    expect(kinds('2026-01-31', given(31))).toEqual([['CLOSE_YEAR', '2026-01-31']]);
  });

  it('numbers that run low, by count or by share; never of who holds none, never by default', () => {
    const low = (held: number, used: number, rules: typeof stock) =>
      remindersFor('2026-06-01', {
        ...facts({ settings: { dates, stock: rules } }),
        thisYear: { year: 2026, closed: false, held, free: 0, used, waiting: 0 },
      }).map(({ text }) => text);
    expect(low(100, 95, { lowCount: 5, lowShare: 0 })).toEqual([
      '2026年编号还剩 5 个未使用，请向上级申请补充编号。',
    ]);
    expect(low(100, 94, { lowCount: 5, lowShare: 0 })).toEqual([]);
    expect(low(1000, 900, { lowCount: 0, lowShare: 10 })).toHaveLength(1);
    expect(low(1000, 899, { lowCount: 0, lowShare: 10 })).toEqual([]);
    expect(low(0, 0, { lowCount: 5, lowShare: 10 })).toEqual([]);
    expect(low(100, 100, stock)).toEqual([]);
  });

  it('ages decide who may join', () => {
    const now = Date.UTC(2026, 10, 22, 4);
    const older = { ...ages, least: 15, before: 30 };
    expect(joinMonthProblem('2021-05', '2006-06-01', 'AUTO', now, ages)).toBeNull();
    expect(joinMonthProblem('2021-05', '2006-06-01', 'AUTO', now, older)).toContain('未满15周岁');
    expect(joinMonthProblem('2021-05', '1992-05-01', 'AUTO', now, ages)).toContain('已满28周岁');
    expect(joinMonthProblem('2021-05', '1992-05-01', 'AUTO', now, older)).toBeNull();
  });
});

describe('the wording of the prompts', () => {
  it('has P-1 to P-21, each with an example for every place', () => {
    expect(PROMPT_IDS).toEqual(Array.from({ length: 21 }, (_, i) => `P-${i + 1}`));
    for (const { text, places } of promptViews()) {
      const inText = [...text.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name);
      expect(Object.keys(places)).toEqual([...new Set(inText)]);
      for (const example of Object.values(places)) expect(example).not.toBe('');
    }
  });

  it('is the same on the faces that say a prompt by themselves', () => {
    for (const [id, text] of Object.entries(PROMPT_TEXTS)) {
      expect([id, text]).toEqual([id, promptText(id as PromptId)]);
    }
    expect(WRONG_YEAR).toBe(promptText('P-14'));
    expect(AUTO_HINT).toBe(promptText('P-15'));
    expect(BRANCH_WARNING).toBe(promptText('P-16'));
  });

  it('can be changed for every prompt, and finds it in whatever the rules say', () => {
    const said: Partial<Record<PromptId, string>> = {
      'P-3': PROMPTS.allocated,
      'P-5': PROMPTS.reclaimed,
      'P-6': PROMPTS.nothingToReclaim,
      'P-7': PROMPTS.branchUsedUp,
      'P-8': PROMPTS.nobodyHasNumbers,
      'P-9': PROMPTS.appointsUsedUp,
      'P-10': PROMPTS.skipsLevel,
      'P-11': PROMPTS.branchAllocates,
      'P-12': PROMPTS.tooMany(20),
      'P-13': PROMPTS.numberTaken,
      'P-14': PROMPTS.numberYear,
      'P-17': PROMPTS.yearClosed(2026),
      'P-18': PROMPTS.noRangeForYear(2026),
      'P-19': PROMPTS.approvedKeeping('陈甲', '202600012022'),
      'P-20': PROMPTS.approvedWithoutNumber('陈甲'),
      'P-21': PROMPTS.poolMovesToCommittee('0604团委'),
    };
    for (const { id, places } of promptViews()) {
      const sentence = said[id];
      if (sentence === undefined) continue;
      expect(holdsPrompt(sentence)).toBe(true);
      const own = `新的说法${Object.keys(places)
        .map((name) => `（{${name}}）`)
        .join('')}。`;
      expect(wordingProblem(id, own)).toBeNull();
      const values = Object.values(places).map((example) => `（${example}）`);
      expect(worded(sentence, { [id]: own })).toBe(`新的说法${values.join('')}。`);
      expect(worded(sentence, {})).toBe(sentence);
    }
  });

  it('is found inside a longer sentence, with what comes before and after it', () => {
    const longer = `请检查填写的内容：${PROMPTS.numberYear}`;
    expect(worded(longer, { 'P-14': '年份不对。' })).toBe('请检查填写的内容：年份不对。');
    const both = `${PROMPTS.tooMany(3)}${PROMPTS.giveFewerOrAsk(true, undefined)}`;
    expect(worded(both, { 'P-12': '只剩 {个数} 个了。' })).toBe(
      '只剩 3 个了。请减少分配个数，或先新增编号区间。',
    );
    expect(worded('前 3 个组织已分配成功', { 'P-3': '好了' })).toBe('前 3 个组织已分配成功');
    expect(worded(PROMPTS.yearClosed(2026), { 'P-17': '{年份}年已关，$& $1。' })).toBe(
      '2026年已关，$& $1。',
    );
  });

  it('keeps its places, is one line of Chinese, and never the words of the guide', () => {
    expect(wordingProblem('P-12', '不够了。')).toContain('{个数}');
    expect(wordingProblem('P-12', '只剩 {个数} 个，{组织}。')).toContain('{组织}');
    expect(wordingProblem('P-12', '只剩 {个数} 个{。')).toContain('大括号');
    expect(wordingProblem('P-6', 'ok')).toContain('中文');
    expect(wordingProblem('P-6', '没有\n编号')).toContain('换行');
    expect(wordingProblem('P-6', '没'.repeat(121))).toContain('120');
    const sentence = approved('202000012020', 'zlj2', 19);
    expect(holdsPrompt(sentence)).toBe(false);
    for (const { text } of FIXED_WORDS) expect(holdsPrompt(text)).toBe(false);
  });
});
