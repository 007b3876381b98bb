import { Refusal } from '../../domain/refusal';
import type { AccountDocument } from '../../ports/documents';
import { reaches } from '../access';
import { accountOf, type Context, postOf } from '../action';
import { postsInOffice } from '../identity';

/**
 * A phone number opens the account with all its posts: nobody gives one to whoever holds a post beside or
 * above the own organisation, nor to the own account. One request. Throws FORBIDDEN.
 */
export async function requireBelow(context: Context, account: AccountDocument): Promise<void> {
  if (account._id === accountOf(context)._id) {
    throw new Refusal('FORBIDDEN', '不能核实本人的手机号，请由上级团组织办理。');
  }
  const posts = postsInOffice(account, context.runtime.now());
  const organizations = await context.database.getMany(
    'organizations',
    posts.map((post) => post.orgId),
    ['path'],
  );
  const own = postOf(context).orgId;
  if (organizations.every(({ path }) => reaches('BELOW', own, path))) return;
  throw new Refusal('FORBIDDEN', '此人还在你管理范围以外的组织任职，请由那个组织的上级办理。');
}
