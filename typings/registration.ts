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

/** Texts that may be left empty (○ of domain.md §4.3); those of the cadre post only with `isCadre`. */
export type OptionalField =
  | 'ethnicity'
  | 'education'
  | 'politicalStatus'
  | 'occupation'
  | 'workUnit'
  | 'hukou'
  | 'joinUnit'
  | 'cadrePost'
  | 'cadreSince'
  | 'cadreNature';

/** How somebody can be reached beside the phone: optional too, masked wherever it is shown to others. */
export type ContactField = 'email' | 'qq' | 'wechat';

/** What was filled in of the optional fields; null where nothing was. */
export interface OptionalAnswers extends Record<OptionalField | ContactField, string | null> {
  isCadre: boolean;
}

/** Fields of the form that a reviewer can mark as wrong. */
export type RegistrationField =
  | 'name'
  | 'idType'
  | 'idNumber'
  | 'birthDate'
  | 'gender'
  | 'joinMonth'
  | 'joinedInProvince'
  | 'typedNumber'
  | 'branchId'
  | 'isCadre'
  | OptionalField
  | ContactField;

/** What an applicant fills in (domain.md §4.3). The phone number is the one signed in with. */
export interface RegistrationForm extends Partial<Record<OptionalField | ContactField, string>> {
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
  /** Holds a post in the League (团干部). */
  isCadre?: boolean;
  /** The privacy terms were agreed to. */
  consent: true;
}

/**
 * RELEASE: the number was taken back by a correction and the committee decides anew. BIND: the record of
 * somebody taken over got the phone number of its member.
 */
export type ReviewDecision =
  'SUBMIT' | 'PASS' | 'RETURN' | 'WITHDRAW' | 'RELEASE' | 'MOVE' | 'BIND';

/** What a reviewer wrote beside single fields, by field. */
export type FieldNotes = Partial<Record<RegistrationField, string>>;

/** The meeting at which a branch took somebody on: `date` `YYYY-MM-DD`, people present, votes in favour. */
export interface Meeting {
  date: string;
  present: number;
  votes: number;
}

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
  /** Only of a PASS that came out of a meeting. */
  meeting?: Meeting;
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
  returned: {
    reason: string;
    fields: RegistrationField[];
    notes: FieldNotes;
    by: string;
    at: number;
  } | null;
  /** When the applicant last reminded whoever has to act at the present stage; null when not yet. */
  nudgedAt: number | null;
  /** Whether a reminder may be sent now: once a day while it waits. */
  mayNudge: boolean;
  /** RETURNED: the branch a reviewer proposes instead, to be confirmed or declined. */
  moveTo?: OrganizationRef;
  steps: ReviewStep[];
  numberSource: NumberSource | null;
  /** APPROVED: when the committee ticked that the number stands on the paper cover; null until then. */
  coverWrittenAt?: number | null;
}

export type NumberMode = 'AUTO' | 'MANUAL' | 'NONE';
/** IMPORTED: a number of the province's ranges that the member had before the system did. */
export type NumberSource = 'AUTO_BRANCH' | 'AUTO_COMMITTEE' | 'MANUAL' | 'NONE' | 'IMPORTED';

/** A mini-program code that opens the form with the branch chosen. */
export interface Invitation {
  branch: OrganizationRef;
  /** What the page gets as its query `scene`. */
  scene: string;
  page: string;
  /** The picture in base64, without `data:`: JPEG from WeChat, PNG on the local cloud; viewers tell by themselves. */
  image: string;
}

/** What the page behind an invitation shows: the branch, fixed, and who waits there. */
export interface Invited {
  branch: OrganizationRef;
  /** From the root down to the branch itself. */
  path: OrganizationRef[];
  /** Surname and office, such as 苏同学; null when none is in office. */
  secretary: string | null;
}

/** CONFIRM: somebody in office has to look at the document first; in the branch that is `secretary`. */
export type Binding =
  | { state: 'BOUND'; registration: RegistrationSummary }
  | { state: 'CONFIRM'; branch: OrganizationRef; secretary: string | null };

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
  /** Reminds whoever has to act; RATE_LIMITED when that was done today. */
  'registration.nudge': { input: { registrationId: string }; output: { nudgedAt: number } };
  /** Ties the signed-in account to the own record that was taken over. */
  'registration.bind': {
    input: { name: string; idType: IdType; idNumber: string };
    output: Binding;
  };
  'registration.invitation': { input: { branchId: string }; output: Invitation };
  'registration.invited': { input: { scene: string }; output: Invited };
}
