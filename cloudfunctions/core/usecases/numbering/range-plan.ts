import type { RangePlan } from '../../../../typings/api';
import type { Holding } from '../../domain/holdings';
import { count } from '../../domain/intervals';
import type { RangeChange } from '../../domain/top-range';
import type { OrganizationDocument } from '../../ports/documents';
import type { Context } from '../action';
import { holdingsOf } from '../holdings';
import { refOf } from '../organization-lookup';
import { totalsOf } from '../totals';
import { sideOf } from './movement-parties';

/** What a change of the province's top ranges would do now; two requests. Throws whatever `change` throws. */
export async function rangePlan(
  { database }: Context,
  year: number,
  province: OrganizationDocument,
  change: (before: Holding) => RangeChange,
): Promise<RangePlan> {
  const before = (await holdingsOf(database, year, [province])).get(province._id)!;
  const { after, ranges, intervals } = change(before);
  const totals = await totalsOf(database, year, [province._id]);
  return {
    year,
    count: count(intervals),
    intervals,
    ranges,
    province: sideOf(refOf(province), before, after, totals.get(province._id)?.waiting ?? 0),
  };
}
