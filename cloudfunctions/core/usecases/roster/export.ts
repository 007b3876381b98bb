import { z } from 'zod';

import type { ExportSlice, MemberRow } from '../../../../typings/api';
import { OPTIONAL_FIELDS, optionalTexts } from '../../domain/optional-fields';
import { Refusal } from '../../domain/refusal';
import type { MemberDocument } from '../../ports/documents';
import { postKind } from '../access';
import { command, type Context, postOf, requireScope } from '../action';
import { exportReason, openExport, requireReason, watermarkOf } from '../exporting';
import { missingOrganization, OrganizationNames } from '../organization-lookup';
import { memberFilter, membersFor } from './members-for';

const SLICE = 500;

const ROW = [
  'name',
  'gender',
  'birthDate',
  'idType',
  'idNumberMasked',
  'phoneMasked',
  'branchId',
  'path',
  'joinMonth',
  'joinedInProvince',
  'memberNumber',
  'numberSource',
  'status',
  'isCadre',
  ...OPTIONAL_FIELDS,
  'approvedAt',
  'coverWrittenAt',
  'order',
];

/** ID numbers leave the system only with leading organs, which say what for (domain.md §3.3). */
function requireIdNumbersAllowed(context: Context): void {
  if (postKind(postOf(context).orgType) !== 'COMMITTEE') return;
  throw new Refusal(
    'FORBIDDEN',
    '基层团委导出时不含证件号；确需完整证件号的，请由县级以上团委导出。',
  );
}

/**
 * A slice of the roster for a spreadsheet, with the filters of the list; the first slice leaves the export's
 * line in 操作日志. Four requests, five where branches of a slice stand under more than 1,000 organisations.
 * Throws FORBIDDEN, INVALID (no reason), CONFLICT (another filter under the same operation).
 */
export const exportMembers = command(
  'roster.export',
  z.strictObject({
    ...memberFilter,
    orgId: z.string().min(1).max(32).optional(),
    cursor: z.string().min(1).max(80).optional(),
    idNumbers: z.boolean().optional(),
    reason: exportReason,
  }),
  async (context, { cursor, ...wanted }): Promise<ExportSlice<MemberRow>> => {
    const { database } = context;
    const post = postOf(context);
    const orgId = wanted.orgId ?? post.orgId;
    const idNumbers = wanted.idNumbers ?? false;
    const offices = await OrganizationNames.loadMany(database, [orgId, post.orgId]);
    const organization = offices.get(orgId);
    if (!organization) throw missingOrganization();
    requireScope(context, 'roster.export', organization.path);
    if (idNumbers) requireIdNumbersAllowed(context);
    requireReason(context, wanted.reason);
    const at = await openExport(
      context,
      {
        what: idNumbers ? 'EXPORT_ID_NUMBERS' : 'EXPORT_MEMBERS',
        orgId,
        reason: wanted.reason,
        wanted,
      },
      cursor === undefined,
    );
    const found = await membersFor(database, wanted, {
      orgId,
      cursor,
      limit: SLICE + 1,
      fields: idNumbers ? [...ROW, 'idNumberSealed'] : ROW,
    });
    const slice = found.slice(0, SLICE);
    const names = await OrganizationNames.loadMany(
      database,
      slice.flatMap(({ branchId, path }) => [branchId, ...path.slice(path.indexOf(orgId))]),
    );
    return {
      rows: slice.map((member) => rowOf(context, member, { orgId, names, idNumbers })),
      next: found.length > SLICE ? (slice.at(-1)?.order ?? null) : null,
      watermark: watermarkOf(context, offices.ref(post.orgId).name, at),
    };
  },
);

function rowOf(
  { secrets }: Context,
  member: MemberDocument,
  { orgId, names, idNumbers }: { orgId: string; names: OrganizationNames; idNumbers: boolean },
): MemberRow {
  const { branchId, path } = member;
  const above = path.slice(path.indexOf(orgId)).filter((id) => id !== branchId);
  return {
    memberNumber: member.memberNumber,
    name: member.name,
    gender: member.gender,
    birthDate: member.birthDate,
    idType: member.idType,
    idNumber: idNumbers ? secrets.open(member.idNumberSealed) : member.idNumberMasked,
    phone: member.phoneMasked,
    branchCode: branchId,
    branch: names.ref(branchId).name,
    place: above.map((id) => names.ref(id).name).join(' / '),
    joinMonth: member.joinMonth,
    joinedInProvince: member.joinedInProvince,
    numberSource: member.numberSource,
    status: member.status,
    isCadre: member.isCadre ?? false,
    ...optionalTexts(member),
    approvedAt: member.approvedAt,
    coverWrittenAt: member.coverWrittenAt,
  };
}
