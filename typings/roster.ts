import type { OrganizationRef, Page } from './common';
import type { Gender, IdType, NumberSource, ReviewStep } from './registration';

export type MemberStatus = 'ACTIVE' | 'TRANSFERRED_OUT' | 'LEFT' | 'EXPELLED';

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
  'roster.get': { input: { memberId: string }; output: MemberDetail };
}
