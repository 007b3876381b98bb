import { Refusal } from '../../domain/refusal';
import type { Transaction } from '../../ports/database';
import type { CorrectionDocument, RegistrationDocument } from '../../ports/documents';
import type { Standing } from '../review/draw';

/** Whose number is corrected: where the person stands in the tree, and the registration it came from. */
export interface CorrectedPerson extends Standing {
  joinMonth: string;
  /** null: taken over at go-live. */
  registration: RegistrationDocument | null;
}

/** One request; three for somebody taken over, who stands where the branch does. Throws NOT_FOUND. */
export async function correctedPerson(
  transaction: Transaction,
  { memberId, branchId }: CorrectionDocument,
): Promise<CorrectedPerson> {
  const registration = await transaction.get('registrations', memberId);
  if (registration) {
    const { path, committeeId, joinMonth } = registration;
    return { branchId: registration.branchId, path, committeeId, joinMonth, registration };
  }
  const member = await transaction.get('members', memberId);
  const branch = await transaction.get('organizations', branchId);
  if (!member || !branch?.committeeId) {
    throw new Refusal('NOT_FOUND', '没有找到这名团员的资料，请联系团省委。');
  }
  const { path, committeeId } = branch;
  return { branchId, path, committeeId, joinMonth: member.joinMonth, registration: null };
}
