import { z } from 'zod';

import type { OutputOf } from '../../../../typings/api';
import { query } from '../action';
import { organizationInScope, refOf } from '../organization-lookup';
import { orgId } from './input';
import { officersIn } from './officers';

/** Secretaries and staff of an organisation and everything below it, with terms and last visits. Three requests. */
export const people = query(
  'organization.people',
  z.strictObject({
    orgId,
    cursor: z.string().min(1).max(40).optional(),
    limit: z.number().int().min(1).max(200).optional(),
  }),
  async (context, input): Promise<OutputOf<'organization.people'>> => {
    const { database } = context;
    const limit = input.limit ?? 50;
    await organizationInScope(context, 'organization.people', input.orgId);
    const found = await database.find(
      'organizations',
      { path: input.orgId, ...(input.cursor !== undefined && { _id: { gt: input.cursor } }) },
      { sort: [['_id', 1]], limit: limit + 1, fields: ['fullName', 'type', 'status'] },
    );
    const page = found.slice(0, limit);
    const officers = await officersIn(
      context,
      page.map(({ _id }) => _id),
    );
    return {
      // Nobody holds office in what was closed.
      items: page
        .filter(({ status }) => status === 'ACTIVE')
        .map((organization) => ({
          organization: refOf(organization),
          officers: officers.get(organization._id) ?? [],
        })),
      next: found.length > limit ? page.at(-1)!._id : null,
    };
  },
);
