import { z } from 'zod';

import type { ReviewList } from '../../../../typings/api';
import { isPending, stageOrg } from '../../domain/review';
import type { RegistrationDocument } from '../../ports/documents';
import { postOf, query, requireScope } from '../action';
import { missingOrganization, OrganizationNames } from '../organization-lookup';
import { itemOf } from './item';
import { Prospects } from './prospects';
import { placeOf, registrationsFor, requireCommittee, reviewFilter } from './registrations-for';
import { turnNow } from './turn';

/** Statuses that are counted beside the tabs; what is done (approved, withdrawn) only grows. */
const COUNTED = ['PENDING_BRANCH', 'PENDING_GENERAL', 'PENDING_COMMITTEE', 'RETURNED'] as const;

/** Fields a row of the list needs. */
const ROW = [
  'accountId',
  'name',
  'status',
  'branchId',
  'generalBranchId',
  'committeeId',
  'path',
  'phoneMasked',
  'birthDate',
  'joinMonth',
  'mode',
  'typedNumber',
  'since',
  'submittedAt',
  'nudgedAt',
  'memberNumber',
  'order',
];

/**
 * Registrations of an organisation and everything below it, the longest waiting first. Three requests,
 * two of them at the same time; a fourth beside the third for `pools`.
 */
export const list = query(
  'review.list',
  z.strictObject({
    ...reviewFilter,
    sort: z.enum(['OLDEST', 'NEWEST']).optional(),
    pools: z.boolean().optional(),
    cursor: z.string().max(80).optional(),
    limit: z.number().int().min(1).max(100).optional(),
  }),
  async (context, input): Promise<ReviewList> => {
    const { database } = context;
    const orgId = input.orgId ?? postOf(context).orgId;
    const limit = input.limit ?? 20;
    const place = placeOf(context, orgId, input.own ?? false);
    const [found, counted] = await Promise.all([
      registrationsFor(database, input, {
        orgId,
        place,
        newestFirst: input.sort === undefined ? undefined : input.sort === 'NEWEST',
        cursor: input.cursor,
        limit: limit + 1,
        fields: ROW,
      }),
      database.countBy('registrations', { ...place, status: { in: COUNTED } }, 'status'),
    ]);
    const page = found.slice(0, limit);
    // The organisation asked about comes with the names, so scope is checked before anything is answered.
    const [names, prospects] = await Promise.all([
      OrganizationNames.load(database, [orgId, ...page.flatMap(organizationsOf)]),
      input.pools ? Prospects.load(database, page) : null,
    ]);
    const organization = names.get(orgId);
    if (!organization) throw missingOrganization();
    requireScope(context, 'review.list', organization.path);
    requireCommittee(place, organization);
    return {
      items: page.map((row) => {
        const { turn } = turnNow(context, row, names);
        return itemOf(row, names, turn, prospects?.checksOf(row, names));
      }),
      next: found.length > limit ? (page.at(-1)?.order ?? null) : null,
      counts: Object.fromEntries(
        COUNTED.map((status) => [status, counted[status] ?? 0]),
      ) as ReviewList['counts'],
      ...(prospects && { pools: prospects.pools(names) }),
    };
  },
);

/** Organisations that a row names, or that decide whose turn it is and whose numbers it draws. */
const organizationsOf = (row: RegistrationDocument): string[] => [
  row.branchId,
  row.committeeId,
  ...(isPending(row.status) ? [stageOrg(row.status, row)] : []),
];
