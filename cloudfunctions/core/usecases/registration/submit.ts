import type { RegistrationSummary } from '../../../../typings/api';
import { personTerms } from '../../domain/person-terms';
import { needsLook } from '../../domain/preflight';
import { checkForm } from '../../domain/registration-form';
import { orderKey } from '../../domain/review';
import type { MemberDocument, RegistrationDocument } from '../../ports/documents';
import { accountOf, command, type Context } from '../action';
import { tell, turnMessages } from '../messages';
import { operateByCreating } from '../operation';
import { OrganizationNames, refOf } from '../organization-lookup';
import { countUp } from '../totals';
import { branchFor, type Branch } from './branch';
import {
  ClaimedError,
  claimIds,
  claimRefusal,
  requireUnclaimed,
  spendLook,
  takeClaims,
} from './claims';
import { form } from './input';
import { requireOwn } from './own';
import { joinYearOf, personFields } from './person';
import { ownStep } from './step';
import { checkOwnNumber } from './typed-number';
import { summaryOf } from './view';

/**
 * A new registration (团员报到), to be reviewed by the branch first. Throws INVALID by field, CONFLICT (the person has
 * one already), RATE_LIMITED (too many looks at whose).
 */
export const submit = command(
  'registration.submit',
  form,
  async (context, input): Promise<RegistrationSummary> => {
    const account = accountOf(context);
    const now = context.runtime.now();
    const checked = checkForm(input, now, (await context.settings()).ages);
    const person = personFields(context.secrets, checked, account);
    const _id = context.opKey.slice(0, 22);
    const claims = claimIds(context.secrets, person);
    if (checked.mode === 'MANUAL') {
      await explainingClaims(context, person.name, () =>
        requireOwnNumber(context, checked.typedNumber!, claims, _id),
      );
    }
    const made = (branch: Branch): RegistrationDocument => ({
      _id,
      accountId: account._id,
      status: 'PENDING_BRANCH',
      version: 1,
      branchId: branch._id,
      generalBranchId: branch.generalBranchId,
      committeeId: branch.committeeId,
      path: branch.path,
      ...person,
      typedNumber: checked.typedNumber,
      mode: checked.mode,
      submittedAt: now,
      since: now,
      order: orderKey(now, _id),
      steps: [ownStep(account._id, now, 'SUBMIT', 'PENDING_BRANCH')],
      returned: null,
      moveTo: null,
      nudgedAt: null,
      subscriber: context.caller.kind === 'phone' ? context.caller.openid : null,
      terms: personTerms({ ...person, path: branch.path }),
      needsLook: needsLook(checked),
      memberNumber: null,
      numberSource: null,
      poolOrgId: null,
    });
    let sent: { registration: RegistrationDocument; branch: Branch } | null = null;
    const { result, fresh } = await explainingClaims(context, person.name, () =>
      operateByCreating(context, input, async (transaction, attempt) => {
        if (attempt.afterDuplicate) await requireUnclaimed(transaction, claims, _id);
        // First: what was sent before is known by its claims, whatever became of the branch since.
        await takeClaims(transaction, claims, _id);
        const branch = await branchFor(transaction, checked.branchId);
        const registration = made(branch);
        sent = { registration, branch };
        await transaction.create('registrations', registration);
        return {
          kind: 'SUBMIT',
          actingOrg: null,
          orgs: [branch._id],
          subject: _id,
          result: { registrationId: _id },
        };
      }),
    );
    const arrived = sent as { registration: RegistrationDocument; branch: Branch } | null;
    if (fresh && arrived) {
      const { registration, branch } = arrived;
      await countUp(context.database, joinYearOf(registration), branch.path, { waiting: 1 });
      await tell(context, await turnMessages(context, branch._id, 'NEW'));
      return summaryOf(registration, refOf(branch));
    }
    const stored = requireOwn(
      context,
      await context.database.get('registrations', result.registrationId),
    );
    const names = await OrganizationNames.load(context.database, [stored.branchId]);
    return summaryOf(stored, names.ref(stored.branchId));
  },
);

/** Whoever is registered already is told that rather than that the number is taken: it may be their own. */
async function requireOwnNumber(
  context: Context,
  number: string,
  claims: readonly string[],
  registrationId: string,
): Promise<void> {
  try {
    await checkOwnNumber(context, number);
  } catch (refusal) {
    await requireUnclaimed(context.database, claims, registrationId);
    throw refusal;
  }
}

/** Who holds a claim: a registration, or a member who was taken over without one. */
const holderOf = async (
  database: Context['database'],
  id: string,
): Promise<RegistrationDocument | MemberDocument | null> =>
  (await database.get('registrations', id)) ?? (await database.get('members', id));

/** Runs `work`; a claim of somebody else becomes the refusal this applicant may read. */
export async function explainingClaims<T>(
  context: Context,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  const { database } = context;
  const accountId = accountOf(context)._id;
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ClaimedError)) throw error;
    const holder = await holderOf(database, error.registrationId);
    if (holder?.accountId !== accountId) await spendLook(context);
    const branch = holder && (await database.get('organizations', holder.branchId));
    throw claimRefusal(error, holder, branch?.fullName ?? '', { name, accountId });
  }
}
