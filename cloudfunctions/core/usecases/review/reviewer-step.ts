import type { RegistrationStatus } from '../../../../typings/api';
import type { StoredStep } from '../../ports/documents';
import { accountOf, type Context, postOf } from '../action';
import { officeName } from '../office';
import type { Turn } from './turn';

/** A step that the acting post made in its turn or for the organisation whose turn it was. */
export function reviewerStep(
  context: Context,
  at: number,
  turn: Turn,
  decision: 'PASS' | 'RETURN' | 'MOVE',
  status: RegistrationStatus,
  reason: string | null,
): StoredStep {
  const account = accountOf(context);
  const post = postOf(context);
  return {
    at,
    decision,
    status,
    orgId: post.orgId,
    onBehalfOf: turn.onBehalfOf,
    accountId: account._id,
    by: officeName(account.name, post.role),
    reason,
  };
}
