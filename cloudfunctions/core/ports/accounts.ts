import type { OrganizationType } from '../../../typings/api';

/* Accounts: who signs in, with what, and what they looked at. */

export interface StoredPost {
  id: string;
  orgId: string;
  /** Type of the organisation, which never changes: decides what the post may do. */
  orgType: OrganizationType;
  role: 'SECRETARY' | 'STAFF';
  from: string;
  /** Last day in office; a dismissed post ends the day before. */
  to: string;
}

export interface AccountDocument {
  _id: string;
  phoneSealed: string;
  phoneHash: string;
  phoneMasked: string;
  /** Known to whoever appointed the holder, or from the registration; null before. */
  name: string | null;
  /**
   * The last six characters of the ID number, asked for on a new device. Set by an appointment and by the
   * approval of a registration; null for people who have neither a post nor a record.
   */
  idTailSealed: string | null;
  /** WeChat identities and browsers (hashed) that signed in before. */
  openids: string[];
  browsers: string[];
  posts: StoredPost[];
  lastSignInAt: number | null;
  /** Console sessions begun by then are over. */
  sessionsEndedAt?: number;
  /** The number was given by the committee above and not proven by a code: the last six are asked for. */
  phoneGiven?: boolean;
  createdAt: number;
}

/** A console session. `_id` is the hash of the cookie's token. */
export interface SessionDocument {
  _id: string;
  accountId: string;
  csrfHash: string;
  /** Of the browser's own token: in another browser the session is worth nothing. */
  browserHash: string;
  createdAt: number;
  seenAt: number;
  /** Of the browser, as a ticket has them. */
  agent: string;
  address: string;
  how: 'CODE' | 'SCAN';
  /** Since when it is over; kept until it would have ended by itself, so that its use is noticed. */
  endedAt?: number;
}

/** A console that wants to be signed in by scanning (design §10). `_id` is the hash of the ticket. */
export interface TicketDocument {
  _id: string;
  /** Of what the page keeps to itself. */
  secretHash: string;
  /** Of the browser's cookie; null when it has none. */
  browserHash: string | null;
  /** Chrome · Windows */
  agent: string;
  address: string;
  createdAt: number;
  /** Until then it can be scanned; once confirmed, until then it can be used. */
  expiresAt: number;
  /** DECLINED on the phone; USED: somebody was signed in. */
  state: 'WAITING' | 'SCANNED' | 'CONFIRMED' | 'DECLINED' | 'USED';
  /** Whose phone scanned it first. */
  accountId: string | null;
  /** The post to begin with, if the phone chose one. */
  postId: string | null;
  /** An SMS code has to be typed in the browser as well. */
  needsCode: boolean;
}

/**
 * An SMS code on its way, `_id` = `{purpose}:{phoneHash}`; or a code of WeChat's phone component that was
 * opened, `_id` = `wechat:{hash}`, with the number behind it.
 */
export interface CodeDocument {
  _id: string;
  codeHash: string;
  expiresAt: number;
  triesLeft: number;
  usedAt: number | null;
  phoneSealed?: string;
}

/** Limits: `_id` names what is counted, by whom and in which hour or day. */
export interface CounterDocument {
  _id: string;
  n: number;
  expiresAt: number;
  /** Whose turn it is, where only one may go on. */
  by?: string;
}

/** Sign-ins, reveals, exports, changes of roles; kept 3 years. */
export interface AuditDocument {
  _id: string;
  at: number;
  actor: string | null;
  post: string | null;
  what: string;
  subject: string | null;
  /** Why personal data or a list was wanted. */
  reason?: string;
  /** What was asked for, by a keyed hash: all slices of one export ask for the same. */
  inputHash?: string;
}
