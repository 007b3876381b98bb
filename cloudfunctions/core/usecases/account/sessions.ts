import { z } from 'zod';

import type { ConsoleSession } from '../../../../typings/api';
import { maskAddress, sameNetwork } from '../../domain/network';
import { Refusal } from '../../domain/refusal';
import type { SessionDocument } from '../../ports/documents';
import { accountOf, type Context, query } from '../action';
import { SESSION } from '../identity';
import { hashBrowser } from './devices';

/** Sessions of the account that are still good, the latest first; one request. */
async function sessionsOf(context: Context): Promise<SessionDocument[]> {
  const { database, runtime } = context;
  const account = accountOf(context);
  const now = runtime.now();
  const sessions = await database.find('sessions', { accountId: account._id });
  return sessions
    .filter(
      ({ createdAt, seenAt }) =>
        now - seenAt <= SESSION.idleMs &&
        now - createdAt <= SESSION.absoluteMs &&
        createdAt > (account.sessionsEndedAt ?? 0),
    )
    .sort((a, b) => b.createdAt - a.createdAt);
}

/** The session of the call itself; null on a phone. */
const currentId = ({ caller, secrets }: Context): string | null =>
  caller.kind === 'console' && caller.session ? secrets.digest('session', caller.session) : null;

/** Where the account is signed in to the console now; one request. */
export const sessions = query(
  'account.sessions',
  z.strictObject({}),
  async (context): Promise<{ items: ConsoleSession[] }> => {
    const current = currentId(context);
    const found = await sessionsOf(context);
    return {
      items: found.map(({ _id, agent, address, how, createdAt, seenAt }) => ({
        id: _id,
        current: _id === current,
        browser: agent,
        address: maskAddress(address),
        sameNetwork: sameNetwork(address, context.caller.ip),
        how,
        signedInAt: createdAt,
        seenAt,
      })),
    };
  },
);

/** Browsers other than the one of the call are new ones again: the last six are asked for there. */
async function forgetBrowsers({ caller, database, secrets }: Context, id: string): Promise<void> {
  const own =
    caller.kind === 'console' && caller.browser ? hashBrowser(secrets, caller.browser) : null;
  await database.transact(async (transaction) => {
    const account = await transaction.get('accounts', id);
    if (!account) return;
    const browsers = account.browsers.filter((known) => known === own);
    await transaction.update('accounts', id, { browsers });
  });
}

/**
 * Ends one session of the own account, or all but the one of the call; `notMe` also forgets the browsers.
 * A query as `signOut` is: what has ended has ended. Six requests at most. Throws NOT_FOUND.
 */
export const endSessions = query(
  'account.endSessions',
  z.strictObject({
    sessionId: z
      .string()
      .regex(/^[0-9A-Za-z_-]{20,64}$/, '没有这处登录，请刷新后再试。')
      .optional(),
    notMe: z.boolean().optional(),
  }),
  async (context, { sessionId, notMe = false }): Promise<{ ended: number }> => {
    const { database, runtime } = context;
    const account = accountOf(context);
    const current = currentId(context);
    const found = await sessionsOf(context);
    const ids = found
      .map(({ _id }) => _id)
      .filter((id) => (sessionId === undefined ? id !== current : id === sessionId));
    if (sessionId !== undefined && ids.length === 0 && !notMe) {
      throw new Refusal('NOT_FOUND', '这处登录已经结束，请刷新后查看。');
    }
    const ended =
      ids.length === 0 ? 0 : await database.removeWhere('sessions', { _id: { in: ids } });
    if (notMe) await forgetBrowsers(context, account._id);
    if (ended > 0 || notMe) {
      await database.add('audit', {
        _id: runtime.newId(),
        at: runtime.now(),
        actor: account._id,
        post: null,
        what: notMe ? 'SIGN_IN_NOT_ME' : 'END_SESSIONS',
        subject: account._id,
      });
    }
    return { ended };
  },
);
