import type {
  AllocationItem,
  CorrectionDisposal,
  MemberStatus,
  PendingStatus,
} from '../../typings/api';

/** Something that somebody does on a day, written down before it is done so that it can be done again. */
export type Task = {
  /** Different for every task of a run; the operation ids come from it. */
  id: string;
  /** When, in ms. */
  at: number;
} & (
  | { kind: 'ENTER'; person: number }
  | { kind: 'RESUBMIT'; person: number }
  | { kind: 'WITHDRAW'; person: number }
  | { kind: 'TWICE'; person: number }
  /** `by`: the organisation whose officer acts. */
  | { kind: 'PASS'; by: string; status: PendingStatus; people: number[]; coverChecked: boolean }
  | { kind: 'RETURN'; by: string; status: PendingStatus; person: number }
  | { kind: 'APPOINT_WAITING'; by: string; branchId: string; person: number }
  | { kind: 'COVER'; by: string; memberIds: string[] }
  | { kind: 'STATUS'; by: string; memberId: string; status: Exclude<MemberStatus, 'RELEASED'> }
  | {
      kind: 'FILE';
      by: string;
      person: number;
      registrationId: string;
      branchId: string;
      number: string;
    }
  | {
      kind: 'JUDGE';
      by: string;
      person: number;
      registrationId: string;
      branchId: string;
      number: string;
      correctionId: string;
      verdict: CorrectionDisposal | 'RELEASE' | 'REJECT';
    }
  | { kind: 'RANGE'; year: number; start: number; end: number }
  | { kind: 'SHRINK'; year: number }
  | { kind: 'ALLOCATE'; by: string; year: number; items: AllocationItem[] }
  | { kind: 'ASK'; by: string; year: number; count: number }
  | { kind: 'ANSWER'; by: string; asker: string; year: number; version: number; count: number }
  | { kind: 'RECLAIM'; by: string; from: string; year: number }
  | { kind: 'GIVE_BACK'; by: string; year: number }
  | { kind: 'UNDO'; by: string; year: number }
  | { kind: 'YEAR'; year: number; to: 'CLOSING' | 'CLOSED' }
  | { kind: 'APPOINT'; by: string; orgId: string; second?: boolean }
  | { kind: 'RENEW'; by: string; orgId: string; second?: boolean }
  | { kind: 'VISIT'; orgId: string; second?: boolean }
  | { kind: 'CREATE'; by: string; orgId: string }
  | { kind: 'CLOSE'; by: string; orgIds: string[] }
  | { kind: 'MOVE'; by: string; orgId: string; to: string }
);

export type TaskOf<K extends Task['kind']> = Extract<Task, { kind: K }>;
