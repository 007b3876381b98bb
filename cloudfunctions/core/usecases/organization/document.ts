import type { OrganizationType } from '../../../../typings/api';
import { type Place, sortKey } from '../../domain/organizations';
import { storedTerms } from '../../domain/search-terms';
import type { OrganizationDocument } from '../../ports/documents';
import { initialsOf } from './initials';

/** The search terms of an organisation with these names. */
export const termsOf = (fullName: string, shortName: string): string[] =>
  storedTerms({
    fullName,
    shortName,
    initials: [...new Set([fullName, shortName])].map(initialsOf),
  });

/** A new organisation as it is stored, made `at` (ms since 1970). */
export function newOrganization(
  code: string,
  names: { fullName: string; shortName: string },
  type: OrganizationType,
  place: Place,
  hasChildren: boolean,
  at: number,
): OrganizationDocument {
  return {
    _id: code,
    ...names,
    type,
    status: 'ACTIVE',
    ...place,
    terms: termsOf(names.fullName, names.shortName),
    sort: sortKey(code),
    hasChildren,
    secretary: null,
    createdAt: at,
    updatedAt: at,
  };
}
