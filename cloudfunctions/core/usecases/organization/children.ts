import { z } from 'zod';

import type { OrganizationNode, OrganizationStock } from '../../../../typings/api';
import { figuresOf } from '../../domain/holdings';
import type { OrganizationDocument } from '../../ports/documents';
import { type Context, query } from '../action';
import { reaches } from '../access';
import { holdingsOf } from '../holdings';
import { officeHolder } from '../office';
import { refOf } from '../organization-lookup';
import { totalsOf } from '../totals';
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

/** Numbers of the children within the scope of the acting post, by id: two requests, none without a post. */
async function stockOf(
  context: Context,
  children: readonly Child[],
  year: number | undefined,
): Promise<Map<string, OrganizationStock>> {
  const { database, post } = context;
  if (!post || year === undefined) return new Map();
  const seen = children.filter(({ path }) => reaches('SELF_OR_BELOW', post.orgId, path));
  if (seen.length === 0) return new Map();
  const ids = seen.map(({ _id }) => _id);
  const [holdings, totals] = await Promise.all([
    holdingsOf(database, year, seen),
    totalsOf(database, year, ids),
  ]);
  return new Map(
    ids.map((id) => {
      const { total, free, handedDown } = figuresOf(holdings.get(id)!);
      const { used, waiting } = totals.get(id)!;
      return [id, { held: total, free, handedDown, usedBelow: used, waiting }];
    }),
  );
}

/**
 * A page of an organisation's direct children in the order of their codes; of `null` the root. The
 * cursor is the sort key of the last child. Closed organisations are shown to holders of a post only.
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
    const found: Child[] = await context.database.find(
      'organizations',
      {
        parentId,
        ...(cursor !== undefined && { sort: { gt: cursor } }),
        ...(!context.post && { status: 'ACTIVE' }),
      },
      { sort: [['sort', 1]], limit: limit + 1, fields: FIELDS },
    );
    const page = found.slice(0, limit);
    const stock = await stockOf(context, page, year);
    const items = page.map((child): OrganizationNode => {
      const { _id, shortName, status, hasChildren, type } = child;
      const own = stock.get(_id);
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
