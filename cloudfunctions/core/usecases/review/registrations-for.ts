import { z } from 'zod';

import type { OrganizationType, RegistrationStatus, ReviewFilter } from '../../../../typings/api';
import { isMonth } from '../../domain/dates';
import { isCommittee } from '../../domain/organizations';
import { wantedTerms } from '../../domain/person-terms';
import { Refusal } from '../../domain/refusal';
import type { Database, Filter } from '../../ports/database';
import type { RegistrationDocument } from '../../ports/documents';
import { type Context, postOf } from '../action';
import { anyStatus } from './input';

/** What the list and the export can be narrowed by. */
export const reviewFilter = {
  orgId: z.string().min(1).max(32).optional(),
  status: z.union([anyStatus, z.array(anyStatus).min(1).max(6)]),
  own: z.boolean().optional(),
  q: z.string().trim().max(30).optional(),
  joinMonth: z.string().refine(isMonth, '请选择入团年月。').optional(),
  needsLook: z.boolean().optional(),
};

/** Where the registrations are: below an organisation, or with a committee as the one that approves them. */
export type Place = { path: string } | { committeeId: string };

/**
 * Everything below an organisation, or with `own` what a committee approves itself. The own branch or general
 * branch has no committee below it, so that both are the same; any other organisation has to be a committee,
 * which `requireCommittee` refuses later, when its type is known without a request of its own.
 */
export function placeOf(context: Context, orgId: string, own: boolean): Place {
  const post = postOf(context);
  const isSame = orgId === post.orgId && !isCommittee(post.orgType);
  return own && !isSame ? { committeeId: orgId } : { path: orgId };
}

/** Throws INVALID when what a committee approves itself is asked for somewhere else. */
export function requireCommittee(place: Place, { type }: { type: OrganizationType }): void {
  if ('committeeId' in place && !isCommittee(type)) {
    throw new Refusal('INVALID', '只有团委能单看本级审批的报到，请改选“含下级”。');
  }
}

/** Where and after which registration a page begins. */
export interface RegistrationPage {
  orgId: string;
  place: Place;
  /** By the beginning of the stage; undefined: the newest of those that are done, the oldest of the others. */
  newestFirst: boolean | undefined;
  cursor: string | undefined;
  limit: number;
  fields: readonly string[];
}

const isDone = (status: RegistrationStatus): boolean =>
  status === 'APPROVED' || status === 'WITHDRAWN';

/** Registrations at a place; one request, none when the words can mean nobody. */
export function registrationsFor(
  database: Database,
  { status, q, joinMonth, needsLook }: ReviewFilter,
  { orgId, place, newestFirst, cursor, limit, fields }: RegistrationPage,
): Promise<RegistrationDocument[]> {
  const statuses = Array.isArray(status) ? [...new Set(status)] : [status];
  const backwards = newestFirst ?? statuses.every(isDone);
  const terms = q ? wantedTerms(orgId, q) : null;
  if (terms?.length === 0) return Promise.resolve([]);
  const filter: Filter = {
    // The terms name the organisation themselves; a committee's own turn is less than everything below it.
    ...(terms ? { terms: terms.length === 1 ? terms[0] : { all: terms } } : place),
    ...('committeeId' in place && place),
    status: statuses.length === 1 ? statuses[0] : { in: statuses },
    joinMonth,
    needsLook,
    ...(cursor !== undefined && { order: backwards ? { lt: cursor } : { gt: cursor } }),
  };
  return database.find('registrations', filter, {
    sort: [['order', backwards ? -1 : 1]],
    limit,
    fields,
  });
}
