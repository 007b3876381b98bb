import { z } from 'zod';

import { accountOf, type Context, query } from '../action';

async function unbind({ database }: Context, accountId: string, openid: string): Promise<void> {
  await database.transact(async (transaction) => {
    const account = await transaction.get('accounts', accountId);
    if (!account) return;
    const openids = account.openids.filter((known) => known !== openid);
    await transaction.update('accounts', accountId, { openids });
  });
}

/**
 * Ends the console's session, or unties the WeChat identity from the account. Declared as a query because
 * it needs no operation key: signing out twice is signing out.
 */
export const signOut = query('account.signOut', z.strictObject({}), async (context) => {
  const { caller, database, runtime, secrets } = context;
  const account = accountOf(context);
  if (caller.kind === 'phone') {
    await unbind(context, account._id, caller.openid);
  } else if (caller.session) {
    const id = secrets.digest('session', caller.session);
    // Too old by any count: no version of ours takes it for a session any more.
    await database.update('sessions', id, { createdAt: 0, endedAt: runtime.now() });
    context.sessionChange = 'CLEAR';
  }
  await database.add('audit', {
    _id: runtime.newId(),
    at: runtime.now(),
    actor: account._id,
    post: null,
    what: 'SIGN_OUT',
    subject: account._id,
  });
  return { signedOut: true };
});
