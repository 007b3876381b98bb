import { z } from 'zod';

import { Refusal } from '../../domain/refusal';
import { command, postOf } from '../action';
import { operate } from '../operation';
import { memberInScope } from './member-in-scope';

/**
 * Ticks, for up to 50 members at once, that the number was written on the cover of the paper form, or takes
 * the tick away. Two requests a member and four, identity apart. Throws NOT_FOUND, FORBIDDEN, CONFLICT.
 */
export const markCoverWritten = command(
  'roster.markCoverWritten',
  z.strictObject({
    memberIds: z
      .array(z.string().min(1).max(64))
      .min(1, '请至少选择一名团员。')
      .max(50, '一次最多登记 50 人，请分几次提交。'),
    written: z.boolean(),
  }),
  async (context, input) => {
    const ids = [...new Set(input.memberIds)];
    const at = context.runtime.now();
    await operate(context, input, async (transaction) => {
      const orgs: string[] = [];
      for (const id of ids) {
        const member = memberInScope(
          context,
          'roster.markCoverWritten',
          await transaction.get('members', id),
        );
        if (member.memberNumber === null) {
          throw new Refusal('CONFLICT', `${member.name}没有编号，不用登记封面，请重新选择。`);
        }
        orgs.push(member.branchId);
        await transaction.update('members', id, { coverWrittenAt: input.written ? at : null });
      }
      return {
        kind: 'COVER',
        actingOrg: postOf(context).orgId,
        orgs,
        reason: input.written ? 'WRITTEN' : 'NOT_WRITTEN',
        result: {},
      };
    });
    return { marked: ids.length };
  },
);
