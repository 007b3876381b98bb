import type { NumberHistoryEntry, NumberSource } from '../../../../typings/api';
import { poolFor, requireFree } from '../../domain/assignment';
import { count } from '../../domain/intervals';
import { draw, type Holding, voidOccupied } from '../../domain/holdings';
import { PROMPTS } from '../../domain/prompts';
import { invalidField } from '../../domain/refusal';
import { orderKey } from '../../domain/review';
import type { Attempt, Transaction } from '../../ports/database';
import type { JournalLine, RegistrationDocument, StoredStep } from '../../ports/documents';
import { lineOf, readHolding, writeHolding } from '../holdings';
import { joinYearOf, personOf } from '../registration/person';
import { guardIdOf, requireOutsideRanges } from '../registration/typed-number';

/** What an approval gave; ids and numbers only. */
export interface Approval {
  memberNumber: string | null;
  numberSource: NumberSource;
  poolOrgId: string | null;
  /** Free numbers left in the pool; null when none was drawn. */
  remaining: number | null;
}

interface Assigned extends Approval {
  history: NumberHistoryEntry[];
  lines: JournalLine[];
}

/**
 * Approves a registration inside a transaction (R-30 … R-38): number, member record, account and
 * registration together. `idTailHash` is what the member's account is known by on a new device.
 * Throws EXHAUSTED (P-7, P-8), CONFLICT (year closed), INVALID (a typed number that cannot be kept).
 */
export async function approveIn(
  transaction: Transaction,
  attempt: Attempt,
  registration: RegistrationDocument,
  step: StoredStep,
  idTailHash: string,
): Promise<{ approval: Approval; lines: JournalLine[] }> {
  const { history, lines, ...approval } =
    registration.mode === 'AUTO'
      ? await drawNumber(transaction, attempt, registration, step.at)
      : await keepNumber(transaction, attempt, registration, step.at);
  const { memberNumber, numberSource, poolOrgId } = approval;
  const { _id, accountId, branchId, path } = registration;
  const steps = [...registration.steps, step];
  const order = orderKey(step.at, _id);
  await transaction.create('members', {
    _id,
    accountId,
    branchId,
    path,
    ...personOf(registration),
    joinYear: joinYearOf(registration),
    memberNumber,
    numberSource,
    poolOrgId,
    numberHistory: history,
    status: 'ACTIVE',
    approvedAt: step.at,
    order,
    steps,
  });
  await transaction.update('registrations', _id, {
    status: 'APPROVED',
    version: registration.version + 1,
    since: step.at,
    order,
    steps,
    memberNumber,
    numberSource,
    poolOrgId,
  });
  await transaction.update('accounts', accountId, { idTailHash, name: registration.name });
  return { approval, lines };
}

/** R-31 …: the lowest free number of the pool; what was typed goes to the history. */
async function drawNumber(
  transaction: Transaction,
  attempt: Attempt,
  registration: RegistrationDocument,
  at: number,
): Promise<Assigned> {
  const year = joinYearOf(registration);
  const { branchId, committeeId, path, typedNumber } = registration;
  const branch = await readHolding(transaction, year, {
    _id: branchId,
    parentId: path.at(-2) ?? null,
  });
  const from = poolFor(branch);
  const parentOfCommittee = path[path.indexOf(committeeId) - 1] ?? null;
  const before =
    from === 'BRANCH'
      ? branch
      : await readHolding(transaction, year, { _id: committeeId, parentId: parentOfCommittee });
  requireFree(from, before);

  const lines: JournalLine[] = [];
  let pool: Holding = before;
  let drawn = draw(pool);
  // A number somebody has already is set aside; only a run that follows a duplicate has to look.
  while (attempt.afterDuplicate && (await transaction.get('numbers', String(drawn.number)))) {
    const occupied = [{ start: drawn.number, end: drawn.number }];
    const rest = voidOccupied(pool, drawn.number);
    lines.push(lineOf('OCCUPIED', pool, rest, occupied));
    pool = rest;
    requireFree(from, pool);
    drawn = draw(pool);
  }
  lines.push(lineOf('ASSIGN', pool, drawn.after, [{ start: drawn.number, end: drawn.number }]));
  // The pool is the document everybody wants: claimed before the number, or losers of the race would
  // all die of duplicates (cloud-wire.md §4).
  await writeHolding(transaction, before, drawn.after);
  const memberNumber = String(drawn.number);
  await transaction.create('numbers', {
    _id: memberNumber,
    year,
    state: 'ASSIGNED',
    holderOrgId: before.orgId,
    memberId: registration._id,
    at,
  });
  return {
    memberNumber,
    numberSource: from === 'BRANCH' ? 'AUTO_BRANCH' : 'AUTO_COMMITTEE',
    poolOrgId: before.orgId,
    remaining: count(drawn.after.free),
    history: [
      ...(typedNumber
        ? [{ value: typedNumber, from: null, to: at, why: 'TYPED_REPLACED' as const }]
        : []),
      { value: memberNumber, from: at, to: null, why: 'ASSIGNED' },
    ],
    lines,
  };
}

/** the own number is kept, or none is needed; no place is used. */
async function keepNumber(
  transaction: Transaction,
  attempt: Attempt,
  registration: RegistrationDocument,
  at: number,
): Promise<Assigned> {
  const { typedNumber, mode } = registration;
  const none = { poolOrgId: null, remaining: null, lines: [] };
  if (mode === 'NONE' || typedNumber === null) {
    return { ...none, memberNumber: null, numberSource: 'NONE', history: [] };
  }
  const guardId = guardIdOf(typedNumber);
  if (guardId) {
    const guard = await transaction.get('rangeGuards', guardId);
    requireOutsideRanges(guard, typedNumber);
    // Written although nothing of it changes: a range being defined at the same time conflicts.
    if (guard) await transaction.update('rangeGuards', guardId, { rev: guard.rev + 1 });
    else await transaction.create('rangeGuards', { _id: guardId, rev: 1, ranges: [] });
  }
  if (attempt.afterDuplicate && (await transaction.get('numbers', typedNumber))) {
    throw invalidField('typedNumber', PROMPTS.numberTaken);
  }
  await transaction.create('numbers', {
    _id: typedNumber,
    year: Number(typedNumber.slice(0, 4)),
    state: 'EXTERNAL',
    holderOrgId: null,
    memberId: registration._id,
    at,
  });
  return {
    ...none,
    memberNumber: typedNumber,
    numberSource: 'MANUAL',
    history: [{ value: typedNumber, from: at, to: null, why: 'KEPT' }],
  };
}
