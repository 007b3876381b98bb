import { z } from 'zod';

import type { NumberRequest, Page } from '../../../../typings/api';
import { query, requireScope } from '../action';
import { missingOrganization, OrganizationNames } from '../organization-lookup';
import { orgId } from './input';
import { viewOf } from './request-view';

const PAGE = 30;
const FIELDS = [
  'orgId',
  'year',
  'version',
  'state',
  'count',
  'reason',
  'askedAt',
  'granted',
  'answer',
  'decidedAt',
  'order',
];

/**
 * Requests for more numbers: those put to an organisation, open (the longest waiting first) or decided
 * (the newest first), or those it made itself. Two requests.
 */
export const requests = query(
  'numbering.requests',
  z.strictObject({
    orgId,
    box: z.enum(['OPEN', 'DECIDED', 'OWN']),
    cursor: z.string().min(1).max(80).optional(),
  }),
  async (context, input): Promise<Page<NumberRequest>> => {
    const { database } = context;
    const oldestFirst = input.box === 'OPEN';
    const filter = {
      ...(input.box === 'OWN'
        ? { orgId: input.orgId }
        : { parentId: input.orgId, open: oldestFirst }),
      ...(input.cursor && { order: oldestFirst ? { gt: input.cursor } : { lt: input.cursor } }),
    };
    // A request has the id of the asker's holding and totals of that year.
    const found = await database.findJoined(
      'requests',
      [filter],
      { sort: [['order', oldestFirst ? 1 : -1]], limit: PAGE + 1, fields: FIELDS },
      { prefix: '', field: '_id', of: { holdings: ['free'], totals: ['used', 'waiting'] } },
    );
    const page = found.slice(0, PAGE);
    // The organisation asked about comes with the names, so scope is checked before anything is answered.
    const names = await OrganizationNames.load(database, [
      input.orgId,
      ...page.map((request) => request.orgId),
    ]);
    const organization = names.get(input.orgId);
    if (!organization) throw missingOrganization();
    requireScope(context, 'numbering.requests', organization.path);
    return {
      items: page.map((request) => viewOf(request, request, names)),
      next: found.length > PAGE ? (page.at(-1)?.order ?? null) : null,
    };
  },
);
