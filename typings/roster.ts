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
  /** When somebody ticked that the number stands on the paper cover; null until then. */
  coverWrittenAt: number | null;
  /** Who ticked it, by surname and office; left out where it was compared at the approval. */
  coverWrittenBy?: string;
}

/** A number a member has or had, or typed and had replaced; never removed. */
export interface NumberHistoryEntry {
  value: string;
  from: number | null;
  to: number | null;
  why: 'ASSIGNED' | 'TYPED_REPLACED' | 'KEPT' | 'IMPORTED';
}

export interface MemberDetail extends MemberItem {
  path: OrganizationRef[];
  idType: IdType;
  idNumber: string;
  birthDate: string;
  gender: Gender;
  /** null: taken over at go-live, not signed in so far. */
  phone: string | null;
  joinedInProvince: boolean;
  ethnicity: string | null;
  education: string | null;
  politicalStatus: string | null;
  joinUnit: string | null;
  pool: OrganizationRef | null;
  numberHistory: NumberHistoryEntry[];
  steps: ReviewStep[];
}

export interface MemberFilter {
  /** A 12-digit number, any part of the name, or the last four digits of the phone. */
  q?: string;
  /** Year of joining. */
  year?: number;
  status?: MemberStatus;
  numberSource?: NumberSource;
  /** Whether the number stands on the paper cover. */
  coverWritten?: boolean;
}

export interface RosterActions {
  /** Members of an organisation (a branch as well) and everything below it, the latest first. */
  'roster.list': {
    input: MemberFilter & {
      orgId?: string;
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
    /** When and by whom it was ticked; null when the ticks were taken away. */
    output: { marked: number; cover: { at: number; by: string } | null };
  };
  'roster.get': { input: { memberId: string }; output: MemberDetail };
}
