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
  registration: RegistrationDocument,
  refusal: Refusal,
): Promise<Refusal> {
  const { database } = context;
  const year = joinYearOf(registration);
  const above = registration.path.slice(0, -1);
  const names = await OrganizationNames.load(database, above);
  const holdings = await holdingsOf(
    database,
    year,
    above.map((_id, i) => ({ _id, parentId: above[i - 1] ?? null })),
  );
  const guard = await database.get('rangeGuards', String(year));
  if (!guard || guard.ranges.length === 0) {
    return new Refusal('EXHAUSTED', PROMPTS.noRangeForYear(year));
  }
  const helpers: NonNullable<ErrorDetails['helpers']> = [...above]
    .reverse()
    .map((id) => ({ organization: names.ref(id), free: count(holdings.get(id)!.free) }))
    .filter(({ free }) => free > 0);
  return new Refusal('EXHAUSTED', refusal.message, { helpers });
}
