import { z } from 'zod';

import { Refusal } from '../../domain/refusal';
import { command, postOf } from '../action';
import { operate } from '../operation';
import { correctionId, requireOpen } from './correction-input';

/**
 * The organisation that filed a correction takes it back before it is decided. Seven requests, identity apart. Throws
 * NOT_FOUND, FORBIDDEN (another organisation's), CONFLICT (decided).
 */
export const cancelCorrection = command(
  'numbering.cancelCorrection',
  z.strictObject({ correctionId }),
  async (context, input) => {
    await operate(context, input, async (transaction) => {
      const correction = requireOpen(
        context,
        'numbering.cancelCorrection',
        await transaction.get('corrections', input.correctionId),
      );
      const { orgId } = postOf(context);
      if (correction.filedByOrg !== orgId) {
        throw new Refusal('FORBIDDEN', '只有提交更正申请的团委可以撤回，请联系该团委。');
      }
      const { _id, memberId } = correction;
      await transaction.update('corrections', _id, {
        status: 'CANCELLED',
        decidedAt: context.runtime.now(),
      });
      await transaction.update('members', memberId, { correctionId: null });
      return {
        kind: 'CORRECTION_CANCEL',
        actingOrg: orgId,
        orgs: [orgId],
        subject: _id,
        result: {},
      };
    });
    return { correctionId: input.correctionId, status: 'CANCELLED' as const };
  },
);
