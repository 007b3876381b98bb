import type { Database, Filter } from '../../ports/database';
import type {
  CheckpointDocument,
  Documents,
  HoldingDocument,
  JournalDocument,
  MemberDocument,
  NumberDocument,
} from '../../ports/documents';
import { holdingId } from '../holdings';

/** Rows of one query at most. */
const MOST = 1000;

/** Entries can be this much older than the proof they were too late for: their clock, and the time a write may take. */
const OVERLAP_MS = 600_000;

/** What is stored about some organisations in one year, read at nearly the same time. */
export interface Evidence {
  holdings: ReadonlyMap<string, HoldingDocument>;
  /** The same a moment later: where the revision differs, somebody was at work in between. */
  holdingsAfter: ReadonlyMap<string, HoldingDocument>;
  checkpoints: ReadonlyMap<string, CheckpointDocument>;
  /** Entries since the checkpoints, in no order. */
  entries: readonly JournalDocument[];
  /** `held` of the direct children, by parent. */
  childrenHeld: ReadonlyMap<string, ReadonlyArray<HoldingDocument['held']>>;
  numbers: readonly NumberDocument[];
  members: ReadonlyMap<string, Pick<MemberDocument, '_id' | 'memberNumber'>>;
}

/**
 * Everything with one of some values in a field: one request as long as it fits into one answer, else
 * value by value and page by page. `order` is the unique field behind the value in an index.
 */
async function everything<C extends 'holdings' | 'numbers'>(
  database: Database,
  collection: C,
  field: string,
  values: readonly string[],
  rest: Filter,
  fields: readonly string[],
): Promise<Documents[C][]> {
  const options = { limit: MOST, fields: ['_id', ...fields] };
  const found = await database.find(collection, { [field]: { in: values }, ...rest }, options);
  if (found.length < MOST) return found;
  const all: Documents[C][] = [];
  for (const value of values) {
    let page: Documents[C][];
    let after = '';
    do {
      const filter = { [field]: value, ...rest, _id: { gt: after } };
      page = await database.find(collection, filter, { ...options, sort: [['_id', 1]] });
      all.push(...page);
      after = page.at(-1)?._id ?? '';
    } while (page.length === MOST);
  }
  return all;
}

const ENTRY_FIELDS = ['_id', 'at', 'kind', 'lines'];

/** Journal entries of organisations since a time, each once, as `everything` reads them. */
async function entriesSince(
  database: Database,
  year: number,
  orgIds: readonly string[],
  since: number,
): Promise<JournalDocument[]> {
  if (orgIds.length === 0) return [];
  const options = { limit: MOST, fields: ENTRY_FIELDS };
  const filter = { orgs: { in: orgIds }, year, at: { gte: since } };
  const found = await database.find('journal', filter, options);
  if (found.length < MOST) return found;
  const all = new Map<string, JournalDocument>();
  const keep = (entries: readonly JournalDocument[]): void => {
    for (const entry of entries) all.set(entry._id, entry);
  };
  for (const orgId of orgIds) {
    let page: JournalDocument[];
    let before = Number.MAX_SAFE_INTEGER;
    do {
      page = await database.find(
        'journal',
        { orgs: orgId, year, at: { gte: since, lt: before } },
        {
          ...options,
          sort: [
            ['at', -1],
            ['_id', -1],
          ],
        },
      );
      keep(page);
      if (page.length === MOST) {
        before = page.at(-1)!.at;
        keep(await entriesAt(database, year, orgId, before));
      }
    } while (page.length === MOST);
  }
  return [...all.values()];
}

/** Every entry of one moment: a page can end in the middle of them, and there may be more than one page. */
async function entriesAt(
  database: Database,
  year: number,
  orgId: string,
  at: number,
): Promise<JournalDocument[]> {
  const all: JournalDocument[] = [];
  let page: JournalDocument[];
  let after = '';
  do {
    page = await database.find(
      'journal',
      { orgs: orgId, year, at, _id: { gt: after } },
      { limit: MOST, fields: ENTRY_FIELDS, sort: [['_id', 1]] },
    );
    all.push(...page);
    after = page.at(-1)?._id ?? '';
  } while (page.length === MOST);
  return all;
}

const byOrg = <D extends { orgId: string }>(documents: readonly D[]): Map<string, D> =>
  new Map(documents.map((document) => [document.orgId, document]));

/**
 * Reads what a proof of these organisations (at most 100) needs; about ten requests when they are
 * small. `full`: the journal from its beginning, whatever was proved before.
 */
export async function gather(
  database: Database,
  year: number,
  orgIds: readonly string[],
  full: boolean,
): Promise<Evidence> {
  const ids = orgIds.map((orgId) => holdingId(year, orgId));
  const holdings = byOrg(await database.getMany('holdings', ids));
  const stored = await database.getMany('checkpoints', ids);
  const checkpoints = new Map(stored.map((checkpoint) => [checkpoint._id, checkpoint]));
  const isProved = (orgId: string): boolean => !full && checkpoints.has(holdingId(year, orgId));
  const oldest = Math.min(...stored.map(({ at }) => at));
  const lately = await entriesSince(database, year, orgIds.filter(isProved), oldest - OVERLAP_MS);
  const ever = await entriesSince(
    database,
    year,
    orgIds.filter((orgId) => !isProved(orgId)),
    0,
  );
  // Moves and closings of organisations concern several years at once and stand under none; they are few.
  const ofTree = await database.find(
    'journal',
    { orgs: { in: orgIds }, kind: { in: ['MOVE', 'ORG_CLOSE'] } },
    { limit: MOST, fields: ['_id', 'at', 'kind', 'lines'] },
  );
  const entries = new Map([...lately, ...ever, ...ofTree].map((entry) => [entry._id, entry]));
  const children = await everything(database, 'holdings', 'parentId', orgIds, { year }, [
    'parentId',
    'held',
  ]);
  const numbers = await everything(database, 'numbers', 'holderOrgId', orgIds, { year }, [
    'state',
    'holderOrgId',
    'memberId',
  ]);
  const members = await membersOf(database, numbers);
  const holdingsAfter = byOrg(await database.getMany('holdings', ids, ['orgId', 'rev']));
  return {
    holdings,
    holdingsAfter,
    checkpoints,
    entries: [...entries.values()],
    childrenHeld: heldByParent(children),
    numbers,
    members,
  };
}

function heldByParent(
  children: readonly HoldingDocument[],
): Map<string, Array<HoldingDocument['held']>> {
  const byParent = new Map<string, Array<HoldingDocument['held']>>();
  for (const { parentId, held } of children) {
    if (parentId === null) continue;
    byParent.set(parentId, [...(byParent.get(parentId) ?? []), held]);
  }
  return byParent;
}

async function membersOf(
  database: Database,
  numbers: readonly NumberDocument[],
): Promise<Evidence['members']> {
  const ids = [...new Set(numbers.flatMap(({ memberId }) => memberId ?? []))];
  const members = new Map<string, MemberDocument>();
  for (let from = 0; from < ids.length; from += MOST) {
    const page = await database.getMany('members', ids.slice(from, from + MOST), ['memberNumber']);
    for (const member of page) members.set(member._id, member);
  }
  return members;
}
