import { today } from '../../domain/dates';
import type { AccountDocument, OrganizationDocument } from '../../ports/documents';
import { postsInOffice } from '../identity';
import type { Job, JobServices } from './job';

/** Rows of one query at most. */
const PAGE = 1000;

type Holder = Pick<AccountDocument, '_id' | 'posts' | 'lastSignInAt'>;

/** The organisations whose office of secretary somebody holds in name only: the post sleeps or has ended. */
const notInOffice = (account: Holder, now: number): string[] => {
  const inOffice = new Set(postsInOffice(account, now).map(({ id }) => id));
  return account.posts
    .filter(({ id, role }) => role === 'SECRETARY' && !inOffice.has(id))
    .map(({ orgId }) => orgId);
};

/** Whether the organisation still counts on a secretary who is not in office by this account. */
const countsOn = (organization: OrganizationDocument, account: Holder, now: number): boolean => {
  const { secretary } = organization;
  if (!secretary || secretary.asleep || secretary.to < today(now)) return false;
  return (
    secretary.accountId === account._id &&
    postsInOffice(account, now).every(({ id }) => id !== secretary.postId)
  );
};

/**
 * Marks secretaries who have stayed away for 120 days, so that their branch's registrations do not wait for
 * ever: somebody above stands in until the post is renewed or given to somebody else. Once a day;
 * gives how many it marked.
 */
export const markSleepers: Job = {
  id: 'mark-sleepers',
  everyMs: 24 * 3_600_000,
  async run(services, now) {
    const { database } = services;
    let marked = 0;
    let after = '';
    for (;;) {
      const page = await database.find(
        'accounts',
        { 'posts.role': 'SECRETARY', _id: { gt: after } },
        { sort: [['_id', 1]], limit: PAGE, fields: ['posts', 'lastSignInAt'] },
      );
      marked += await markAmong(services, page, now);
      if (page.length < PAGE) return marked;
      after = page.at(-1)!._id;
    }
  },
};

async function markAmong(
  { database }: JobServices,
  accounts: readonly Holder[],
  now: number,
): Promise<number> {
  const orgIds = [...new Set(accounts.flatMap((account) => notInOffice(account, now)))];
  const byId = new Map(accounts.map((account) => [account._id, account]));
  let marked = 0;
  for (let from = 0; from < orgIds.length; from += PAGE) {
    const found = await database.getMany('organizations', orgIds.slice(from, from + PAGE));
    for (const organization of found) {
      const account = byId.get(organization.secretary?.accountId ?? '');
      if (!account || !countsOn(organization, account, now)) continue;
      if (await mark({ database }, organization._id, account._id, now)) marked++;
    }
  }
  return marked;
}

/** Looks again and marks, in one transaction; the account is written too, so that signing in conflicts. */
const mark = (
  { database }: Pick<JobServices, 'database'>,
  orgId: string,
  accountId: string,
  now: number,
): Promise<boolean> =>
  database.transact(async (transaction) => {
    const organization = await transaction.get('organizations', orgId);
    const account = await transaction.get('accounts', accountId);
    if (!organization?.secretary || !account || !countsOn(organization, account, now)) return false;
    const secretary = { ...organization.secretary, asleep: true };
    await transaction.update('organizations', orgId, { secretary });
    await transaction.update('accounts', accountId, { posts: account.posts });
    return true;
  });
