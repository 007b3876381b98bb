import type { AppointInput, AppointOutput } from '../../../../typings/api';
import { today } from '../../domain/dates';
import { PROMPTS } from '../../domain/prompts';
import { Refusal } from '../../domain/refusal';
import { STATUS_WORDS } from '../../domain/review';
import type { Attempt, Transaction } from '../../ports/database';
import type { RegistrationDocument } from '../../ports/documents';
import { type Context, requireScope } from '../action';
import { type Operation, operate } from '../operation';
import { missingOrganization } from '../organization-lookup';
import { joinYearOf } from '../registration/person';
import { type Approval, Approvals } from '../review/approve';
import { afterApprovals, passOutput, requireCoverChecked, sealedTail } from '../review/pass-one';
import { reviewerStep } from '../review/reviewer-step';
import { requireOwnScope } from '../review/scope';
import { withHelpers } from '../review/supply';
import { turnOf } from '../review/turn';
import { auditPosts, newPost, putIntoOffice, replaceSecretary } from './into-office';
import { requireAnother } from './posts';

interface Appointed {
  postId: string;
  dismissedAccountId: string | null;
  approval: Approval;
}

/** Only from 待团委审核, and only in the branch that the registration names. */
function requireWaiting(registration: RegistrationDocument, orgId: string): void {
  const { status, branchId } = registration;
  if (branchId !== orgId) {
    throw new Refusal('INVALID', '报到中的团员只能任命为其所在团支部的团支书，请重新选择。', {
      fields: { registrationId: '请选择在该团支部报到的团员。' },
    });
  }
  if (status === 'PENDING_BRANCH' || status === 'PENDING_GENERAL') {
    throw new Refusal(
      'CONFLICT',
      `请先完成支部审核：这份报到现在是“${STATUS_WORDS[status]}”，到“待团委审核”时才能任命。`,
    );
  }
  if (status !== 'PENDING_COMMITTEE') {
    throw new Refusal('CONFLICT', `这份报到${STATUS_WORDS[status]}，请刷新后重试。`);
  }
}

/** a branch that is used up is told in the words of P-9; with nothing anywhere it is P-8. */
const inWordsOfAppointing = (refusal: Refusal): Refusal =>
  refusal.message === PROMPTS.branchUsedUp
    ? new Refusal(refusal.code, PROMPTS.appointsUsedUp, refusal.details)
    : refusal;

/**
 * appoints a person whose registration waits for the committee and approves it in the same
 * transaction, by whoever could approve it; the secretary in office is dismissed. Somebody who keeps an
 * own number draws none. Requests beside identity: 18 from the branch's pool, 20 from the committee's,
 * 2 fewer where nobody is dismissed. Throws as `Approvals.add`, and CONFLICT, FORBIDDEN, NOT_FOUND.
 */
export async function appointWaiting(
  context: Context,
  input: AppointInput,
  registrationId: string,
): Promise<AppointOutput> {
  const { database } = context;
  const seen: Seen = { registration: null, dismissed: null };
  const { result, fresh } = await operate(context, input, (transaction, attempt) =>
    work(context, transaction, attempt, input, registrationId, seen),
  ).catch(async (error: unknown) => {
    const { registration } = seen;
    const isEmpty = error instanceof Refusal && error.code === 'EXHAUSTED' && registration;
    if (!isEmpty) throw error;
    throw inWordsOfAppointing(await withHelpers(context, registration, error));
  });
  const { postId, dismissedAccountId, approval } = result;
  if (fresh && seen.registration) {
    await afterApprovals(context, [{ registration: seen.registration, approval }]);
    const { name } = seen.registration;
    const passed = passOutput(registrationId, name, { status: 'APPROVED', approval });
    return { postId, dismissed: seen.dismissed, approval: passed };
  }
  const registration = await database.get('registrations', registrationId);
  const dismissed = dismissedAccountId && (await database.get('accounts', dismissedAccountId));
  return {
    postId,
    dismissed: dismissed ? dismissed.name : null,
    approval: passOutput(registrationId, registration?.name ?? '', {
      status: 'APPROVED',
      approval,
    }),
  };
}

/** What the last run saw, for the answer. */
interface Seen {
  registration: RegistrationDocument | null;
  dismissed: string | null;
}

async function work(
  context: Context,
  transaction: Transaction,
  attempt: Attempt,
  input: AppointInput,
  registrationId: string,
  seen: Seen,
): Promise<Operation<Appointed>> {
  const now = context.runtime.now();
  const registration = requireOwnScope(
    context,
    'organization.appoint',
    await transaction.get('registrations', registrationId),
  );
  seen.registration = registration;
  requireWaiting(registration, input.orgId);
  const turn = turnOf(context, registration, 'PENDING_COMMITTEE', null);
  requireCoverChecked(registration, input.coverChecked);
  const branch = await transaction.get('organizations', registration.branchId);
  if (!branch) throw missingOrganization();
  requireScope(context, 'organization.appoint', branch.path);
  const account = await transaction.get('accounts', registration.accountId);
  if (!account) throw new Refusal('NOT_FOUND', '没有找到这名团员的账号，请刷新后重试。');
  requireAnother(context, account);

  const idTailSealed = sealedTail(context, registration);
  const approvals = new Approvals(transaction, attempt);
  const step = reviewerStep(context, now, turn, 'PASS', 'APPROVED', null);
  const { approval, lines } = await approvals.add(registration, step, idTailSealed);
  await approvals.save(false);

  const post = newPost(context, branch);
  const dismissedAccountId = await replaceSecretary(transaction, branch, account._id, now);
  const present = branch.secretary && branch.secretary.to >= today(now) ? branch.secretary : null;
  seen.dismissed = dismissedAccountId === null ? null : (present?.name ?? null);
  const person = { name: registration.name, idTailSealed };
  // What approval knows of the person replaces what the account was known by.
  const known = { ...account, idTailSealed: null };
  await putIntoOffice(transaction, branch, known, false, post, person, now);
  await auditPosts(context, transaction, 'APPOINT', account._id);
  return {
    kind: 'APPOINT',
    year: joinYearOf(registration),
    lines,
    actingOrg: turn.orgId,
    orgs: [branch._id],
    subject: registration._id,
    result: { postId: post.id, dismissedAccountId, approval },
  };
}
