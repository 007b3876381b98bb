/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { ticketIn } from '../../miniprogram/services/console-ticket';
import { BRANCH, COMMITTEE, me, NOW, postAt } from './support/people';
import type { FakePhone } from './support/phone';
import { ok, refuse } from './support/phone';
import { show } from './support/simulate';

const TICKET = 'A1b2C3d4E5f6G7h8I9j0K_';
const scanned = {
  ticket: TICKET,
  browser: 'Chrome · Windows',
  address: '117.136.*.*',
  sameNetwork: true,
  known: true,
  needsCode: false,
  askedAt: NOW - 5_000,
};
const sessionHere = {
  id: 's1s1s1s1s1s1s1s1s1s1s1',
  current: false,
  browser: 'Edge · Windows',
  address: '117.136.*.*',
  sameNetwork: null,
  how: 'CODE',
  signedInAt: NOW - 3_600_000,
  seenAt: NOW,
};

const open = (prepare: (phone: FakePhone) => void = () => undefined) =>
  show('pages/console-sign-in/index', {}, (phone) => {
    phone.answers['account.me'] = () => ok(me({ posts: [postAt(BRANCH)] }));
    phone.answers['account.sessions'] = () => ok({ items: [] });
    phone.answers['account.scanConsoleTicket'] = () => ok(scanned);
    phone.answers['account.confirmConsoleSignIn'] = () => ok({ needsCode: false });
    phone.code = { result: `https://desk.example.cn/#t=${TICKET}` };
    prepare(phone);
  });
const sent = ({ calls }: FakePhone, action: string) =>
  calls.filter((call) => call.action === action).map(({ input }) => input);

describe('the code of the console’s sign-in page', () => {
  it('is known by its ticket; other codes are not', () => {
    expect(ticketIn(`https://desk.example.cn/#t=${TICKET}`)).toBe(TICKET);
    expect(ticketIn(`https://desk.example.cn/#t=${TICKET}x`)).toBeNull();
    expect(ticketIn('https://example.cn/')).toBeNull();
  });
});

describe('signing in at a computer', () => {
  it('shows whose computer it is and confirms with the only post', async () => {
    const page = await open();
    await page.run('onScan');
    expect(sent(page.phone, 'account.scanConsoleTicket')).toEqual([{ ticket: TICKET }]);
    expect(page.text()).toContain('Chrome · Windows');
    expect(page.text()).toContain('117.136.*.*');
    expect(page.text()).toContain('确认后电脑上自动登录');
    await page.run('onAccept');
    expect(sent(page.phone, 'account.confirmConsoleSignIn')).toEqual([
      { ticket: TICKET, accept: true, postId: postAt(BRANCH).id },
    ]);
    expect(page.text()).toContain('电脑上会自动登录');
  });

  it('lets somebody with several posts choose one', async () => {
    const page = await open((phone) => {
      phone.answers['account.me'] = () => ok(me({ posts: [postAt(BRANCH), postAt(COMMITTEE)] }));
    });
    await page.run('onScan');
    await page.run('onPost', { dataset: { id: postAt(COMMITTEE).id } });
    await page.run('onAccept');
    expect(sent(page.phone, 'account.confirmConsoleSignIn')).toMatchObject([
      { postId: postAt(COMMITTEE).id },
    ]);
  });

  it('warns of a strange computer and tells where the SMS code goes', async () => {
    const page = await open((phone) => {
      phone.answers['account.scanConsoleTicket'] = () =>
        ok({ ...scanned, known: false, sameNetwork: false, needsCode: true });
      phone.answers['account.confirmConsoleSignIn'] = () => ok({ needsCode: true });
    });
    await page.run('onScan');
    expect(page.text()).toContain('别人发来的二维码不要扫');
    await page.run('onAccept');
    expect(page.text()).toContain('请填在电脑上');
  });

  it('declines', async () => {
    const page = await open();
    await page.run('onScan');
    await page.run('onDecline');
    expect(sent(page.phone, 'account.confirmConsoleSignIn')).toEqual([
      { ticket: TICKET, accept: false },
    ]);
    expect(page.text()).toContain('已取消');
  });

  it('says what to do with another code, a stale one, and none', async () => {
    const other = await open((phone) => {
      phone.code = { result: 'https://example.cn/' };
    });
    await other.run('onScan');
    expect(other.text()).toContain('这不是登录管理系统的二维码');
    const stale = await open((phone) => {
      phone.answers['account.scanConsoleTicket'] = () => refuse('CONFLICT', '这个二维码已失效。');
    });
    await stale.run('onScan');
    expect(stale.text()).toContain('这个二维码已失效');
    const none = await open((phone) => {
      phone.code = null;
    });
    await none.run('onScan');
    expect(sent(none.phone, 'account.scanConsoleTicket')).toEqual([]);
  });

  it('ends one computer’s session, or all of them when they are strange', async () => {
    const page = await open((phone) => {
      phone.answers['account.sessions'] = () => ok({ items: [sessionHere] });
      phone.answers['account.endSessions'] = () => ok({ ended: 1 });
    });
    expect(page.text()).toContain('Edge · Windows');
    await page.run('onEnd', { dataset: { id: sessionHere.id } });
    await page.run('onNotMe');
    expect(sent(page.phone, 'account.endSessions')).toEqual([
      { sessionId: sessionHere.id },
      { notMe: true },
    ]);
  });
});
