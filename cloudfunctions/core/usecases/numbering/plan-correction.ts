import type { CorrectionDisposal } from '../../../../typings/api';
import { release, REPLACEMENT } from '../../domain/correction';
import { Refusal } from '../../domain/refusal';
import type { Attempt, Transaction } from '../../ports/database';
import type { CorrectionDocument, JournalLine, MemberDocument } from '../../ports/documents';
import { lineOf } from '../holdings';
import type { HoldingsAtHand } from '../holdings-at-hand';
import { drawFor, type Drawn, type Standing } from '../review/draw';

/** What the decider chose: what becomes of the old number, and whether there is a new one. */
export interface CorrectionWish {
  disposal: CorrectionDisposal;
  releaseOnly: boolean;
}

/**
 * What becomes of the pools when a number is corrected: the replacement is drawn before the release, so that it
 * never is the same. Decided and kept in `holdings`, nothing written. Throws EXHAUSTED, CONFLICT.
 */
export async function planCorrection(
  transaction: Transaction,
  attempt: Attempt,
  holdings: HoldingsAtHand,
  { memberId, number }: CorrectionDocument,
  standing: Standing,
  wish: CorrectionWish,
): Promise<{
  member: MemberDocument;
  holderId: string;
  drawn: Drawn | null;
  released: JournalLine;
}> {
  const member = await transaction.get('members', memberId);
  const year = Number(number.slice(0, 4));
  if (member?.memberNumber !== number || member.poolOrgId === null) {
    throw new Refusal('CONFLICT', '这名团员的编号已有变动，请退回这份申请后重新核对。');
  }
  const drawn = wish.releaseOnly
    ? null
    : await drawFor(transaction, attempt, holdings, year, standing, REPLACEMENT);
  const { path } = standing;
  const holderId = member.poolOrgId;
  const parentId = path[path.indexOf(holderId) - 1] ?? null;
  const before = await holdings.read(year, { _id: holderId, parentId });
  const after = release(before, Number(number), wish.disposal);
  holdings.change(after);
  const kind = wish.disposal === 'VOID' ? 'CORRECTION_VOID' : 'CORRECTION_RELEASE';
  const released = lineOf(kind, before, after, [{ start: Number(number), end: Number(number) }]);
  return { member, holderId, drawn, released };
}
