import type { OrganizationType, Reminder, ReminderKind, Settings } from '../../../typings/api';
import { datesOf, dayText, daysBetween, lastDayOf } from './calendar';
import { daysLater } from './dates';
import type { YearFigures } from './year-figures';

/** What reminders are made of. */
export interface ReminderFacts {
  type: OrganizationType;
  /** Of the year of the day asked about, and of the one before. */
  thisYear: YearFigures;
  lastYear: YearFigures;
  /** Last day of the acting post. */
  termEnds: string;
  /** Secretaries below whose term ends soon: whose ends first, with the last day, and how many there are; null: none. */
  below: { name: string; to: string; count: number } | null;
  settings: Pick<Settings, 'dates' | 'stock'>;
}

/** From how many days before a date until how many after it it is shown. */
const SHOWN: Record<ReminderKind, { before: number; after: number }> = {
  NO_RANGE: { before: 90, after: 275 },
  FIRST_DISTRIBUTION: { before: 30, after: 30 },
  MIDYEAR: { before: 30, after: 15 },
  USE_UP: { before: 45, after: 16 },
  CLOSE_YEAR: { before: 0, after: 366 },
  LOW_STOCK: { before: 0, after: 0 },
  OWN_TERM: { before: 30, after: 0 },
  TERM_BELOW: { before: 30, after: 0 },
};

/** So many days before its end a term of office is reminded of. */
export const TERM_DAYS = SHOWN.TERM_BELOW.before;

const LEADING: ReadonlySet<OrganizationType> = new Set(['PROVINCE', 'CITY', 'COUNTY']);

/** Whether numbers run low by the province's thresholds; who holds none waits for the first distribution. */
const isLow = (held: number, unused: number, { lowCount, lowShare }: Settings['stock']): boolean =>
  held > 0 &&
  ((lowCount > 0 && unused <= lowCount) || (lowShare > 0 && unused * 100 <= held * lowShare));

/** How far a date is, as the beginning of a sentence. */
function distance(due: string, days: number): string {
  if (days === 0) return `今天是${dayText(due)}`;
  return days > 0 ? `距${dayText(due)}还有${days}天` : `${dayText(due)}已过${-days}天`;
}

/**
 * What is due on the day `today` (`YYYY-MM-DD`), the nearest date first: as reminders,
 * numbers that run low, and terms of office that end within 30 days. Nothing is reminded of that has no figure behind it.
 */
export function remindersFor(today: string, facts: ReminderFacts): Reminder[] {
  const { type, thisYear, lastYear, settings } = facts;
  const reminders: Reminder[] = [];
  const add = (
    kind: ReminderKind,
    due: string,
    year: number | null,
    text: (when: string) => string,
  ): void => {
    const days = daysBetween(today, due);
    const { before, after } = SHOWN[kind];
    if (days > before || -days > after) return;
    reminders.push({
      kind,
      level: days < 0 ? 'LATE' : 'SOON',
      text: text(distance(due, days)),
      due,
      days,
      year,
    });
  };
  const { year, free, waiting } = thisYear;
  const dates = datesOf(settings.dates, year);
  const unused = Math.max(0, thisYear.held - thisYear.used);
  const isLeading = LEADING.has(type);

  if (type === 'PROVINCE' && thisYear.held === 0) {
    add(
      'NO_RANGE',
      dates.firstDistribution,
      year,
      (when) => `${when}，${year}年还没有设置编号区间，请先新增编号区间范围。`,
    );
  }
  if (type !== 'BRANCH' && free > 0 && !thisYear.closed) {
    // a committee of the grass roots may keep its numbers for central use.
    const end = isLeading ? '，请尽快分配到下级组织。' : '；可以分配给下级，也可以留作统筹使用。';
    add(
      'FIRST_DISTRIBUTION',
      dates.firstDistribution,
      year,
      (when) => `${when}，仍有 ${free} 个编号未下达${end}`,
    );
  }
  if (isLeading && free > 0 && !thisYear.closed) {
    add(
      'MIDYEAR',
      dates.midyear,
      year,
      (when) => `${when}，年中追加的编号应下达到每个组织，仍有 ${free} 个未下达。`,
    );
  }
  if ((unused > 0 || waiting > 0) && !thisYear.closed) {
    const left = `本组织还有 ${unused} 个未使用、${waiting} 人待审核`;
    add(
      'USE_UP',
      dates.useUp,
      year,
      (when) => `${when}，${year}年编号应在${dayText(dates.useUp)}前用完，${left}。`,
    );
  }
  if (type === 'PROVINCE' && lastYear.held > 0 && !lastYear.closed) {
    const left = Math.max(0, lastYear.held - lastYear.used);
    add(
      'CLOSE_YEAR',
      daysLater(lastDayOf(lastYear.year), settings.dates.closeAfterDays),
      lastYear.year,
      () =>
        `${lastYear.year}年已经结束，仍有 ${left} 个编号未使用、${lastYear.waiting} 人待审核，请核对后关闭该年度。`,
    );
  }
  if (isLow(thisYear.held, unused, settings.stock) && !thisYear.closed) {
    const next = type === 'PROVINCE' ? '请新增编号区间范围。' : '请向上级申请补充编号。';
    add('LOW_STOCK', today, year, () => `${year}年编号还剩 ${unused} 个未使用，${next}`);
  }
  const { termEnds, below } = facts;
  add('OWN_TERM', termEnds, null, (when) => `${when}，你的职务任期届满，请联系上级团组织续任。`);
  if (below) {
    const { name, to, count } = below;
    // A committee appoints its secretaries together, so their terms end together: one line, however many they are.
    add('TERM_BELOW', to, null, (when) =>
      count === 1
        ? `${when}，${name}书记任期届满，请续任或另行任命。`
        : `${TERM_DAYS}天内有 ${count} 个组织的书记任期届满，最早的是${dayText(to)}的${name}，请续任或另行任命。`,
    );
  }
  return reminders.sort((a, b) => (a.due < b.due ? -1 : Number(a.due > b.due)));
}
