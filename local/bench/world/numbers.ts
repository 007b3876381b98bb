import { coverOf } from '../../../cloudfunctions/core/domain/cover';
import {
  addRange,
  allocate,
  draw,
  emptyHolding,
  type Holding,
} from '../../../cloudfunctions/core/domain/holdings';
import { union } from '../../../cloudfunctions/core/domain/intervals';
import type {
  HoldingDocument,
  JournalDocument,
  JournalKind,
  JournalLine,
  OrganizationDocument,
} from '../../../cloudfunctions/core/ports/documents';
import { holdingId, lineOf } from '../../../cloudfunctions/core/usecases/holdings';
import type { Interval } from '../../../typings/api';
import type { WorldSettings, WorldSize } from './size';
import type { Tree } from './tree';

export const YEAR = 2020;

/** Serial of the province's first number. */
const FIRST_NUMBER = 202000010001;
const BEGAN_AT = Date.UTC(2020, 2, 1);
/** Free numbers kept by an organisation of a type, and by those the bench works at. */
const FREE = {
  PROVINCE: 1_000_000,
  CITY: 10_000,
  COUNTY: 10_000,
  COMMITTEE: 1_000,
  BRANCH: 50,
  pool: 30_000,
  wide: 2_000_000,
};
/** Children in one entry of the journal at most: as many as the smallest world has, so that entries are alike at every size. */
export const AT_ONCE = 8;

/** What one organisation has given out and keeps free. */
interface Share {
  given: number;
  free: number;
}

/** Numbers given out by branch: as set for the pools and the large branch, the rest evenly over the others. */
function sharesOf(tree: Tree, size: WorldSize, settings: WorldSettings): Map<string, Share> {
  const shares = new Map<string, Share>();
  for (const { _id } of tree.pools)
    shares.set(_id, { given: settings.givenPerPool, free: FREE.pool });
  shares.set(tree.large._id, { given: settings.givenInLarge, free: FREE.BRANCH });
  for (const { _id } of tree.wideBranches) shares.set(_id, { given: 0, free: 0 });
  shares.set(tree.wide._id, { given: 0, free: FREE.wide });
  const others: string[] = [];
  for (const { _id, type } of tree.organizations) {
    if (shares.has(_id)) continue;
    if (type === 'BRANCH') others.push(_id);
    else if (type === 'GRASSROOTS_COMMITTEE') shares.set(_id, { given: 0, free: FREE.COMMITTEE });
    else shares.set(_id, { given: 0, free: FREE[type as 'PROVINCE' | 'CITY' | 'COUNTY'] });
  }
  const rest = size.given - settings.givenInLarge - settings.givenPerPool * tree.pools.length;
  if (rest < 0) throw new RangeError(`${size.given} numbers are too few for the pools`);
  for (const [i, id] of others.entries()) {
    const given =
      Math.floor(((i + 1) * rest) / others.length) - Math.floor((i * rest) / others.length);
    shares.set(id, { given, free: FREE.BRANCH });
  }
  return shares;
}

/** A number drawn for a member. */
export interface DrawnNumber {
  branch: OrganizationDocument;
  number: number;
  /** Counts from 0 through the whole world. */
  sequence: number;
  /** Its entry's line. */
  line: JournalLine;
}

/**
 * The numbers of a world, made by the domain's own functions: a top range, allocations level by level,
 * then draws one by one. All generators have to be run through in the order of their declaration.
 */
export class WorldNumbers {
  private readonly holdings = new Map<string, Holding>();
  private readonly shares: Map<string, Share>;
  private entries = 0;

  constructor(
    private readonly tree: Tree,
    size: WorldSize,
    settings: WorldSettings,
  ) {
    this.shares = sharesOf(tree, size, settings);
  }

  /** The journal's entries of the top range and of every allocation. */
  *handedDown(): Generator<JournalDocument> {
    const { organizations, province } = this.tree;
    const needed = this.needs();
    const children = new Map<string, OrganizationDocument[]>();
    for (const organization of organizations) {
      const { _id, parentId } = organization;
      this.holdings.set(_id, emptyHolding(_id, YEAR, parentId));
      if (parentId === null || needed.get(_id) === 0) continue;
      children.set(parentId, [...(children.get(parentId) ?? []), organization]);
    }
    const range = { start: FIRST_NUMBER, end: FIRST_NUMBER + needed.get(province._id)! - 1 };
    const before = this.holdings.get(province._id)!;
    const top = addRange(before, range);
    this.holdings.set(province._id, top);
    yield this.entry('RANGE_ADD', [lineOf('RANGE_ADD', before, top, [range])]);
    for (const { _id } of organizations) {
      const all = children.get(_id) ?? [];
      for (let from = 0; from < all.length; from += AT_ONCE) {
        yield this.allocation(_id, all.slice(from, from + AT_ONCE), needed);
      }
    }
  }

  /** One number after the other, branch by branch. */
  *draws(): Generator<DrawnNumber> {
    let sequence = 0;
    for (const branch of this.tree.organizations) {
      for (let left = this.shares.get(branch._id)!.given; left > 0; left--) {
        const before = this.holdings.get(branch._id)!;
        const { number, after } = draw(before);
        this.holdings.set(branch._id, after);
        const line = lineOf('ASSIGN', before, after, [{ start: number, end: number }]);
        yield { branch, number, sequence: sequence++, line };
      }
    }
  }

  /** The holdings as all of it has left them; organisations that hold nothing have none. */
  *stored(): Generator<HoldingDocument> {
    for (const holding of this.holdings.values()) {
      if (holding.rev === 0) continue;
      const cover = coverOf(holding.held);
      yield { _id: holdingId(YEAR, holding.orgId), ...holding, cover };
    }
  }

  /** The province's top ranges. */
  ranges(): Interval[] {
    return this.holdings.get(this.tree.province._id)!.held;
  }

  /** The entry of one change of numbers by the province's office. */
  entry(kind: JournalKind, lines: JournalLine[], subject: string | null = null): JournalDocument {
    const number = this.entries++;
    return {
      _id: `entry-${String(number).padStart(37, '0')}`,
      at: BEGAN_AT + number * 20,
      actor: 'account-office',
      post: 'post-office',
      actingOrg: this.tree.province._id,
      kind,
      year: YEAR,
      lines,
      orgs: [...new Set(lines.map((line) => line.org))],
      cover: coverOf(lines.flatMap((line) => line.intervals)),
      subject,
      reason: null,
      inputHash: ''.padEnd(43, 'x'),
      result: null,
    };
  }

  /** What each organisation has to hold for its own share and for everything below it. */
  private needs(): Map<string, number> {
    const needs = new Map<string, number>();
    for (const { _id, parentId } of [...this.tree.organizations].reverse()) {
      const { given, free } = this.shares.get(_id)!;
      const own = (needs.get(_id) ?? 0) + given + free;
      needs.set(_id, own);
      if (parentId !== null) needs.set(parentId, (needs.get(parentId) ?? 0) + own);
    }
    return needs;
  }

  private allocation(
    grantorId: string,
    children: readonly OrganizationDocument[],
    needed: ReadonlyMap<string, number>,
  ): JournalDocument {
    const before = this.holdings.get(grantorId)!;
    const plan = allocate(
      before,
      children.map(({ _id }) => ({ child: this.holdings.get(_id)!, count: needed.get(_id)! })),
    );
    this.holdings.set(grantorId, plan.grantor);
    for (const { after } of plan.items) this.holdings.set(after.orgId, after);
    const moved = union(...plan.items.map((item) => item.intervals));
    return this.entry('ALLOCATE', [
      lineOf('ALLOCATE_OUT', before, plan.grantor, moved),
      ...plan.items.map((item) =>
        lineOf('ALLOCATE_IN', item.before, item.after, item.intervals, grantorId),
      ),
    ]);
  }
}
