import type { OrganizationType } from '../../typings/api';

export const isBranchType = (type: OrganizationType): boolean => type === 'BRANCH';

/** Branches have nobody below them. */
export const hasBelow = (type: OrganizationType): boolean => type !== 'BRANCH';

/** How an organisation speaks of itself. */
export function selfWord(type: OrganizationType): string {
  if (type === 'BRANCH') return '本支部';
  return type === 'GENERAL_BRANCH' ? '本团总支' : '本级';
}
