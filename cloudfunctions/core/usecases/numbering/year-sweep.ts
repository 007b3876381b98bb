import type { YearStatement } from '../../../../typings/api';
import { closeHolding } from '../../domain/year';
import { coverOf } from '../../domain/cover';
import { count } from '../../domain/intervals';
import type { HoldingDocument, JournalDocument, YearDocument } from '../../ports/documents';
import { lineOf, writeHolding } from '../holdings';
import type { JobServices } from '../clock/job';
import { holdingsOfYear } from './year-holdings';

type Listed = Pick<HoldingDocument, '_id' | 'orgId' | 'parentId' | 'closed'>;

/** The holdings still open, those deepest in the tree first: branches, then upward. */
async function openOnes(services: JobServices, year: number): Promise<Listed[]> {
  const all = new Map<string, Listed>();
  for await (const { _id, orgId, parentId, closed } of holdingsOfYear(services.database, year, [
    '_id',
    'orgId',
    'parentId',
    'closed',
  ])) {
    all.set(orgId, { _id, orgId, parentId, closed });
  }
  const depths = new Map<string, number>();
  const depthOf = ({ orgId, parentId }: Listed): number => {
    const known = depths.get(orgId);
    if (known !== undefined) return known;
    const parent = parentId === null ? undefined : all.get(parentId);
    const depth = parent ? depthOf(parent) + 1 : 0;
    depths.set(orgId, depth);
    return depth;
  };
  return [...all.values()]
    .filter(({ closed }) => !closed)
    .sort((a, b) => depthOf(b) - depthOf(a) || (a._id < b._id ? -1 : 1));
}

/**
 * Holdings of one transaction: 43 requests, so 2.2 for each holding and not 5; two seconds where each takes
 * 40 ms, within which somebody who allocates meanwhile wins.
 */
const TOGETHER = 20;

/**
 * Closes holdings in one transaction, each with a journal entry of its own; gives how many were still open.
 * Somebody who changes one of them at the same moment makes the whole run begin again.
 */
const closeTogether = (
  { database, runtime }: JobServices,
  order: NonNullable<YearDocument['order']>,
  year: number,
  holdings: readonly Listed[],
): Promise<number> => {
  const at = runtime.now();
  return database.transact(async (transaction) => {
    const entries: JournalDocument[] = [];
    for (const { _id } of holdings) {
      const before = await transaction.get('holdings', _id);
      if (!before || before.closed) continue;
      const after = closeHolding(before);
      await writeHolding(transaction, before, after);
      entries.push({
        _id: `year-close-${_id}`,
        at,
        actor: order.accountId,
        post: order.postId,
        actingOrg: order.orgId,
        kind: 'YEAR_CLOSE',
        year,
        lines: [lineOf('YEAR_CLOSE', before, after, before.free)],
        orgs: [before.orgId],
        cover: coverOf(before.free),
        subject: String(year),
        reason: null,
        inputHash: '',
        result: null,
      });
    }
    if (entries.length > 0) await transaction.create('journal', ...entries);
    return entries.length;
  });
};

async function statementOf(services: JobServices, year: number): Promise<YearStatement> {
  const statement = { total: 0, used: 0, voided: 0, expired: 0 };
  for await (const holding of holdingsOfYear(services.database, year, [
    'parentId',
    'held',
    'used',
    'voided',
    'expired',
  ])) {
    if (holding.parentId === null) statement.total += count(holding.held);
    statement.used += count(holding.used);
    statement.voided += count(holding.voided);
    statement.expired += count(holding.expired);
  }
  return statement;
}

/**
 * Marks the year before its first holding is closed; false when it is not to be closed any more, because
 * it was reopened at the same moment: both write the year, so one of the two sees the other.
 */
const begin = ({ database }: JobServices, id: string): Promise<boolean> =>
  database.transact(async (transaction) => {
    const year = await transaction.get('years', id);
    if (year?.state !== 'CLOSING' || !year.order) return false;
    if (!year.swept) await transaction.update('years', id, { swept: true });
    return true;
  });

/**
 * Goes on with closing a year that the province ordered to be closed: twenty holdings at a time until none is
 * open, then the year with its statement. Gives how many holdings it closed and how many are left when
 * `until` (ms) has come; null when the year was reopened meanwhile. Whatever interrupts it, the next call
 * goes on; two at once do no harm.
 */
export async function sweepYear(
  services: JobServices,
  { _id, order, swept }: YearDocument,
  until: number,
): Promise<{ closed: number; left: number } | null> {
  const { database, runtime } = services;
  const year = Number(_id);
  let closed = 0;
  if (!order || !(swept || (await begin(services, _id)))) return null;
  // Listed again at the end: an allocation may have made a holding below one that was still open.
  for (;;) {
    const open = await openOnes(services, year);
    if (open.length === 0) break;
    for (let i = 0; i < open.length; i += TOGETHER) {
      if (runtime.now() >= until) return { closed, left: open.length - i };
      closed += await closeTogether(services, order, year, open.slice(i, i + TOGETHER));
    }
  }
  const statement = await statementOf(services, year);
  await database.update('years', _id, { state: 'CLOSED', statement });
  return { closed, left: 0 };
}
