import { type Drawing, type Pool, poolFor } from '../../domain/assignment';
import type { Holding } from '../../domain/holdings';
import type { Attempt, Transaction } from '../../ports/database';
import type { JournalLine, RegistrationDocument } from '../../ports/documents';
import { lineOf } from '../holdings';
import type { HoldingsAtHand } from '../holdings-at-hand';

/** Where a person stands in the tree: what decides whose numbers are drawn from. */
export type Standing = Pick<RegistrationDocument, 'branchId' | 'committeeId' | 'path'>;

/** The holding that a person of this branch draws from: one request, two for the committee's. */
async function poolAt(
  holdings: HoldingsAtHand,
  year: number,
  { branchId, committeeId, path }: Standing,
): Promise<{ from: Pool; pool: Holding }> {
  const parentOf = (id: string): string | null => path[path.indexOf(id) - 1] ?? null;
  const branch = await holdings.read(year, { _id: branchId, parentId: parentOf(branchId) });
  const from = poolFor(branch);
  if (from === 'BRANCH') return { from, pool: branch };
  const committee = { _id: committeeId, parentId: parentOf(committeeId) };
  return { from, pool: await holdings.read(year, committee) };
}

/** A number drawn, with the pool it leaves behind; kept in `holdings`, not yet written. */
export interface Drawn {
  source: 'AUTO_BRANCH' | 'AUTO_COMMITTEE';
  number: number;
  after: Holding;
  lines: JournalLine[];
}

/**
 * Draws the lowest number of the right pool, for an approval (R-32 … R-34) or a correction. A number
 * somebody has already is set aside (OCCUPIED); only a run that follows a duplicate has to look. Throws
 * EXHAUSTED (P-7, P-8), for an approval also CONFLICT when the year is closed.
 */
export async function drawFor(
  transaction: Transaction,
  attempt: Attempt,
  holdings: HoldingsAtHand,
  year: number,
  standing: Standing,
  { line, requireStock, take, setAside }: Drawing,
): Promise<Drawn> {
  const { from, pool } = await poolAt(holdings, year, standing);
  const lines: JournalLine[] = [];
  let before = pool;
  requireStock(from, before);
  let drawn = take(before);
  while (attempt.afterDuplicate && (await transaction.get('numbers', String(drawn.number)))) {
    const rest = setAside(before, drawn.number);
    lines.push(lineOf('OCCUPIED', before, rest, [{ start: drawn.number, end: drawn.number }]));
    before = rest;
    requireStock(from, before);
    drawn = take(before);
  }
  const { number, after } = drawn;
  lines.push(lineOf(line, before, after, [{ start: number, end: number }]));
  holdings.change(after);
  const source = from === 'BRANCH' ? 'AUTO_BRANCH' : 'AUTO_COMMITTEE';
  return { source, number, after, lines };
}
