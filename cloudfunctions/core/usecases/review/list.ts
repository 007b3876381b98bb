import { z } from 'zod';

import type { InputOf, RegistrationStatus, ReviewList } from '../../../../typings/api';
import { isCommittee } from '../../domain/organizations';
import { wantedTerms } from '../../domain/person-terms';
import { isPending, stageOrg } from '../../domain/review';
import type { Database, Filter } from '../../ports/database';
import type { RegistrationDocument } from '../../ports/documents';
import { type Context, postOf, query, requireScope } from '../action';
import { missingOrganization, OrganizationNames } from '../organization-lookup';
import { anyStatus } from './input';
import { itemOf } from './item';
import { Prospects } from './prospects';
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
    orgId: z.string().min(1).max(32).optional(),
    status: z.union([anyStatus, z.array(anyStatus).min(1).max(6)]),
    own: z.boolean().optional(),
    q: z.string().trim().max(30).optional(),
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
      rowsOf(database, orgId, place, input, limit + 1),
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

/** Where the registrations are: below an organisation, or with a committee as the one that approves them. */
type Place = { path: string } | { committeeId: string };

/** A branch's and a general branch's turn are everything at their stage below them; a committee's is not. */
function placeOf(context: Context, orgId: string, own: boolean): Place {
  const post = postOf(context);
  const isOwnCommittee = own && orgId === post.orgId && isCommittee(post.orgType);
  return isOwnCommittee ? { committeeId: orgId } : { path: orgId };
}

/** Organisations that a row names, or that decide whose turn it is and whose numbers it draws. */
const organizationsOf = (row: RegistrationDocument): string[] => [
  row.branchId,
  row.committeeId,
  ...(isPending(row.status) ? [stageOrg(row.status, row)] : []),
];

const isDone = (status: RegistrationStatus): boolean =>
  status === 'APPROVED' || status === 'WITHDRAWN';

/** Rows by the beginning of their stage; those that are done come newest first unless asked for otherwise. */
function rowsOf(
  database: Database,
  orgId: string,
  place: Place,
  input: Pick<InputOf<'review.list'>, 'status' | 'q' | 'sort' | 'cursor'>,
  limit: number,
): Promise<RegistrationDocument[]> {
  const { q, cursor } = input;
  const statuses = Array.isArray(input.status) ? [...new Set(input.status)] : [input.status];
  const newestFirst = (input.sort ?? (statuses.every(isDone) ? 'NEWEST' : 'OLDEST')) === 'NEWEST';
  const terms = q ? wantedTerms(orgId, q) : null;
  if (terms?.length === 0) return Promise.resolve([]);
  const filter: Filter = {
    // The terms name the organisation themselves; a committee's own turn is less than everything below it.
    ...(terms ? { terms: terms.length === 1 ? terms[0] : { all: terms } } : place),
    ...('committeeId' in place && place),
    status: statuses.length === 1 ? statuses[0] : { in: statuses },
    ...(cursor !== undefined && { order: newestFirst ? { lt: cursor } : { gt: cursor } }),
  };
  return database.find('registrations', filter, {
    sort: [['order', newestFirst ? -1 : 1]],
    limit,
    fields: ROW,
  });
}
