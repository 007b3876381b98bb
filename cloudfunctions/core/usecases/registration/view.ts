import type {
  MyRegistration,
  OrganizationRef,
  RegistrationForm,
  RegistrationSummary,
  ReviewStep,
} from '../../../../typings/api';
import { CONTACT_FIELDS, OPTIONAL_FIELDS, recordOf } from '../../domain/optional-fields';
import { isPending, mayNudge, nudgedNow, stageOrg } from '../../domain/review';
import type { RegistrationDocument, StoredStep } from '../../ports/documents';
import type { Secrets } from '../../ports/secrets';
import type { Context } from '../action';
import { OrganizationNames } from '../organization-lookup';
import { officeHolder } from '../office';

/** Steps as people see them: organisations by name, reviewers by surname and office. */
export const stepsOf = (
  steps: readonly StoredStep[],
  ref: (id: string) => OrganizationRef,
): ReviewStep[] =>
  steps.map(({ at, decision, status, orgId, onBehalfOf, by, reason, meeting }) => ({
    at,
    decision,
    status,
    organization: orgId === null ? null : ref(orgId),
    by,
    onBehalfOf: onBehalfOf === null ? null : ref(onBehalfOf),
    reason,
    ...(meeting && { meeting }),
  }));

/** Ids of the organisations that a registration names. */
export const organizationsIn = (
  registration: Pick<RegistrationDocument, 'path' | 'steps'>,
): string[] => [
  ...registration.path,
  ...registration.steps
    .flatMap(({ orgId, onBehalfOf }) => [orgId, onBehalfOf])
    .filter((id) => id !== null),
];

const orUndefined = (text: string | null): string | undefined => text ?? undefined;

/** The form as the applicant filled it in, opened again for the applicant. */
const formOf = (secrets: Secrets, registration: RegistrationDocument): RegistrationForm => ({
  branchId: registration.branchId,
  name: registration.name,
  idType: registration.idType,
  idNumber: secrets.open(registration.idNumberSealed),
  birthDate: registration.birthDate,
  gender: registration.gender,
  joinMonth: registration.joinMonth,
  joinedInProvince: registration.joinedInProvince,
  typedNumber: orUndefined(registration.typedNumber),
  ...recordOf(OPTIONAL_FIELDS, (field) => orUndefined(registration[field])),
  ...recordOf(CONTACT_FIELDS, (field) => {
    const sealed = registration[`${field}Sealed`];
    return sealed ? secrets.open(sealed) : undefined;
  }),
  isCadre: registration.isCadre,
  consent: true,
});

/** A registration in short, with the branch as it is called. */
export const summaryOf = (
  registration: RegistrationDocument,
  branch: OrganizationRef,
): RegistrationSummary => ({
  id: registration._id,
  status: registration.status,
  name: registration.name,
  branch,
  joinMonth: registration.joinMonth,
  submittedAt: registration.submittedAt,
  memberNumber: registration.memberNumber,
});

/** A registration as its applicant sees it; one request for the names. */
export async function myRegistration(
  context: Context,
  registration: RegistrationDocument,
): Promise<MyRegistration> {
  const { moveTo } = registration;
  const names = await OrganizationNames.load(context.database, [
    ...organizationsIn(registration),
    ...(moveTo ? [moveTo] : []),
  ]);
  const { status, steps } = registration;
  const last = steps.at(-1);
  const turn = isPending(status) ? stageOrg(status, registration) : null;
  const returned = status === 'RETURNED' && registration.returned && last;
  return {
    ...summaryOf(registration, names.ref(registration.branchId)),
    version: registration.version,
    mode: registration.mode,
    path: names.path(registration.path),
    form: formOf(context.secrets, registration),
    waitingFor:
      turn === null
        ? null
        : {
            organization: names.ref(turn),
            who: officeHolder(names.get(turn), context.runtime.now()),
            since: registration.since,
          },
    ...(moveTo && { moveTo: names.ref(moveTo) }),
    returned: returned ? { notes: {}, ...registration.returned!, by: last.by, at: last.at } : null,
    nudgedAt: nudgedNow(registration),
    mayNudge: mayNudge(registration, context.runtime.now()),
    steps: stepsOf(steps, (id) => names.ref(id)),
    numberSource: registration.numberSource,
  };
}
