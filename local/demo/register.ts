import type { OrganizationRef, PendingStatus } from '../../typings/api';
import type { DemoApplicant, DemoOfficer } from './people';
import type { Phones } from './phones';

interface Turn {
  status: PendingStatus;
  officer: DemoOfficer | undefined;
}

/** Who reviews before the committee: the branch itself, then the general branch above it if any. */
function turnsOf(path: readonly OrganizationRef[], officers: readonly DemoOfficer[]): Turn[] {
  const stages = { BRANCH: 'PENDING_BRANCH', GENERAL_BRANCH: 'PENDING_GENERAL' } as const;
  return [...path]
    .reverse()
    .flatMap(({ id, type }) =>
      type === 'BRANCH' || type === 'GENERAL_BRANCH'
        ? [{ status: stages[type], officer: officers.find(({ orgId }) => orgId === id) }]
        : [],
    );
}

/** Submits the form of an applicant and brings the registration to the stage it begins with. All are signed in. */
export async function register(
  phones: Phones,
  officers: readonly DemoOfficer[],
  applicant: DemoApplicant,
): Promise<void> {
  const { stage, form } = applicant;
  const { id } = await phones.call(applicant, 'registration.submit', form);
  if (stage === 'WITHDRAWN') {
    await phones.call(applicant, 'registration.withdraw', { registrationId: id });
    return;
  }
  const { path } = await phones.call(applicant, 'organization.path', { id: form.branchId });
  const turns = turnsOf(path, officers);
  const passes = { BRANCH: 0, RETURNED: 0, GENERAL: 1, COMMITTEE: turns.length }[stage];
  for (const { status, officer } of turns.slice(0, passes)) {
    if (!officer) throw new Error(`nobody reviews ${applicant.name} at ${status}`);
    await phones.call(officer, 'review.pass', { registrationId: id, status });
  }
  const secretary = turns[0]?.officer;
  if (stage === 'RETURNED' && secretary) {
    await phones.call(secretary, 'review.return', {
      registrationId: id,
      status: 'PENDING_BRANCH',
      reason: '入团年月与《入团志愿书》不一致，请核对后重新提交。',
      fields: ['joinMonth'],
    });
  }
}
