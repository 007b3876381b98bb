import { z } from 'zod';

import { Refusal } from '../../domain/refusal';
import { accountOf, command, postOf } from '../action';
import { officeName } from '../office';
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
    const post = postOf(context);
    const by = officeName(accountOf(context).name, post.role);
    const at = context.runtime.now();
    const { result } = await operate(context, input, async (transaction) => {
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
        await transaction.update('members', id, {
          coverWrittenAt: input.written ? at : null,
          coverWrittenBy: input.written ? by : null,
        });
      }
      return {
        kind: 'COVER',
        actingOrg: post.orgId,
        orgs,
        reason: input.written ? 'WRITTEN' : 'NOT_WRITTEN',
        result: { at },
      };
    });
    return { marked: ids.length, cover: input.written ? { at: result.at, by } : null };
  },
);
