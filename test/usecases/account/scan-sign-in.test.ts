import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import type { ActionName, Answer, ConsoleTicket, InputOf, OutputOf } from '../../../typings/api';
import { Browser } from '../../support/browser';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { codeFor, forgetLimits, knownBy, notThis, signInBrowser } from '../../support/signing-in';
import { addPerson, plantTree, TREE_0604 } from '../../support/tree';

const PHONE = '13700003333';
/** Far from the browser, which is on this machine. */
const MOBILE = '117.136.5.9';

let test: TestCloud;
beforeAll(async () => {
  test = await startTestCloud();
  await plantTree(test, TREE_0604);
  await addPerson(test, '苏干事', '0604', '0605');
  await addPerson(test, '高干事', 'P');
  await addPerson(test, '陈甲');
  await knownBy(test, '苏干事', PHONE);
});
afterAll(() => test.close());
beforeEach(() => forgetLimits(test));

async function onPhone<A extends ActionName>(
  openid: string,
  action: A,
  input: InputOf<A>,
  ip = '127.0.0.1',
): Promise<Answer<OutputOf<A>>> {
  const { result } = await test.cloud.invoke({
    name: 'account',
    event: { action, input },
    caller: { kind: 'phone', openid, ip },
  });
  return result as Answer<OutputOf<A>>;
}

function data<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.data;
}

async function ticketIn(browser: Browser): Promise<ConsoleTicket> {
  return data(await browser.call('account.consoleTicket', {}));
}

const stateOf = (browser: Browser, { ticket, secret }: ConsoleTicket, code?: string) =>
  browser.call('account.consoleTicketState', { ticket, secret, ...(code && { code }) });

/** A browser that the account used before, with nobody signed in any more. */
async function knownBrowser(): Promise<Browser> {
  const browser = await signInBrowser(test, PHONE);
  await browser.call('account.signOut', {});
  await forgetLimits(test);
  return browser;
}

const agedBy = async ({ ticket }: ConsoleTicket, ms: number): Promise<void> => {
  const _id = test.secrets.digest('ticket', ticket);
  const stored = (await test.database.get('tickets', _id))!;
  await test.database.update('tickets', _id, { expiresAt: stored.expiresAt - ms });
};

describe('signing in to the console by scanning', () => {
  it('a known browser in the network of the phone: scan, confirm, in, with the chosen post', async () => {
    const browser = await knownBrowser();
    const ticket = await ticketIn(browser);
    expect(data(await stateOf(browser, ticket))).toEqual({ state: 'WAITING' });
    const scanned = await onPhone('苏干事', 'account.scanConsoleTicket', { ticket: ticket.ticket });
    expect(data(scanned)).toMatchObject({
      browser: expect.any(String),
      address: '127.0.*.*',
      sameNetwork: true,
      known: true,
      needsCode: false,
    });
    expect(data(await stateOf(browser, ticket))).toEqual({ state: 'SCANNED' });
    const postId = 'post-苏干事-0605';
    const confirm = { ticket: ticket.ticket, accept: true, postId };
    const confirmed = await onPhone('苏干事', 'account.confirmConsoleSignIn', confirm);
    expect(data(confirmed)).toEqual({ needsCode: false });
    expect(data(await stateOf(browser, ticket))).toMatchObject({
      state: 'SIGNED_IN',
      post: postId,
      me: { name: '苏干事' },
    });
    expect(await browser.call('account.me', {})).toMatchObject({ ok: true });
  });

  it('a new browser: the code of the message has to be typed there; wrong ones are counted', async () => {
    const browser = new Browser(test.cloud.url);
    const ticket = await ticketIn(browser);
    const scanned = await onPhone('苏干事', 'account.scanConsoleTicket', { ticket: ticket.ticket });
    expect(data(scanned)).toMatchObject({ known: false, needsCode: true });
    const confirm = { ticket: ticket.ticket, accept: true };
    data(await onPhone('苏干事', 'account.confirmConsoleSignIn', confirm));
    expect(data(await stateOf(browser, ticket))).toEqual({ state: 'CODE', phone: '137****3333' });
    const code = codeFor(test, PHONE);
    expect(await stateOf(browser, ticket, notThis(code))).toMatchObject({
      ok: false,
      error: { code: 'INVALID', message: expect.stringContaining('还可以再试4次') },
    });
    expect(data(await stateOf(browser, ticket, code))).toMatchObject({ state: 'SIGNED_IN' });
    expect(await browser.call('account.me', {})).toMatchObject({ ok: true });
  });

  it('a known browser in another network asks for the code as well', async () => {
    const browser = await knownBrowser();
    const { ticket } = await ticketIn(browser);
    const scanned = await onPhone('苏干事', 'account.scanConsoleTicket', { ticket }, MOBILE);
    expect(data(scanned)).toMatchObject({ known: true, sameNetwork: false, needsCode: true });
  });

  it('a relayed picture signs nobody in: the code is on the phone of whoever scanned it', async () => {
    const attacker = new Browser(test.cloud.url);
    const ticket = await ticketIn(attacker);
    await onPhone('苏干事', 'account.scanConsoleTicket', { ticket: ticket.ticket });
    const confirm = { ticket: ticket.ticket, accept: true };
    await onPhone('苏干事', 'account.confirmConsoleSignIn', confirm);
    const code = notThis(codeFor(test, PHONE));
    for (let i = 0; i < 5; i++) await stateOf(attacker, ticket, code);
    expect(await stateOf(attacker, ticket, codeFor(test, PHONE))).toMatchObject({ ok: false });
    expect(await attacker.call('account.me', {})).toMatchObject({
      ok: false,
      error: { code: 'UNAUTHENTICATED' },
    });
  });

  it('works once: neither a second look nor a second confirmation signs in again', async () => {
    const browser = await knownBrowser();
    const ticket = await ticketIn(browser);
    await onPhone('苏干事', 'account.scanConsoleTicket', { ticket: ticket.ticket });
    const confirm = { ticket: ticket.ticket, accept: true };
    await onPhone('苏干事', 'account.confirmConsoleSignIn', confirm);
    expect(data(await stateOf(browser, ticket))).toMatchObject({ state: 'SIGNED_IN' });
    const thief = new Browser(test.cloud.url);
    expect(data(await stateOf(thief, ticket))).toEqual({ state: 'OVER' });
    const again = await onPhone('苏干事', 'account.confirmConsoleSignIn', confirm);
    expect(again).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
    expect(thief.cookies.has('session')).toBe(false);
  });

  it('two looks at the same moment make one session', async () => {
    const browser = await knownBrowser();
    const ticket = await ticketIn(browser);
    await onPhone('苏干事', 'account.scanConsoleTicket', { ticket: ticket.ticket });
    const confirm = { ticket: ticket.ticket, accept: true };
    await onPhone('苏干事', 'account.confirmConsoleSignIn', confirm);
    const answers = await Promise.all([1, 2, 3].map(() => stateOf(browser, ticket)));
    const states = answers.map((answer) => data(answer).state).sort();
    expect(states).toEqual(['OVER', 'OVER', 'SIGNED_IN']);
  });

  it('the secret of another page opens nothing', async () => {
    const browser = await knownBrowser();
    const ticket = await ticketIn(browser);
    const other = await ticketIn(new Browser(test.cloud.url));
    await onPhone('苏干事', 'account.scanConsoleTicket', { ticket: ticket.ticket });
    const confirm = { ticket: ticket.ticket, accept: true };
    await onPhone('苏干事', 'account.confirmConsoleSignIn', confirm);
    const mixed = { ...ticket, secret: other.secret };
    expect(await stateOf(browser, mixed)).toMatchObject({
      ok: false,
      error: { code: 'FORBIDDEN' },
    });
  });

  it('after a minute it can no longer be scanned, nor used', async () => {
    const browser = await knownBrowser();
    const ticket = await ticketIn(browser);
    await agedBy(ticket, 60_000);
    const late = await onPhone('苏干事', 'account.scanConsoleTicket', { ticket: ticket.ticket });
    expect(late).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
    expect(data(await stateOf(browser, ticket))).toEqual({ state: 'OVER' });

    const another = await ticketIn(browser);
    await onPhone('苏干事', 'account.scanConsoleTicket', { ticket: another.ticket });
    const confirm = { ticket: another.ticket, accept: true };
    await onPhone('苏干事', 'account.confirmConsoleSignIn', confirm);
    await agedBy(another, 60_000);
    expect(data(await stateOf(browser, another))).toEqual({ state: 'OVER' });
  });

  it('belongs to whoever scanned it first', async () => {
    const browser = await knownBrowser();
    const { ticket } = await ticketIn(browser);
    await onPhone('苏干事', 'account.scanConsoleTicket', { ticket });
    const second = await onPhone('高干事', 'account.scanConsoleTicket', { ticket });
    expect(second).toMatchObject({
      ok: false,
      error: { code: 'CONFLICT', message: expect.stringContaining('另一部手机') },
    });
    const theirs = await onPhone('高干事', 'account.confirmConsoleSignIn', {
      ticket,
      accept: true,
    });
    expect(theirs).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
    const again = await onPhone('苏干事', 'account.scanConsoleTicket', { ticket });
    expect(again).toMatchObject({ ok: true });
  });

  it('declined on the phone, it is over', async () => {
    const browser = await knownBrowser();
    const ticket = await ticketIn(browser);
    await onPhone('苏干事', 'account.scanConsoleTicket', { ticket: ticket.ticket });
    const decline = { ticket: ticket.ticket, accept: false };
    expect(await onPhone('苏干事', 'account.confirmConsoleSignIn', decline)).toMatchObject({
      ok: true,
    });
    expect(data(await stateOf(browser, ticket))).toEqual({ state: 'OVER' });
  });

  it('is for people in office only, and a post has to be their own', async () => {
    const browser = await knownBrowser();
    const { ticket } = await ticketIn(browser);
    const member = await onPhone('陈甲', 'account.scanConsoleTicket', { ticket });
    expect(member).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
    await onPhone('苏干事', 'account.scanConsoleTicket', { ticket });
    const foreign = { ticket, accept: true, postId: 'post-高干事-P' };
    expect(await onPhone('苏干事', 'account.confirmConsoleSignIn', foreign)).toMatchObject({
      ok: false,
      error: { code: 'FORBIDDEN' },
    });
  });

  it('the two sides cannot be played by one: no ticket on a phone, no scan in a browser', async () => {
    expect(await onPhone('苏干事', 'account.consoleTicket', {})).toMatchObject({
      ok: false,
      error: { code: 'FORBIDDEN' },
    });
    const browser = await signInBrowser(test, PHONE);
    const { ticket } = await ticketIn(browser);
    expect(await browser.call('account.scanConsoleTicket', { ticket })).toMatchObject({
      ok: false,
      error: { code: 'FORBIDDEN' },
    });
  });

  it('stores hashes only', async () => {
    const browser = await knownBrowser();
    const { ticket, secret } = await ticketIn(browser);
    const stored = await test.database.get('tickets', test.secrets.digest('ticket', ticket));
    expect(stored).not.toBeNull();
    expect(JSON.stringify(stored)).not.toContain(ticket);
    expect(JSON.stringify(stored)).not.toContain(secret);
  });
});

describe('where somebody is signed in', () => {
  it('is listed, the own place marked, and "not me" ends the others and forgets their browsers', async () => {
    await test.database.removeWhere('sessions', { accountId: 'account-苏干事' });
    const own = await signInBrowser(test, PHONE);
    const other = await signInBrowser(test, PHONE);
    const { items } = data(await own.call('account.sessions', {}));
    expect(items).toHaveLength(2);
    expect(items.map(({ current }) => current)).toEqual([false, true]);
    expect(items[0]).toMatchObject({ address: '127.0.*.*', how: 'CODE', sameNetwork: true });
    expect(data(await onPhone('苏干事', 'account.sessions', {})).items).toHaveLength(2);

    expect(data(await own.call('account.endSessions', { notMe: true }))).toEqual({ ended: 1 });
    expect(await other.call('account.me', {})).toMatchObject({ ok: false });
    expect(await own.call('account.me', {})).toMatchObject({ ok: true });
    const { browsers } = (await test.database.get('accounts', 'account-苏干事'))!;
    expect(browsers).toHaveLength(1);
  });

  it('one place can be ended, only the own ones, and from the phone all of them', async () => {
    const own = await signInBrowser(test, PHONE);
    const other = await signInBrowser(test, PHONE);
    const { items } = data(await own.call('account.sessions', {}));
    const sessionId = items.find(({ current }) => !current)!.id;
    const stranger = await onPhone('高干事', 'account.endSessions', { sessionId });
    expect(stranger).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
    expect(data(await own.call('account.endSessions', { sessionId }))).toEqual({ ended: 1 });
    expect(await other.call('account.me', {})).toMatchObject({ ok: false });
    const { ended } = data(await onPhone('苏干事', 'account.endSessions', {}));
    expect(ended).toBeGreaterThan(0);
    expect(await own.call('account.me', {})).toMatchObject({ ok: false });
  });
});
