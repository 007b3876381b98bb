import type {
  Difference,
  Interval,
  NumberMode,
  RequestState,
  SuspectNumber,
  SuspicionKind,
  YearState,
  YearStatement,
} from '../../../typings/api';

/* Numbers: who holds which, what is proved and asked about them. The journal stands in journal.ts. */

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
