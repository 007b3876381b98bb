import { z } from 'zod';

import type { ReconcileSlice } from '../../../../typings/api';
import { count } from '../../domain/intervals';
import { query } from '../action';
import { holdingId } from '../holdings';
import { organizationInScope, refOf } from '../organization-lookup';
import { prove } from '../reconcile/prove';
import { orgId, year } from './input';

/** Organisations of one slice: far below the time limit, even where each of them is busy. */
const SLICE = 40;

/**
 * Proves the numbers of an organisation and everything below it, a slice per call (usecases/reconcile);
 * the cursor leads through the organisations by their ids. About ten requests a slice.
 */
export const reconcile = query(
  'numbering.reconcile',
  z.strictObject({
    orgId,
    year,
    cursor: z.string().min(1).max(32).optional(),
    full: z.boolean().optional(),
  }),
  async (context, input): Promise<ReconcileSlice> => {
    const { database, runtime } = context;
    const root = await organizationInScope(context, 'numbering.reconcile', input.orgId);
    const found = await database.find(
      'organizations',
      { path: root._id, ...(input.cursor && { _id: { gt: input.cursor } }) },
      { sort: [['_id', 1]], limit: SLICE + 1 },
    );
    const slice = found.slice(0, SLICE);
    const proof = await prove(database, input.year, slice, runtime.now(), input.full ?? false);
    const held = (await database.get('holdings', holdingId(input.year, root._id)))?.held ?? [];
    return {
      total: count(held),
      checked: slice.length,
      restless: proof.restless.length,
      statement: proof.statement,
      findings: slice.flatMap((organization) => {
        const differences = proof.differences.get(organization._id);
        return differences ? [{ organization: refOf(organization), differences }] : [];
      }),
      next: found.length > SLICE ? (slice.at(-1)?._id ?? null) : null,
    };
  },
);
