import type { ErrorDetails } from '../../../../typings/api';
import { count } from '../../domain/intervals';
import { PROMPTS } from '../../domain/prompts';
import { Refusal } from '../../domain/refusal';
import type { RegistrationDocument } from '../../ports/documents';
import type { Context } from '../action';
import { holdingsOf } from '../holdings';
import { OrganizationNames } from '../organization-lookup';
import { joinYearOf } from '../registration/person';

/**
 * Adds to an EXHAUSTED refusal who could supply numbers: the organisations above the branch that have
 * free ones. Where no top range exists for the year at all, that is said instead (P-18).
 */
export async function withHelpers(
  context: Context,
  registration: Pick<RegistrationDocument, 'path' | 'joinMonth'>,
  refusal: Refusal,
): Promise<Refusal> {
  const year = joinYearOf(registration);
  const helpers = await suppliersAmong(context, year, registration.path.slice(0, -1));
  const guard = await context.database.get('rangeGuards', String(year));
  if (!guard || guard.ranges.length === 0) {
    return new Refusal('EXHAUSTED', PROMPTS.noRangeForYear(year));
  }
  return new Refusal('EXHAUSTED', refusal.message, { helpers });
}

/** Those of a way through the tree, from the root down, that have free numbers, the nearest first; two requests. */
export async function suppliersAmong(
  { database }: Context,
  year: number,
  path: readonly string[],
): Promise<NonNullable<ErrorDetails['helpers']>> {
  const names = await OrganizationNames.load(database, path);
  const holdings = await holdingsOf(
    database,
    year,
    path.map((_id, i) => ({ _id, parentId: path[i - 1] ?? null })),
  );
  return [...path]
    .reverse()
    .map((id) => ({ organization: names.ref(id), free: count(holdings.get(id)!.free) }))
    .filter(({ free }) => free > 0);
}
