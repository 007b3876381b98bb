import { z } from 'zod';

import { requireReopenable } from '../../domain/year';
import { command, postOf } from '../action';
import { operate } from '../operation';
import { requiredReason, year } from './input';

/**
 * the province takes a year that is about to be closed back to OPEN, as long as no holding has been
 * closed; eight requests. The sweep marks the year before its first holding, so that of the two that meet
 * here one sees the other. Throws CONFLICT.
 */
export const reopenYear = command(
  'numbering.reopenYear',
  z.strictObject({ year, reason: requiredReason }),
  async (context, input) => {
    const id = String(input.year);
    const { orgId } = postOf(context);
    await operate(context, input, async (transaction) => {
      const stored = await transaction.get('years', id);
      requireReopenable(input.year, stored?.state ?? 'OPEN', stored?.swept ?? false);
      await transaction.update('years', id, { state: 'OPEN', order: null });
      return {
        kind: 'YEAR_REOPEN',
        year: input.year,
        actingOrg: orgId,
        orgs: [orgId],
        subject: id,
        reason: input.reason,
        result: {},
      };
    });
    const current = await context.database.get('years', id);
    return { year: input.year, state: current?.state ?? 'OPEN' };
  },
);
