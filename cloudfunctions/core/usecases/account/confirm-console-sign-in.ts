import { z } from 'zod';

import { Refusal } from '../../domain/refusal';
import type { AccountDocument } from '../../ports/documents';
import { accountOf, type Context, query } from '../action';
import { postsInOffice } from '../identity';
import { spend } from '../limits';
import { CODE, hashCode } from './codes';
import { deliver } from './deliver';
import { limitsFor } from './send-code';
import {
  isOver,
  phoneOf,
  refuseStale,
  staleTicket,
  TICKET_MS,
  ticketCodeId,
  ticketId,
  token,
} from './tickets';

/** Sends the code that the browser will ask for; who holds the phone reads it there. */
async function sendTicketCode(
  context: Context,
  account: AccountDocument,
  ticket: string,
): Promise<void> {
  const { database, runtime, secrets } = context;
  const code = runtime.randomDigits(CODE.digits);
  const _id = ticketCodeId(ticket);
  await database.put('codes', {
    _id,
    codeHash: hashCode(secrets, _id, code),
    expiresAt: runtime.now() + CODE.lifeMs,
    triesLeft: CODE.tries,
    usedAt: null,
  });
  await deliver(context, secrets.open(account.phoneSealed), code);
}

/**
 * The answer of the phone to the ticket it scanned. Repeatable: a code is sent by the call that confirmed.
 * Thirteen requests at most. Throws CONFLICT (over, or not scanned by this account), FORBIDDEN (a post that is
 * not in office), RATE_LIMITED.
 */
export const confirmConsoleSignIn = query(
  'account.confirmConsoleSignIn',
  z.strictObject({
    ticket: token,
    accept: z.boolean(),
    postId: z.string().min(1).max(64).optional(),
  }),
  async (context, input): Promise<{ needsCode: boolean }> => {
    const { database, runtime, secrets } = context;
    phoneOf(context);
    const account = accountOf(context);
    const now = runtime.now();
    const posts = postsInOffice(account, now);
    const chosen = input.postId ?? null;
    if (posts.length === 0 || (chosen !== null && !posts.some(({ id }) => id === chosen))) {
      throw new Refusal('FORBIDDEN', '这个职务已不在任期内，请返回后重新选择职务。');
    }
    const _id = ticketId(secrets, input.ticket);
    const seen = await database.get('tickets', _id);
    if (!seen || isOver(seen, now) || seen.accountId !== account._id) {
      throw await refuseStale(context, seen);
    }
    const needsCode = seen.needsCode && input.accept;
    if (needsCode && seen.state === 'SCANNED') {
      await spend(database, now, limitsFor(context, account.phoneHash, now));
    }
    const fresh = await database.transact(async (transaction) => {
      const ticket = await transaction.get('tickets', _id);
      if (!ticket || isOver(ticket, now) || ticket.accountId !== account._id) throw staleTicket();
      if (!input.accept) {
        await transaction.update('tickets', _id, { state: 'DECLINED' });
        return false;
      }
      if (ticket.state !== 'SCANNED') return false;
      await transaction.update('tickets', _id, {
        state: 'CONFIRMED',
        postId: chosen,
        expiresAt: now + (needsCode ? CODE.lifeMs : TICKET_MS),
      });
      return true;
    });
    if (fresh && needsCode) await sendTicketCode(context, account, _id);
    return { needsCode };
  },
);
