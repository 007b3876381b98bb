import { z } from 'zod';

import type { RegistrationSummary } from '../../../../typings/api';
import { personTerms } from '../../domain/person-terms';
import { Refusal } from '../../domain/refusal';
import { orderKey, STATUS_WORDS } from '../../domain/review';
import { accountOf, command } from '../action';
import { tell, turnMessages } from '../messages';
import { operate } from '../operation';
import { OrganizationNames } from '../organization-lookup';
import { countUp } from '../totals';
import { branchFor, type Branch } from './branch';
import { registrationId } from './input';
import { requireOwn } from './own';
import { joinYearOf } from './person';
import { ownStep } from './step';
import { summaryOf } from './view';

/**
 * the applicant agrees to the branch a reviewer proposed and starts at that branch's stage, or
 * declines and the registration stays returned. Throws NOT_FOUND, CONFLICT, INVALID (branch closed since).
 */
export const confirmMove = command(
  'registration.confirmMove',
  z.strictObject({ registrationId, version: z.number().int().min(1), accept: z.boolean() }),
  async (context, input): Promise<RegistrationSummary> => {
    const { database, runtime } = context;
    const account = accountOf(context);
    const now = runtime.now();
    const found = requireOwn(context, await database.get('registrations', input.registrationId));
    let arrived: Branch | null = null;
    const { fresh } = await operate(context, input, async (transaction) => {
      const registration = requireOwn(
        context,
        await transaction.get('registrations', input.registrationId),
      );
      const { _id, status, version, moveTo } = registration;
      if (status !== 'RETURNED' || !moveTo || version !== input.version) {
        throw new Refusal(
          'CONFLICT',
          `报到现在是“${STATUS_WORDS[status]}”，没有待确认的改派，请刷新后再看。`,
        );
      }
      const branch = input.accept ? await branchFor(transaction, moveTo) : null;
      arrived = branch;
      if (!branch) {
        await transaction.update('registrations', _id, { version: version + 1, moveTo: null });
      } else {
        await transaction.update('registrations', _id, {
          status: 'PENDING_BRANCH',
          version: version + 1,
          branchId: branch._id,
          generalBranchId: branch.generalBranchId,
          committeeId: branch.committeeId,
          path: branch.path,
          terms: personTerms({ ...registration, path: branch.path }),
          submittedAt: now,
          since: now,
          order: orderKey(now, _id),
          returned: null,
          moveTo: null,
          changes: [{ field: 'branchId', before: registration.branchId, after: branch._id }],
          steps: [...registration.steps, ownStep(account._id, now, 'SUBMIT', 'PENDING_BRANCH')],
        });
      }
      return {
        kind: 'CONFIRM_MOVE',
        actingOrg: null,
        orgs: [branch?._id ?? registration.branchId],
        subject: _id,
        result: {},
      };
    });
    const branch = arrived as Branch | null;
    if (fresh && branch) {
      await countUp(database, joinYearOf(found), branch.path, { waiting: 1 });
      await tell(context, await turnMessages(context, branch._id, 'NEW'));
    }
    const stored = requireOwn(context, await database.get('registrations', found._id));
    const names = await OrganizationNames.load(database, [stored.branchId]);
    return summaryOf(stored, names.ref(stored.branchId));
  },
);
