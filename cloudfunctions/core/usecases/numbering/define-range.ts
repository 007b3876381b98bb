import { z } from 'zod';

import type { Interval, RangePlan } from '../../../../typings/api';
import { count } from '../../domain/intervals';
import { isMemberNumber, normaliseNumber, yearOf } from '../../domain/member-number';
import { invalidField, Refusal } from '../../domain/refusal';
import { defineRange as planDefine } from '../../domain/top-range';
import type { OrganizationDocument, RangeGuardDocument } from '../../ports/documents';
import { command, type Context, postOf, query } from '../action';
import { lineOf, readHolding, writeHolding } from '../holdings';
import { operate } from '../operation';
import { organizationInScope, refOf } from '../organization-lookup';
import { reason, year } from './input';
import { rangePlan } from './range-plan';

const number = z
  .string()
  .transform(normaliseNumber)
  .refine(isMemberNumber, '请填写12位数字的编号。');

/** How many clashing numbers are named in a refusal. */
const NAMED_CLASHES = 5;

const rangeInput = z.strictObject({ year, start: number, end: number });

/** The range as typed, and the province that adds it. Throws INVALID (R-1 … R-3). */
async function rangeToDefine(
  context: Context,
  action: 'numbering.defineRange' | 'numbering.previewDefine',
  input: { year: number; start: string; end: string },
): Promise<{ range: Interval; province: OrganizationDocument }> {
  const range = { start: Number(input.start), end: Number(input.end) };
  if (range.start > range.end) throw invalidField('end', '结束编号不能小于开始编号。');
  if (input.start.slice(0, 6) !== input.end.slice(0, 6)) {
    throw invalidField('end', '开始编号和结束编号的前六位应相同。');
  }
  if (yearOf(range.start) !== input.year) {
    throw invalidField('start', `编号前四位应是${input.year}。`);
  }
  const province = await organizationInScope(context, action, postOf(context).orgId);
  return { range, province };
}

/**
 * The guard of a year that takes this range as far as the year and the numbers members kept go; three
 * requests. Throws CONFLICT, INVALID.
 */
async function guardFor(
  { database }: Context,
  input: { year: number; start: string; end: string },
): Promise<RangeGuardDocument | null> {
  // The guard before the state: closing the year writes both, so that one of the two looks tells of it.
  const guardId = String(input.year);
  const guard = await database.get('rangeGuards', guardId);
  const state = (await database.get('years', guardId))?.state ?? 'OPEN';
  if (state !== 'OPEN') {
    throw new Refusal('CONFLICT', `${input.year}年已进入关闭流程，不能再新增编号区间。`);
  }
  const external = await database.find(
    'numbers',
    { _id: { gte: input.start, lte: input.end } },
    { limit: NAMED_CLASHES + 1, fields: ['_id', 'state'] },
  );
  const clashes = external.map(({ _id }) => _id).filter(isMemberNumber);
  if (clashes.length > 0) {
    const more = clashes.length > NAMED_CLASHES ? '等' : '';
    throw invalidField(
      'start',
      `区间内已有团员沿用的编号：${clashes.slice(0, NAMED_CLASHES).join('、')}${more}，请避开。`,
    );
  }
  return guard;
}

/** What `defineRange` would do now: the same domain code, nothing written; its refusals. Six requests. */
export const previewDefine = query(
  'numbering.previewDefine',
  rangeInput,
  async (context, input): Promise<RangePlan> => {
    const { range, province } = await rangeToDefine(context, 'numbering.previewDefine', input);
    const guard = await guardFor(context, input);
    return rangePlan(context, input.year, province, (before) =>
      planDefine(before, guard?.ranges ?? [], range),
    );
  },
);

/**
 * R-1 … R-4: the province adds a top range to a year. The guard of the year is written here and by
 * whoever accepts a typed number, so that no external number slips into a range just being defined. Throws INVALID
 * by field (R-3: form, overlap, numbers in use) and CONFLICT (the year is closing or closed).
 */
export const defineRange = command(
  'numbering.defineRange',
  rangeInput.extend({ note: reason }),
  async (context, input) => {
    const { range, province } = await rangeToDefine(context, 'numbering.defineRange', input);
    const seen = await guardFor(context, input);
    const guardId = String(input.year);
    const { result } = await operate(context, input, async (transaction) => {
      const guard = await transaction.get('rangeGuards', guardId);
      if ((guard?.rev ?? 0) !== (seen?.rev ?? 0)) {
        throw new Refusal('CONFLICT', '刚有人改动了这一年的编号，请核对后再提交一次。');
      }
      const before = await readHolding(transaction, input.year, province);
      const { after, ranges } = planDefine(before, guard?.ranges ?? [], range);
      await writeHolding(transaction, before, after);
      if (guard) {
        await transaction.update('rangeGuards', guardId, {
          rev: guard.rev + 1,
          ranges,
        });
      } else {
        await transaction.create('rangeGuards', { _id: guardId, rev: 1, ranges });
      }
      return {
        kind: 'RANGE_ADD',
        year: input.year,
        actingOrg: province._id,
        lines: [lineOf('RANGE_ADD', before, after, [range])],
        reason: input.note,
        result: { intervals: [range] },
      };
    });
    return {
      message: '新增成功',
      moved: [
        {
          organization: refOf(province),
          intervals: result.intervals,
          count: count(result.intervals),
        },
      ],
    };
  },
);
