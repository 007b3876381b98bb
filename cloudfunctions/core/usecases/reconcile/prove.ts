import type { Difference, Statement } from '../../../../typings/api';
import { emptyHolding, faultsOf, figuresOf, type Holding } from '../../domain/holdings';
import { contains, subtract, union } from '../../domain/intervals';
import { differencesOf, imbalanceOf, replay } from '../../domain/replay';
import { BusyError, type Database } from '../../ports/database';
import type { CheckpointDocument, OrganizationDocument } from '../../ports/documents';
import { holdingId } from '../holdings';
import { type Evidence, gather } from './evidence';

/** Somebody at work while a proof reads makes it read again; an organisation that never rests is left for the next proof. */
const TRIES = 3;

/** A checkpoint of this age is written anew, so that what has to be read since the oldest stays little. */
const RENEW_MS = 7 * 24 * 3_600_000;

const FAULT_WORDS: Record<string, string> = {
  'parts overlap': '各部分有重复的编号',
  'a part lies outside held': '有编号不在持有范围内',
  'held has numbers in no part': '持有的编号有去向不明的',
  'two children hold the same number': '两个下级组织持有同一编号',
};

export type Proved = Pick<OrganizationDocument, '_id' | 'parentId' | 'path'>;

export interface Proof {
  statement: Statement;
  /** By organisation; only those where something does not fit. */
  differences: Map<string, Difference[]>;
  /** Organisations that somebody changed while they were read, again and again; the next proof has them. */
  restless: string[];
}

/**
 * Proves the numbers of some organisations (at most 100) in one year (domain.md §13): each journal replayed
 * along the revisions to the stored holding, both sides of every movement, total = handed down + free +
 * assigned + void + expired, and given-out numbers ↔ their documents ↔ the members. What is sound becomes
 * a checkpoint. Nothing else is written. An organisation that cannot be proved, as a document of it is broken, is one
 * with a difference and keeps no other from being proved. Throws BusyError.
 */
export async function prove(
  database: Database,
  year: number,
  organizations: readonly Proved[],
  now: number,
  full: boolean,
): Promise<Proof> {
  try {
    return await proveTogether(database, year, organizations, now, full);
  } catch (error) {
    if (error instanceof BusyError) throw error;
    if (organizations.length <= 1) return unproved(year, organizations, error);
    // Halves: a few proofs more lead to the one, where each alone would be a hundred requests.
    const middle = Math.ceil(organizations.length / 2);
    const [first, second] = [organizations.slice(0, middle), organizations.slice(middle)];
    const proof = await prove(database, year, first, now, full);
    return together(proof, await prove(database, year, second, now, full));
  }
}

function unproved(year: number, organizations: readonly Proved[], error: unknown): Proof {
  const statement: Statement = { free: 0, used: 0, voided: 0, expired: 0 };
  const differences = new Map<string, Difference[]>();
  for (const { _id } of organizations) {
    const id = holdingId(year, _id);
    console.warn(JSON.stringify({ proof: id, failed: String(error) }));
    const text = '对账时出错，没有对完：这个组织的记录不完整，请部署人员查看';
    differences.set(_id, [{ document: `holdings/${id}`, text }]);
  }
  return { statement, differences, restless: [] };
}

const together = (a: Proof, b: Proof): Proof => ({
  statement: {
    free: a.statement.free + b.statement.free,
    used: a.statement.used + b.statement.used,
    voided: a.statement.voided + b.statement.voided,
    expired: a.statement.expired + b.statement.expired,
  },
  differences: new Map([...a.differences, ...b.differences]),
  restless: [...a.restless, ...b.restless],
});

async function proveTogether(
  database: Database,
  year: number,
  organizations: readonly Proved[],
  now: number,
  full: boolean,
): Promise<Proof> {
  const statement: Statement = { free: 0, used: 0, voided: 0, expired: 0 };
  const differences = new Map<string, Difference[]>();
  let left = organizations;
  for (let attempt = 1; left.length > 0 && attempt <= TRIES; attempt++) {
    const ids = left.map(({ _id }) => _id);
    const evidence = await gather(database, year, ids, full);
    const again: Proved[] = [];
    for (const organization of left) {
      const { _id } = organization;
      const before = evidence.holdings.get(_id);
      if (before?.rev !== evidence.holdingsAfter.get(_id)?.rev) {
        again.push(organization);
        continue;
      }
      const { found, replayed } = examine(evidence, year, organization, full);
      if (found.length > 0) differences.set(_id, found);
      else await keep(database, replayed, evidence.checkpoints.get(holdingId(year, _id)), now);
      const { free, used, voided, expired } = figuresOf(before ?? replayed);
      statement.free += free;
      statement.used += used;
      statement.voided += voided;
      statement.expired += expired;
    }
    left = again;
  }
  return { statement, differences, restless: left.map(({ _id }) => _id) };
}

/** One organisation: everything that does not fit, and the holding its journal makes. */
function examine(
  evidence: Evidence,
  year: number,
  { _id, parentId }: Proved,
  full: boolean,
): { found: Difference[]; replayed: Holding } {
  const id = holdingId(year, _id);
  const stored: Holding = evidence.holdings.get(_id) ?? emptyHolding(_id, year, parentId);
  const checkpoint = full ? undefined : evidence.checkpoints.get(id);
  const start: Holding = checkpoint
    ? { ...checkpoint, orgId: _id, year, parentId }
    : emptyHolding(_id, year, parentId);
  const lines = evidence.entries
    .flatMap((entry) => entry.lines.map((line) => ({ entry: entry._id, ...line })))
    .filter((line) => line.org === _id && line.year === year && line.revBefore >= start.rev)
    .sort((a, b) => a.revBefore - b.revBefore);
  // A holding that a move made in a closed year was closed from its first moment on.
  const bornClosed = stored.closed && lines[0]?.revBefore === 0 && lines[0].kind.startsWith('MOVE');
  const { holding: replayed, misfits } = replay(
    { ...start, closed: start.closed || bornClosed },
    lines,
  );
  const holdings = `holdings/${id}`;
  const found: Difference[] = [
    ...misfits.map(({ line, text }) => ({ document: `journal/${lines[line]!.entry}`, text })),
    ...differencesOf(stored, replayed).map((text) => ({ document: holdings, text })),
    ...faultsOf(stored, evidence.childrenHeld.get(_id) ?? []).map((fault) => ({
      document: holdings,
      text: FAULT_WORDS[fault] ?? fault,
    })),
    ...imbalances(evidence, _id),
    ...givenOut(evidence, stored),
  ];
  return { found, replayed };
}

/** Movements of this organisation whose two sides are not the same numbers. */
const imbalances = ({ entries }: Evidence, orgId: string): Difference[] =>
  entries.flatMap(({ _id, lines }) => {
    if (!lines.some(({ org }) => org === orgId)) return [];
    const text = imbalanceOf(lines);
    return text ? [{ document: `journal/${_id}`, text }] : [];
  });

/** Numbers assigned and void in the holding ↔ the documents of the numbers ↔ the members. */
function givenOut({ numbers, members }: Evidence, { orgId, used, voided }: Holding): Difference[] {
  const own = numbers.filter(({ holderOrgId }) => holderOrgId === orgId);
  const found: Difference[] = [];
  for (const { _id, state, memberId } of own) {
    const document = `numbers/${_id}`;
    const value = Number(_id);
    const place = state === 'ASSIGNED' ? used : voided;
    if (!contains(place, value)) {
      found.push({ document, text: '编号的状态与持有组织的登记不一致' });
    }
    if (state !== 'ASSIGNED') continue;
    const member = memberId === null ? undefined : members.get(memberId);
    if (!member) found.push({ document, text: '编号已分配，但没有对应的团员' });
    else if (member.memberNumber !== _id) {
      found.push({ document: `members/${member._id}`, text: `团员的编号不是 ${_id}` });
    }
  }
  const documented = own
    .filter(({ state }) => state === 'ASSIGNED')
    .map(({ _id }) => ({ start: Number(_id), end: Number(_id) }));
  for (const { start, end } of subtract(used, union(documented))) {
    const document = `numbers/${start}`;
    found.push({ document, text: `已使用的编号没有登记（${start}—${end}）` });
  }
  return found;
}

/** What was proved, as the beginning of the next replay; not written anew while it says the same. */
async function keep(
  database: Database,
  replayed: Holding,
  last: CheckpointDocument | undefined,
  now: number,
): Promise<void> {
  const { orgId, year, rev, closed, held, free, used, voided, expired } = replayed;
  if (rev === 0 || (last?.rev === rev && now - last.at < RENEW_MS)) return;
  const parts = { rev, closed, held, free, used, voided, expired };
  await database.put('checkpoints', { _id: holdingId(year, orgId), at: now, ...parts });
}
