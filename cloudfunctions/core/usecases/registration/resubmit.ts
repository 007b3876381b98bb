import { z } from 'zod';

import type { RegistrationSummary } from '../../../../typings/api';
import { Refusal } from '../../domain/refusal';
import { personTerms } from '../../domain/person-terms';
import { needsLook } from '../../domain/preflight';
import { checkForm } from '../../domain/registration-form';
import { mayResubmit, orderKey, STATUS_WORDS } from '../../domain/review';
import { accountOf, command } from '../action';
import { tell, turnMessages } from '../messages';
import { operate } from '../operation';
import { OrganizationNames } from '../organization-lookup';
import { countUp } from '../totals';
import { branchFor, type Branch } from './branch';
import { changesOf } from './changes';
import { certainClaimIds, claimIds, dropClaims, requireUnclaimed, takeClaims } from './claims';
import { form, registrationId } from './input';
import { requireOwn } from './own';
import { joinYearOf, personFields } from './person';
import { ownStep } from './step';
import { explainingClaims } from './submit';
import { checkOwnNumber } from './typed-number';
import { summaryOf } from './view';

/**
 * A returned or withdrawn registration is sent again and starts at the branch (domain.md §6.1, Q-24). Throws NOT_FOUND,
 * INVALID by field, CONFLICT (another state or version, claimed by somebody else).
 */
export const resubmit = command(
  'registration.resubmit',
  form.extend({ registrationId, version: z.number().int().min(1) }),
  async (context, input): Promise<RegistrationSummary> => {
    const account = accountOf(context);
    const now = context.runtime.now();
    const checked = checkForm(input, now, (await context.settings()).ages);
    if (checked.mode === 'MANUAL') await checkOwnNumber(context, checked.typedNumber!);
    const person = personFields(context.secrets, checked, account);

    let arrived: Branch | null = null;
    const { fresh } = await explainingClaims(context, person.name, () =>
      operate(context, input, async (transaction) => {
        const registration = requireOwn(
          context,
          await transaction.get('registrations', input.registrationId),
        );
        if (!mayResubmit(registration.status) || registration.version !== input.version) {
          throw new Refusal(
            'CONFLICT',
            `报到现在是“${STATUS_WORDS[registration.status]}”，请刷新后再看要不要修改。`,
          );
        }
        const branch = await branchFor(transaction, checked.branchId);
        arrived = branch;
        const { _id } = registration;
        const isHolding = registration.status === 'RETURNED';
        const held = isHolding ? certainClaimIds(registration) : [];
        const wanted = claimIds(context.secrets, person);
        const missing = await requireUnclaimed(
          transaction,
          wanted.filter((id) => !held.includes(id)),
          _id,
        );
        if (isHolding) await dropClaims(context.secrets, transaction, registration, wanted);
        if (missing.length > 0) await takeClaims(transaction, missing, _id);
        await transaction.update('registrations', _id, {
          ...person,
          status: 'PENDING_BRANCH',
          version: registration.version + 1,
          branchId: branch._id,
          generalBranchId: branch.generalBranchId,
          committeeId: branch.committeeId,
          path: branch.path,
          terms: personTerms({ ...person, path: branch.path }),
          needsLook: needsLook(checked),
          subscriber: context.caller.kind === 'phone' ? context.caller.openid : null,
          typedNumber: checked.typedNumber,
          mode: checked.mode,
          submittedAt: now,
          since: now,
          order: orderKey(now, _id),
          returned: null,
          moveTo: null,
          changes: changesOf(context.secrets, registration, {
            ...person,
            branchId: branch._id,
            typedNumber: checked.typedNumber,
          }),
          steps: [...registration.steps, ownStep(account._id, now, 'SUBMIT', 'PENDING_BRANCH')],
        });
        return {
          kind: 'RESUBMIT',
          actingOrg: null,
          orgs: [branch._id],
          subject: _id,
          result: {},
        };
      }),
    );
    const branch = arrived as Branch | null;
    if (fresh && branch) {
      await countUp(context.database, joinYearOf(checked), branch.path, { waiting: 1 });
      await tell(context, await turnMessages(context, branch._id, 'NEW'));
    }
    const stored = requireOwn(
      context,
      await context.database.get('registrations', input.registrationId),
    );
    const names = await OrganizationNames.load(context.database, [stored.branchId]);
    return summaryOf(stored, names.ref(stored.branchId));
  },
);
