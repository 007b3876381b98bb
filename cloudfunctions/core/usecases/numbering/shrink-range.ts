import { z } from 'zod';

import type { RangePlan } from '../../../../typings/api';
import { count } from '../../domain/intervals';
import { isMemberNumber, normaliseNumber } from '../../domain/member-number';
import { PROMPTS } from '../../domain/prompts';
import { shrinkRange as planShrink } from '../../domain/top-range';
import { command, postOf, query } from '../action';
import { lineOf, readHolding, writeHolding } from '../holdings';
import { operate } from '../operation';
import { organizationInScope, refOf } from '../organization-lookup';
import { reason, wholeCount, year } from './input';
import { rangePlan } from './range-plan';

const lastNumber = z
  .string()
  .transform(normaliseNumber)
  .refine(isMemberNumber, '请填写12位数字的编号。');

const shrinkInput = z.strictObject({ year, end: lastNumber, count: wholeCount });

/** What `shrinkRange` would do now: the same domain code, nothing written; its refusals. Four requests. */
export const previewShrink = query(
  'numbering.previewShrink',
  shrinkInput,
  async (context, input): Promise<RangePlan> => {
    const { orgId } = postOf(context);
    const province = await organizationInScope(context, 'numbering.previewShrink', orgId);
    const guard = await context.database.get('rangeGuards', String(input.year));
    return rangePlan(context, input.year, province, (before) =>
      planShrink(before, guard?.ranges ?? [], Number(input.end), input.count),
    );
  },
);

/**
 * the province takes the highest numbers of a top range out again, only its own free ones; eight
 * requests. The guard of the year is written too (see defineRange). Refusals: INVALID, EXHAUSTED, CONFLICT.
 */
export const shrinkRange = command(
  'numbering.shrinkRange',
  shrinkInput.extend({ reason }),
  async (context, input) => {
    const province = await organizationInScope(
      context,
      'numbering.shrinkRange',
      postOf(context).orgId,
    );
    const { result } = await operate(context, input, async (transaction) => {
      const guardId = String(input.year);
      const before = await readHolding(transaction, input.year, province);
      const guard = await transaction.get('rangeGuards', guardId);
      const plan = planShrink(before, guard?.ranges ?? [], Number(input.end), input.count);
      await writeHolding(transaction, before, plan.after);
      await transaction.update('rangeGuards', guardId, {
        rev: (guard?.rev ?? 0) + 1,
        ranges: plan.ranges,
      });
      return {
        kind: 'RANGE_SHRINK',
        year: input.year,
        actingOrg: province._id,
        lines: [lineOf('RANGE_SHRINK', before, plan.after, plan.intervals)],
        reason: input.reason,
        result: { intervals: plan.intervals, ranges: plan.ranges },
      };
    });
    const { intervals, ranges } = result;
    return {
      message: PROMPTS.rangeShrunk,
      moved: [{ organization: refOf(province), intervals, count: count(intervals) }],
      ranges,
    };
  },
);
