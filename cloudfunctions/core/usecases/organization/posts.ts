import { daysLater, today } from '../../domain/dates';
import { isCommittee } from '../../domain/organizations';
import { Refusal } from '../../domain/refusal';
import type { AccountDocument, OrganizationDocument, StoredPost } from '../../ports/documents';
import { type Context, postOf, requireScope } from '../action';
import { missingOrganization } from '../organization-lookup';

/** The office there is to fill: committees have staff, branches and general branches one secretary. */
export const officeOf = ({ type }: Pick<OrganizationDocument, 'type'>): StoredPost['role'] =>
  isCommittee(type) ? 'STAFF' : 'SECRETARY';

/** The posts of an account after one of them ended; a post that began today leaves no trace. */
export function without(posts: readonly StoredPost[], postId: string, now: number): StoredPost[] {
  const yesterday = daysLater(today(now), -1);
  return posts
    .map((post) => (post.id === postId ? { ...post, to: yesterday } : post))
    .filter((post) => post.from <= post.to);
}

/**
 * Loads the organisation whose posts are to change; one request. Whoever acts stands above it; the
 * province has nobody above, so its own staff appoint each other. Throws NOT_FOUND, FORBIDDEN.
 */
export async function organizationToStaff(
  context: Context,
  action: 'organization.appoint' | 'organization.dismiss' | 'organization.renew',
  id: string,
): Promise<OrganizationDocument> {
  const organization = await context.database.get('organizations', id);
  if (!organization) throw missingOrganization();
  const isOwnProvince = organization.type === 'PROVINCE' && postOf(context).orgId === id;
  if (!isOwnProvince) requireScope(context, action, organization.path);
  return organization;
}

/** Nobody gives a post to himself or takes it from himself. Throws FORBIDDEN. */
export function requireAnother(context: Context, account: Pick<AccountDocument, '_id'>): void {
  if (account._id === context.account?._id) {
    throw new Refusal('FORBIDDEN', '不能任免本人的职务，请由其他负责同志办理。');
  }
}
