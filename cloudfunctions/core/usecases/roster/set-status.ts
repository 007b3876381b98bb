import { z } from 'zod';

import { Refusal } from '../../domain/refusal';
import { accountOf, command, postOf } from '../action';
import { operate } from '../operation';
import { memberInScope } from './member-in-scope';

/**
 * Notes that a member was transferred out, left or was expelled, or is here again. The number stays
 * assigned. Seven requests, identity apart. Throws NOT_FOUND, FORBIDDEN, CONFLICT.
 */
export const setStatus = command(
  'roster.setStatus',
  z.strictObject({
    memberId: z.string().min(1).max(64),
    status: z.enum(['ACTIVE', 'TRANSFERRED_OUT', 'LEFT', 'EXPELLED']),
    reason: z.string().trim().min(2, '请写明变更的原因。').max(200, '原因最多200个字。'),
  }),
  async (context, input) => {
    await operate(context, input, async (transaction) => {
      const member = memberInScope(
        context,
        'roster.setStatus',
        await transaction.get('members', input.memberId),
      );
      if (member.accountId === accountOf(context)._id) {
        throw new Refusal('FORBIDDEN', '不能变更本人的团籍状态，请由其他负责同志办理。');
      }
      if (member.status === 'RELEASED') {
        throw new Refusal('CONFLICT', '这名团员的编号已收回，请先在报到审核中重新审核。');
      }
      if (member.status === input.status) {
        throw new Refusal('CONFLICT', '团籍状态没有变化，请刷新后核对。');
      }
      await transaction.update('members', member._id, { status: input.status });
      await transaction.create('audit', {
        _id: context.opKey,
        at: context.runtime.now(),
        actor: accountOf(context)._id,
        post: postOf(context).id,
        what: `MEMBER_${input.status}`,
        subject: member._id,
      });
      return {
        kind: 'MEMBER_STATUS',
        actingOrg: postOf(context).orgId,
        orgs: [member.branchId],
        subject: member._id,
        reason: input.reason,
        result: {},
      };
    });
    return { memberId: input.memberId, status: input.status };
  },
);
