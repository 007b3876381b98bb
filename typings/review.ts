import type { ApiError, OrganizationRef, Page } from './common';
import type {
  Gender,
  IdType,
  NumberMode,
  NumberSource,
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
  /** Pre-flight findings that need a look. */
  attention: number;
  memberNumber: string | null;
}

export interface ReviewList extends Page<ReviewItem> {
  /** People per status in the organisation asked about; approved ones are not counted. */
  counts: Record<Exclude<RegistrationStatus, 'APPROVED' | 'WITHDRAWN'>, number>;
}

/** A finding of the checks before a review. */
export interface PreflightCheck {
  id: string;
  level: 'OK' | 'WARN' | 'STOP';
  text: string;
}

export interface ReviewDetail extends ReviewItem {
  version: number;
  path: OrganizationRef[];
  form: {
    idType: IdType;
    /** 350199********0042 */
    idNumber: string;
    birthDate: string;
    gender: Gender;
    phone: string;
    joinedInProvince: boolean;
    typedNumber: string | null;
    ethnicity: string | null;
    education: string | null;
    politicalStatus: string | null;
    joinUnit: string | null;
  };
  checks: PreflightCheck[];
  /** What approval would do now; null unless the committee's turn has come and a number would be drawn. */
  forecast: { number: string; pool: OrganizationRef; remaining: number } | null;
  /** Whether the acting post may pass and return now, and if not, why. */
  may: { pass: boolean; return: boolean; why: string | null; onBehalfOf: OrganizationRef | null };
  steps: ReviewStep[];
}

export interface PassInput {
  registrationId: string;
  /** The stage the reviewer saw: a review made meanwhile by somebody else is told, not repeated. */
  status: PendingStatus;
  /** MANUAL at the committee's stage: 已核对《入团志愿书》封面. */
  coverChecked?: boolean;
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
}

export interface ReviewActions {
  'review.list': {
    input: {
      /** Defaults to the organisation of the acting post. */
      orgId?: string;
      status: RegistrationStatus;
      /** Only those whose turn comes to the organisation itself, not to a committee below it. */
      own?: boolean;
      /** Start of a name. */
      q?: string;
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
