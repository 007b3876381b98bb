import type { Interval } from '../../../typings/api';

export type JournalKind =
  | 'RANGE_ADD'
  | 'ALLOCATE'
  | 'RECLAIM'
  | 'GIVE_BACK'
  | 'RANGE_SHRINK'
  | 'UNDO'
  | 'REQUEST'
  | 'REQUEST_REJECT'
  | 'ASSIGN'
  | 'IMPORT'
  | 'MANUAL_ACCEPTED'
  | 'SUBMIT'
  | 'RESUBMIT'
  | 'WITHDRAW'
  | 'PASS'
  | 'RETURN'
  | 'ORG_CREATE'
  | 'ORG_IMPORT'
  | 'ORG_UPDATE'
  | 'ORG_CLOSE'
  | 'MOVE'
  | 'APPOINT'
  | 'RENEW'
  | 'CORRECTION_FILE'
  | 'CORRECTION_CANCEL'
  | 'CORRECTION_REJECT'
  | 'CORRECT'
  | 'MEMBER_STATUS'
  /** Personal data removed on request. */
  | 'ERASE'
  | 'COVER'
  | 'REASSIGN'
  | 'CONFIRM_MOVE'
  /** The applicant reminded the reviewer. */
  | 'NUDGE'
  /** A new phone number, confirmed by the committee above. */
  | 'PHONE'
  /** An account for a member who was taken over. */
  | 'BIND'
  | 'YEAR_STATE'
  | 'YEAR_REOPEN'
  /** Settings of the province. */
  | 'SETTINGS'
  /** Somebody looks after an alarm. */
  | 'ALARM'
  | 'YEAR_CLOSE'
  | 'DISMISS';

/** What a line did to its holding: RANGE_ADD, ALLOCATE_IN, RECLAIM_IN give it numbers, ALLOCATE_OUT, RECLAIM_OUT take them. */
export type JournalLineKind =
  | 'RANGE_ADD'
  | 'ALLOCATE_OUT'
  | 'ALLOCATE_IN'
  | 'RECLAIM_OUT'
  | 'RECLAIM_IN'
  | 'GIVE_BACK_OUT'
  | 'GIVE_BACK_IN'
  | 'RANGE_SHRINK'
  | 'ASSIGN'
  /** Numbers that members had before the system did, free to used. */
  | 'IMPORT'
  | 'OCCUPIED'
  /** An assigned number back to free, in a closed holding to expired; or to void. */
  | 'CORRECTION_RELEASE'
  | 'CORRECTION_VOID'
  /** A replacement: free, in a closed holding expired, to used. OCCUPIED likewise. */
  | 'CORRECTION_REASSIGN'
  /** Free to expired; the holding is closed, also when it had none. */
  | 'YEAR_CLOSE'
  /** The organisation was closed and the holding retired; no numbers. */
  | 'ORG_CLOSE'
  /** The organisation got another parent; its numbers are as before. */
  | 'MOVE'
  /** What a moved organisation holds left, and came to, `held` of one above it. */
  | 'MOVE_OUT'
  | 'MOVE_IN';

/** One change of one holding. */
export interface JournalLine {
  kind: JournalLineKind;
  org: string;
  /** The other side; null when there is none or more than one (each of those has a line of its own). */
  counterOrg: string | null;
  intervals: Interval[];
  /** Of the holding: an entry can concern several years. */
  year: number;
  revBefore: number;
  revAfter: number;
}

/** One entry per operation, append-only. `_id` is the operation key. Ids only, no personal data. */
export interface JournalDocument {
  _id: string;
  at: number;
  actor: string;
  post: string | null;
  actingOrg: string | null;
  kind: JournalKind;
  year: number | null;
  lines: JournalLine[];
  /** Organisations the entry concerns: those of the lines, or the one acted upon. */
  orgs: string[];
  /** Canonical cover of the intervals moved. */
  cover: string[];
  /** The registration, import … the operation worked on. */
  subject: string | null;
  reason: string | null;
  inputHash: string;
  /** What the operation answers when it is asked for again; ids and numbers, rendered anew for the caller. */
  result: unknown;
}
