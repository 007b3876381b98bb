import { z } from 'zod';

import { Refusal } from '../../domain/refusal';
import type { TicketDocument } from '../../ports/documents';
import type { Secrets } from '../../ports/secrets';
import { accountOf, type Caller, type Context } from '../action';
import { noteOnce } from '../note-once';

/** Tickets of the console (design §10): a minute to be scanned, and a minute more to be used once confirmed. */
export const TICKET_MS = 60_000;

/** As `runtime.newId` makes them. */
export const token = z.string().regex(/^[0-9A-Za-z_-]{22}$/, '这不是登录管理系统的二维码。');

export const ticketId = (secrets: Secrets, ticket: string): string =>
  secrets.digest('ticket', ticket);

/** The SMS code that belongs to a ticket, in `codes`. */
export const ticketCodeId = (id: string): string => `ticket:${id}`;

export const staleTicket = (): Refusal =>
  new Refusal('CONFLICT', '这个二维码已失效，请刷新电脑上的二维码后重新扫描。');

/** The same; a ticket that signed somebody in before leaves a line in 操作日志. One request then. */
export async function refuseStale(
  context: Context,
  ticket: TicketDocument | null,
): Promise<Refusal> {
  const { database, runtime } = context;
  if (ticket?.state === 'USED') {
    await noteOnce(database, {
      _id: `replayed:ticket:${ticket._id}`,
      at: runtime.now(),
      actor: accountOf(context)._id,
      post: null,
      what: 'TICKET_REPLAYED',
      subject: ticket.accountId,
    });
  }
  return staleTicket();
}

/** Whether nobody can do anything with it any more. */
export const isOver = (ticket: TicketDocument, now: number): boolean =>
  ticket.expiresAt <= now || ticket.state === 'DECLINED' || ticket.state === 'USED';

/** The browser at the other end. Throws FORBIDDEN for a phone. */
export function browserOf({ caller }: Context): Caller & { kind: 'console' } {
  if (caller.kind === 'console') return caller;
  throw new Refusal('FORBIDDEN', '请在电脑的浏览器里打开管理系统。');
}

/** The WeChat identity at the other end. Throws FORBIDDEN for a browser. */
export function phoneOf({ caller }: Context): Caller & { kind: 'phone' } {
  if (caller.kind === 'phone') return caller;
  throw new Refusal('FORBIDDEN', '请在手机小程序里扫码确认。');
}
