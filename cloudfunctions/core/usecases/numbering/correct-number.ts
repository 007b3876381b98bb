import { orderKey } from '../../domain/review';
import type { Attempt, Transaction } from '../../ports/database';
import type {
  CorrectionDocument,
  JournalLine,
  MemberDocument,
  RegistrationDocument,
  StoredStep,
} from '../../ports/documents';
import { accountOf, type Context, postOf } from '../action';
import { HoldingsAtHand } from '../holdings-at-hand';
import { officeName } from '../office';
import { dropClaims } from '../registration/claims';
import type { CorrectedPerson } from './corrected-person';
import { type CorrectionWish, planCorrection } from './plan-correction';

/** What a correction did: the pools the old number came from and the new one was drawn from. */
export interface Corrected {
  /** The member has no registration, which could wait for the committee. */
  takenOver: boolean;
  replacement: string | null;
  holderOrgId: string | null;
  poolOrgId: string | null;
  lines: JournalLine[];
}

/**
 * Takes a wrongly assigned number back and gives the member another one, drawn before the release so that
 * it never is the same; or none, and the registration waits for the committee again; somebody taken
 * over has none and can register. The pools are written before the numbers. Throws EXHAUSTED, CONFLICT.
 */
export async function correctNumber(
  context: Context,
  transaction: Transaction,
  attempt: Attempt,
  correction: CorrectionDocument,
  person: CorrectedPerson,
  wish: CorrectionWish,
): Promise<Corrected> {
  const now = context.runtime.now();
  const { registration } = person;
  const takenOver = registration === null;
  const { number } = correction;
  const year = Number(number.slice(0, 4));
  const holdings = new HoldingsAtHand(transaction);
  const plan = await planCorrection(transaction, attempt, holdings, correction, person, wish);
  const { member, holderId, drawn, released } = plan;
  await holdings.save();

  if (wish.disposal === 'VOID') {
    await transaction.update('numbers', number, { state: 'VOID', memberId: null, at: now });
  } else {
    await transaction.remove('numbers', number);
  }
  if (!drawn) {
    await closeRecord(transaction, member, now);
    if (registration) await reopen(context, transaction, correction, registration, now);
    else await dropClaims(context.secrets, transaction, member);
    const nothing = { replacement: null, poolOrgId: null };
    return { ...nothing, takenOver, holderOrgId: holderId, lines: [released] };
  }
  const { source: numberSource, lines } = drawn;
  const replacement = String(drawn.number);
  const poolOrgId = drawn.after.orgId;
  await transaction.create('numbers', {
    _id: replacement,
    year,
    state: 'ASSIGNED',
    holderOrgId: poolOrgId,
    memberId: member._id,
    at: now,
  });
  await transaction.update('members', member._id, {
    memberNumber: replacement,
    numberSource,
    poolOrgId,
    numberHistory: [
      ...ended(member, now),
      { value: replacement, from: now, to: null, why: 'ASSIGNED' },
    ],
    coverWrittenAt: null,
    correctionId: null,
  });
  if (registration) {
    await transaction.update('registrations', registration._id, {
      version: registration.version + 1,
      memberNumber: replacement,
      numberSource,
      poolOrgId,
    });
  }
  return { takenOver, replacement, holderOrgId: holderId, poolOrgId, lines: [...lines, released] };
}

/** The history with the present number ended; nothing of it ever goes. */
const ended = ({ numberHistory, memberNumber }: MemberDocument, at: number) =>
  numberHistory.map((entry) =>
    entry.value === memberNumber && entry.to === null ? { ...entry, to: at } : entry,
  );

/** R-55, release only: the member record is closed with its history. */
const closeRecord = (
  transaction: Transaction,
  member: MemberDocument,
  now: number,
): Promise<void> =>
  transaction.update('members', member._id, {
    memberNumber: null,
    poolOrgId: null,
    numberHistory: ended(member, now),
    status: 'RELEASED',
    coverWrittenAt: null,
    correctionId: null,
  });

/** R-55, release only: the committee decides anew. */
async function reopen(
  context: Context,
  transaction: Transaction,
  { reason }: CorrectionDocument,
  registration: RegistrationDocument,
  now: number,
): Promise<void> {
  const post = postOf(context);
  const account = accountOf(context);
  const step: StoredStep = {
    at: now,
    decision: 'RELEASE',
    status: 'PENDING_COMMITTEE',
    orgId: post.orgId,
    onBehalfOf: null,
    accountId: account._id,
    by: officeName(account.name, post.role),
    reason,
  };
  await transaction.update('registrations', registration._id, {
    status: 'PENDING_COMMITTEE',
    version: registration.version + 1,
    since: now,
    order: orderKey(now, registration._id),
    steps: [...registration.steps, step],
    memberNumber: null,
    numberSource: null,
    poolOrgId: null,
  });
}
