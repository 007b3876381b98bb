import { z } from 'zod';

import type { HoldingFigures, OrganizationNode, OrganizationStock } from '../../../../typings/api';
import { figuresOf } from '../../domain/holdings';
import type { Filter, Joined } from '../../ports/database';
import type { OrganizationDocument } from '../../ports/documents';
import { type Context, query } from '../action';
import { reaches } from '../access';
import { officeHolder } from '../office';
import { refOf } from '../organization-lookup';
import { orgId } from './input';

const FIELDS = [
  '_id',
  'fullName',
  'shortName',
  'type',
  'status',
  'parentId',
  'path',
  'hasChildren',
  'sort',
  'secretary',
] as const satisfies ReadonlyArray<keyof OrganizationDocument>;
type Child = Pick<OrganizationDocument, (typeof FIELDS)[number]>;
type ChildWithStock = Child & Partial<Joined<'organizations', 'holdings' | 'totals'>>;

/** Of an organisation without a holding. */
const NOTHING: HoldingFigures = {
  total: 0,
  handedDown: 0,
  free: 0,
  used: 0,
  voided: 0,
  expired: 0,
};

/** Children of a page; with a year together with what they hold. One request. */
function childrenFor(
  { database, post }: Context,
  filter: Filter,
  limit: number,
  year: number | undefined,
): Promise<ChildWithStock[]> {
  const options = { sort: [['sort', 1]], limit, fields: FIELDS } as const;
  if (!post || year === undefined) return database.find('organizations', filter, options);
  return database.findJoined('organizations', [filter], options, {
    prefix: `${year}-`,
    field: '_id',
    of: {
      holdings: ['held', 'free', 'used', 'voided', 'expired'],
      totals: ['used', 'waiting'],
    },
  });
}

/** Numbers of a child within the scope of the acting post. */
function stockOf(
  { post }: Context,
  { path, holdings, totals }: ChildWithStock,
): OrganizationStock | undefined {
  if (!post || holdings === undefined || !reaches('SELF_OR_BELOW', post.orgId, path)) {
    return undefined;
  }
  const { total, ...parts } = holdings ? figuresOf(holdings) : NOTHING;
  const waiting = Math.max(0, totals?.waiting ?? 0);
  return { held: total, ...parts, usedBelow: totals?.used ?? 0, waiting };
}

/**
 * A page of an organisation's direct children in the order of their codes; of `null` the root. The
 * cursor is the sort key of the last child. Closed organisations are shown to holders of a post only. One
 * request.
 */
export const children = query(
  'organization.children',
  z.strictObject({
    parentId: orgId.nullable(),
    cursor: z.string().max(120).optional(),
    limit: z.int().min(1).max(200).optional(),
    year: z.int().min(1900).max(2999).optional(),
  }),
  async (context, { parentId, cursor, limit = 100, year }) => {
    const found = await childrenFor(
      context,
      {
        parentId,
        ...(cursor !== undefined && { sort: { gt: cursor } }),
        ...(!context.post && { status: 'ACTIVE' }),
      },
      limit + 1,
      year,
    );
    const page = found.slice(0, limit);
    const items = page.map((child): OrganizationNode => {
      const { _id, shortName, status, hasChildren, type } = child;
      const own = stockOf(context, child);
      return {
        ...refOf(child),
        shortName,
        code: _id,
        status,
        hasChildren,
        ...(type === 'BRANCH' && { secretary: officeHolder(child, context.runtime.now()) }),
        ...(own && { stock: own }),
      };
    });
    return { items, next: found.length > limit ? page.at(-1)!.sort : null };
  },
);
