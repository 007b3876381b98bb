import type { RegistrationStatus } from '../../../../typings/api';
import type { StoredStep } from '../../ports/documents';

/** A step the applicant made. */
export const ownStep = (
  accountId: string,
  at: number,
  decision: 'SUBMIT' | 'WITHDRAW' | 'BIND',
  status: RegistrationStatus,
): StoredStep => ({
  at,
  decision,
  status,
  orgId: null,
  onBehalfOf: null,
  accountId,
  by: '本人',
  reason: null,
});
