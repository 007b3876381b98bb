/** Words shared by every action of the contract. Only types: every side imports them as types. */

/** Levels of the League tree. Every type but the last two is a committee (团委). */
export type OrganizationType =
  | 'PROVINCE'
  | 'CITY'
  | 'COUNTY'
  | 'GRASSROOTS_COMMITTEE'
  | 'WORK_COMMITTEE'
  | 'GENERAL_BRANCH'
  | 'BRANCH';

export type OrganizationStatus = 'ACTIVE' | 'CLOSED';

/** A range of member numbers as integers, inclusive at both ends. */
export interface Interval {
  start: number;
  end: number;
}

/** An organisation as it is named to people. */
export interface OrganizationRef {
  id: string;
  name: string;
  type: OrganizationType;
}

/** One page of a list; `next` is the cursor of the following page, null at the end. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

export type ErrorCode =
  | 'INVALID'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'EXHAUSTED'
  | 'BUSY'
  | 'UNKNOWN'
  | 'RATE_LIMITED'
  | 'INTERNAL';

/** What a refusal carries beside its sentence. */
export interface ErrorDetails {
  /** INVALID: a text per field, by the path of the field in the input (`items.0.count`). */
  fields?: Record<string, string>;
  /** EXHAUSTED: organisations that could supply numbers and how many they have free. */
  helpers?: Array<{ organization: OrganizationRef; free: number }>;
  /** RATE_LIMITED: seconds until the next try. */
  retryAfter?: number;
  /** CONFLICT at a registration: the own record is there without an account; `registration.bind` ties it. */
  mayBind?: boolean;
  /** INTERNAL: what to quote when asking for help. */
  requestId?: string;
}

export interface ApiError {
  code: ErrorCode;
  /** Chinese, for people; says what to do next. */
  message: string;
  details?: ErrorDetails;
}

export type Answer<T> = { ok: true; data: T } | { ok: false; error: ApiError };

/** What a caller sends. `opId` is required for writes, `post` when the caller holds several posts. */
export interface Call<Action extends string = string, Input = unknown> {
  action: Action;
  input: Input;
  opId?: string;
  post?: string;
}
