import { z } from 'zod';

import type { ScannedTicket } from '../../../../typings/api';
import { maskAddress, sameNetwork } from '../../domain/network';
import { Refusal } from '../../domain/refusal';
import { accountOf, query } from '../action';
import { postsInOffice } from '../identity';
import { isOver, phoneOf, refuseStale, ticketId, token } from './tickets';

/**
 * The scan: ties the ticket to whoever scans first, and tells what to look at before confirming. An SMS code
 * will be asked for unless the browser is one this account used before and in the network of the phone: a
 * picture of the code, sent to somebody else, signs nobody in. Repeatable; four requests. Throws FORBIDDEN
 * (no post), CONFLICT (over, or scanned by another phone).
 */
export const scanConsoleTicket = query(
  'account.scanConsoleTicket',
  z.strictObject({ ticket: token }),
  async (context, input): Promise<ScannedTicket> => {
    const { database, runtime, secrets } = context;
    const account = accountOf(context);
    const phone = phoneOf(context);
    const now = runtime.now();
    if (postsInOffice(account, now).length === 0) {
      throw new Refusal(
        'FORBIDDEN',
        '你目前没有在任职务，不能登录管理系统，请联系上级团组织任命。',
      );
    }
    const _id = ticketId(secrets, input.ticket);
    const scanned = await database.transact(async (transaction) => {
      const ticket = await transaction.get('tickets', _id);
      if (!ticket || isOver(ticket, now)) return null;
      if (ticket.accountId !== null && ticket.accountId !== account._id) {
        throw new Refusal(
          'CONFLICT',
          '这个二维码已被另一部手机扫过。请刷新电脑上的二维码，用你自己的手机重新扫描。',
        );
      }
      const { browserHash, address } = ticket;
      const known = browserHash !== null && account.browsers.includes(browserHash);
      const needsCode = !known || sameNetwork(address, phone.ip) !== true;
      if (ticket.state === 'WAITING') {
        const accountId = account._id;
        await transaction.update('tickets', _id, { state: 'SCANNED', accountId, needsCode });
      }
      return { ticket, known, needsCode };
    });
    if (!scanned) throw await refuseStale(context, await database.get('tickets', _id));
    const { agent, address, createdAt } = scanned.ticket;
    return {
      ticket: input.ticket,
      browser: agent,
      address: maskAddress(address),
      sameNetwork: sameNetwork(address, phone.ip),
      known: scanned.known,
      needsCode: scanned.needsCode,
      askedAt: createdAt,
    };
  },
);
