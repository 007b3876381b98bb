import type { CorrectionKind, CorrectionStatus } from './corrections';
import type { OrganizationRef, OrganizationStatus, OrganizationType } from './common';
import type {
  ContactField,
  Gender,
  IdType,
  NumberMode,
  NumberSource,
  OptionalField,
  RegistrationStatus,
} from './registration';
import type { ReviewFilter } from './review';
import type { MemberFilter, MemberStatus } from './roster';

/** Personal data that is masked everywhere and shown one by one, each time with a line in 操作日志. */
export type RevealedField = 'idNumber' | 'phone' | ContactField;
export interface Revealed {
  /** null: none is on record. */
  value: string | null;
}

/**
 * A slice of an export. Every slice of one export carries the same operation id, which is what makes it one
 * line in 操作日志; `next` goes into the next call, null at the end.
 */
export interface ExportSlice<Row> {
  rows: Row[];
  next: string | null;
  /** Who exported it in which office and when: stands in every sheet. */
  watermark: string;
}

/** Plain words and text, ready for cells; months `YYYY-MM`, days `YYYY-MM-DD`. Contact data stays inside. */
export interface MemberRow extends Record<OptionalField, string | null> {
  memberNumber: string | null;
  name: string;
  gender: Gender;
  birthDate: string;
  idType: IdType;
  /** In full only where it was asked for; masked otherwise. */
  idNumber: string;
  /** Masked. */
  phone: string | null;
  branchCode: string;
  branch: string;
  /** Organisations above the branch, from the committee asked about down, joined by ` / `. */
  place: string;
  joinMonth: string;
  joinedInProvince: boolean;
  numberSource: NumberSource;
  status: MemberStatus;
  isCadre: boolean;
  approvedAt: number;
  coverWrittenAt: number | null;
}

export interface ExportMembersInput extends MemberFilter {
  orgId?: string;
  cursor?: string;
  /** Only for leading organs and the province. */
  idNumbers?: boolean;
  /** Needed from leading organs and the province. */
  reason?: string;
}

/** How one person came to a number, for the inspection of a year. */
export interface InspectionRow {
  memberId: string;
  memberNumber: string | null;
  name: string;
  branchCode: string;
  branch: string;
  joinMonth: string;
  numberSource: NumberSource;
  status: MemberStatus;
  /** Milliseconds since 1970; null: taken over at go-live. */
  submittedAt: number | null;
  approvedAt: number;
  /** Passed stages, in their order. */
  reviews: Array<{
    at: number;
    status: RegistrationStatus;
    organization: OrganizationRef | null;
    by: string;
    onBehalfOf: OrganizationRef | null;
    /** Day of the meeting of the branch, where it was noted. */
    meeting: string | null;
  }>;
  coverWrittenAt: number | null;
  corrections: Array<{
    number: string;
    kind: CorrectionKind;
    status: CorrectionStatus;
    filedAt: number;
    decidedAt: number | null;
    replacement: string | null;
  }>;
}

export interface OrganizationRow {
  code: string;
  name: string;
  shortName: string;
  type: OrganizationType;
  status: OrganizationStatus;
  parentCode: string | null;
  parent: string | null;
  /** Of a branch or general branch; null when nobody is in office. */
  secretary: { name: string; from: string; to: string } | null;
  /** Of a committee, in office. */
  staff: Array<{ name: string; from: string; to: string }>;
}

/** A registration as a line of the exported list; masked as everywhere. */
export interface ReviewRow {
  name: string;
  gender: Gender;
  /** Masked, as is the phone. */
  idNumber: string;
  phone: string;
  branchCode: string;
  branch: string;
  /** Organisations above the branch, from the one asked about down, joined by ` / `. */
  place: string;
  joinMonth: string;
  status: RegistrationStatus;
  mode: NumberMode;
  memberNumber: string | null;
  /** Findings that need a look; empty where nothing waits for a review. */
  findings: string[];
  submittedAt: number;
  /** When the present status began. */
  since: number;
  /** Why it was returned; null when it is not. */
  returned: string | null;
}

/** Somebody with a post, for those who look after terms. */
export interface OfficerWithVisits {
  accountId: string;
  postId: string;
  name: string;
  /** 138****0604 */
  phone: string;
  role: 'SECRETARY' | 'STAFF';
  from: string;
  to: string;
  /** Milliseconds since 1970; null: never. */
  lastSignInAt: number | null;
  /** Has not been here for so long that the post sleeps; renewing it wakes it. */
  asleep: boolean;
}
export interface OrganizationPeople {
  organization: OrganizationRef;
  /** Empty where nobody is in office. */
  officers: OfficerWithVisits[];
}

export interface ExportActions {
  /** Committees: their members; leading organs: the subtree; each time a line in 操作日志. */
  'roster.reveal': { input: { memberId: string; field: RevealedField }; output: Revealed };
  /** For whoever could pass the registration now. */
  'review.reveal': { input: { registrationId: string; field: RevealedField }; output: Revealed };
  /** Of the own registration. */
  'registration.reveal': { input: { field: RevealedField }; output: Revealed };
  /** 500 members a slice. */
  'roster.export': { input: ExportMembersInput; output: ExportSlice<MemberRow> };
  /** 200 people of one year of joining a slice. */
  'roster.inspection': {
    input: { orgId: string; year: number; cursor?: string; reason?: string };
    output: ExportSlice<InspectionRow>;
  };
  /** The list of reviews as it is filtered, 500 people a slice. */
  'review.export': {
    input: ReviewFilter & { cursor?: string; reason?: string };
    output: ExportSlice<ReviewRow>;
  };
  /** The organisation itself and everything below it, 500 a slice, in the order of the codes. */
  'organization.export': {
    input: { orgId: string; cursor?: string; reason?: string };
    output: ExportSlice<OrganizationRow>;
  };
  /** The organisation itself and everything below it, in the order of the codes; `limit` 1–200, default 50. */
  'organization.people': {
    input: { orgId: string; cursor?: string; limit?: number };
    output: { items: OrganizationPeople[]; next: string | null };
  };
}
