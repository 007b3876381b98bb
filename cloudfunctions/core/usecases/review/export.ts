import { z } from 'zod';

import type { ExportSlice, ReviewRow } from '../../../../typings/api';
import { preflight } from '../../domain/preflight';
import { isPending } from '../../domain/review';
import type { RegistrationDocument } from '../../ports/documents';
import { command, postOf, requireScope } from '../action';
import { exportReason, openExport, requireReason, watermarkOf } from '../exporting';
import { missingOrganization, OrganizationNames } from '../organization-lookup';
import { factsOf } from './item';
import { placeOf, registrationsFor, requireCommittee, reviewFilter } from './registrations-for';

const SLICE = 500;

const ROW = [
  'name',
  'gender',
  'birthDate',
  'idNumberMasked',
  'phoneMasked',
  'branchId',
  'path',
  'joinMonth',
  'status',
  'mode',
  'typedNumber',
  'memberNumber',
  'submittedAt',
  'since',
  'returned',
  'order',
];

/**
 * A slice of the list of reviews for a spreadsheet, with the filters of the list and everything masked; the
 * first slice leaves the export's line in 操作日志. Four requests, five where branches of a slice stand under
 * more than 1,000 organisations. Throws FORBIDDEN, INVALID (no reason), CONFLICT (another filter under the
 * same operation).
 */
export const exportReviews = command(
  'review.export',
  z.strictObject({
    ...reviewFilter,
    cursor: z.string().min(1).max(80).optional(),
    reason: exportReason,
  }),
  async (context, { cursor, ...wanted }): Promise<ExportSlice<ReviewRow>> => {
    const { database } = context;
    const post = postOf(context);
    const orgId = wanted.orgId ?? post.orgId;
    const offices = await OrganizationNames.loadMany(database, [orgId, post.orgId]);
    const organization = offices.get(orgId);
    if (!organization) throw missingOrganization();
    requireScope(context, 'review.export', organization.path);
    const place = placeOf(context, orgId, wanted.own ?? false);
    requireCommittee(place, organization);
    requireReason(context, wanted.reason);
    const at = await openExport(
      context,
      { what: 'EXPORT_REVIEWS', orgId, reason: wanted.reason, wanted },
      cursor === undefined,
    );
    const found = await registrationsFor(database, wanted, {
      orgId,
      place,
      newestFirst: undefined,
      cursor,
      limit: SLICE + 1,
      fields: ROW,
    });
    const slice = found.slice(0, SLICE);
    const names = await OrganizationNames.loadMany(
      database,
      slice.flatMap(({ branchId, path }) => [branchId, ...path.slice(path.indexOf(orgId))]),
    );
    return {
      rows: slice.map((registration) => rowOf(registration, orgId, names)),
      next: found.length > SLICE ? (slice.at(-1)?.order ?? null) : null,
      watermark: watermarkOf(context, offices.ref(post.orgId).name, at),
    };
  },
);

function rowOf(
  registration: RegistrationDocument,
  orgId: string,
  names: OrganizationNames,
): ReviewRow {
  const { branchId, path, status } = registration;
  const above = path.slice(path.indexOf(orgId)).filter((id) => id !== branchId);
  const checks = isPending(status) ? preflight(factsOf(registration)) : [];
  return {
    name: registration.name,
    gender: registration.gender,
    idNumber: registration.idNumberMasked,
    phone: registration.phoneMasked,
    branchCode: branchId,
    branch: names.ref(branchId).name,
    place: above.map((id) => names.ref(id).name).join(' / '),
    joinMonth: registration.joinMonth,
    status,
    mode: registration.mode,
    memberNumber: registration.memberNumber,
    findings: checks.filter(({ level }) => level === 'WARN').map(({ text }) => text),
    submittedAt: registration.submittedAt,
    since: registration.since,
    returned: status === 'RETURNED' ? (registration.returned?.reason ?? null) : null,
  };
}
