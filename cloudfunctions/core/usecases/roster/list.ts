import { z } from 'zod';

import type { MemberItem, Page } from '../../../../typings/api';
import type { MemberDocument } from '../../ports/documents';
import { postOf, query, requireScope } from '../action';
import { missingOrganization, OrganizationNames } from '../organization-lookup';
import { memberFilter, membersFor } from './members-for';

const ROW = [
  'name',
  'branchId',
  'path',
  'joinMonth',
  'memberNumber',
  'numberSource',
  'status',
  'approvedAt',
  'accountId',
  'coverWrittenAt',
  'coverWrittenBy',
  'order',
];

/** Members of an organisation and everything below it, the latest first; two requests. */
export const list = query(
  'roster.list',
  z.strictObject({
    ...memberFilter,
    orgId: z.string().min(1).max(32).optional(),
    cursor: z.string().max(80).optional(),
    limit: z.number().int().min(1).max(100).optional(),
  }),
  async (context, input): Promise<Page<MemberItem>> => {
    const { database } = context;
    const orgId = input.orgId ?? postOf(context).orgId;
    const limit = input.limit ?? 20;
    const found = await membersFor(database, input, {
      orgId,
      cursor: input.cursor,
      limit: limit + 1,
      fields: ROW,
    });
    const page = found.slice(0, limit);
    const names = await OrganizationNames.load(database, [
      orgId,
      ...page.map((member) => member.branchId),
    ]);
    const organization = names.get(orgId);
    if (!organization) throw missingOrganization();
    requireScope(context, 'roster.list', organization.path);
    return {
      items: page.map((member) => memberItem(member, names)),
      next: found.length > limit ? (page.at(-1)?.order ?? null) : null,
    };
  },
);

/** A member as a row of the list. */
export const memberItem = (member: MemberDocument, names: OrganizationNames): MemberItem => ({
  id: member._id,
  name: member.name,
  bound: member.accountId !== null,
  branch: names.ref(member.branchId),
  joinMonth: member.joinMonth,
  memberNumber: member.memberNumber,
  numberSource: member.numberSource,
  status: member.status,
  approvedAt: member.approvedAt,
  coverWrittenAt: member.coverWrittenAt,
  ...(member.coverWrittenBy && { coverWrittenBy: member.coverWrittenBy }),
});
