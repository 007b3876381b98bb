import { z } from 'zod';

import type { ExportSlice, InspectionRow } from '../../../../typings/api';
import type { Database } from '../../ports/database';
import type { CorrectionDocument, MemberDocument } from '../../ports/documents';
import { command, postOf, requireScope } from '../action';
import { exportReason, openExport, requireReason, watermarkOf } from '../exporting';
import { missingOrganization, OrganizationNames } from '../organization-lookup';
import { membersFor } from './members-for';

const SLICE = 200;

/** A person has few corrections: one at a time, and each is decided by a leading organ. */
const MOST_CORRECTIONS = 1000;

const ROW = [
  'name',
  'branchId',
  'path',
  'joinMonth',
  'memberNumber',
  'numberSource',
  'status',
  'approvedAt',
  'coverWrittenAt',
  'order',
  'steps',
];

/**
 * How everybody who joined in a year came to a number, for the yearly inspection: dates, reviewers, cover,
 * corrections. It leaves the system as a file, so it has a line in 操作日志 as any export. Five requests a slice.
 */
export const inspection = command(
  'roster.inspection',
  z.strictObject({
    orgId: z.string().min(1).max(32),
    year: z.number().int().min(1949).max(2099),
    cursor: z.string().min(1).max(80).optional(),
    reason: exportReason,
  }),
  async (context, { cursor, ...wanted }): Promise<ExportSlice<InspectionRow>> => {
    const { database } = context;
    const { orgId, year, reason } = wanted;
    const post = postOf(context);
    const offices = await OrganizationNames.loadMany(database, [orgId, post.orgId]);
    const organization = offices.get(orgId);
    if (!organization) throw missingOrganization();
    requireScope(context, 'roster.inspection', organization.path);
    requireReason(context, reason);
    const order = { what: 'EXPORT_INSPECTION', orgId, reason, wanted } as const;
    const at = await openExport(context, order, cursor === undefined);
    const found = await membersFor(
      database,
      { year },
      { orgId, cursor, limit: SLICE + 1, fields: ROW },
    );
    const slice = found.slice(0, SLICE);
    const corrections = await correctionsOf(database, slice);
    const names = await OrganizationNames.loadMany(
      database,
      slice.flatMap(({ branchId, steps }) => [
        branchId,
        ...steps.flatMap((step) => [step.orgId, step.onBehalfOf].filter((id) => id !== null)),
      ]),
    );
    return {
      rows: slice.map((member) => rowOf(member, corrections, names)),
      next: found.length > SLICE ? (slice.at(-1)?.order ?? null) : null,
      watermark: watermarkOf(context, offices.ref(post.orgId).name, at),
    };
  },
);

async function correctionsOf(
  database: Database,
  members: readonly MemberDocument[],
): Promise<CorrectionDocument[]> {
  if (members.length === 0) return [];
  const ids = members.map(({ _id }) => _id);
  const options = { sort: [['order', 1]], limit: MOST_CORRECTIONS } as const;
  return database.find('corrections', { memberId: { in: ids } }, options);
}

function rowOf(
  member: MemberDocument,
  corrections: readonly CorrectionDocument[],
  names: OrganizationNames,
): InspectionRow {
  const submissions = member.steps.filter(({ decision }) => decision === 'SUBMIT');
  const { _id: memberId, name, branchId, joinMonth, memberNumber, numberSource } = member;
  return {
    memberId,
    memberNumber,
    name,
    branchCode: branchId,
    branch: names.ref(branchId).name,
    joinMonth,
    numberSource,
    status: member.status,
    submittedAt: submissions.at(-1)?.at ?? null,
    approvedAt: member.approvedAt,
    reviews: member.steps
      .filter(({ decision }) => decision === 'PASS')
      .map((step) => ({
        at: step.at,
        status: step.status,
        organization: names.refOrNull(step.orgId),
        by: step.by,
        onBehalfOf: names.refOrNull(step.onBehalfOf),
        meeting: step.meeting?.date ?? null,
      })),
    coverWrittenAt: member.coverWrittenAt,
    corrections: corrections
      .filter((correction) => correction.memberId === memberId)
      .map(({ number, kind, status, filedAt, decidedAt, replacement }) => ({
        number,
        kind,
        status,
        filedAt,
        decidedAt,
        replacement,
      })),
  };
}
