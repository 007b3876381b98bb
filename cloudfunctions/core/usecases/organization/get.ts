import { z } from 'zod';

import type { Officer } from '../../../../typings/api';
import { today } from '../../domain/dates';
import { reaches } from '../access';
import { type Context, query } from '../action';
import { officeHolder } from '../office';
import { missingOrganization, OrganizationNames, refOf } from '../organization-lookup';
import { orgId } from './input';

/** An organisation has fewer people in office than one query gives. */
const MOST_OFFICERS = 200;

async function officersOf(context: Context, id: string): Promise<Officer[]> {
  const accounts = await context.database.find(
    'accounts',
    { 'posts.orgId': id },
    { limit: MOST_OFFICERS },
  );
  const day = today(context.runtime.now());
  return accounts.flatMap((account) =>
    account.posts
      .filter(({ orgId: org, from, to }) => org === id && from <= day && day <= to)
      .map(({ id: postId, role, from, to }) => ({
        accountId: account._id,
        postId,
        name: account.name ?? '',
        phone: account.phoneMasked,
        role,
        from,
        to,
      })),
  );
}

/** One organisation; who holds office there is told to posts that have it in their scope. */
export const get = query(
  'organization.get',
  z.strictObject({ id: orgId }),
  async (context, { id }) => {
    const { database, post } = context;
    const organization = await database.get('organizations', id);
    if (!organization) throw missingOrganization();
    const isInScope = post !== null && reaches('SELF_OR_BELOW', post.orgId, organization.path);
    const [names, officers] = await Promise.all([
      OrganizationNames.load(database, organization.path.slice(0, -1)),
      isInScope ? officersOf(context, id) : undefined,
    ]);
    const { committeeId, generalBranchId, shortName, status, hasChildren } = organization;
    return {
      ...refOf(organization),
      code: id,
      shortName,
      status,
      path: names.path(organization.path.slice(0, -1)),
      committee: committeeId === id ? refOf(organization) : names.refOrNull(committeeId),
      generalBranch: names.refOrNull(generalBranchId),
      secretary: officeHolder(organization, context.runtime.now()),
      hasChildren,
      ...(officers && { officers }),
    };
  },
);
