import { z } from 'zod';

import type { RegistrationStatus, ReviewItem, ReviewList } from '../../../../typings/api';
import { ageWarning } from '../../domain/joining';
import { isCommittee } from '../../domain/organizations';
import type { Database } from '../../ports/database';
import type { RegistrationDocument } from '../../ports/documents';
import { type Context, postOf, query, requireScope } from '../action';
import { missingOrganization, OrganizationNames } from '../organization-lookup';
import { anyStatus } from './input';

/** Statuses that are counted beside the tabs; what is done (approved, withdrawn) only grows. */
const COUNTED = ['PENDING_BRANCH', 'PENDING_GENERAL', 'PENDING_COMMITTEE', 'RETURNED'] as const;

/** Fields a row of the list needs. */
const ROW = [
  'name',
  'status',
  'branchId',
  'birthDate',
  'joinMonth',
  'mode',
  'since',
  'submittedAt',
  'memberNumber',
  'order',
];

/** Registrations of an organisation and everything below it, the longest waiting first; three requests. */
export const list = query(
  'review.list',
  z.strictObject({
    orgId: z.string().min(1).max(32).optional(),
    status: anyStatus,
    own: z.boolean().optional(),
    q: z.string().trim().max(30).optional(),
    cursor: z.string().max(80).optional(),
    limit: z.number().int().min(1).max(100).optional(),
  }),
  async (context, input): Promise<ReviewList> => {
    const { database } = context;
    const orgId = input.orgId ?? postOf(context).orgId;
    const limit = input.limit ?? 20;
    const place = placeOf(context, orgId, input.own ?? false);
    const found = input.q
      ? await byName(database, place, input.status, input.q, limit)
      : await byTime(database, place, input.status, input.cursor, limit);
    const page = found.slice(0, limit);
    const counted = await database.countBy(
      'registrations',
      { ...place, status: { in: COUNTED } },
      'status',
    );
    // The organisation asked about comes with the names, so scope is checked before anything is answered.
    const names = await OrganizationNames.load(database, [
      orgId,
      ...page.map((row) => row.branchId),
    ]);
    const organization = names.get(orgId);
    if (!organization) throw missingOrganization();
    requireScope(context, 'review.list', organization.path);
    return {
      items: page.map((row) => itemOf(row, names)),
      next: !input.q && found.length > limit ? (page.at(-1)?.order ?? null) : null,
      counts: Object.fromEntries(
        COUNTED.map((status) => [status, counted[status] ?? 0]),
      ) as ReviewList['counts'],
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

/** One more than a page, to know whether another follows. Approved ones come newest first. */
function byTime(
  database: Database,
  place: Place,
  status: RegistrationStatus,
  cursor: string | undefined,
  limit: number,
): Promise<RegistrationDocument[]> {
  const newestFirst = status === 'APPROVED' || status === 'WITHDRAWN';
  const after =
    cursor === undefined ? {} : { order: newestFirst ? { lt: cursor } : { gt: cursor } };
  return database.find(
    'registrations',
    { ...place, status, ...after },
    { sort: [['order', newestFirst ? -1 : 1]], limit: limit + 1, fields: ROW },
  );
}

/** By the start of the name; one page, since a longer name narrows it. */
const byName = (
  database: Database,
  place: Place,
  status: RegistrationStatus,
  start: string,
  limit: number,
): Promise<RegistrationDocument[]> =>
  database.find(
    'registrations',
    { ...place, status, name: { gte: start, lt: `${start}\uffff` } },
    { sort: [['name', 1]], limit, fields: ROW },
  );

/** A registration as a row of the list. */
export const itemOf = (
  registration: RegistrationDocument,
  names: OrganizationNames,
): ReviewItem => ({
  id: registration._id,
  name: registration.name,
  status: registration.status,
  branch: names.ref(registration.branchId),
  joinMonth: registration.joinMonth,
  mode: registration.mode,
  since: registration.since,
  submittedAt: registration.submittedAt,
  attention:
    registration.mode === 'MANUAL' || ageWarning(registration.joinMonth, registration.birthDate)
      ? 1
      : 0,
  memberNumber: registration.memberNumber,
});
