import { z } from 'zod';

import type { ConsoleTicket } from '../../../../typings/api';
import { browserName } from '../../domain/browser-name';
import { query } from '../action';
import { hourOf, spend } from '../limits';
import { hashBrowser } from './devices';
import { browserOf, TICKET_MS, ticketId } from './tickets';

/** A page asks for another one every minute; a school is one address. */
const MOST = { addressHour: 3_000, provinceHour: 200_000 };

/**
 * A ticket for the page that waits to be signed in by scanning. A query as `sendCode` is: a ticket that nobody
 * scans is nothing. Five requests at most. Throws RATE_LIMITED.
 */
export const consoleTicket = query(
  'account.consoleTicket',
  z.strictObject({}),
  async (context): Promise<ConsoleTicket> => {
    const { database, runtime, secrets } = context;
    const browser = browserOf(context);
    const now = runtime.now();
    const { window, expiresAt } = hourOf(now);
    const text = '打开登录页面的次数太多，请稍后再试，或用短信验证码登录。';
    const address = secrets.hash('address', browser.ip);
    await spend(database, now, [
      { id: `ticket:address:${address}:${window}`, most: MOST.addressHour, expiresAt, text },
      { id: `ticket:province:${window}`, most: MOST.provinceHour, expiresAt, text },
    ]);
    const ticket = runtime.newId();
    const secret = runtime.newId();
    await database.add('tickets', {
      _id: ticketId(secrets, ticket),
      secretHash: secrets.digest('ticketSecret', secret),
      browserHash: browser.browser === null ? null : hashBrowser(secrets, browser.browser),
      agent: browserName(browser.agent),
      address: browser.ip,
      createdAt: now,
      expiresAt: now + TICKET_MS,
      state: 'WAITING',
      accountId: null,
      postId: null,
      needsCode: true,
    });
    return { ticket, secret, expiresIn: TICKET_MS / 1000 };
  },
);
