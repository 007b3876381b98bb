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

/** Saves a holding that the domain has changed; one that was never stored has `rev` 0 before. */
export async function writeHolding(
  transaction: Transaction,
  before: Holding,
  after: Holding,
): Promise<void> {
  const { orgId, year, parentId, rev, closed, held, free, used, voided, expired } = after;
  const cover = coverOf(held);
  const parts = { parentId, rev, closed, held, free, used, voided, expired, cover };
  if (after.retired) Object.assign(parts, { retired: true });
  const id = holdingId(year, orgId);
  if (before.rev > 0) {
    await transaction.update('holdings', id, parts);
  } else {
    await transaction.create('holdings', { _id: id, orgId, year, ...parts });
  }
}

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
