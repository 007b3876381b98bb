import type {
  Meeting,
  PassOutput,
  PendingStatus,
  RegistrationStatus,
} from '../../../../typings/api';
import { thisMonth } from '../../domain/dates';
import { checkMeeting } from '../../domain/meeting';
import { approved, PROMPTS } from '../../domain/prompts';
import { Refusal } from '../../domain/refusal';
import { afterPass, orderKey, STATUS_WORDS } from '../../domain/review';
import type { Transaction } from '../../ports/database';
import type { OrganizationDocument, RegistrationDocument } from '../../ports/documents';
import type { Context } from '../action';
import { resultMessages, tell } from '../messages';
import type { Operation } from '../operation';
import { sealIdTail } from '../personal-hashes';
import { joinYearOf } from '../registration/person';
import { countUp } from '../totals';
import type { Approval, Approvals } from './approve';
import { reviewerStep } from './reviewer-step';
import { requireStage, turnOf } from './turn';

/** What the journal keeps of a pass. */
export interface Passed {
  status: RegistrationStatus;
  approval: Approval | null;
}

/** What the reviewer sent along for each person. */
export interface PassWish {
  status: PendingStatus;
  coverChecked?: boolean;
  meeting?: Meeting;
}

/**
 * Passes one registration, read in this transaction, at its present stage. At the committee's it is added
 * to `approvals`, which the caller saves. `stage` as in `turnOf`. Throws FORBIDDEN, CONFLICT, INVALID (the
 * cover was not checked, R-37) and whatever `Approvals.add` throws.
 */
export async function passOne(
  context: Context,
  transaction: Transaction,
  approvals: Approvals,
  registration: RegistrationDocument,
  wish: PassWish,
  stage: OrganizationDocument | null,
): Promise<Operation<Passed>> {
  const now = context.runtime.now();
  requireStage(registration, wish.status);
  const turn = turnOf(context, registration, wish.status, stage);
  const status = afterPass(wish.status, registration);
  if (wish.meeting) checkMeeting(wish.meeting, registration.joinMonth, now);
  const step = {
    ...reviewerStep(context, now, turn, 'PASS', status, null),
    ...(wish.meeting && { meeting: wish.meeting }),
  };
  const base = { actingOrg: turn.orgId, orgs: [turn.orgId], subject: registration._id };
  if (status !== 'APPROVED') {
    await transaction.update('registrations', registration._id, {
      status,
      version: registration.version + 1,
      since: now,
      order: orderKey(now, registration._id),
      steps: [...registration.steps, step],
    });
    return { ...base, kind: 'PASS', result: { status, approval: null } };
  }
  requireCoverChecked(registration, wish.coverChecked);
  const tail = sealedTail(context, registration);
  const { approval, lines } = await approvals.add(registration, step, tail);
  return {
    ...base,
    kind: approval.poolOrgId ? 'ASSIGN' : 'MANUAL_ACCEPTED',
    year: joinYearOf(registration),
    lines,
    result: { status, approval },
  };
}

/** whoever lets a person keep a number has compared it with the cover of the paper form. Throws INVALID. */
export function requireCoverChecked(
  { mode }: Pick<RegistrationDocument, 'mode'>,
  coverChecked: boolean | undefined,
): void {
  if (mode !== 'MANUAL' || coverChecked) return;
  throw new Refusal('INVALID', '请先核对《入团志愿书》封面上的编号，勾选后再通过。', {
    fields: { coverChecked: '请核对后勾选。' },
  });
}

/** What the approved member's account is known by on a new device. */
export const sealedTail = ({ secrets }: Context, registration: RegistrationDocument): string =>
  sealIdTail(secrets, secrets.open(registration.idNumberSealed));

/** After approvals: counts them up in the totals, those of one branch and pool together (one or two requests each), and tells the people. */
export async function afterApprovals(
  context: Context,
  people: ReadonlyArray<{ registration: RegistrationDocument; approval: Approval }>,
): Promise<void> {
  const { database } = context;
  const month = thisMonth(context.runtime.now());
  const used = new Map<string, { year: number; path: string[]; n: number }>();
  const waited = new Map<string, { year: number; path: string[]; n: number; alike: boolean }>();
  for (const { registration, approval } of people) {
    const year = joinYearOf(registration);
    const { path, branchId } = registration;
    const pool = approval.poolOrgId;
    const alike = pool === branchId;
    const here = `${year} ${branchId} ${alike}`;
    waited.set(here, { year, path, alike, n: (waited.get(here)?.n ?? 0) + 1 });
    if (!pool || alike) continue;
    const there = `${year} ${pool}`;
    const upToPool = path.slice(0, path.indexOf(pool) + 1);
    used.set(there, { year, path: upToPool, n: (used.get(there)?.n ?? 0) + 1 });
  }
  for (const { year, path, n, alike } of waited.values()) {
    await countUp(database, year, path, {
      waiting: -n,
      ...(alike && { used: n, months: { [month]: n } }),
    });
  }
  for (const { year, path, n } of used.values()) {
    await countUp(database, year, path, { used: n, months: { [month]: n } });
  }
  await tell(
    context,
    people.flatMap(({ registration }) => resultMessages(context, registration, 'APPROVED')),
  );
}

/** The answer to a pass, with the guide's own sentence at approval. */
export function passOutput(id: string, name: string, { status, approval }: Passed): PassOutput {
  return {
    registrationId: id,
    status,
    message: messageOf(name, status, approval),
    memberNumber: approval?.memberNumber ?? null,
    numberSource: approval?.numberSource ?? null,
    remaining: approval?.remaining ?? null,
  };
}

function messageOf(name: string, status: RegistrationStatus, approval: Approval | null): string {
  if (!approval) return `已通过，现在是“${STATUS_WORDS[status]}”。`;
  const { memberNumber, remaining } = approval;
  if (memberNumber === null) return PROMPTS.approvedWithoutNumber(name);
  return remaining === null
    ? PROMPTS.approvedKeeping(name, memberNumber)
    : approved(memberNumber, name, remaining);
}
