import { z } from 'zod';

import type { YearProgress } from '../../../../typings/api';
import { requireNextState } from '../../domain/year';
import type { YearDocument } from '../../ports/documents';
import { accountOf, command, postOf } from '../action';
import { operate } from '../operation';
import { year } from './input';
import { sweepYear } from './year-sweep';

/** How long one call works before it answers with its progress; the clock goes on as well. */
const WORK_MS = 6000;

const OPEN: Omit<YearDocument, '_id'> = { state: 'OPEN', order: null, statement: null };

/**
 * the province takes a year a step further: CLOSING (no new top range), then CLOSED. Closing works
 * through every holding; repeat the call until `left` is 0, or leave it to the clock. Throws CONFLICT.
 */
export const closeYear = command(
  'numbering.closeYear',
  z.strictObject({ year, to: z.enum(['CLOSING', 'CLOSED']) }),
  async (context, input): Promise<YearProgress> => {
    const { database, runtime } = context;
    const id = String(input.year);
    const until = runtime.now() + WORK_MS;
    const { orgId, id: postId } = postOf(context);
    const seen = await database.get('years', id);
    const isOrdered = input.to === 'CLOSED' && seen?.order;
    if (!isOrdered) {
      await operate(context, input, async (transaction) => {
        const stored = await transaction.get('years', id);
        const before = stored ?? { _id: id, ...OPEN };
        requireNextState(input.year, before.state, input.to);
        const after: Omit<YearDocument, '_id'> =
          input.to === 'CLOSED'
            ? { ...before, order: { accountId: accountOf(context)._id, postId, orgId } }
            : { ...before, state: 'CLOSING' };
        const { state, order, statement } = after;
        if (stored) await transaction.update('years', id, { state, order, statement });
        else await transaction.create('years', { _id: id, state, order, statement });
        // Whoever is defining a range of this year at the same moment has to look at its state again.
        const guard = await transaction.get('rangeGuards', id);
        if (guard) await transaction.update('rangeGuards', id, { rev: guard.rev + 1 });
        else await transaction.create('rangeGuards', { _id: id, rev: 1, ranges: [] });
        return {
          kind: 'YEAR_STATE',
          year: input.year,
          actingOrg: orgId,
          orgs: [orgId],
          subject: id,
          reason: input.to,
          result: {},
        };
      });
    }
    const current = (await database.get('years', id)) ?? { _id: id, ...OPEN };
    if (current.state !== 'CLOSING' || !current.order) {
      return { year: input.year, state: current.state, closed: 0, left: 0 };
    }
    const swept = await sweepYear(context, current, until);
    if (!swept) {
      const state = (await database.get('years', id))?.state ?? 'OPEN';
      return { year: input.year, state, closed: 0, left: 0 };
    }
    const { closed, left } = swept;
    return { year: input.year, state: left === 0 ? 'CLOSED' : 'CLOSING', closed, left };
  },
);
