import { z } from 'zod';

import type { MemberItem, Page } from '../../../../typings/api';
import { isMemberNumber, normaliseNumber } from '../../domain/member-number';
import type { Database } from '../../ports/database';
import type { MemberDocument } from '../../ports/documents';
import { postOf, query, requireScope } from '../action';
import { missingOrganization, OrganizationNames } from '../organization-lookup';

const ROW = [
  'name',
  'branchId',
  'path',
  'joinMonth',
  'memberNumber',
  'numberSource',
  'status',
  'approvedAt',
  'order',
];

interface Wanted {
  orgId: string;
  q?: string;
  year?: number;
  cursor?: string;
  limit: number;
}

/** Members of an organisation and everything below it, the latest first; two requests. */
export const list = query(
  'roster.list',
  z.strictObject({
    orgId: z.string().min(1).max(32).optional(),
    q: z.string().trim().max(30).optional(),
    year: z.number().int().min(1949).max(2099).optional(),
    cursor: z.string().max(80).optional(),
    limit: z.number().int().min(1).max(100).optional(),
  }),
  async (context, input): Promise<Page<MemberItem>> => {
    const { database } = context;
    const wanted: Wanted = {
      ...input,
      orgId: input.orgId ?? postOf(context).orgId,
      limit: input.limit ?? 20,
    };
    const found = await membersFor(database, wanted);
    const page = found.slice(0, wanted.limit);
    const names = await OrganizationNames.load(database, [
      wanted.orgId,
      ...page.map((member) => member.branchId),
    ]);
    const organization = names.get(wanted.orgId);
    if (!organization) throw missingOrganization();
    requireScope(context, 'roster.list', organization.path);
    return {
      items: page.map((member) => memberItem(member, names)),
      next: !input.q && found.length > wanted.limit ? (page.at(-1)?.order ?? null) : null,
    };
  },
);

function membersFor(
  database: Database,
  { orgId, q, year, cursor, limit }: Wanted,
): Promise<MemberDocument[]> {
  const inYear = year === undefined ? {} : { joinYear: year };
  if (q) {
    const number = normaliseNumber(q);
    return isMemberNumber(number)
      ? database.find('members', { memberNumber: number, path: orgId }, { limit, fields: ROW })
      : database.find(
          'members',
          { path: orgId, name: { gte: q, lt: `${q}\uffff` }, ...inYear },
          { sort: [['name', 1]], limit, fields: ROW },
        );
  }
  return database.find(
    'members',
    { path: orgId, ...inYear, ...(cursor === undefined ? {} : { order: { lt: cursor } }) },
    { sort: [['order', -1]], limit: limit + 1, fields: ROW },
  );
}

/** A member as a row of the list. */
export const memberItem = (member: MemberDocument, names: OrganizationNames): MemberItem => ({
  id: member._id,
  name: member.name,
  branch: names.ref(member.branchId),
  joinMonth: member.joinMonth,
  memberNumber: member.memberNumber,
  numberSource: member.numberSource,
  status: member.status,
  approvedAt: member.approvedAt,
});
