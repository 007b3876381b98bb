import type { OrganizationRef, Page } from './common';
import type { Gender, IdType, NumberSource, ReviewStep } from './registration';

/** RELEASED: the number was taken back by a correction, the registration waits for the committee. */
export type MemberStatus = 'ACTIVE' | 'TRANSFERRED_OUT' | 'LEFT' | 'EXPELLED' | 'RELEASED';

export interface MemberItem {
  id: string;
  name: string;
  branch: OrganizationRef;
  joinMonth: string;
  memberNumber: string | null;
  numberSource: NumberSource;
  status: MemberStatus;
  approvedAt: number;
}

/** A number a member has or had, or typed and had replaced; never removed. */
export interface NumberHistoryEntry {
  value: string;
  from: number | null;
  to: number | null;
  why: 'ASSIGNED' | 'TYPED_REPLACED' | 'KEPT';
}

export interface MemberDetail extends MemberItem {
  path: OrganizationRef[];
  idType: IdType;
  idNumber: string;
  birthDate: string;
  gender: Gender;
  phone: string;
  joinedInProvince: boolean;
  ethnicity: string | null;
  education: string | null;
  politicalStatus: string | null;
  joinUnit: string | null;
  pool: OrganizationRef | null;
  /** When somebody ticked that the number stands on the paper cover; null until then. */
  coverWrittenAt: number | null;
  numberHistory: NumberHistoryEntry[];
  steps: ReviewStep[];
}

export interface RosterActions {
  'roster.list': {
    input: {
      orgId?: string;
      /** A 12-digit number, or the start of a name. */
      q?: string;
      /** Year of joining. */
      year?: number;
      cursor?: string;
      limit?: number;
    };
    output: Page<MemberItem>;
  };
  /** The number stays assigned whatever becomes of the member. */
  'roster.setStatus': {
    input: { memberId: string; status: Exclude<MemberStatus, 'RELEASED'>; reason: string };
    output: { memberId: string; status: MemberStatus };
  };
  'roster.markCoverWritten': {
    input: { memberIds: string[]; written: boolean };
    output: { marked: number };
  };
  'roster.get': { input: { memberId: string }; output: MemberDetail };
}
