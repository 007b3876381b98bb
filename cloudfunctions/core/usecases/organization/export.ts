import { z } from 'zod';

import type { ExportSlice, OfficerWithVisits, OrganizationRow } from '../../../../typings/api';
import { command, postOf, requireScope } from '../action';
import { exportReason, openExport, requireReason, watermarkOf } from '../exporting';
import { missingOrganization, OrganizationNames } from '../organization-lookup';
import { orgId } from './input';
import { officersIn } from './officers';

const SLICE = 500;

const ROW = ['fullName', 'shortName', 'type', 'status', 'parentId'];

const inOffice = ({ name, from, to }: OfficerWithVisits) => ({ name, from, to });

/**
 * A slice of the organisations below one, itself included, for a spreadsheet. The first slice leaves the
 * export's line in 操作日志. Seven requests. Throws INVALID (no reason), CONFLICT.
 */
export const exportOrganizations = command(
  'organization.export',
  z.strictObject({
    orgId,
    cursor: z.string().min(1).max(40).optional(),
    reason: exportReason,
  }),
  async (context, { cursor, ...wanted }): Promise<ExportSlice<OrganizationRow>> => {
    const { database } = context;
    const post = postOf(context);
    const offices = await OrganizationNames.loadMany(database, [wanted.orgId, post.orgId]);
    const organization = offices.get(wanted.orgId);
    if (!organization) throw missingOrganization();
    requireScope(context, 'organization.export', organization.path);
    requireReason(context, wanted.reason);
    const at = await openExport(
      context,
      { what: 'EXPORT_ORGANIZATIONS', orgId: wanted.orgId, reason: wanted.reason, wanted },
      cursor === undefined,
    );
    const found = await database.find(
      'organizations',
      { path: wanted.orgId, ...(cursor !== undefined && { _id: { gt: cursor } }) },
      { sort: [['_id', 1]], limit: SLICE + 1, fields: ROW },
    );
    const slice = found.slice(0, SLICE);
    const officers = await officersIn(
      context,
      slice.map(({ _id }) => _id),
    );
    const parents = await OrganizationNames.loadMany(
      database,
      slice.flatMap(({ parentId }) => parentId ?? []),
    );
    return {
      rows: slice.map(({ _id, fullName, shortName, type, status, parentId }): OrganizationRow => {
        const people = officers.get(_id) ?? [];
        const secretary = people.find(({ role }) => role === 'SECRETARY');
        return {
          code: _id,
          name: fullName,
          shortName,
          type,
          status,
          parentCode: parentId,
          parent: parents.refOrNull(parentId)?.name ?? null,
          secretary: secretary ? inOffice(secretary) : null,
          staff: people.filter(({ role }) => role === 'STAFF').map(inOffice),
        };
      }),
      next: found.length > SLICE ? slice.at(-1)!._id : null,
      watermark: watermarkOf(context, offices.ref(post.orgId).name, at),
    };
  },
);
