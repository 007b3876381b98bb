import type { NumberHistoryEntry, NumberSource } from '../../../../typings/api';
import { APPROVAL } from '../../domain/assignment';
import { count } from '../../domain/intervals';
import { PROMPTS } from '../../domain/prompts';
import { invalidField } from '../../domain/refusal';
import { orderKey } from '../../domain/review';
import type { Attempt, Transaction } from '../../ports/database';
import type {
  JournalLine,
  MemberDocument,
  NumberDocument,
  RegistrationDocument,
  StoredStep,
} from '../../ports/documents';
import { HoldingsAtHand } from '../holdings-at-hand';
import { joinYearOf, personOf } from '../registration/person';
import { guardIdOf, requireOutsideRanges } from '../registration/typed-number';
import { drawFor } from './draw';

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

interface Approved {
  registration: RegistrationDocument;
  step: StoredStep;
  idTailSealed: string;
  approval: Approval;
  history: NumberHistoryEntry[];
  /** The closed record of somebody whose number was released before; null for everybody else. */
  earlier: MemberDocument | null;
}

/**
 * Approvals of one transaction (R-30 … R-38): `add` decides for one person after the other, in the order
 * of submission; `save` writes pools, numbers, member records, registrations and accounts. A refusal out
 * of `add` leaves those added before as they are.
 */
export class Approvals {
  private readonly holdings: HoldingsAtHand;
  private readonly approved: Approved[] = [];
  private readonly numbers: NumberDocument[] = [];

  constructor(
    private readonly transaction: Transaction,
    private readonly attempt: Attempt,
  ) {
    this.holdings = new HoldingsAtHand(transaction);
  }

  /**
   * Finds the number of one person. `idTailSealed` is what the member's account is known by on a new device.
   * Throws EXHAUSTED (P-7, P-8), CONFLICT (year closed), INVALID (a typed number that cannot be kept).
   */
  async add(
    registration: RegistrationDocument,
    step: StoredStep,
    idTailSealed: string,
  ): Promise<{ approval: Approval; lines: JournalLine[] }> {
    const { history, lines, ...approval } =
      registration.mode === 'AUTO'
        ? await this.drawNumber(registration, step.at)
        : await this.keepNumber(registration, step.at);
    const earlier = registration.steps.some(({ decision }) => decision === 'RELEASE')
      ? await this.transaction.get('members', registration._id)
      : null;
    this.approved.push({ registration, step, idTailSealed, approval, history, earlier });
    return { approval, lines };
  }

  /**
   * The pools are the documents everybody wants: claimed before the numbers, or losers of the race would
   * all die of duplicates (cloud-wire.md §4). `withAccounts` is false where the caller writes the account.
   */
  async save(withAccounts = true): Promise<void> {
    const { transaction, approved } = this;
    await this.holdings.save();
    if (this.numbers.length > 0) await transaction.create('numbers', ...this.numbers);
    const fresh = approved.filter(({ earlier }) => earlier === null).map(memberOf);
    if (fresh.length > 0) await transaction.create('members', ...fresh);
    for (const person of approved) {
      const { registration, step, idTailSealed, approval, earlier } = person;
      const { memberNumber, numberSource, poolOrgId } = approval;
      const { _id, accountId, name } = registration;
      if (earlier) {
        const { _id: _, numberHistory, ...record } = memberOf(person);
        const history = [...earlier.numberHistory, ...numberHistory];
        await transaction.update('members', _id, { ...record, numberHistory: history });
      }
      await transaction.update('registrations', _id, {
        status: 'APPROVED',
        version: registration.version + 1,
        since: step.at,
        order: orderKey(step.at, _id),
        steps: [...registration.steps, step],
        memberNumber,
        numberSource,
        poolOrgId,
      });
      if (withAccounts) await transaction.update('accounts', accountId, { idTailSealed, name });
    }
  }

  /** R-31 …: the lowest free number of the pool; what was typed goes to the history. */
  private async drawNumber(registration: RegistrationDocument, at: number): Promise<Assigned> {
    const { typedNumber } = registration;
    const year = joinYearOf(registration);
    const { source, number, after, lines } = await drawFor(
      this.transaction,
      this.attempt,
      this.holdings,
      year,
      registration,
      APPROVAL,
    );
    const memberNumber = String(number);
    this.numbers.push({
      _id: memberNumber,
      year,
      state: 'ASSIGNED',
      holderOrgId: after.orgId,
      memberId: registration._id,
      at,
    });
    return {
      memberNumber,
      numberSource: source,
      poolOrgId: after.orgId,
      remaining: count(after.free),
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
  private async keepNumber(registration: RegistrationDocument, at: number): Promise<Assigned> {
    const { transaction, attempt } = this;
    const { typedNumber, mode } = registration;
    const none = { poolOrgId: null, remaining: null, lines: [] };
    if (mode === 'NONE' || typedNumber === null) {
      return { ...none, memberNumber: null, numberSource: 'NONE', history: [] };
    }
    const isTwice = this.numbers.some(({ _id }) => _id === typedNumber);
    if (isTwice || (attempt.afterDuplicate && (await transaction.get('numbers', typedNumber)))) {
      throw invalidField('typedNumber', PROMPTS.numberTaken);
    }
    const guardId = guardIdOf(typedNumber);
    if (guardId) {
      const guard = await transaction.get('rangeGuards', guardId);
      requireOutsideRanges(guard, typedNumber);
      // Written although nothing of it changes: a range being defined at the same time conflicts.
      if (guard) await transaction.update('rangeGuards', guardId, { rev: guard.rev + 1 });
      else await transaction.create('rangeGuards', { _id: guardId, rev: 1, ranges: [] });
    }
    this.numbers.push({
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
}

function memberOf({ registration, step, approval, history }: Approved): MemberDocument {
  const { _id, accountId, branchId, path } = registration;
  return {
    _id,
    accountId,
    branchId,
    path,
    ...personOf(registration),
    joinYear: joinYearOf(registration),
    memberNumber: approval.memberNumber,
    numberSource: approval.numberSource,
    poolOrgId: approval.poolOrgId,
    numberHistory: history,
    status: 'ACTIVE',
    approvedAt: step.at,
    // A kept number was compared with the cover before it was let through.
    coverWrittenAt: approval.poolOrgId === null ? step.at : null,
    correctionId: null,
    order: orderKey(step.at, _id),
    terms: registration.terms,
    steps: [...registration.steps, step],
  };
}
