import type { PendingStatus, RegistrationStatus } from '../../../typings/api';
import { today } from './dates';

/** What of a registration decides whose turn it is. */
export interface Stages {
  branchId: string;
  generalBranchId: string | null;
  committeeId: string;
}

/** Whether somebody has to review it now. */
export const isPending = (status: RegistrationStatus): status is PendingStatus =>
  status.startsWith('PENDING_');

/** The organisation whose turn it is. */
export function stageOrg(status: PendingStatus, stages: Stages): string {
  switch (status) {
    case 'PENDING_BRANCH':
      return stages.branchId;
    case 'PENDING_GENERAL':
      return stages.generalBranchId ?? stages.committeeId;
    case 'PENDING_COMMITTEE':
      return stages.committeeId;
  }
}

/** The status after a pass: branch, then general branch if there is one, then committee (domain.md §6.1). */
export function afterPass(
  status: PendingStatus,
  stages: Stages,
): 'PENDING_GENERAL' | 'PENDING_COMMITTEE' | 'APPROVED' {
  switch (status) {
    case 'PENDING_BRANCH':
      return stages.generalBranchId ? 'PENDING_GENERAL' : 'PENDING_COMMITTEE';
    case 'PENDING_GENERAL':
      return 'PENDING_COMMITTEE';
    case 'PENDING_COMMITTEE':
      return 'APPROVED';
  }
}

/** Statuses from which the applicant may take the registration back. */
export const mayWithdraw = (status: RegistrationStatus): boolean =>
  isPending(status) || status === 'RETURNED';

/** Statuses from which the applicant may send it again; it starts at the branch. */
export const mayResubmit = (status: RegistrationStatus): boolean =>
  status === 'RETURNED' || status === 'WITHDRAWN';

export const STATUS_WORDS: Record<RegistrationStatus, string> = {
  PENDING_BRANCH: '待团支部审核',
  PENDING_GENERAL: '待团总支审核',
  PENDING_COMMITTEE: '待团委审核',
  RETURNED: '已退回',
  WITHDRAWN: '已撤回',
  APPROVED: '已通过',
};

/** What of a registration decides about reminders (申请人提醒). */
interface Waiting {
  status: RegistrationStatus;
  since: number;
  nudgedAt: number | null;
}

/** When the applicant reminded whoever has to act at the present stage; null when not yet. */
export const nudgedNow = ({ status, since, nudgedAt }: Waiting): number | null =>
  isPending(status) && nudgedAt !== null && nudgedAt >= since ? nudgedAt : null;

/** Whether the applicant may send a reminder at `now`: while it waits, once on each day in China. */
export const mayNudge = ({ status, nudgedAt }: Waiting, now: number): boolean =>
  isPending(status) && (!nudgedAt || today(nudgedAt) < today(now));

/** Orders documents by a time and, where two are the same, by id; unique. */
export const orderKey = (at: number, id: string): string => `${String(at).padStart(15, '0')}-${id}`;

/** The time of an order key, milliseconds since 1970. */
export const orderTime = (key: string): number => Number(key.slice(0, 15));
