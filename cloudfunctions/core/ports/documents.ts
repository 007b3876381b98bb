import type {
  Gender,
  IdType,
  ImportProblem,
  ImportRow,
  ImportState,
  Interval,
  MemberStatus,
  NumberHistoryEntry,
  NumberMode,
  NumberSource,
  OrganizationStatus,
  OrganizationType,
  RegistrationField,
  RegistrationStatus,
  ReviewDecision,
  YearState,
} from '../../../typings/api';

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
  /** Who holds the office of secretary of a branch or general branch; renewed by appointment and dismissal. */
  secretary: { accountId: string; postId: string; name: string; to: string } | null;
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

export type JournalKind =
  | 'RANGE_ADD'
  | 'ALLOCATE'
  | 'RECLAIM'
  | 'ASSIGN'
  | 'MANUAL_ACCEPTED'
  | 'SUBMIT'
  | 'RESUBMIT'
  | 'WITHDRAW'
  | 'PASS'
  | 'RETURN'
  | 'ORG_CREATE'
  | 'ORG_IMPORT'
  | 'APPOINT'
  | 'DISMISS';

/** What a line did to its holding: RANGE_ADD, ALLOCATE_IN, RECLAIM_IN give it numbers, ALLOCATE_OUT, RECLAIM_OUT take them. */
export type JournalLineKind =
  | 'RANGE_ADD'
  | 'ALLOCATE_OUT'
  | 'ALLOCATE_IN'
  | 'RECLAIM_OUT'
  | 'RECLAIM_IN'
  | 'ASSIGN'
  | 'OCCUPIED';

/** One change of one holding. */
export interface JournalLine {
  kind: JournalLineKind;
  org: string;
  /** The other side; null when there is none or more than one (each of those has a line of its own). */
  counterOrg: string | null;
  intervals: Interval[];
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

export interface YearDocument {
  _id: string;
  state: YearState;
}

/** Written by whoever defines a range and by whoever accepts a typed number of that year. `_id` is the year. */
export interface RangeGuardDocument {
  _id: string;
  rev: number;
  ranges: Interval[];
}

/** Figures of a subtree, counted up after commit and repaired by the clock. `_id` = `{year}-{orgId}`. */
export interface TotalsDocument {
  _id: string;
  orgId: string;
  year: number;
  used: number;
  waiting: number;
}

/** Reserves an ID number or phone for one open registration or member. `_id` = `id:{hmac}` or `phone:{hmac}`. */
export interface ClaimDocument {
  _id: string;
  registrationId: string;
}

/** Personal fields of an applicant or member. */
export interface PersonFields {
  name: string;
  idType: IdType;
  idNumberSealed: string;
  idNumberHash: string;
  /** 350199********0042 */
  idNumberMasked: string;
  birthDate: string;
  gender: Gender;
  phoneSealed: string;
  phoneHash: string;
  phoneMasked: string;
  joinMonth: string;
  joinedInProvince: boolean;
  ethnicity: string | null;
  education: string | null;
  politicalStatus: string | null;
  joinUnit: string | null;
}

export interface StoredStep {
  at: number;
  decision: ReviewDecision;
  /** Status after the step. */
  status: RegistrationStatus;
  /** Organisation at whose stage the step was made; null for the applicant's own steps. */
  orgId: string | null;
  onBehalfOf: string | null;
  accountId: string;
  /** Surname and office as shown to the applicant. */
  by: string;
  reason: string | null;
}

export interface RegistrationDocument extends PersonFields {
  _id: string;
  accountId: string;
  status: RegistrationStatus;
  version: number;
  branchId: string;
  generalBranchId: string | null;
  committeeId: string;
  /** Ids from the root down to the branch. */
  path: string[];
  typedNumber: string | null;
  mode: NumberMode;
  submittedAt: number;
  /** When the present status began. */
  since: number;
  /** Orders queues by `since`, unique (domain/review.ts orderKey). */
  order: string;
  steps: StoredStep[];
  returned: { reason: string; fields: RegistrationField[] } | null;
  memberNumber: string | null;
  numberSource: NumberSource | null;
  poolOrgId: string | null;
}

/** 团籍资料. `_id` is the id of the registration that was approved. */
export interface MemberDocument extends PersonFields {
  _id: string;
  accountId: string;
  branchId: string;
  path: string[];
  joinYear: number;
  memberNumber: string | null;
  numberSource: NumberSource;
  poolOrgId: string | null;
  numberHistory: NumberHistoryEntry[];
  status: MemberStatus;
  approvedAt: number;
  /** Orders the roster by `approvedAt`, unique. */
  order: string;
  steps: StoredStep[];
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
  createdAt: number;
}

/** A console session. `_id` is the hash of the cookie's token. */
export interface SessionDocument {
  _id: string;
  accountId: string;
  csrfHash: string;
  createdAt: number;
  seenAt: number;
}

/** An SMS code on its way. `_id` = `{purpose}:{phoneHash}`. */
export interface CodeDocument {
  _id: string;
  codeHash: string;
  expiresAt: number;
  triesLeft: number;
  usedAt: number | null;
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
}

export interface ImportDocument {
  _id: string;
  accountId: string;
  rootId: string;
  fileName: string;
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

/** Work of the clock, one document per job. */
export interface JobDocument {
  _id: string;
  dueAt: number;
  leaseUntil: number;
  cursor: string | null;
  progress: number;
}

/** Every collection by name; `adapters/collections.ts` declares their indexes. */
export interface Documents {
  organizations: OrganizationDocument;
  holdings: HoldingDocument;
  numbers: NumberDocument;
  journal: JournalDocument;
  years: YearDocument;
  rangeGuards: RangeGuardDocument;
  totals: TotalsDocument;
  claims: ClaimDocument;
  registrations: RegistrationDocument;
  members: MemberDocument;
  accounts: AccountDocument;
  sessions: SessionDocument;
  codes: CodeDocument;
  counters: CounterDocument;
  audit: AuditDocument;
  imports: ImportDocument;
  importSlices: ImportSliceDocument;
  jobs: JobDocument;
}

export type CollectionName = keyof Documents;
