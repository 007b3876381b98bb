import { z } from 'zod';

import type { MemberFilter } from '../../../../typings/api';
import { isMemberNumber, normaliseNumber } from '../../domain/member-number';
import { wantedTerms } from '../../domain/person-terms';
import type { Database, Filter } from '../../ports/database';
import type { MemberDocument } from '../../ports/documents';

/** What the list and the export can be narrowed by. */
export const memberFilter = {
  q: z.string().trim().max(30).optional(),
  year: z.number().int().min(1949).max(2099).optional(),
  status: z.enum(['ACTIVE', 'TRANSFERRED_OUT', 'LEFT', 'EXPELLED', 'RELEASED']).optional(),
  numberSource: z.enum(['AUTO_BRANCH', 'AUTO_COMMITTEE', 'MANUAL', 'NONE', 'IMPORTED']).optional(),
  coverWritten: z.boolean().optional(),
};

/** Where and after which member a page of the roster begins. */
export interface RosterPage {
  orgId: string;
  cursor: string | undefined;
  limit: number;
  fields: readonly string[];
}

/**
 * Members of an organisation and everything below it, the latest first; one request. A search looks up
 * pieces of the name that already name the organisation.
 */
export function membersFor(
  database: Database,
  { q, year, status, numberSource, coverWritten }: MemberFilter,
  { orgId, cursor, limit, fields }: RosterPage,
): Promise<MemberDocument[]> {
  const wanted = placeOf(orgId, q ?? '');
  if (!wanted) return Promise.resolve([]);
  const filter: Filter = {
    ...wanted,
    joinYear: year,
    status,
    numberSource,
    ...(coverWritten !== undefined && { coverWrittenAt: coverWritten ? { gt: 0 } : null }),
    order: cursor === undefined ? undefined : { lt: cursor },
  };
  return database.find('members', filter, { sort: [['order', -1]], limit, fields });
}

/** What of the filter says where and whom to look for; null when nobody can be meant. */
function placeOf(orgId: string, q: string): Filter | null {
  if (q === '') return { path: orgId };
  const number = normaliseNumber(q);
  if (isMemberNumber(number)) return { memberNumber: number, path: orgId };
  const terms = wantedTerms(orgId, q);
  if (terms.length === 0) return null;
  return { terms: terms.length === 1 ? terms[0] : { all: terms } };
}
