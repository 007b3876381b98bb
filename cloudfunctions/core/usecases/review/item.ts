import type { PreflightCheck, ReviewItem } from '../../../../typings/api';
import { preflight, type PreflightFacts } from '../../domain/preflight';
import { isPending, nudgedNow } from '../../domain/review';
import type { RegistrationDocument } from '../../ports/documents';
import type { OrganizationNames } from '../organization-lookup';
import type { Turn } from './turn';

/** What the checks before a review read from the registration itself. */
export const factsOf = ({
  joinMonth,
  birthDate,
  mode,
  typedNumber,
}: RegistrationDocument): Omit<PreflightFacts, 'pool'> => ({
  joinMonth,
  birthDate,
  mode,
  typedNumber,
  numberProblem: null,
});

/**
 * A registration as a row of the list. `turn` is the acting post's, null when it may not decide; `checks`
 * are those of a pending one, by default without a look at the pool.
 */
export function itemOf(
  registration: RegistrationDocument,
  names: OrganizationNames,
  turn: Turn | null,
  checks?: readonly PreflightCheck[],
): ReviewItem {
  const { status, since } = registration;
  const findings = isPending(status) ? (checks ?? preflight(factsOf(registration))) : [];
  const count = (level: PreflightCheck['level']): number =>
    findings.filter((check) => check.level === level).length;
  return {
    id: registration._id,
    name: registration.name,
    status,
    branch: names.ref(registration.branchId),
    joinMonth: registration.joinMonth,
    mode: registration.mode,
    since,
    submittedAt: registration.submittedAt,
    attention: count('WARN'),
    stops: count('STOP'),
    phone: registration.phoneMasked,
    nudgedAt: nudgedNow(registration),
    mayReview: turn !== null,
    onBehalf: turn !== null && turn.onBehalfOf !== null,
    memberNumber: registration.memberNumber,
  };
}
