import type {
  AgeRules,
  PromptId,
  Settings,
  SettingsChanges,
  StockRules,
  YearDates,
} from '../../../typings/api';
import { dayText } from './calendar';
import { isDay } from './dates';
import { PROMPT_IDS, promptText, wordingProblem } from './wording';

/** What holds while the province has set nothing (R-19, R-61, domain.md §5.4). */
export const DEFAULT_SETTINGS: Settings = {
  dates: { firstDistribution: '03-31', midyear: '09-30', useUp: '12-15', closeAfterDays: 0 },
  ages: { least: 14, leastFrom2017: 13, leastEarlier: 12, before: 28 },
  stock: { lowCount: 0, lowShare: 0 },
  prompts: {},
};

/** Any year that has no 29 February: a date of the settings is one of every year. */
const COMMON_YEAR = 2023;

const isMonthDay = (text: string): boolean =>
  /^\d{2}-\d{2}$/.test(text) && isDay(`${COMMON_YEAR}-${text}`);

type Problems = Record<string, string>;

function dateProblems({ firstDistribution, midyear, useUp, closeAfterDays }: YearDates): Problems {
  const problems: Problems = {};
  const days = { firstDistribution, midyear, useUp };
  for (const [name, day] of Object.entries(days)) {
    if (!isMonthDay(day)) problems[`dates.${name}`] = '请选择每年都有的日期。';
  }
  if (Object.keys(problems).length > 0) return problems;
  if (midyear <= firstDistribution) problems['dates.midyear'] = '应晚于首批分配的日期。';
  if (useUp <= midyear) problems['dates.useUp'] = '应晚于年中追加的日期。';
  if (closeAfterDays > 180) problems['dates.closeAfterDays'] = '最多年度结束后 180 天。';
  return problems;
}

function ageProblems({ least, leastFrom2017, leastEarlier, before }: AgeRules): Problems {
  const problems: Problems = {};
  if (leastEarlier < 10) problems['ages.leastEarlier'] = '不能小于 10 周岁。';
  if (leastFrom2017 < leastEarlier) {
    problems['ages.leastFrom2017'] = '不能小于 2017 年以前的最低年龄。';
  }
  if (least < leastFrom2017) problems['ages.least'] = '不能小于 2017—2019 年的最低年龄。';
  if (least > 20) problems['ages.least'] = '不能大于 20 周岁。';
  if (before <= least) problems['ages.before'] = '应大于最低年龄。';
  if (before > 40) problems['ages.before'] = '不能大于 40 周岁。';
  return problems;
}

const stockProblems = ({ lowCount, lowShare }: StockRules): Problems => ({
  ...(lowCount > 10_000 && { 'stock.lowCount': '不能大于 10000 个。' }),
  ...(lowShare > 50 && { 'stock.lowShare': '不能大于 50%。' }),
});

/** What is wrong with settings, a sentence by field (`dates.midyear`, `prompts.P-7`); empty when nothing is. */
export function settingsProblems({ dates, ages, stock, prompts }: Settings): Problems {
  const worded = Object.entries(prompts).flatMap(([id, text]) => {
    const problem = wordingProblem(id as PromptId, text);
    return problem === null ? [] : [[`prompts.${id}`, problem] as const];
  });
  return {
    ...dateProblems(dates),
    ...ageProblems(ages),
    ...stockProblems(stock),
    ...Object.fromEntries(worded),
  };
}

/** The settings with changes made; a wording that is the default one counts as none. */
export function changedSettings(settings: Settings, changes: SettingsChanges): Settings {
  const texts = { ...settings.prompts, ...changes.prompts };
  const own = PROMPT_IDS.flatMap((id) => {
    const text = texts[id]?.trim();
    return text === undefined || text === promptText(id) ? [] : [[id, text] as const];
  });
  return {
    dates: changes.dates ?? settings.dates,
    ages: changes.ages ?? settings.ages,
    stock: changes.stock ?? settings.stock,
    prompts: Object.fromEntries(own),
  };
}

const dayWords = (monthDay: string): string => dayText(`${COMMON_YEAR}-${monthDay}`);
const ageWords = (years: number): string => `${years} 周岁`;
const orNever = (value: number, unit: string): string =>
  value === 0 ? '不提醒' : `${value}${unit}`;

/** What every setting is called, and what it says, in the order of the page. */
function told({ dates, ages, stock, prompts }: Settings): Array<readonly [string, string]> {
  return [
    ['首批分配', dayWords(dates.firstDistribution)],
    ['年中追加下达', dayWords(dates.midyear)],
    ['编号用完、封面写好', dayWords(dates.useUp)],
    ['提醒关闭年度', `年度结束后 ${dates.closeAfterDays} 天`],
    ['入团最低年龄', ageWords(ages.least)],
    ['2017—2019年入团的最低年龄', ageWords(ages.leastFrom2017)],
    ['2017年以前入团的最低年龄', ageWords(ages.leastEarlier)],
    ['入团年龄上限', `未满 ${ages.before} 周岁`],
    ['编号不足提醒（个数）', orNever(stock.lowCount, ' 个')],
    ['编号不足提醒（比例）', orNever(stock.lowShare, '%')],
    ...PROMPT_IDS.map((id) => [`提示语 ${id}`, prompts[id] ?? promptText(id)] as const),
  ];
}

/** What is different, as people read it. */
export function settingsDifferences(
  before: Settings,
  after: Settings,
): Array<{ what: string; before: string; after: string }> {
  const later = told(after);
  return told(before).flatMap(([what, text], at) =>
    text === later[at]![1] ? [] : [{ what, before: text, after: later[at]![1] }],
  );
}
