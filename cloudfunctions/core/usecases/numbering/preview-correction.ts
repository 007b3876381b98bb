import { z } from 'zod';

import type { CorrectionPlan } from '../../../../typings/api';
import { Refusal } from '../../domain/refusal';
import { type Context, query } from '../action';
import { HoldingsAtHand } from '../holdings-at-hand';
import { OrganizationNames } from '../organization-lookup';
import { withHelpers } from '../review/supply';
import { totalsOf } from '../totals';
import { type CorrectedPerson, correctedPerson } from './corrected-person';
import { correctionId, requireDecider, requireNotOneself, requireOpen } from './correction-input';
import { sideOf } from './movement-parties';
import { planCorrection } from './plan-correction';

/**
 * What approving a correction would do now, the number that would be drawn and both pools: the same code in a
 * transaction that writes nothing; its refusals. At most ten requests, and one for each number set aside.
 */
export const previewCorrection = query(
  'numbering.previewCorrection',
  z.strictObject({
    correctionId,
    disposal: z.enum(['RETURN_TO_POOL', 'VOID']).optional(),
    releaseOnly: z.boolean().optional(),
  }),
  async (context, input): Promise<CorrectionPlan> => {
    const { database } = context;
    const { number, replacement, poolOrgId, changes } = await planned(context, input);
    const ids = changes.map(({ after }) => after.orgId);
    const names = await OrganizationNames.load(database, ids);
    const totals = await totalsOf(database, Number(number.slice(0, 4)), ids);
    return {
      number,
      replacement,
      pool: names.refOrNull(poolOrgId),
      sides: changes.map(({ before, after }) =>
        sideOf(names.ref(after.orgId), before, after, totals.get(after.orgId)!.waiting),
      ),
    };
  },
);

async function planned(
  context: Context,
  {
    correctionId: id,
    disposal = 'RETURN_TO_POOL',
    releaseOnly = false,
  }: { correctionId: string; disposal?: 'RETURN_TO_POOL' | 'VOID'; releaseOnly?: boolean },
) {
  let seen: CorrectedPerson | null = null;
  return context.database
    .transact(async (transaction) => {
      const correction = requireOpen(
        context,
        'numbering.previewCorrection',
        await transaction.get('corrections', id),
      );
      requireDecider(context, correction);
      const person = await correctedPerson(transaction, correction);
      seen = person;
      requireNotOneself(context, person);
      const holdings = new HoldingsAtHand(transaction);
      // The number named has to be the one drawn in the end: looks at once whether somebody has it.
      const attempt = { number: 1, afterDuplicate: true };
      const { drawn } = await planCorrection(transaction, attempt, holdings, correction, person, {
        disposal,
        releaseOnly,
      });
      return {
        number: correction.number,
        replacement: drawn && String(drawn.number),
        poolOrgId: drawn && drawn.after.orgId,
        changes: holdings.changes(),
      };
    })
    .catch(async (error: unknown) => {
      const isEmpty = error instanceof Refusal && error.code === 'EXHAUSTED' && seen;
      throw isEmpty ? await withHelpers(context, seen!, error) : error;
    });
}
