import { z } from 'zod';

import type { PassOutput } from '../../../../typings/api';
import { Refusal } from '../../domain/refusal';
import type { RegistrationDocument } from '../../ports/documents';
import { command } from '../action';
import { operate } from '../operation';
import { Approvals } from './approve';
import { meeting, pendingStatus, registrationId } from './input';
import { afterApprovals, type Passed, passOne, passOutput } from './pass-one';
import { requireOwnScope } from './scope';
import { withHelpers } from './supply';
import { stageForStatus } from './turn';

/**
 * Passes a registration at its present stage; at the committee's the number is drawn. Sent
 * twice it answers the same. Requests beside identity: 12 from the branch's own pool, 14 from the
 * committee's, one more where somebody above stands in for a branch.
 */
export const pass = command(
  'review.pass',
  z.strictObject({
    registrationId,
    status: pendingStatus,
    coverChecked: z.boolean().optional(),
    meeting: meeting.optional(),
  }),
  async (context, input): Promise<PassOutput> => {
    const { database } = context;
    let seen: RegistrationDocument | null = null;
    const stage = await stageForStatus(context, input.registrationId, input.status);
    const work = operate<Passed>(context, input, async (transaction, attempt) => {
      const registration = requireOwnScope(
        context,
        'review.pass',
        await transaction.get('registrations', input.registrationId),
      );
      seen = registration;
      const approvals = new Approvals(transaction, attempt);
      const passed = await passOne(context, transaction, approvals, registration, input, stage);
      await approvals.save();
      return passed;
    });
    const { result, fresh } = await work.catch(async (error: unknown) => {
      const exhausted = error instanceof Refusal && error.code === 'EXHAUSTED' && seen;
      throw exhausted ? await withHelpers(context, exhausted, error) : error;
    });
    if (fresh && seen && result.approval) {
      await afterApprovals(context, [{ registration: seen, approval: result.approval }]);
    }
    const registration = seen ?? (await database.get('registrations', input.registrationId));
    return passOutput(input.registrationId, registration?.name ?? '', result);
  },
);
