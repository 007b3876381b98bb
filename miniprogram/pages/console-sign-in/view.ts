import type { ConsoleSession, Post, ScannedTicket } from '../../../typings/api';
import { momentWords } from '../../format/time';
import { officeWord } from '../../format/words';

/** A post to begin with on the computer, as a row. */
export interface PostChoice {
  id: string;
  organization: string;
  office: string;
}

export const postChoices = (posts: readonly Post[]): PostChoice[] =>
  posts.map((post) => ({
    id: post.id,
    organization: post.organization.name,
    office: officeWord(post),
  }));

/** What the phone shows of a scanned code before it is confirmed. */
export function ticketView(ticket: ScannedTicket, now: number) {
  return {
    ticket: ticket.ticket,
    browser: ticket.browser,
    address: ticket.address,
    asked: momentWords(ticket.askedAt, now),
    warning: warningOf(ticket),
    codeNote: ticket.needsCode
      ? '确认后会发一条短信验证码到本机，填在电脑上才能登录。'
      : '确认后电脑上自动登录。',
  };
}
export type TicketView = ReturnType<typeof ticketView>;

function warningOf({ known, sameNetwork }: ScannedTicket): string {
  if (sameNetwork === false) {
    return '这台电脑和手机不在同一个网络。只确认你面前的电脑；别人发来的二维码不要扫、不要确认。';
  }
  return known ? '' : '你没有在这台电脑上登录过，请确认它就在你面前。';
}

/** A computer at which the account is signed in, as a row. */
export interface SessionRow {
  id: string;
  browser: string;
  note: string;
}

export const sessionRows = (sessions: readonly ConsoleSession[], now: number): SessionRow[] =>
  sessions.map(({ id, browser, address, how, signedInAt }) => ({
    id,
    browser,
    note: `${momentWords(signedInAt, now)} ${how === 'SCAN' ? '扫码' : '短信'}登录 · ${address}`,
  }));
