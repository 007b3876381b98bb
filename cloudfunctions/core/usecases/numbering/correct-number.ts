import type { CorrectionDisposal } from '../../../../typings/api';
import {
  assignReplacement,
  release,
  replacementIn,
  requireReplacement,
  setReplacementAside,
} from '../../domain/correction';
import { Refusal } from '../../domain/refusal';
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
import { lineOf } from '../holdings';
import { HoldingsAtHand } from '../holdings-at-hand';
import { officeName } from '../office';
import { poolAt, type Standing } from '../review/draw';
import type { CorrectedPerson } from './corrected-person';

/** What a correction did: the pools the old number came from and the new one was drawn from. */
export interface Corrected {
  /** The member has no registration, which could wait for the committee. */
  takenOver: boolean;
  replacement: string | null;
  holderOrgId: string | null;
  poolOrgId: string | null;
  lines: JournalLine[];
}

const alone = (number: number) => [{ start: number, end: number }];

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
  wish: { disposal: CorrectionDisposal; releaseOnly: boolean },
): Promise<Corrected> {
  const now = context.runtime.now();
  const { registration } = person;
  const takenOver = registration === null;
  const member = await transaction.get('members', correction.memberId);
  const { number } = correction;
  const year = Number(number.slice(0, 4));
  if (member?.memberNumber !== number || member.poolOrgId === null) {
    throw new Refusal('CONFLICT', '这名团员的编号已有变动，请退回这份申请后重新核对。');
  }
  const holdings = new HoldingsAtHand(transaction);
  const drawn = wish.releaseOnly
    ? null
    : await drawReplacement(transaction, attempt, holdings, year, person);
  const { path } = person;
  const holderId = member.poolOrgId;
  const parentId = path[path.indexOf(holderId) - 1] ?? null;
  const before = await holdings.read(year, { _id: holderId, parentId });
  const after = release(before, Number(number), wish.disposal);
  holdings.change(after);
  await holdings.save();

  if (wish.disposal === 'VOID') {
    await transaction.update('numbers', number, { state: 'VOID', memberId: null, at: now });
  } else {
    await transaction.remove('numbers', number);
  }
  const kind = wish.disposal === 'VOID' ? 'CORRECTION_VOID' : 'CORRECTION_RELEASE';
  const released = lineOf(kind, before, after, alone(Number(number)));
  if (!drawn) {
    await closeRecord(transaction, member, now);
    if (registration) await reopen(context, transaction, correction, registration, now);
    else await transaction.remove('claims', `id:${member.idNumberHash}`);
    const nothing = { replacement: null, poolOrgId: null };
    return { ...nothing, takenOver, holderOrgId: holderId, lines: [released] };
  }
  const { replacement, poolOrgId, isBranch, lines } = drawn;
  const numberSource = isBranch ? 'AUTO_BRANCH' : 'AUTO_COMMITTEE';
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

async function drawReplacement(
  transaction: Transaction,
  attempt: Attempt,
  holdings: HoldingsAtHand,
  year: number,
  standing: Standing,
): Promise<{ replacement: string; poolOrgId: string; isBranch: boolean; lines: JournalLine[] }> {
  const { from, pool } = await poolAt(holdings, year, standing);
  const lines: JournalLine[] = [];
  let before = pool;
  requireReplacement(from, before);
  let number = replacementIn(before)!;
  // As at approval: a number somebody has already is set aside, and only after a duplicate one has to look.
  while (attempt.afterDuplicate && (await transaction.get('numbers', String(number)))) {
    const rest = setReplacementAside(before, number);
    lines.push(lineOf('OCCUPIED', before, rest, alone(number)));
    before = rest;
    requireReplacement(from, before);
    number = replacementIn(before)!;
  }
  const after = assignReplacement(before, number);
  lines.push(lineOf('CORRECTION_REASSIGN', before, after, alone(number)));
  holdings.change(after);
  return {
    replacement: String(number),
    poolOrgId: after.orgId,
    isBranch: from === 'BRANCH',
    lines,
  };
}

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
