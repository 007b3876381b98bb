import { type Changes, DuplicateError, type Filter } from '../../ports/database';
import type { ClaimDocument, Documents } from '../../ports/documents';
import type { Secrets } from '../../ports/secrets';
import type { Services } from '../action';
import { certainClaimIds, claimIds } from '../registration/claims';
import { rekeyed } from './rekeyed';

/**
 * Collections with sealed and hashed values, in the order in which one copies them from the other: a
 * registration has the phone of its account, a member record everything of its registration.
 */
export const REKEYED = ['accounts', 'registrations', 'members'] as const;
export type Rekeyed = (typeof REKEYED)[number];

/** Documents of one transaction: 2 requests each and 4 more, half a second where each takes 20 ms. */
const BATCH = 10;
/** Documents that are changed at the same time outside of transactions. */
const AT_ONCE = 10;

interface Stale<C extends Rekeyed> {
  document: Documents[C];
  changes: Changes<Documents[C]>;
  claims: ClaimDocument[];
}

/** Whose document takes the claims along: a registration, or a member record that never had one. */
const takesClaims = (collection: Rekeyed, document: object): boolean =>
  collection === 'registrations' ||
  (collection === 'members' && (document as Documents['members']).accountId === null);

/**
 * The claims that a person holds under a former key and not yet under the newest one. Whoever changes claims
 * writes the person's document too, so what is read here holds as long as that one is unchanged. One request.
 */
async function missingClaims(
  { database, secrets }: KeyServices,
  people: ReadonlyArray<Documents['registrations'] | Documents['members']>,
): Promise<Map<string, ClaimDocument[]>> {
  const [newest] = secrets.keyIds.hash;
  const wanted = people.map((person) => {
    const certain = certainClaimIds(person);
    const ids = claimIds(secrets, person).filter((id) => id.split(/[:.]/)[1] === newest);
    return { person, pairs: ids.map((id, i) => ({ id, certain: certain[i]! })) };
  });
  const ids = wanted.flatMap(({ pairs }) => pairs.flatMap(({ id, certain }) => [id, certain]));
  const found = ids.length === 0 ? [] : await database.getMany('claims', [...new Set(ids)]);
  const holders = new Map(found.map(({ _id, registrationId }) => [_id, registrationId]));
  return new Map(
    wanted.map(({ person: { _id: registrationId }, pairs }) => [
      registrationId,
      pairs
        .filter(({ id, certain }) => holders.get(certain) === registrationId && !holders.has(id))
        .map(({ id }) => ({ _id: id, registrationId })),
    ]),
  );
}

export type KeyServices = Pick<Services, 'database'> & { secrets: Secrets };

/**
 * Seals and hashes anew what a page of documents has by former keys; gives how many of them there were. One
 * that changed since the page was read, or is being changed, is left: the next pass finds it again. Safe to be
 * ended between any two requests: a document and its claims change in one transaction.
 */
export async function rekeyPage<C extends Rekeyed>(
  services: KeyServices,
  collection: C,
  page: readonly Documents[C][],
): Promise<number> {
  const stale = page.flatMap((document) => {
    const changes = rekeyed(services.secrets, document) as Changes<Documents[C]> | null;
    return changes ? { document, changes } : [];
  });
  const people = stale.flatMap(({ document }) =>
    takesClaims(collection, document) ? (document as Documents['members']) : [],
  );
  const claims = await missingClaims(services, people);
  const batch: Stale<C>[] = stale.map(({ document, changes }) => ({
    document,
    changes,
    claims: claims.get(document._id) ?? [],
  }));
  const withClaims = batch.filter(({ document }) => takesClaims(collection, document));
  for (let from = 0; from < withClaims.length; from += BATCH) {
    await rekeyBatch(services, collection, withClaims.slice(from, from + BATCH));
  }
  const others = stale.filter(({ document }) => !takesClaims(collection, document));
  for (let from = 0; from < others.length; from += AT_ONCE) {
    const some = others.slice(from, from + AT_ONCE);
    await Promise.all(some.map((one) => rekeyAlone(services, collection, one)));
  }
  return stale.length;
}

/** A document without claims, in one request, unless its values changed since it was read. */
async function rekeyAlone<C extends Rekeyed>(
  { database }: KeyServices,
  collection: C,
  { document, changes }: Omit<Stale<C>, 'claims'>,
): Promise<void> {
  const read = new Map<string, unknown>(Object.entries(document));
  const before = Object.keys(changes).map((field) => [field, read.get(field) as string]);
  try {
    await database.updateIf(
      collection,
      document._id,
      Object.fromEntries(before) as Filter,
      changes,
    );
  } catch (error) {
    // Another account has the number by the newest key already: `npm run keys` counts what is left.
    if (!(error instanceof DuplicateError)) throw error;
  }
}

/** In one transaction; one by one where somebody is at one of them. */
async function rekeyBatch<C extends Rekeyed>(
  services: KeyServices,
  collection: C,
  batch: readonly Stale<C>[],
): Promise<void> {
  if ((await rekeyTogether(services, collection, batch)) || batch.length === 1) return;
  for (const one of batch) await rekeyTogether(services, collection, [one]);
}

/** False when a document or claim was in the way; what is in the way for good is counted by `npm run keys`. */
const rekeyTogether = <C extends Rekeyed>(
  { database }: KeyServices,
  collection: C,
  batch: readonly Stale<C>[],
): Promise<boolean> =>
  database.transact(async (transaction, attempt) => {
    if (attempt.afterDuplicate) return false;
    const claims: ClaimDocument[] = [];
    for (const { document, changes, claims: missing } of batch) {
      const present = await transaction.get(collection, document._id);
      if (JSON.stringify(present) !== JSON.stringify(document)) continue;
      await transaction.update(collection, document._id, changes);
      claims.push(...missing);
    }
    if (claims.length > 0) await transaction.create('claims', ...claims);
    return true;
  });
