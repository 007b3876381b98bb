import { z } from 'zod';

import { invalidField } from '../../domain/refusal';
import { orderKey } from '../../domain/review';
import type { RegistrationDocument } from '../../ports/documents';
import { command, postOf } from '../action';
import { resultMessages, tell } from '../messages';
import { operate } from '../operation';
import { branchFor } from '../registration/branch';
import { joinYearOf } from '../registration/person';
import { countUp } from '../totals';
import { pendingStatus, registrationId } from './input';
import { reviewerStep } from './reviewer-step';
import { requireOwnScope } from './scope';
import { requireStage, stageForStatus, turnOf } from './turn';

/**
 * a reviewer sends an applicant on to another branch of the same subtree. The registration is returned
 * to the applicant with that branch proposed: one tap confirms it (registration.confirmMove). Reviews made
 * so far stay in the history and do not count. Throws as `review.return`, and INVALID for the branch.
 */
export const reassign = command(
  'review.reassign',
  z.strictObject({
    registrationId,
    status: pendingStatus,
    branchId: z.string().min(1).max(40),
    reason: z.string().trim().min(2, '请写明改派的原因。').max(200, '原因最多 200 个字。'),
  }),
  async (context, input) => {
    const { database, runtime } = context;
    const now = runtime.now();
    let seen: RegistrationDocument | null = null;
    const stage = await stageForStatus(context, input.registrationId, input.status);
    const branch = await branchFor(context.database, input.branchId);
    const { fresh } = await operate(context, input, async (transaction) => {
      const registration = requireOwnScope(
        context,
        'review.reassign',
        await transaction.get('registrations', input.registrationId),
      );
      seen = registration;
      requireStage(registration, input.status);
      const turn = turnOf(context, registration, input.status, stage);
      if (!branch.path.includes(postOf(context).orgId)) {
        throw invalidField('branchId', '只能改派到你管理的团支部，请改用“退回”让本人重新选择。');
      }
      if (branch._id === registration.branchId) {
        throw invalidField('branchId', '已经在这个团支部，请选择另一个团支部。');
      }
      await transaction.update('registrations', registration._id, {
        status: 'RETURNED',
        version: registration.version + 1,
        since: now,
        order: orderKey(now, registration._id),
        returned: { reason: input.reason, fields: ['branchId'] },
        moveTo: branch._id,
        steps: [
          ...registration.steps,
          reviewerStep(context, now, turn, 'MOVE', 'RETURNED', input.reason),
        ],
      });
      return {
        kind: 'REASSIGN',
        actingOrg: turn.orgId,
        orgs: [turn.orgId, branch._id],
        subject: registration._id,
        result: {},
      };
    });
    const moved = seen as RegistrationDocument | null;
    if (fresh && moved) {
      await countUp(database, joinYearOf(moved), moved.path, { waiting: -1 });
      await tell(context, resultMessages(context, moved, 'MOVE'));
    }
    return { registrationId: input.registrationId, status: 'RETURNED' as const };
  },
);
