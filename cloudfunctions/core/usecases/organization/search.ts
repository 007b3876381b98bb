import { z } from 'zod';

import type { OrganizationHit, OrganizationType, SearchInput } from '../../../../typings/api';
import { TYPE_WORDS } from '../../domain/organizations';
import { rankOf, readQuery, type SearchQuery } from '../../domain/search-terms';
import type { Filter } from '../../ports/database';
import type { OrganizationDocument } from '../../ports/documents';
import { type Context, query } from '../action';
import { officeHolder } from '../office';
import { OrganizationNames, refOf } from '../organization-lookup';
import { initialsOf } from './initials';
import { orgId } from './input';

/** Candidates looked at for one search; the terms have narrowed them down before. */
const MOST_CANDIDATES = 300;

const FIELDS = [
  '_id',
  'fullName',
  'shortName',
  'type',
  'path',
  'sort',
  'secretary',
] as const satisfies ReadonlyArray<keyof OrganizationDocument>;
type Candidate = Pick<OrganizationDocument, (typeof FIELDS)[number]>;

/**
 * Where to look: by the terms, by the beginning of the code, or both. A query of nothing but common
 * words looks among the organisations below `under`, or else around the caller's own.
 */
async function filtersFor(
  context: Context,
  { terms, code }: SearchQuery,
  under: string | undefined,
): Promise<Filter[]> {
  const filters: Filter[] = [];
  if (terms.length > 0) filters.push({ terms: { all: terms }, path: under });
  if (code !== null) filters.push({ _id: { gte: code, lt: `${code}~` }, path: under });
  if (filters.length > 0) return filters;
  const top =
    under ??
    context.post?.orgId ??
    (await context.database.find('organizations', { parentId: null }, { fields: ['_id'] }))[0]?._id;
  return top === undefined ? [] : [{ path: top }];
}

async function candidatesFor(
  context: Context,
  read: SearchQuery,
  { type, under }: Pick<SearchInput, 'type' | 'under'>,
): Promise<Candidate[]> {
  const filters = await filtersFor(context, read, under);
  const found = await Promise.all(
    filters.map((filter) =>
      context.database.find(
        'organizations',
        { ...filter, status: 'ACTIVE', ...(type && { type }) },
        { limit: MOST_CANDIDATES, fields: FIELDS },
      ),
    ),
  );
  return [...new Map(found.flat().map((candidate) => [candidate._id, candidate])).values()];
}

/**
 * Finds organisations in use by name, short name, initials or code, of the whole province or at and below
 * one organisation: the best hits first, at most 50. Three requests at most.
 */
export const search = query(
  'organization.search',
  z.strictObject({
    q: z.string().trim().min(1, '请输入组织的名称、简称、拼音首字母或编码。').max(40),
    type: z.enum(Object.keys(TYPE_WORDS) as OrganizationType[]).optional(),
    under: orgId.optional(),
    limit: z.int().min(1).max(50).optional(),
  }),
  async (context, { q, limit = 20, ...place }) => {
    const read = readQuery(q);
    const candidates = await candidatesFor(context, read, place);
    const wantsInitials = /[a-z]/.test(read.text);
    const ranked = candidates.flatMap((candidate) => {
      const { _id, fullName, shortName } = candidate;
      const initials = wantsInitials ? [fullName, shortName].map(initialsOf) : [];
      const rank = rankOf(read, { ...candidate, code: _id, initials });
      return rank === null ? [] : [{ candidate, rank, level: candidate.path.length }];
    });
    const hits = ranked
      .sort(
        (a, b) =>
          a.rank - b.rank || a.level - b.level || (a.candidate.sort < b.candidate.sort ? -1 : 1),
      )
      .slice(0, limit)
      .map(({ candidate }) => candidate);
    const names = await OrganizationNames.load(
      context.database,
      hits.flatMap(({ path }) => path.slice(0, -1)),
    );
    const now = context.runtime.now();
    return {
      items: hits.map((hit): OrganizationHit => ({
        ...refOf(hit),
        shortName: hit.shortName,
        code: hit._id,
        path: names.path(hit.path.slice(0, -1)),
        secretary: officeHolder(hit, now),
      })),
    };
  },
);
