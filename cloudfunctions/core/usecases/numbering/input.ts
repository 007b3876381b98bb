import { z } from 'zod';

import { FIRST_MANAGED_YEAR } from '../../domain/member-number';

export const year = z
  .number()
  .int()
  .min(FIRST_MANAGED_YEAR, `编号从${FIRST_MANAGED_YEAR}年起由系统分配。`)
  .max(2099);
export const orgId = z.string().min(1).max(32);
export const reason = z.string().trim().max(100, '事由最多 100 个字。').optional();
export const requiredReason = z
  .string()
  .trim()
  .min(1, '请填写事由。')
  .max(100, '事由最多 100 个字。');
export const rev = z.number().int().min(0).optional();
export const wholeCount = z
  .number('请填写个数。')
  .int('个数应是整数。')
  .min(1, '个数应不小于 1。')
  .max(100_000_000, '个数太大。');

/** several children are served in the order in which they are listed. One transaction takes 100. */
export const allocationInput = z.strictObject({
  orgId,
  year,
  items: z
    .array(z.strictObject({ orgId, count: wholeCount }))
    .min(1, '请至少为一个下级组织填写分配个数。')
    .max(100, '一次最多分配给 100 个组织，请分几次提交。'),
});

export const reclaimInput = z.strictObject({
  orgId,
  year,
  count: wholeCount.optional(),
  parentId: orgId.optional(),
});

export const giveBackInput = z.strictObject({ orgId, year, count: wholeCount.optional() });
