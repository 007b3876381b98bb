import { invalidField } from '../../domain/refusal';
import type { OrganizationDocument } from '../../ports/documents';
import type { Context } from '../action';

/** A branch that takes registrations, with the committee that approves them. */
export type Branch = OrganizationDocument & { committeeId: string };

/** Loads the branch an applicant chose (domain.md §5.6). Refuses what is not an active branch. */
export async function branchFor(context: Context, branchId: string): Promise<Branch> {
  const organization = await context.database.get('organizations', branchId);
  const { committeeId } = organization ?? {};
  if (!organization || !committeeId || organization.status !== 'ACTIVE') {
    throw invalidField('branchId', '没有这个团支部，可能已被撤销，请重新选择。');
  }
  if (organization.type !== 'BRANCH') {
    throw invalidField('branchId', '请选择具体的团支部，不能选择团委或团总支。');
  }
  return { ...organization, committeeId };
}
