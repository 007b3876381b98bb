import { coverOf } from '../domain/cover';
import { emptyHolding, type Holding } from '../domain/holdings';
import type { Database, Transaction } from '../ports/database';
import type { HoldingDocument, JournalLine } from '../ports/documents';

export const holdingId = (year: number, orgId: string): string => `${year}-${orgId}`;

interface Holder {
  _id: string;
  parentId: string | null;
}

/** The holding of an organisation as this transaction sees it; empty (`rev` 0) when it has none. */
export async function readHolding(
  transaction: Transaction,
  year: number,
  { _id, parentId }: Holder,
): Promise<Holding> {
  return (
    (await transaction.get('holdings', holdingId(year, _id))) ?? emptyHolding(_id, year, parentId)
  );
}

interface HoldingChange {
  before: Holding;
  after: Holding;
}

function partsOf({ parentId, rev, closed, held, free, used, voided, expired, retired }: Holding) {
  const cover = coverOf(held);
  const parts = { parentId, rev, closed, held, free, used, voided, expired, cover };
  return retired ? { ...parts, retired } : parts;
}

/**
 * Saves holdings that the domain has changed; those that were never stored have `rev` 0 before. One request
 * for each that is there, and one for all new ones together.
 */
export async function writeHoldings(
  transaction: Transaction,
  changes: readonly HoldingChange[],
): Promise<void> {
  const isNew = ({ before }: HoldingChange): boolean => before.rev === 0;
  for (const { after } of changes.filter((change) => !isNew(change))) {
    await transaction.update('holdings', holdingId(after.year, after.orgId), partsOf(after));
  }
  const made = changes.filter(isNew).map(({ after }) => ({
    _id: holdingId(after.year, after.orgId),
    orgId: after.orgId,
    year: after.year,
    ...partsOf(after),
  }));
  if (made.length > 0) await transaction.create('holdings', ...made);
}

/** Saves one of them. */
export const writeHolding = (
  transaction: Transaction,
  before: Holding,
  after: Holding,
): Promise<void> => writeHoldings(transaction, [{ before, after }]);

/** Holdings of several organisations in a year, empty ones where nothing is stored; one request. */
export async function holdingsOf(
  database: Database,
  year: number,
  holders: readonly Holder[],
): Promise<Map<string, Holding>> {
  const stored = await database.getMany(
    'holdings',
    holders.map(({ _id }) => holdingId(year, _id)),
  );
  const byOrg = new Map<string, HoldingDocument>(stored.map((holding) => [holding.orgId, holding]));
  return new Map(
    holders.map(({ _id, parentId }) => [_id, byOrg.get(_id) ?? emptyHolding(_id, year, parentId)]),
  );
}

/** The journal's line for one change of one holding. */
export const lineOf = (
  kind: JournalLine['kind'],
  before: Holding,
  after: Holding,
  intervals: JournalLine['intervals'],
  counterOrg: string | null = null,
): JournalLine => ({
  kind,
  org: after.orgId,
  counterOrg,
  intervals,
  year: after.year,
  revBefore: before.rev,
  revAfter: after.rev,
});
