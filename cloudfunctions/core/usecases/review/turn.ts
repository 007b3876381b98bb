import type { PendingStatus } from '../../../../typings/api';
import { Refusal } from '../../domain/refusal';
import { isPending, STATUS_WORDS, stageOrg } from '../../domain/review';
import type { OrganizationDocument, RegistrationDocument } from '../../ports/documents';
import { accountOf, type Context, postOf } from '../action';
import { officeName, secretaryInOffice } from '../office';
import type { OrganizationNames } from '../organization-lookup';

/** Whose turn a review is and for whom the acting post makes it. */
export interface Turn {
  /** The organisation whose stage it is. */
  orgId: string;
  /** The same when somebody above stands in (代审), else null. */
  onBehalfOf: string | null;
}

/**
 * Whether the acting post may review at the present stage (domain.md §3.3, R-29). Its own stage always.
 * From above: a committee's stage by any committee above it; a branch's or general branch's only while
 * that one has no secretary in office who could (an applicant cannot review the own registration).
 * `stage` is the organisation whose turn it is; needed only when the post stands above it.
 * Throws FORBIDDEN with who has to act.
 */
export function turnOf(
  context: Context,
  registration: RegistrationDocument,
  status: PendingStatus,
  stage: OrganizationDocument | null,
): Turn {
  const post = postOf(context);
  if (registration.accountId === accountOf(context)._id) {
    throw new Refusal('FORBIDDEN', '不能审核本人的报到，请由上级团组织审核。');
  }
  const orgId = stageOrg(status, registration);
  if (post.orgId === orgId) return { orgId, onBehalfOf: null };
  const { path } = registration;
  const above = path.indexOf(post.orgId);
  if (above < 0 || above > path.indexOf(orgId)) {
    throw new Refusal('FORBIDDEN', `现在是“${STATUS_WORDS[status]}”，还没有轮到你审核。`);
  }
  if (status === 'PENDING_COMMITTEE') return { orgId, onBehalfOf: orgId };
  const secretary = secretaryInOffice(stage ?? undefined, context.runtime.now());
  if (secretary && secretary.accountId !== registration.accountId) {
    throw new Refusal(
      'FORBIDDEN',
      `现在是“${STATUS_WORDS[status]}”，请由${stage?.fullName ?? ''}的${officeName(secretary.name, 'SECRETARY')}审核；该组织没有在任书记时才能代审。`,
    );
  }
  return { orgId, onBehalfOf: orgId };
}

/** Whether the acting post may decide now, and otherwise why not, in the words of the refusal. */
export function turnNow(
  context: Context,
  registration: RegistrationDocument,
  names: OrganizationNames,
): { turn: Turn | null; why: string | null } {
  const { status } = registration;
  if (!isPending(status)) return { turn: null, why: `这份报到${STATUS_WORDS[status]}。` };
  try {
    const stage = names.get(stageOrg(status, registration)) ?? null;
    return { turn: turnOf(context, registration, status, stage), why: null };
  } catch (error) {
    if (error instanceof Refusal) return { turn: null, why: error.message };
    throw error;
  }
}

/** The organisation whose turn it is, when `turnOf` will need it: one request, or none. */
export async function stageFor(
  context: Context,
  registration: RegistrationDocument,
): Promise<OrganizationDocument | null> {
  const { status } = registration;
  if (!isPending(status) || status === 'PENDING_COMMITTEE') return null;
  const orgId = stageOrg(status, registration);
  return orgId === postOf(context).orgId ? null : context.database.get('organizations', orgId);
}

/** The same before the registration is loaded; the committee's stage needs nothing. */
export async function stageForStatus(
  context: Context,
  registrationId: string,
  status: PendingStatus,
): Promise<OrganizationDocument | null> {
  if (status === 'PENDING_COMMITTEE') return null;
  const registration = await context.database.get('registrations', registrationId);
  return registration && stageFor(context, registration);
}

/** Refuses when the registration is no longer at the stage the reviewer saw, telling what happened. */
export function requireStage(registration: RegistrationDocument, seen: PendingStatus): void {
  if (registration.status === seen) return;
  const last = registration.steps.at(-1);
  const who = last ? `${last.by}已经处理` : '已经处理';
  throw new Refusal(
    'CONFLICT',
    `这份报到${who}，现在是“${STATUS_WORDS[registration.status]}”，请刷新列表。`,
  );
}
