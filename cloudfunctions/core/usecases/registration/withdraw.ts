import { z } from 'zod';

import type { RegistrationSummary } from '../../../../typings/api';
import { Refusal } from '../../domain/refusal';
import { isPending, mayWithdraw, orderKey, STATUS_WORDS } from '../../domain/review';
import type { RegistrationDocument } from '../../ports/documents';
import { accountOf, command } from '../action';
import { operate } from '../operation';
import { OrganizationNames } from '../organization-lookup';
import { countUp } from '../totals';
import { dropClaims } from './claims';
import { registrationId } from './input';
import { requireOwn } from './own';
import { joinYearOf } from './person';
import { ownStep } from './step';
import { summaryOf } from './view';

/** The applicant takes the registration back; it can be sent again later. Throws NOT_FOUND, CONFLICT (decided). */
export const withdraw = command(
  'registration.withdraw',
  z.strictObject({ registrationId }),
  async (context, input): Promise<RegistrationSummary> => {
    const account = accountOf(context);
    const now = context.runtime.now();
    let before: RegistrationDocument | null = null;
    const { fresh } = await operate(context, input, async (transaction) => {
      const registration = requireOwn(
        context,
        await transaction.get('registrations', input.registrationId),
      );
      before = registration;
      if (!mayWithdraw(registration.status)) {
        throw new Refusal('CONFLICT', `报到${STATUS_WORDS[registration.status]}，不能撤回。`);
      }
      await transaction.update('registrations', registration._id, {
        status: 'WITHDRAWN',
        version: registration.version + 1,
        since: now,
        order: orderKey(now, registration._id),
        returned: null,
        moveTo: null,
        steps: [...registration.steps, ownStep(account._id, now, 'WITHDRAW', 'WITHDRAWN')],
      });
      await dropClaims(context.secrets, transaction, registration);
      return {
        kind: 'WITHDRAW',
        actingOrg: null,
        orgs: [registration.branchId],
        subject: registration._id,
        result: {},
      };
    });
    const waited = before as RegistrationDocument | null;
    if (fresh && waited && isPending(waited.status)) {
      await countUp(context.database, joinYearOf(waited), waited.path, { waiting: -1 });
    }
    const stored = requireOwn(
      context,
      await context.database.get('registrations', input.registrationId),
    );
    const names = await OrganizationNames.load(context.database, [stored.branchId]);
    return summaryOf(stored, names.ref(stored.branchId));
  },
);
