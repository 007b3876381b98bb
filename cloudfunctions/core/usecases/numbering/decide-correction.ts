import { z } from 'zod';

import type { DecideCorrectionInput, DecidedCorrection } from '../../../../typings/api';
import { invalidField, Refusal } from '../../domain/refusal';
import type { Transaction } from '../../ports/database';
import type { CorrectionDocument } from '../../ports/documents';
import { accountOf, command, type Context, postOf } from '../action';
import { operate } from '../operation';
import { joinYearOf } from '../registration/person';
import { withHelpers } from '../review/supply';
import { countUp } from '../totals';
import { correctionId, requireDecider, requireNotOneself, requireOpen } from './correction-input';
import { type Corrected, correctNumber } from './correct-number';
import { type CorrectedPerson, correctedPerson } from './corrected-person';

/** Ids and numbers only; null as pools where the correction was rejected. */
interface Decided extends Omit<Corrected, 'lines'> {
  memberId: string;
  number: string;
}

/**
 * R-51 … R-55: the leading organ decides. On approval the replacement is drawn before the release; with
 * `releaseOnly` the registration goes back to the committee. At most 18 requests beside identity from one
 * pool, 19 from two. Throws FORBIDDEN, EXHAUSTED (P-7, P-8, with who could help), CONFLICT.
 */
export const decideCorrection = command(
  'numbering.decideCorrection',
  z.strictObject({
    correctionId,
    decision: z.enum(['APPROVE', 'REJECT']),
    note: z.string().trim().min(2, '请写明审批意见。').max(200, '意见最多200个字。').optional(),
    disposal: z.enum(['RETURN_TO_POOL', 'VOID']).optional(),
    releaseOnly: z.boolean().optional(),
  }),
  async (context, input): Promise<DecidedCorrection> => {
    if (input.decision === 'REJECT' && !input.note) {
      throw invalidField('note', '请写明不同意的原因。');
    }
    let seen: CorrectedPerson | null = null;
    const { result, fresh } = await operate<Decided>(
      context,
      input,
      async (transaction, attempt) => {
        const correction = requireOpen(
          context,
          'numbering.decideCorrection',
          await transaction.get('corrections', input.correctionId),
        );
        requireDecider(context, correction);
        const { _id, memberId, number } = correction;
        const entry = { actingOrg: correction.deciderOrg, subject: _id, reason: input.note };
        if (input.decision === 'REJECT') {
          await transaction.update('members', memberId, { correctionId: null });
          await decide(context, transaction, correction, input, null);
          const unchanged = {
            memberId,
            number,
            takenOver: false,
            replacement: null,
            holderOrgId: null,
            poolOrgId: null,
          };
          return {
            ...entry,
            kind: 'CORRECTION_REJECT',
            orgs: [correction.filedByOrg],
            result: unchanged,
          };
        }
        const person = await correctedPerson(transaction, correction);
        seen = person;
        requireNotOneself(context, person);
        const { lines, ...corrected } = await correctNumber(
          context,
          transaction,
          attempt,
          correction,
          person,
          { disposal: input.disposal ?? 'RETURN_TO_POOL', releaseOnly: input.releaseOnly ?? false },
        );
        await decide(context, transaction, correction, input, corrected.replacement);
        await transaction.create('audit', {
          _id: context.opKey,
          at: context.runtime.now(),
          actor: accountOf(context)._id,
          post: postOf(context).id,
          what: 'CORRECT',
          subject: memberId,
        });
        return {
          ...entry,
          kind: 'CORRECT',
          year: Number(number.slice(0, 4)),
          lines,
          orgs: [correction.filedByOrg],
          result: { memberId, number, ...corrected },
        };
      },
    ).catch(async (error: unknown) => {
      const isEmpty = error instanceof Refusal && error.code === 'EXHAUSTED' && seen;
      throw isEmpty ? await withHelpers(context, seen!, error) : error;
    });
    if (fresh && seen) await countCorrection(context, seen, result);
    return {
      correctionId: input.correctionId,
      status: input.decision === 'REJECT' ? 'REJECTED' : 'DONE',
      replacement: result.replacement,
      message: messageOf(input, result),
    };
  },
);

const decide = (
  context: Context,
  transaction: Transaction,
  { _id }: CorrectionDocument,
  input: DecideCorrectionInput,
  replacement: string | null,
): Promise<void> =>
  transaction.update('corrections', _id, {
    status: input.decision === 'REJECT' ? 'REJECTED' : 'DONE',
    decidedBy: accountOf(context)._id,
    decidedAt: context.runtime.now(),
    note: input.note ?? null,
    disposal: input.decision === 'REJECT' ? null : (input.disposal ?? 'RETURN_TO_POOL'),
    replacement,
  });

/** Counts what moved between the pools' subtrees; up to three requests. */
async function countCorrection(
  { database }: Context,
  { path, joinMonth }: CorrectedPerson,
  { takenOver, replacement, holderOrgId, poolOrgId }: Decided,
): Promise<void> {
  const year = joinYearOf({ joinMonth });
  const upTo = (id: string): string[] => path.slice(0, path.indexOf(id) + 1);
  if (holderOrgId !== poolOrgId) {
    if (holderOrgId) await countUp(database, year, upTo(holderOrgId), { used: -1 });
    if (poolOrgId) await countUp(database, year, upTo(poolOrgId), { used: 1 });
  }
  const waits = holderOrgId && replacement === null && !takenOver;
  if (waits) await countUp(database, year, path, { waiting: 1 });
}

function messageOf(
  { decision, disposal, releaseOnly }: DecideCorrectionInput,
  { number, replacement, takenOver }: Decided,
): string {
  if (decision === 'REJECT') return '已退回更正申请，编号不变。';
  const fate = disposal === 'VOID' ? '作废' : '收回';
  const next = takenOver
    ? '该团员的团籍资料已关闭，请本人重新报到'
    : '该团员的报到回到“待团委审核”';
  return releaseOnly || replacement === null
    ? `编号${number}已${fate}，${next}。`
    : `编号${number}已${fate}，新编号为${replacement}，请改写《入团志愿书》封面。`;
}
