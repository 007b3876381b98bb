import type { ApiError, OrganizationRef, Page } from './common';
import type {
  FieldNotes,
  Gender,
  IdType,
  Meeting,
  NumberMode,
  NumberSource,
  OptionalAnswers,
  PendingStatus,
  RegistrationField,
  RegistrationStatus,
  ReviewStep,
} from './registration';

export interface ReviewItem {
  id: string;
  name: string;
  status: RegistrationStatus;
  branch: OrganizationRef;
  joinMonth: string;
  mode: NumberMode;
  /** When the present stage began. */
  since: number;
  submittedAt: number;
  /** Pre-flight findings that need a look (amber). */
  attention: number;
  /** Pre-flight findings that would stop an approval now (red); the pool only where it was asked about. */
  stops: number;
  /** 138****0604 */
  phone: string;
  /** When the applicant reminded of it (申请人提醒), at the present stage; null when not. */
  nudgedAt: number | null;
  /** Whether the acting post may pass or return it now; `onBehalf` when it would stand in for another (代审). */
  mayReview: boolean;
  onBehalf: boolean;
  memberNumber: string | null;
}

/** Numbers that people of a page would be given, in the order of their submission. */
export interface ReviewPool {
  organization: OrganizationRef;
  year: number;
  free: number;
  /** People of this page who draw from it. */
  wanted: number;
}

export interface ReviewList extends Page<ReviewItem> {
  /** People per status in the organisation asked about; approved ones are not counted. */
  counts: Record<Exclude<RegistrationStatus, 'APPROVED' | 'WITHDRAWN'>, number>;
  /** Only when asked for with `pools`. */
  pools?: ReviewPool[];
}

/** A finding of the checks before a review. */
export interface PreflightCheck {
  id: string;
  level: 'OK' | 'WARN' | 'STOP';
  text: string;
}

/** What an applicant changed since the registration was returned or withdrawn, as it is stored: months, words, ids masked. */
export interface FieldChange {
  field: RegistrationField;
  before: string | null;
  after: string | null;
}

export interface ReviewDetail extends ReviewItem {
  version: number;
  path: OrganizationRef[];
  /** Contact data masked. */
  form: OptionalAnswers & {
    idType: IdType;
    /** 350199********0042 */
    idNumber: string;
    birthDate: string;
    gender: Gender;
    phone: string;
    joinedInProvince: boolean;
    typedNumber: string | null;
  };
  checks: PreflightCheck[];
  /** What approval would do now; null unless the committee's turn has come and a number would be drawn. */
  forecast: { number: string; pool: OrganizationRef; remaining: number } | null;
  /** Whether the acting post may pass and return now, and if not, why. */
  may: { pass: boolean; return: boolean; why: string | null; onBehalfOf: OrganizationRef | null };
  steps: ReviewStep[];
  /** Only for a registration that was sent again; a branch is given by its name. */
  changes: FieldChange[];
}

export interface PassInput {
  registrationId: string;
  /** The stage the reviewer saw: a review made meanwhile by somebody else is told, not repeated. */
  status: PendingStatus;
  /** MANUAL at the committee's stage: 已核对《入团志愿书》封面. */
  coverChecked?: boolean;
  /** Not later than today, nor before the month of joining; votes ≤ present. */
  meeting?: Meeting;
}
export interface PassOutput {
  registrationId: string;
  status: RegistrationStatus;
  /** The sentence to show: the guide's own at approval. */
  message: string;
  memberNumber: string | null;
  /** AUTO_BRANCH and AUTO_COMMITTEE tell the pool the number came from. */
  numberSource: NumberSource | null;
  /** Free numbers left in that pool; null when none was drawn. */
  remaining: number | null;
}
export interface PassManyInput {
  /** 1–50; they are taken in the order of their submission. */
  registrationIds: string[];
  status: PendingStatus;
  coverChecked?: boolean;
  /** One meeting for all of them. */
  meeting?: Meeting;
}
/** What came of one person of a batch. */
export type PassResult =
  | { registrationId: string; ok: true; data: PassOutput }
  | { registrationId: string; ok: false; error: ApiError };
export interface PassManyOutput {
  results: PassResult[];
  /** Not reached in time: send the same call again, with the same operation id. */
  unfinished: string[];
}
export interface ReturnInput {
  registrationId: string;
  status: PendingStatus;
  reason: string;
  fields: RegistrationField[];
  /** A sentence beside single fields, of those marked. */
  notes?: FieldNotes;
}

/** What the list and the export can be narrowed by. */
export interface ReviewFilter {
  /** Defaults to the organisation of the acting post. */
  orgId?: string;
  /** One or several. */
  status: RegistrationStatus | RegistrationStatus[];
  /** Only those that the organisation, a committee, approves itself, not a committee below it. */
  own?: boolean;
  /** Any part of the name, or the last four digits of the phone. */
  q?: string;
  /** YYYY-MM */
  joinMonth?: string;
  /** With findings that need a look (amber), or without; whether there are numbers is no part of it. */
  needsLook?: boolean;
}

export interface ReviewActions {
  'review.list': {
    input: ReviewFilter & {
      /** By the beginning of the present stage; OLDEST unless only APPROVED or WITHDRAWN ones are asked for. */
      sort?: 'OLDEST' | 'NEWEST';
      /** Also tell which numbers the people of the page would be given. */
      pools?: boolean;
      cursor?: string;
      limit?: number;
    };
    output: ReviewList;
  };
  'review.get': { input: { registrationId: string }; output: ReviewDetail };
  'review.pass': { input: PassInput; output: PassOutput };
  'review.reassign': {
    input: { registrationId: string; status: PendingStatus; branchId: string; reason: string };
    output: { registrationId: string; status: 'RETURNED' };
  };
  'review.passMany': { input: PassManyInput; output: PassManyOutput };
  'review.return': { input: ReturnInput; output: { registrationId: string; status: 'RETURNED' } };
}
