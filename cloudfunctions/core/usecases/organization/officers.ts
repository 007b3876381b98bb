import type { OfficerWithVisits } from '../../../../typings/api';
import { today } from '../../domain/dates';
import type { AccountDocument } from '../../ports/documents';
import type { Context } from '../action';
import { sleeps } from '../identity';

/** Values of one look-up that the service still reads in order. */
const CHUNK = 200;
const MOST_ROWS = 1000;

/** Accounts that have or had a post in one of these organisations, each once; one request for 200 of them and more where many were in office. */
async function accountsIn(
  { database }: Context,
  orgIds: readonly string[],
): Promise<AccountDocument[]> {
  const found = new Map<string, AccountDocument>();
  for (let from = 0; from < orgIds.length; from += CHUNK) {
    let after = '';
    for (;;) {
      const page = await database.find(
        'accounts',
        { 'posts.orgId': { in: orgIds.slice(from, from + CHUNK) }, _id: { gt: after } },
        {
          sort: [['_id', 1]],
          limit: MOST_ROWS,
          fields: ['name', 'phoneMasked', 'posts', 'lastSignInAt'],
        },
      );
      for (const account of page) found.set(account._id, account);
      const last = page.at(-1);
      if (!last || page.length < MOST_ROWS) break;
      after = last._id;
    }
  }
  return [...found.values()];
}

/** Who holds office now in these organisations, by organisation; those who sleep included and marked. */
export async function officersIn(
  context: Context,
  orgIds: readonly string[],
): Promise<Map<string, OfficerWithVisits[]>> {
  const now = context.runtime.now();
  const day = today(now);
  const officers = new Map<string, OfficerWithVisits[]>(orgIds.map((id) => [id, []]));
  for (const account of await accountsIn(context, orgIds)) {
    for (const post of account.posts) {
      if (post.from > day || day > post.to) continue;
      officers.get(post.orgId)?.push({
        accountId: account._id,
        postId: post.id,
        name: account.name ?? '',
        phone: account.phoneMasked,
        role: post.role,
        from: post.from,
        to: post.to,
        lastSignInAt: account.lastSignInAt,
        asleep: sleeps(post, account, now),
      });
    }
  }
  return officers;
}
