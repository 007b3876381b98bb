import { invalidField } from '../../domain/refusal';
import type { Transaction } from '../../ports/database';
import type { OrganizationDocument } from '../../ports/documents';

/** A branch that takes registrations, with the committee that approves them. */
export type Branch = OrganizationDocument & { committeeId: string };

/** Refuses what is not an active branch (domain.md §5.6). */
function requireBranch(organization: OrganizationDocument | null): Branch {
  const { committeeId } = organization ?? {};
  if (!organization || !committeeId || organization.status !== 'ACTIVE') {
    throw invalidField('branchId', '没有这个团支部，可能已被撤销，请重新选择。');
  }
  if (organization.type !== 'BRANCH') {
    throw invalidField('branchId', '请选择具体的团支部，不能选择团委或团总支。');
  }
  return { ...organization, committeeId };
}

/**
 * Loads the branch an applicant is to come to (domain.md §5.6); one request. It is read only: thirty people of a
 * meeting submit to one branch at once, and would have to wait for each other if it were written. A branch that
 * closes in that very moment keeps the registration, which its committee gives back or moves on.
 * Throws INVALID.
 */
export const branchFor = async (
  database: Pick<Transaction, 'get'>,
  branchId: string,
): Promise<Branch> => requireBranch(await database.get('organizations', branchId));
