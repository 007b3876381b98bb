import { count } from '../../domain/intervals';
import type { YearFigures } from '../../domain/year-figures';
import type { Database } from '../../ports/database';
import { holdingId } from '../holdings';
import { totalsId } from '../totals';

/** Of one organisation in several years, in their order; two requests. Figures of the subtree may be minutes old. */
export async function figuresOfYears(
  database: Database,
  id: string,
  years: readonly number[],
): Promise<YearFigures[]> {
  const holdings = await database.getMany(
    'holdings',
    years.map((year) => holdingId(year, id)),
    ['year', 'closed', 'held', 'free'],
  );
  const totals = await database.getMany(
    'totals',
    years.map((year) => totalsId(year, id)),
  );
  return years.map((year) => {
    const holding = holdings.find((one) => one.year === year);
    const total = totals.find((one) => one.year === year);
    return {
      year,
      closed: holding?.closed ?? false,
      held: count(holding?.held ?? []),
      free: count(holding?.free ?? []),
      used: total?.used ?? 0,
      waiting: Math.max(0, total?.waiting ?? 0),
    };
  });
}
