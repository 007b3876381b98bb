import { call } from '../../service';
import { createOrganizationTree } from './create-organization-tree';
import type { OrganizationTree } from './create-organization-tree';

export type { OrganizationTree };

/** The organisation tree below one root, read from the server; see createOrganizationTree. */
export const useOrganizationTree = (
  options: Parameters<typeof createOrganizationTree>[1],
): OrganizationTree => createOrganizationTree(call, options);
