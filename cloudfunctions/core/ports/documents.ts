import type {
  Difference,
  ImportProblem,
  ImportRow,
  ImportState,
  Interval,
  NumberMode,
  OrganizationStatus,
  OrganizationType,
  RequestState,
  SuspectNumber,
  SuspicionKind,
  YearState,
  YearStatement,
} from '../../../typings/api';
import type { JournalDocument } from './journal';
import type { RegistrationDocument, MemberDocument, CorrectionDocument } from './people';
import type { Message } from './wechat';

export type * from './journal';
export type * from './people';

/*
 * What is stored, one interface per collection. Times are milliseconds since 1970, days `YYYY-MM-DD`
 * and months `YYYY-MM` in Chinese civil time. `sealed` values are encrypted (ports/secrets.ts).
 */

/** `_id` is the organisation's code: unique, and never changed. */
export interface OrganizationDocument {
  _id: string;
  fullName: string;
  shortName: string;
  type: OrganizationType;
  status: OrganizationStatus;
  parentId: string | null;
  /** Ids from the root down to the organisation itself. */
  path: string[];
  /** Nearest committee above; the organisation itself when it is one. */
  committeeId: string | null;
  /** The general branch a branch stands under. */
  generalBranchId: string | null;
  /** Pieces of the names, initials and code that the search looks up (domain/search-terms.ts). */
  terms: string[];
  /** Orders siblings, unique (domain/organizations.ts sortKey). */
  sort: string;
  hasChildren: boolean;
  /**
   * Who holds the office of secretary of a branch or general branch; renewed by appointment and dismissal.
   * `asleep`: has not been here for so long that somebody above stands in, until the post is renewed.
   */
  secretary: {
    accountId: string;
    postId: string;
    name: string;
    to: string;
    asleep?: boolean;
  } | null;
  createdAt: number;
  updatedAt: number;
}

/** What an organisation answers for in a year (design: holdings). `_id` = `{year}-{orgId}`. */
export interface HoldingDocument {
  _id: string;
  orgId: string;
  year: number;
  parentId: string | null;
  /** Counts the changes; journal lines of the holding form a gapless chain of it. */
  rev: number;
  closed: boolean;
  held: Interval[];
  free: Interval[];
  used: Interval[];
  voided: Interval[];
  expired: Interval[];
  /** The organisation was closed. */
  retired?: boolean;
  /** Canonical cover of `held` (domain/cover.ts). */
  cover: string[];
}

/** A number that is assigned, void or external. `_id` is the number: the database refuses a second one. */
export interface NumberDocument {
  _id: string;
  year: number;
  state: 'ASSIGNED' | 'VOID' | 'EXTERNAL';
  /** The holding's organisation that has it in `used` or `voided`; null for EXTERNAL. */
  holderOrgId: string | null;
  memberId: string | null;
  at: number;
}

export interface YearDocument {
  _id: string;
  state: YearState;
  /** Who ordered the closing that the sweep works on; null before. */
  order: { accountId: string; postId: string; orgId: string } | null;
  /** The sweep has begun: a holding may be closed, the year is not reopened any more. */
  swept?: boolean;
  /** Of a closed year. */
  statement: YearStatement | null;
}

/** Written by whoever defines a range and by whoever accepts a typed number of that year. `_id` is the year. */
export interface RangeGuardDocument {
  _id: string;
  rev: number;
  ranges: Interval[];
}

/** Taken back: made once per journal entry by the operation that undid it. `_id` is the entry's. */
export interface UndoneDocument {
  _id: string;
  /** The UNDO entry. */
  by: string;
}

/** A holding as its journal made it at revision `rev`: where the next replay begins. `_id` is the holding's. */
export interface CheckpointDocument {
  _id: string;
  /** When it was proved; entries of that time may come after it. */
  at: number;
  rev: number;
  closed: boolean;
  held: Interval[];
  free: Interval[];
  used: Interval[];
  voided: Interval[];
  expired: Interval[];
}

/** What the nightly proof found wrong with an organisation's numbers of a year; gone when it is sound again. `_id` is the holding's. */
export interface FindingDocument {
  _id: string;
  orgId: string;
  year: number;
  /** Ids from the root down to the organisation. */
  path: string[];
  at: number;
  differences: Difference[];
}

/**
 * A typed number that looks wrong, as the clock found it (domain/suspicion.ts); gone when it looks right.
 * `_id` is that of the registration, or of the member record.
 */
export interface SuspectDocument {
  _id: string;
  branchId: string;
  /** Ids from the root down to the branch. */
  path: string[];
  number: string;
  mode: NumberMode;
  joinYear: number;
  level: SuspectNumber['level'];
  found: Array<{ kind: SuspicionKind; orgId: string | null }>;
  foundAt: number;
  /** Orders the list: level, number, id; unique. */
  order: string;
}

/** The latest request for more of an organisation in a year; earlier ones are in the journal. `_id` = `{year}-{orgId}`. */
export interface RequestDocument {
  _id: string;
  orgId: string;
  /** Who decides. */
  parentId: string;
  year: number;
  version: number;
  state: RequestState;
  /** Whether `state` is OPEN, for the look-up of the decider's list. */
  open: boolean;
  count: number;
  reason: string;
  askedBy: string;
  askedAt: number;
  granted: number | null;
  answer: string | null;
  decidedAt: number | null;
  /** Orders lists by the last change, unique. */
  order: string;
}

/** Figures of a subtree, counted up after commit and repaired by the clock. `_id` = `{year}-{orgId}`. */
export interface TotalsDocument {
  _id: string;
  orgId: string;
  year: number;
  used: number;
  waiting: number;
  /** Of `used`, how many were assigned in which month (`YYYY-MM`); for the pace only, never repaired. */
  months?: Record<string, number>;
}

/** Reserves an ID number or phone for one open registration or member. `_id` = `id:{hmac}` or `phone:{hmac}`. */
export interface ClaimDocument {
  _id: string;
  registrationId: string;
}

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
   * HMAC of the last six characters of the ID number, asked for on a new device. Set by an appointment
   * and by the approval of a registration; null for people who have neither a post nor a record.
   */
  idTailHash: string | null;
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
  createdAt: number;
  seenAt: number;
  /** Of the browser, as a ticket has them. */
  agent: string;
  address: string;
  how: 'CODE' | 'SCAN';
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

export interface ImportDocument {
  _id: string;
  accountId: string;
  rootId: string;
  fileName: string;
  /** Of the rows, as the face made it. */
  fingerprint?: string;
  state: ImportState;
  total: number;
  received: number;
  checked: number;
  committed: number;
  created: number;
  updated: number;
  unchanged: number;
  problemCount: number;
  createdAt: number;
}

/** 200 lines of an import. `_id` = `{importId}-{slice as 5 digits}`. */
export interface ImportSliceDocument {
  _id: string;
  importId: string;
  slice: number;
  rows: ImportRow[];
  problems: ImportProblem[];
}

/** What still has to follow a moved organisation. `_id` is the operation key of the move. */
export interface MoveDocument {
  _id: string;
  orgId: string;
  at: number;
  done: boolean;
  /** The last id done, by collection. */
  cursors: Record<string, string>;
}

/** Work of the clock, one document per job. */
export interface JobDocument {
  _id: string;
  dueAt: number;
  leaseUntil: number;
  cursor: string | null;
  progress: number;
  /** When it was done last. */
  ranAt?: number;
}

/** Subscription messages that the clock is to send. */
export interface NoticeDocument {
  _id: string;
  at: number;
  messages: Message[];
}

/** Every collection by name; `adapters/collections.ts` declares their indexes. */
export interface Documents {
  organizations: OrganizationDocument;
  holdings: HoldingDocument;
  numbers: NumberDocument;
  journal: JournalDocument;
  years: YearDocument;
  rangeGuards: RangeGuardDocument;
  undone: UndoneDocument;
  requests: RequestDocument;
  suspects: SuspectDocument;
  checkpoints: CheckpointDocument;
  findings: FindingDocument;
  totals: TotalsDocument;
  claims: ClaimDocument;
  registrations: RegistrationDocument;
  members: MemberDocument;
  corrections: CorrectionDocument;
  moves: MoveDocument;
  accounts: AccountDocument;
  sessions: SessionDocument;
  tickets: TicketDocument;
  codes: CodeDocument;
  counters: CounterDocument;
  audit: AuditDocument;
  imports: ImportDocument;
  importSlices: ImportSliceDocument;
  jobs: JobDocument;
  notices: NoticeDocument;
}

export type CollectionName = keyof Documents;
