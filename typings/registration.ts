import type { OrganizationRef } from './common';

export type RegistrationStatus =
  | 'PENDING_BRANCH'
  | 'PENDING_GENERAL'
  | 'PENDING_COMMITTEE'
  | 'RETURNED'
  | 'WITHDRAWN'
  | 'APPROVED';
export type PendingStatus = Extract<RegistrationStatus, `PENDING_${string}`>;

export type IdType = 'RESIDENT' | 'OVERSEAS';
export type Gender = 'MALE' | 'FEMALE';

/** Fields of the form that a reviewer can mark as wrong. */
export type RegistrationField =
  | 'name'
  | 'idNumber'
  | 'birthDate'
  | 'gender'
  | 'joinMonth'
  | 'joinedInProvince'
  | 'typedNumber'
  | 'branchId'
  | 'ethnicity'
  | 'education'
  | 'politicalStatus'
  | 'joinUnit';

/** What an applicant fills in (domain.md §4.3). The phone number is the one signed in with. */
export interface RegistrationForm {
  branchId: string;
  name: string;
  idType: IdType;
  idNumber: string;
  /** `YYYY-MM-DD`; only for OVERSEAS, a resident's follows the ID number. */
  birthDate?: string;
  gender?: Gender;
  /** `YYYY-MM` */
  joinMonth: string;
  joinedInProvince: boolean;
  typedNumber?: string;
  ethnicity?: string;
  education?: string;
  politicalStatus?: string;
  joinUnit?: string;
  /** The privacy terms were agreed to. */
  consent: true;
}

/** RELEASE: the number was taken back by a correction and the committee decides anew. */
export type ReviewDecision = 'SUBMIT' | 'PASS' | 'RETURN' | 'WITHDRAW' | 'RELEASE' | 'MOVE';

/** One step in the history of a registration. */
export interface ReviewStep {
  at: number;
  decision: ReviewDecision;
  status: RegistrationStatus;
  organization: OrganizationRef | null;
  /** Surname and office, such as 黄同学; the applicant for SUBMIT and WITHDRAW. */
  by: string;
  /** The organisation whose turn it was, when somebody above stood in (代审). */
  onBehalfOf: OrganizationRef | null;
  reason: string | null;
}

export interface RegistrationSummary {
  id: string;
  status: RegistrationStatus;
  name: string;
  branch: OrganizationRef;
  joinMonth: string;
  submittedAt: number;
  memberNumber: string | null;
}

/** Everything the applicant may see of the own registration. */
export interface MyRegistration extends RegistrationSummary {
  version: number;
  /** How the number comes: drawn by the system, the own one kept, or none needed. */
  mode: NumberMode;
  form: RegistrationForm;
  path: OrganizationRef[];
  /** Who has to act now, with since when. */
  waitingFor: { organization: OrganizationRef; who: string | null; since: number } | null;
  returned: { reason: string; fields: RegistrationField[]; by: string; at: number } | null;
  /** RETURNED: the branch a reviewer proposes instead, to be confirmed or declined. */
  moveTo?: OrganizationRef;
  steps: ReviewStep[];
  numberSource: NumberSource | null;
}

export type NumberMode = 'AUTO' | 'MANUAL' | 'NONE';
export type NumberSource = 'AUTO_BRANCH' | 'AUTO_COMMITTEE' | 'MANUAL' | 'NONE';

/** Writes answer in short; `mine` tells everything. */
export interface RegistrationActions {
  'registration.submit': { input: RegistrationForm; output: RegistrationSummary };
  'registration.mine': {
    input: Record<string, never>;
    output: { registration: MyRegistration | null };
  };
  'registration.resubmit': {
    input: RegistrationForm & { registrationId: string; version: number };
    output: RegistrationSummary;
  };
  'registration.confirmMove': {
    input: { registrationId: string; version: number; accept: boolean };
    output: RegistrationSummary;
  };
  'registration.withdraw': { input: { registrationId: string }; output: RegistrationSummary };
}
