import type { Me } from './account';

/** Where a browser is, as far as its address tells. */
export interface Place {
  /** 117.136.*.* */
  address: string;
  /** Whether it is the network of whoever asks; null where that is not known. */
  sameNetwork: boolean | null;
}

/**
 * A ticket to be scanned. The page makes the QR code of `{origin}/#t={ticket}` and keeps the secret: it
 * never stands in the code. The mini-program scans with `wx.scanCode` and takes what follows `#t=`.
 */
export interface ConsoleTicket {
  ticket: string;
  secret: string;
  /** Seconds until it can no longer be scanned; ask for another one then. */
  expiresIn: number;
}

/**
 * WAITING: not scanned. SCANNED: on the phone, not confirmed. CODE: confirmed, and the SMS code that was sent
 * to the phone has to be typed here. SIGNED_IN: cookies are set. OVER: expired, declined or used.
 */
export type ConsoleTicketState =
  | { state: 'WAITING' | 'SCANNED' | 'OVER' }
  | { state: 'CODE'; phone: string }
  | { state: 'SIGNED_IN'; me: Me; post: string | null };

/** What the phone shows before it confirms. */
export interface ScannedTicket extends Place {
  ticket: string;
  /** Chrome · Windows */
  browser: string;
  /** The browser was used for this account before. */
  known: boolean;
  /** An SMS code will have to be typed in the browser. */
  needsCode: boolean;
  /** Milliseconds since 1970. */
  askedAt: number;
}

/** A place at which the account is signed in to the console. */
export interface ConsoleSession extends Place {
  id: string;
  current: boolean;
  browser: string;
  how: 'CODE' | 'SCAN';
  signedInAt: number;
  seenAt: number;
}

export interface ConsoleSignInActions {
  /** In the browser, before anybody is known. */
  'account.consoleTicket': { input: Record<string, never>; output: ConsoleTicket };
  /** In the browser, every two seconds while the page is seen; with `code` once it is asked for. */
  'account.consoleTicketState': {
    input: { ticket: string; secret: string; code?: string };
    output: ConsoleTicketState;
  };
  /** On the phone: the scan, which ties the ticket to this account. */
  'account.scanConsoleTicket': { input: { ticket: string }; output: ScannedTicket };
  /** On the phone. `postId`: the post to begin with. */
  'account.confirmConsoleSignIn': {
    input: { ticket: string; accept: boolean; postId?: string };
    output: { needsCode: boolean };
  };
  /** The latest sign-in first; on the phone none is the current one. */
  'account.sessions': { input: Record<string, never>; output: { items: ConsoleSession[] } };
  /**
   * Ends one session, or all but the current one. `notMe`: also forgets all other browsers, so that the last
   * six characters of the ID number are asked for again there.
   */
  'account.endSessions': {
    input: { sessionId?: string; notMe?: boolean };
    output: { ended: number };
  };
}
