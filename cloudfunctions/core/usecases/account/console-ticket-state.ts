import { z } from 'zod';

import type { ConsoleTicketState } from '../../../../typings/api';
import { Refusal } from '../../domain/refusal';
import type { Attempt, Transaction } from '../../ports/database';
import type { AccountDocument, TicketDocument } from '../../ports/documents';
import { type Context, query } from '../action';
import { postsInOffice } from '../identity';
import { countWrongTry, isCode, readCode, usableCode } from './codes';
import { type Admission, admit } from './entering';
import { meOf, registrationOf } from './me';
import { browserOf, isOver, ticketCodeId, ticketId, token } from './tickets';

/** Checks the code of the ticket and uses it up; a wrong one is counted. Gives the refusal, null when it is right. */
async function useCode(
  { secrets }: Context,
  transaction: Transaction,
  { _id: ticket, accountId }: TicketDocument,
  typed: string,
  now: number,
): Promise<Refusal | null> {
  const _id = ticketCodeId(ticket);
  const code = usableCode(await transaction.get('codes', _id), now);
  if (code instanceof Refusal) return code;
  if (!isCode(secrets, code, typed)) {
    return countWrongTry(transaction, code, accountId, now);
  }
  await transaction.update('codes', _id, { usedAt: now });
  return null;
}

/** A refusal may have counted a wrong try, so it is no exception; null: somebody else used the ticket. */
async function enter(
  context: Context,
  transaction: Transaction,
  attempt: Attempt,
  ticketKey: string,
  code: string | null,
  admission: Admission,
): Promise<{ account: AccountDocument } | { refusal: Refusal } | null> {
  const { now, ids } = admission;
  const ticket = await transaction.get('tickets', ticketKey);
  const account = ticket?.accountId ? await transaction.get('accounts', ticket.accountId) : null;
  if (!ticket || !account) return null;
  // A commit whose answer was lost is run again: its audit entry tells.
  if (attempt.number > 1 && (await transaction.get('audit', ids.audit))) return { account };
  if (isOver(ticket, now) || ticket.state !== 'CONFIRMED') return null;
  if (postsInOffice(account, now).length === 0) return null;
  if (ticket.needsCode) {
    const refusal = await useCode(context, transaction, ticket, code ?? '', now);
    if (refusal) return { refusal };
  }
  await transaction.update('tickets', ticketKey, { state: 'USED' });
  const how = { how: 'SCAN', isNew: false } as const;
  return { account: await admit(context, transaction, account, admission, how) };
}

async function signIn(
  context: Context,
  { _id, postId }: TicketDocument,
  code: string | null,
): Promise<ConsoleTicketState> {
  const { database, runtime } = context;
  const admission: Admission = {
    now: runtime.now(),
    ids: {
      audit: runtime.newId(),
      session: runtime.newId(),
      csrf: runtime.newId(),
      browser: browserOf(context).browser ?? runtime.newId(),
    },
  };
  const entered = await database.transact((transaction, attempt) =>
    enter(context, transaction, attempt, _id, code, admission),
  );
  if (entered === null) return { state: 'OVER' };
  if ('refusal' in entered) throw entered.refusal;
  const { session, csrf, browser } = admission.ids;
  context.sessionChange = { session, csrf, browser };
  const { account } = entered;
  const me = await meOf(context, account, await registrationOf(context, account));
  return { state: 'SIGNED_IN', me, post: postId };
}

/**
 * What became of a ticket, told to the page that keeps its secret; signs it in once the phone has confirmed
 * and, where one is asked for, the SMS code is right. Works once. One request while it waits, eleven to sign
 * in. Throws FORBIDDEN (another page's ticket), INVALID (a wrong code).
 */
export const consoleTicketState = query(
  'account.consoleTicketState',
  z.strictObject({ ticket: token, secret: token, code: z.string().max(20).optional() }),
  async (context, input): Promise<ConsoleTicketState> => {
    const { database, runtime, secrets } = context;
    browserOf(context);
    const ticket = await database.get('tickets', ticketId(secrets, input.ticket));
    if (!ticket) return { state: 'OVER' };
    if (!secrets.same(secrets.digest('ticketSecret', input.secret), ticket.secretHash)) {
      throw new Refusal('FORBIDDEN', '这个二维码不是本页面的，请刷新页面后重新扫描。');
    }
    if (isOver(ticket, runtime.now())) return { state: 'OVER' };
    if (ticket.state !== 'CONFIRMED') {
      return { state: ticket.state === 'SCANNED' ? 'SCANNED' : 'WAITING' };
    }
    if (!ticket.needsCode) return signIn(context, ticket, null);
    if (input.code !== undefined) return signIn(context, ticket, readCode('code', input.code));
    const account = await database.get('accounts', ticket.accountId ?? '');
    return account ? { state: 'CODE', phone: account.phoneMasked } : { state: 'OVER' };
  },
);
