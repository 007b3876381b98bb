import { z } from 'zod';

import { orderKey } from '../../domain/review';
import type { RegistrationDocument } from '../../ports/documents';
import { command } from '../action';
import { resultMessages, tell } from '../messages';
import { operate } from '../operation';
import { joinYearOf } from '../registration/person';
import { countUp } from '../totals';
import { field, pendingStatus, registrationId } from './input';
import { reviewerStep } from './reviewer-step';
import { requireOwnScope } from './scope';
import { requireStage, stageForStatus, turnOf } from './turn';

/**
 * Sends a registration back with a reason and the fields that are wrong; everything typed is kept. Throws NOT_FOUND,
 * FORBIDDEN (not in scope, another's turn, the own one) and CONFLICT (decided meanwhile).
 */
export const returnToApplicant = command(
  'review.return',
  z.strictObject({
    registrationId,
    status: pendingStatus,
    reason: z
      .string('请填写退回原因。')
      .trim()
      .min(2, '请填写退回原因。')
      .max(200, '退回原因最多 200 个字。'),
    fields: z.array(field).max(13),
    notes: z
      .partialRecord(field, z.string().trim().min(1).max(60, '说明最多 60 个字。'))
      .optional(),
  }),
  async (context, input) => {
    const { database, runtime } = context;
    const now = runtime.now();
    let seen: RegistrationDocument | null = null;
    const stage = await stageForStatus(context, input.registrationId, input.status);
    const { fresh } = await operate(context, input, async (transaction) => {
      const registration = requireOwnScope(
        context,
        'review.return',
        await transaction.get('registrations', input.registrationId),
      );
      seen = registration;
      requireStage(registration, input.status);
      const turn = turnOf(context, registration, input.status, stage);
      await transaction.update('registrations', registration._id, {
        status: 'RETURNED',
        version: registration.version + 1,
        since: now,
        order: orderKey(now, registration._id),
        returned: {
          reason: input.reason,
          fields: [...new Set(input.fields)],
          ...(input.notes && { notes: input.notes }),
        },
        steps: [
          ...registration.steps,
          reviewerStep(context, now, turn, 'RETURN', 'RETURNED', input.reason),
        ],
      });
      return {
        kind: 'RETURN',
        actingOrg: turn.orgId,
        orgs: [turn.orgId],
        subject: registration._id,
        result: {},
      };
    });
    const returned = seen as RegistrationDocument | null;
    if (fresh && returned) {
      await countUp(database, joinYearOf(returned), returned.path, { waiting: -1 });
      await tell(context, resultMessages(context, returned, 'RETURNED'));
    }
    return { registrationId: input.registrationId, status: 'RETURNED' as const };
  },
);
