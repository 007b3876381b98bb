import { poolFor } from '../../domain/assignment';
import { emptyHolding, type Holding, handedDown } from '../../domain/holdings';
import { count } from '../../domain/intervals';
import { isCommittee } from '../../domain/organizations';
import type { Place } from '../../domain/rebalance';
import type { Database } from '../../ports/database';
import type { OrganizationDocument } from '../../ports/documents';
import { holdingId } from '../holdings';
import { refOf } from '../organization-lookup';
import { totalsOf } from '../totals';
import type { OrganizationRef } from '../../../../typings/api';

/** Organisations looked at in one plan, and in one request. */
const MOST_PLACES = 20_000;
const MOST_ROWS = 1000;
/** Parts of a holding; the covers are the longest and are only looked up. */
const HOLDING = ['orgId', 'parentId', 'closed', 'held', 'free', 'used', 'voided', 'expired'];

/** Values of one look-up that the service still reads in order. */
const CHUNK = 200;

type Organization = Pick<OrganizationDocument, '_id' | 'fullName' | 'type' | 'status' | 'parentId'>;

/** An organisation with its numbers and the people below it who wait. */
interface Node {
  organization: Organization;
  holding: Holding;
  waiting: number;
  /** Assigned in it and below. */
  used: number;
}

/** The tree as the plan sees it. */
export interface Tree {
  places: Place[];
  refs: Map<string, OrganizationRef>;
  partial: boolean;
}

async function inChunks<T>(
  ids: readonly string[],
  size: number,
  read: (chunk: string[]) => Promise<readonly T[]>,
): Promise<T[]> {
  const found: T[] = [];
  for (let from = 0; from < ids.length; from += size) {
    found.push(...(await read(ids.slice(from, from + size))));
  }
  return found;
}

/** Ids of direct children that have a holding of the year. */
async function holdersBelow(
  database: Database,
  parents: readonly string[],
  year: number,
): Promise<string[]> {
  return inChunks(parents, CHUNK, async (chunk) => {
    const ids: string[] = [];
    let after = '';
    for (;;) {
      const page = await database.find(
        'holdings',
        { parentId: { in: chunk }, year, _id: { gt: after } },
        { sort: [['_id', 1]], limit: MOST_ROWS, fields: ['orgId'] },
      );
      ids.push(...page.map(({ orgId }) => orgId));
      const last = page.at(-1);
      if (!last || page.length < MOST_ROWS) return ids;
      after = last._id;
    }
  });
}

const COMMITTEES = ['CITY', 'COUNTY', 'GRASSROOTS_COMMITTEE', 'WORK_COMMITTEE'];

/** Ids of committees right below, with numbers or without: people may wait for one that never had any. */
const committeesBelow = (database: Database, parents: readonly string[]): Promise<string[]> =>
  inChunks(parents, CHUNK, async (chunk) => {
    const ids: string[] = [];
    let after = '';
    for (;;) {
      const page = await database.find(
        'organizations',
        { parentId: { in: chunk }, type: { in: COMMITTEES }, sort: { gt: after } },
        { sort: [['sort', 1]], limit: MOST_ROWS, fields: ['sort'] },
      );
      ids.push(...page.map(({ _id }) => _id));
      const last = page.at(-1);
      if (!last || page.length < MOST_ROWS) return ids;
      after = last.sort;
    }
  });

async function nodesFor(database: Database, ids: readonly string[], year: number): Promise<Node[]> {
  return inChunks(ids, MOST_ROWS, async (chunk) => {
    const [organizations, holdings, totals] = await Promise.all([
      database.getMany('organizations', chunk, ['fullName', 'type', 'status', 'parentId']),
      database.getMany(
        'holdings',
        chunk.map((id) => holdingId(year, id)),
        HOLDING,
      ),
      totalsOf(database, year, chunk),
    ]);
    const byOrg = new Map<string, Holding>(holdings.map((holding) => [holding.orgId, holding]));
    return organizations.map((organization: Organization): Node => {
      const { _id, parentId } = organization;
      const { used, waiting } = totals.get(_id)!;
      const holding = byOrg.get(_id) ?? emptyHolding(_id, year, parentId);
      return { organization, holding, waiting, used };
    });
  });
}

/** Whether there may be something to take or to give below it. */
function isWorthALook({ holding, waiting, used }: Node): boolean {
  if (count(handedDown(holding)) === 0) return false;
  return waiting > 0 || count(holding.held) > used + count(holding.free);
}

/** Whether the people who wait below it have their own numbers: a branch with stock, any committee. */
const hasOwnPool = ({ organization, holding }: Node): boolean =>
  isCommittee(organization.type) ||
  (organization.type === 'BRANCH' && poolFor(holding) === 'BRANCH');

/**
 * The organisations below one that have numbers or people who wait, level by level. Three requests for a
 * thousand of them, and one for 200 parents of a level.
 */
export async function rebalanceTree(
  database: Database,
  top: OrganizationDocument,
  year: number,
): Promise<Tree> {
  const nodes = new Map<string, Node>();
  let partial = false;
  let frontier = await nodesFor(database, [top._id], year);
  while (frontier.length > 0) {
    for (const node of frontier) nodes.set(node.organization._id, node);
    const room = MOST_PLACES - nodes.size;
    const parents = frontier.filter(isWorthALook).map(({ organization }) => organization._id);
    const holders = await holdersBelow(database, parents, year);
    const waited = frontier
      .filter(({ organization, waiting }) => waiting > 0 && isCommittee(organization.type))
      .map(({ organization }) => organization._id);
    const committees = await committeesBelow(database, waited);
    const ids = [...new Set([...holders, ...committees])].filter((id) => !nodes.has(id));
    partial ||= ids.length > room;
    frontier = await nodesFor(database, ids.slice(0, Math.max(0, room)), year);
  }
  return {
    places: placesOf(nodes, partial),
    refs: new Map(
      [...nodes.values()].map(({ organization }) => [organization._id, refOf(organization)]),
    ),
    partial,
  };
}

/** What each has and needs; where the tree was not read to the end nothing is taken from the edge. */
function placesOf(nodes: ReadonlyMap<string, Node>, partial: boolean): Place[] {
  /** People below who draw on a pool further down. */
  const served = new Map<string, number>();
  const withChildren = new Set<string>();
  const deepestFirst = [...nodes.values()].reverse();
  for (const node of deepestFirst) {
    const { _id, parentId } = node.organization;
    if (parentId === null || !nodes.has(parentId)) continue;
    withChildren.add(parentId);
    const there = hasOwnPool(node) ? node.waiting : (served.get(_id) ?? 0);
    served.set(parentId, (served.get(parentId) ?? 0) + there);
  }
  return [...nodes.values()].map((node): Place => {
    const { _id: orgId, parentId, status } = node.organization;
    const isEdge = partial && isWorthALook(node) && !withChildren.has(orgId);
    const isShut = isEdge || node.holding.closed || status === 'CLOSED';
    const need = hasOwnPool(node) ? Math.max(0, node.waiting - (served.get(orgId) ?? 0)) : 0;
    return {
      orgId,
      parentId: nodes.has(parentId ?? '') ? parentId : null,
      free: isShut ? 0 : count(node.holding.free),
      need: isShut ? 0 : need,
    };
  });
}
