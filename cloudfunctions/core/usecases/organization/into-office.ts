import { daysLater, today, yearsLater } from '../../domain/dates';
import type { Transaction } from '../../ports/database';
import type { AccountDocument, OrganizationDocument, StoredPost } from '../../ports/documents';
import type { Context } from '../action';
import { officeOf, without } from './posts';

const YEARS_IN_OFFICE = 1;

/** First and last day of a term that begins on the day of `now`. */
export function termFrom(now: number): { from: string; to: string } {
  const from = today(now);
  return { from, to: daysLater(yearsLater(from, YEARS_IN_OFFICE), -1) };
}

/** The post that this operation gives in an organisation. */
export const newPost = (
  { secrets, opKey, runtime }: Context,
  organization: OrganizationDocument,
): StoredPost => ({
  id: secrets.digest('post', opKey),
  orgId: organization._id,
  orgType: organization.type,
  role: officeOf(organization),
  ...termFrom(runtime.now()),
});

/** The audit's entry of a change of posts, under the operation key. */
export const auditPosts = (
  context: Context,
  transaction: Transaction,
  what: 'APPOINT' | 'RENEW',
  accountId: string,
): Promise<void> =>
  transaction.create('audit', {
    _id: context.opKey,
    at: context.runtime.now(),
    actor: context.account?._id ?? null,
    post: context.post?.id ?? null,
    what,
    subject: accountId,
  });

/** The one who holds the office of secretary now leaves it; the account's id, or null when it was the same person. */
export async function replaceSecretary(
  transaction: Transaction,
  organization: OrganizationDocument,
  successorId: string,
  now: number,
): Promise<string | null> {
  const present = organization.secretary;
  if (!present || present.to < today(now) || present.accountId === successorId) return null;
  const account = await transaction.get('accounts', present.accountId);
  if (!account) return null;
  const posts = without(account.posts, present.postId, now);
  await transaction.update('accounts', account._id, { posts });
  return account._id;
}

/** Puts the person into office. Whoever holds this very post already has it renewed. */
export async function putIntoOffice(
  transaction: Transaction,
  organization: OrganizationDocument,
  account: AccountDocument,
  isNew: boolean,
  post: StoredPost,
  person: { name: string; idTailSealed: string | null },
  now: number,
): Promise<void> {
  const renewed = account.posts.find(
    ({ orgId: held, to }) => held === organization._id && to >= today(now),
  );
  const kept = renewed ? without(account.posts, renewed.id, now) : account.posts;
  const changes = {
    posts: [...kept, post],
    name: person.name,
    idTailSealed: account.idTailSealed ?? person.idTailSealed,
  };
  if (isNew) await transaction.create('accounts', { ...account, ...changes });
  else await transaction.update('accounts', account._id, changes);
  // Written for committees as well: whoever counts their staff at the same moment has to count again.
  const { role, id: postId, to } = post;
  await transaction.update('organizations', organization._id, {
    ...(role === 'SECRETARY' && {
      secretary: { accountId: account._id, postId, name: person.name, to },
    }),
    updatedAt: now,
  });
}
