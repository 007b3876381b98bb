import type { OrganizationRef, Page } from './common';
import type { Gender, IdType, NumberSource, OptionalAnswers, ReviewStep } from './registration';

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
  /** Whether an account is tied to the record: its member sees the number on the phone. */
  bound: boolean;
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

/** Contact data masked. */
export interface MemberDetail extends MemberItem, OptionalAnswers {
  path: OrganizationRef[];
  idType: IdType;
  idNumber: string;
  birthDate: string;
  gender: Gender;
  /** null: taken over at go-live, not signed in so far. */
  phone: string | null;
  joinedInProvince: boolean;
  /** The personal data was removed on request: the name says so, the rest is empty. */
  erased: boolean;
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
  /** Personal data removed on request; `name` is typed once more to confirm. The number stays. Not to be undone. */
  'roster.erase': {
    input: { memberId: string; name: string; reason: string };
    output: { memberId: string };
  };
  'roster.markCoverWritten': {
    input: { memberIds: string[]; written: boolean };
    /** When and by whom it was ticked; null when the ticks were taken away. */
    output: { marked: number; cover: { at: number; by: string } | null };
  };
  /** The phone number of a member without an account, after somebody in office looked at the document. */
  'roster.confirmPhone': {
    input: { memberId: string; phone: string; reason: string };
    output: { phone: string };
  };
  'roster.get': { input: { memberId: string }; output: MemberDetail };
}
