import { z } from 'zod';

import type { Page, SuspectNumber, Suspicion } from '../../../../typings/api';
import { normaliseNumber } from '../../domain/member-number';
import { isPending } from '../../domain/review';
import { suspicionWords } from '../../domain/suspicion';
import type { Database } from '../../ports/database';
import type { MemberDocument, RegistrationDocument, SuspectDocument } from '../../ports/documents';
import { postOf, query, requireScope } from '../action';
import { missingOrganization, OrganizationNames } from '../organization-lookup';
import { orgId } from './input';

const PAGE = 20;

/** Who it is, as things stand now. */
type Person =
  | Pick<RegistrationDocument, 'name' | 'branchId' | 'path' | 'status'>
  | (Pick<MemberDocument, 'name' | 'branchId' | 'path'> & { status: null });

/**
 * Squatter watch: typed numbers that look wrong in an organisation and below it, as the clock found them at
 * most ten minutes ago, without those that were mended since. Three requests, one more where a range was
 * defined around a number in use. A page can be shorter than `limit`.
 */
export const squatters = query(
  'numbering.squatters',
  z.strictObject({
    orgId: orgId.optional(),
    cursor: z.string().min(1).max(120).optional(),
    limit: z.number().int().min(1).max(100).optional(),
  }),
  async (context, input): Promise<Page<SuspectNumber>> => {
    const { database } = context;
    const place = input.orgId ?? postOf(context).orgId;
    const limit = input.limit ?? PAGE;
    const found = await database.find(
      'suspects',
      { path: place, ...(input.cursor && { order: { gt: input.cursor } }) },
      { sort: [['order', 1]], limit: limit + 1 },
    );
    const page = found.slice(0, limit);
    const people = await peopleOf(database, page);
    // The organisation asked about comes with the names, so scope is checked before anything is answered.
    const names = await OrganizationNames.load(database, [
      place,
      ...[...people.values()].map(({ branchId }) => branchId),
      ...page.flatMap((suspect) => suspect.found.map((one) => one.orgId)),
    ]);
    const organization = names.get(place);
    if (!organization) throw missingOrganization();
    requireScope(context, 'numbering.squatters', organization.path);
    return {
      items: page.flatMap((suspect): SuspectNumber[] => {
        const person = people.get(suspect._id);
        if (!person?.path.includes(place)) return [];
        const { _id: id, number, mode, level, foundAt } = suspect;
        return [
          {
            id,
            number,
            name: person.name,
            branch: names.ref(person.branchId),
            status: person.status,
            mode,
            level,
            suspicions: suspect.found.map((one) => suspicionOf(suspect, one, names)),
            foundAt,
          },
        ];
      }),
      next: found.length > limit ? (page.at(-1)?.order ?? null) : null,
    };
  },
);

function suspicionOf(
  suspect: SuspectDocument,
  { kind, orgId: id }: SuspectDocument['found'][number],
  names: OrganizationNames,
): Suspicion {
  const organization = names.refOrNull(id);
  return { kind, ...suspicionWords(kind, suspect, organization?.name ?? null), organization };
}

const isLate = ({ found }: SuspectDocument): boolean =>
  found.some(({ kind }) => kind === 'LATE_RANGE');

/** The people of a page by id, without those who mended their number or are no longer under way. */
async function peopleOf(
  database: Database,
  page: readonly SuspectDocument[],
): Promise<Map<string, Person>> {
  const people = new Map<string, Person>();
  const numbers = new Map(page.map(({ _id, number }) => [_id, number]));
  const underWay = await database.getMany(
    'registrations',
    page.filter((suspect) => !isLate(suspect)).map(({ _id }) => _id),
    ['name', 'branchId', 'path', 'status', 'typedNumber'],
  );
  for (const { _id, name, branchId, path, status, typedNumber } of underWay) {
    const isSame = normaliseNumber(typedNumber ?? '') === numbers.get(_id);
    if (isSame && isPending(status)) people.set(_id, { name, branchId, path, status });
  }
  const members = await database.getMany(
    'members',
    page.filter(isLate).map(({ _id }) => _id),
    ['name', 'branchId', 'path', 'memberNumber'],
  );
  for (const { _id, name, branchId, path, memberNumber } of members) {
    if (memberNumber === numbers.get(_id)) people.set(_id, { name, branchId, path, status: null });
  }
  return people;
}
