import { z } from 'zod';

import type { Correction, Page } from '../../../../typings/api';
import type { CorrectionDocument } from '../../ports/documents';
import { type Context, mayDo, postOf, query, requireScope } from '../action';
import { missingOrganization, OrganizationNames } from '../organization-lookup';
import { orgId } from './input';

/** Corrections of an organisation and everything below it, the latest first; three requests. */
export const corrections = query(
  'numbering.corrections',
  z.strictObject({
    orgId: orgId.optional(),
    status: z.enum(['FILED', 'CANCELLED', 'REJECTED', 'DONE']),
    cursor: z.string().max(80).optional(),
    limit: z.number().int().min(1).max(100).optional(),
  }),
  async (context, input): Promise<Page<Correction>> => {
    const { database } = context;
    const id = input.orgId ?? postOf(context).orgId;
    const limit = input.limit ?? 20;
    const found = await database.find(
      'corrections',
      {
        path: id,
        status: input.status,
        ...(input.cursor !== undefined && { order: { lt: input.cursor } }),
      },
      { sort: [['order', -1]], limit: limit + 1 },
    );
    const page = found.slice(0, limit);
    const names = await OrganizationNames.load(database, [
      id,
      ...page.flatMap(({ branchId, filedByOrg, deciderOrg }) => [branchId, filedByOrg, deciderOrg]),
    ]);
    const organization = names.get(id);
    if (!organization) throw missingOrganization();
    requireScope(context, 'numbering.corrections', organization.path);
    const ids = [...new Set(page.map(({ memberId }) => memberId))];
    const members = await database.getMany('members', ids, ['name']);
    const nameOf = new Map(members.map(({ _id, name }) => [_id, name]));
    return {
      items: page.map((correction) =>
        correctionView(context, correction, nameOf.get(correction.memberId) ?? '', names),
      ),
      next: found.length > limit ? (page.at(-1)?.order ?? null) : null,
    };
  },
);

function correctionView(
  context: Context,
  correction: CorrectionDocument,
  name: string,
  names: OrganizationNames,
): Correction {
  const isOpen = correction.status === 'FILED';
  return {
    id: correction._id,
    number: correction.number,
    memberId: correction.memberId,
    name,
    branch: names.ref(correction.branchId),
    kind: correction.kind,
    reason: correction.reason,
    status: correction.status,
    filedBy: names.ref(correction.filedByOrg),
    filedAt: correction.filedAt,
    decider: names.ref(correction.deciderOrg),
    decidedAt: correction.decidedAt,
    note: correction.note,
    disposal: correction.disposal,
    replacement: correction.replacement,
    may: {
      decide:
        isOpen &&
        mayDo(context, 'numbering.decideCorrection', correction.path) &&
        postOf(context).orgId === correction.deciderOrg &&
        context.account?._id !== correction.filedBy,
      cancel: isOpen && postOf(context).orgId === correction.filedByOrg,
    },
  };
}
