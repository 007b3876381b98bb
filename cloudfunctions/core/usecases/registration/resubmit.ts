import { z } from 'zod';

import type { RegistrationSummary } from '../../../../typings/api';
import { Refusal } from '../../domain/refusal';
import { personTerms } from '../../domain/person-terms';
import { checkForm } from '../../domain/registration-form';
import { mayResubmit, orderKey, STATUS_WORDS } from '../../domain/review';
import { accountOf, command } from '../action';
import { tell, turnMessages } from '../messages';
import { operate } from '../operation';
import { refOf } from '../organization-lookup';
import { countUp } from '../totals';
import { branchFor } from './branch';
import { changesOf } from './changes';
import { claimIds, requireUnclaimed, takeClaims } from './claims';
import { form, registrationId } from './input';
import { requireOwn } from './own';
import { joinYearOf, personFields } from './person';
import { ownStep } from './step';
import { explainingClaims } from './submit';
import { checkOwnNumber } from './typed-number';
import { summaryOf } from './view';

/** A returned or withdrawn registration is sent again and starts at the branch (domain.md §6.1, Q-24). */
export const resubmit = command(
  'registration.resubmit',
  form.extend({ registrationId, version: z.number().int().min(1) }),
  async (context, input): Promise<RegistrationSummary> => {
    const account = accountOf(context);
    const now = context.runtime.now();
    const checked = checkForm(input, now);
    const branch = await branchFor(context, checked.branchId);
    if (checked.mode === 'MANUAL') await checkOwnNumber(context, checked.typedNumber!);
    const person = personFields(context.secrets, checked, account);

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
        const { _id } = registration;
        const held: string[] = registration.status === 'RETURNED' ? claimIds(registration) : [];
        const wanted = claimIds(person);
        const missing = wanted.filter((id) => !held.includes(id));
        await requireUnclaimed(transaction, missing, _id);
        for (const id of held) {
          if (!wanted.includes(id)) await transaction.remove('claims', id);
        }
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
          subscriber: context.caller.kind === 'phone' ? context.caller.openid : null,
          typedNumber: checked.typedNumber,
          mode: checked.mode,
          submittedAt: now,
          since: now,
          order: orderKey(now, _id),
          returned: null,
          moveTo: null,
          changes: changesOf(registration, {
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
    if (fresh) {
      await countUp(context.database, joinYearOf(checked), branch.path, { waiting: 1 });
      await tell(context, await turnMessages(context, branch._id, 'NEW'));
    }
    const stored = await context.database.get('registrations', input.registrationId);
    return summaryOf(requireOwn(context, stored), refOf(branch));
  },
);
