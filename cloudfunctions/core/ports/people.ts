import type {
  ContactField,
  CorrectionDisposal,
  CorrectionKind,
  CorrectionStatus,
  FieldChange,
  FieldNotes,
  Gender,
  IdType,
  Meeting,
  MemberStatus,
  NumberHistoryEntry,
  NumberMode,
  NumberSource,
  OptionalField,
  RegistrationField,
  RegistrationStatus,
  ReviewDecision,
} from '../../../typings/api';

/* Applicants, members and their numbers' corrections, as they are stored (documents.ts). */

/** Contact data: sealed to be read again, masked to be shown, not hashed because nothing is found by it. */
export type ContactFields = Record<`${ContactField}${'Sealed' | 'Masked'}`, string | null>;

/** Personal fields of an applicant or member. Documents older than an optional field lack it. */
export interface PersonFields extends Record<OptionalField, string | null>, ContactFields {
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
  isCadre: boolean;
}

export interface StoredStep {
  at: number;
  decision: ReviewDecision;
  /** Status after the step. */
  status: RegistrationStatus;
  /** Organisation of the post that made the step; null for the applicant's own steps. */
  orgId: string | null;
  onBehalfOf: string | null;
  accountId: string;
  /** Surname and office as shown to the applicant. */
  by: string;
  reason: string | null;
  /** Of a PASS that came out of a meeting. */
  meeting?: Meeting;
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
  returned: { reason: string; fields: RegistrationField[]; notes?: FieldNotes } | null;
  /** The branch a reviewer proposed when returning it; the applicant confirms or declines. */
  moveTo: string | null;
  /** Of one that was sent again: what is different since; a branch by its id. */
  changes?: FieldChange[];
  /** When the applicant last reminded whoever had to act. */
  nudgedAt: number | null;
  /** The WeChat identity that sent it in, and may have subscribed to the result; null from elsewhere. */
  subscriber: string | null;
  /** What it can be found by (domain/person-terms.ts). */
  terms: string[];
  /** Has a finding that a reviewer should look at (domain/preflight.ts needsLook); missing before migration 0001. */
  needsLook?: boolean;
  memberNumber: string | null;
  numberSource: NumberSource | null;
  poolOrgId: string | null;
}

/** Fields that only somebody who signed in has. */
type PhoneFields = Pick<PersonFields, 'phoneSealed' | 'phoneHash' | 'phoneMasked'>;

/**
 * 团籍资料. `_id` is the id of the registration that was approved; members taken over at go-live
 * have no registration, no account and no phone until an account is bound to them.
 */
export interface MemberDocument
  extends Omit<PersonFields, keyof PhoneFields>, Record<keyof PhoneFields, string | null> {
  _id: string;
  accountId: string | null;
  /** The phone number in the file of the take-over, proven by nobody so far; null or missing once bound. */
  filePhoneSealed?: string | null;
  branchId: string;
  path: string[];
  joinYear: number;
  memberNumber: string | null;
  numberSource: NumberSource;
  poolOrgId: string | null;
  numberHistory: NumberHistoryEntry[];
  status: MemberStatus;
  approvedAt: number;
  /** When somebody ticked that the number stands on the cover of the paper form; null until then. */
  coverWrittenAt: number | null;
  /** Who ticked it, by surname and office. */
  coverWrittenBy?: string | null;
  /** The open correction of the present number (domain.md §6.2). */
  correctionId: string | null;
  /** When the personal data was removed on request (usecases/erasure.ts); the number stays. */
  erasedAt?: number;
  /** Orders the roster by `approvedAt`, unique. */
  order: string;
  /** What it can be found by (domain/person-terms.ts). */
  terms: string[];
  steps: StoredStep[];
}

/** A wrongly assigned number on its way back (domain.md §6.2). */
export interface CorrectionDocument {
  _id: string;
  number: string;
  memberId: string;
  branchId: string;
  /** Ids from the root down to the member's branch. */
  path: string[];
  kind: CorrectionKind;
  reason: string;
  status: CorrectionStatus;
  filedByOrg: string;
  filedBy: string;
  filedAt: number;
  deciderOrg: string;
  decidedBy: string | null;
  decidedAt: number | null;
  note: string | null;
  disposal: CorrectionDisposal | null;
  replacement: string | null;
  /** Orders lists by `filedAt`, unique. */
  order: string;
}

/** Reserves an ID number or phone for one open registration or member. `_id` = `id:{hmac}` or `phone:{hmac}`. */
export interface ClaimDocument {
  _id: string;
  registrationId: string;
}
