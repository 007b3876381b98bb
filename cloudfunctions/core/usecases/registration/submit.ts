import type { RegistrationSummary } from '../../../../typings/api';
import { personTerms } from '../../domain/person-terms';
import { checkForm } from '../../domain/registration-form';
import { orderKey } from '../../domain/review';
import type { MemberDocument, RegistrationDocument } from '../../ports/documents';
import { dayOf, spend } from '../limits';
import { accountOf, command, type Context } from '../action';
import { tell, turnMessages } from '../messages';
import { operateByCreating } from '../operation';
import { refOf } from '../organization-lookup';
import { countUp } from '../totals';
import { branchFor } from './branch';
import { ClaimedError, claimIds, claimRefusal, requireUnclaimed, takeClaims } from './claims';
import { form } from './input';
import { joinYearOf, personFields } from './person';
import { ownStep } from './step';
import { checkOwnNumber } from './typed-number';
import { summaryOf } from './view';

/** A new registration (团员报到), to be reviewed by the branch first. */
export const submit = command(
  'registration.submit',
  form,
  async (context, input): Promise<RegistrationSummary> => {
    const account = accountOf(context);
    const now = context.runtime.now();
    const checked = checkForm(input, now);
    const branch = await branchFor(context, checked.branchId);
    if (checked.mode === 'MANUAL') await checkOwnNumber(context, checked.typedNumber!);

    const person = personFields(context.secrets, checked, account);
    const _id = context.opKey.slice(0, 22);
    const registration: RegistrationDocument = {
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
      memberNumber: null,
      numberSource: null,
      poolOrgId: null,
    };
    const claims = claimIds(registration);
    const { result, fresh } = await explainingClaims(context, registration.name, () =>
      operateByCreating(context, input, async (transaction, attempt) => {
        if (attempt.afterDuplicate) await requireUnclaimed(transaction, claims, _id);
        await takeClaims(transaction, claims, _id);
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
    if (fresh) {
      await countUp(context.database, joinYearOf(registration), branch.path, { waiting: 1 });
      await tell(context, await turnMessages(context, branch._id, 'NEW'));
      return summaryOf(registration, refOf(branch));
    }
    const stored = await context.database.get('registrations', result.registrationId);
    return summaryOf(stored ?? registration, refOf(branch));
  },
);

/** So often a day an applicant may run into somebody else's claim: each time is a look at who is registered. */
const CLAIM_REFUSALS_A_DAY = 5;

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
  const { database, runtime } = context;
  const accountId = accountOf(context)._id;
  const { window, expiresAt } = dayOf(runtime.now());
  const looks = {
    id: `claim:${accountId}:${window}`,
    most: CLAIM_REFUSALS_A_DAY,
    expiresAt,
    text: '今天核对的次数已用完，请明天再试，或联系所在团支部、团委核实。',
  };
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ClaimedError)) throw error;
    const holder = await holderOf(database, error.registrationId);
    if (holder?.accountId !== accountId) await spend(database, runtime.now(), [looks]);
    const branch = holder && (await database.get('organizations', holder.branchId));
    throw claimRefusal(error, holder, branch?.fullName ?? '', { name, accountId });
  }
}
