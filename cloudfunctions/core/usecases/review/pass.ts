import { z } from 'zod';

import type { PassOutput, RegistrationStatus } from '../../../../typings/api';
import { idTail } from '../../domain/id-number';
import { approved, PROMPTS } from '../../domain/prompts';
import { Refusal } from '../../domain/refusal';
import { afterPass, orderKey, STATUS_WORDS } from '../../domain/review';
import type { RegistrationDocument } from '../../ports/documents';
import { command, type Context } from '../action';
import { operate } from '../operation';
import { hashIdTail } from '../personal-hashes';
import { joinYearOf } from '../registration/person';
import { requireOwnScope } from './scope';
import { type Approval, approveIn } from './approve';
import { pendingStatus, registrationId } from './input';
import { reviewerStep } from './reviewer-step';
import { withHelpers } from './supply';
import { countUp } from '../totals';
import { requireStage, stageForStatus, turnOf } from './turn';

/** What the journal keeps of a pass. */
interface Passed {
  status: RegistrationStatus;
  approval: Approval | null;
}

/**
 * Passes a registration at its present stage; at the committee's the number is drawn. Sent
 * twice it answers the same. Requests beside identity: 12 from the branch's own pool, 14 from the
 * committee's, one more where somebody above stands in for a branch.
 */
export const pass = command(
  'review.pass',
  z.strictObject({
    registrationId,
    status: pendingStatus,
    coverChecked: z.boolean().optional(),
  }),
  async (context, input): Promise<PassOutput> => {
    const { database, runtime } = context;
    const now = runtime.now();
    let seen: RegistrationDocument | null = null;
    const stage = await stageForStatus(context, input.registrationId, input.status);
    const work = operate<Passed>(context, input, async (transaction, attempt) => {
      const registration = requireOwnScope(
        context,
        'review.pass',
        await transaction.get('registrations', input.registrationId),
      );
      seen = registration;
      requireStage(registration, input.status);
      const turn = turnOf(context, registration, input.status, stage);
      const status = afterPass(input.status, registration);
      const step = reviewerStep(context, now, turn, 'PASS', status, null);
      const base = {
        actingOrg: turn.orgId,
        orgs: [turn.orgId],
        subject: registration._id,
      };
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
      if (registration.mode === 'MANUAL' && !input.coverChecked) {
        throw new Refusal('INVALID', '请先核对《入团志愿书》封面上的编号，勾选后再通过。', {
          fields: { coverChecked: '请核对后勾选。' },
        });
      }
      const { approval, lines } = await approveIn(
        transaction,
        attempt,
        registration,
        step,
        tailHash(context, registration),
      );
      return {
        ...base,
        kind: approval.poolOrgId ? 'ASSIGN' : 'MANUAL_ACCEPTED',
        year: joinYearOf(registration),
        lines,
        result: { status, approval },
      };
    });
    const { result, fresh } = await work.catch(async (error: unknown) => {
      const exhausted = error instanceof Refusal && error.code === 'EXHAUSTED' && seen;
      throw exhausted ? await withHelpers(context, exhausted, error) : error;
    });
    if (fresh && seen) await countApproval(context, seen, result.approval);
    const registration = seen ?? (await database.get('registrations', input.registrationId));
    return outputOf(input.registrationId, registration?.name ?? '', result);
  },
);

const tailHash = ({ secrets }: Context, registration: RegistrationDocument): string =>
  hashIdTail(secrets, idTail(secrets.open(registration.idNumberSealed)));

async function countApproval(
  { database }: Context,
  registration: RegistrationDocument,
  approval: Approval | null,
): Promise<void> {
  if (!approval) return;
  const year = joinYearOf(registration);
  const { path } = registration;
  const pool = approval.poolOrgId;
  if (pool === path.at(-1)) {
    await countUp(database, year, path, { waiting: -1, used: 1 });
    return;
  }
  await countUp(database, year, path, { waiting: -1 });
  if (pool) await countUp(database, year, path.slice(0, path.indexOf(pool) + 1), { used: 1 });
}

function outputOf(id: string, name: string, { status, approval }: Passed): PassOutput {
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
