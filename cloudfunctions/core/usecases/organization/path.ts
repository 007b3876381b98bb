import { z } from 'zod';

import { query } from '../action';
import { missingOrganization, OrganizationNames } from '../organization-lookup';
import { orgId } from './input';

/** The names from the root down to the organisation itself: what a tree opens to show it. */
export const path = query(
  'organization.path',
  z.strictObject({ id: orgId }),
  async ({ database }, { id }) => {
    const organization = await database.get('organizations', id);
    if (!organization) throw missingOrganization();
    const names = await OrganizationNames.load(database, organization.path);
    return { path: names.path(organization.path) };
  },
);
