import { Refusal } from '../../domain/refusal';
import { accountOf, type Context } from '../action';
import { postsInOffice } from '../identity';

/** What somebody may see of a number, by whom it concerns. */
export interface Sight {
  /** Whether an organisation with this path is in the scope of the acting post. */
  reaches(path: readonly string[]): boolean;
  /** Whether the number of that account's member is the caller's own. */
  isOwn(accountId: string | null): boolean;
  /** Whether the caller holds a post at all; without one only the own number can be looked up. */
  hasPost: boolean;
}

/** Whose eyes look: domain.md §3.3, the row "trace a number". Throws INVALID when one of several posts has to be named. */
export function sightOf(context: Context): Sight {
  const account = accountOf(context);
  const { post } = context;
  if (!post && postsInOffice(account, context.runtime.now()).length > 1) {
    throw new Refusal('INVALID', '你有多个职务，请先选择以哪个职务办理。');
  }
  return {
    reaches: (path) => post !== null && path.includes(post.orgId),
    isOwn: (accountId) => accountId === account._id,
    hasPost: post !== null,
  };
}
