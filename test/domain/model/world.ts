import { isDeepStrictEqual } from 'node:util';

import { poolFor, requireFree } from '../../../cloudfunctions/core/domain/assignment';
import { blocksAround, coverOf } from '../../../cloudfunctions/core/domain/cover';
import {
  addRange,
  allocate,
  draw,
  emptyHolding,
  faultsOf,
  type Holding,
  reclaim,
  voidOccupied,
} from '../../../cloudfunctions/core/domain/holdings';
import {
  intersect,
  normalise,
  subtract,
  union,
} from '../../../cloudfunctions/core/domain/intervals';
import { Refusal } from '../../../cloudfunctions/core/domain/refusal';
import { differencesOf, replay, type ReplayLine } from '../../../cloudfunctions/core/domain/replay';
import { takeOver, takeoverState } from '../../../cloudfunctions/core/domain/takeover';
import { shrinkRange } from '../../../cloudfunctions/core/domain/top-range';
import { chainOf } from '../../../cloudfunctions/core/domain/trace';
import { revert } from '../../../cloudfunctions/core/domain/undo';
import type { Interval } from '../../../typings/api';
import { type NaiveModel, type NaiveMove, type NaiveState } from './naive';

export const YEAR = 2020;
export const ROOT = 'P';

type Part = 'held' | 'free' | 'used' | 'voided' | 'expired';

const PART_OF: Record<NaiveState, Part> = {
  FREE: 'free',
  USED: 'used',
  VOID: 'voided',
  EXPIRED: 'expired',
};

/** Line of one holding as the journal keeps it. */
export type WorldLine = ReplayLine & { org: string; counterOrg: string | null };

/** An operation that can be undone. */
export interface Done {
  lines: WorldLine[];
  moves: NaiveMove[];
  undone: boolean;
}

/** The product's own domain on holdings in memory, with a journal, beside the naive model. */
export class World {
  readonly holdings = new Map<string, Holding>();
  readonly lines: WorldLine[] = [];
  readonly operations: Done[] = [];
  ranges: Interval[] = [];

  constructor(readonly naive: NaiveModel) {
    for (const [org, parent] of naive.parents) {
      this.holdings.set(org, emptyHolding(org, YEAR, parent));
    }
  }

  holding = (org: string): Holding => this.holdings.get(org)!;

  save(
    kind: WorldLine['kind'],
    after: Holding,
    intervals: readonly Interval[],
    counterOrg: string | null = null,
  ): WorldLine {
    const before = this.holding(after.orgId);
    const line = {
      kind,
      org: after.orgId,
      counterOrg,
      intervals: [...intervals],
      revBefore: before.rev,
      revAfter: after.rev,
    };
    this.holdings.set(after.orgId, after);
    this.lines.push(line);
    return line;
  }

  /** Does what the domain decides, or gives null when it refuses; anything else it throws is a fault. */
  private decide<T>(work: () => T): T | null {
    try {
      return work();
    } catch (error) {
      if (error instanceof Refusal) return null;
      throw error;
    }
  }

  addRange(range: Interval): WorldLine[] | null {
    if (intersect(this.ranges, [range]).length > 0) return null;
    this.ranges = union(this.ranges, [range]);
    return [this.save('RANGE_ADD', addRange(this.holding(ROOT), range), [range])];
  }

  shrink(end: number, count: number): WorldLine[] | null {
    const plan = this.decide(() => shrinkRange(this.holding(ROOT), this.ranges, end, count));
    if (!plan) return null;
    this.ranges = plan.ranges;
    return [this.save('RANGE_SHRINK', plan.after, plan.intervals)];
  }

  allocate(grantor: string, items: Array<{ org: string; count: number }>): WorldLine[] | null {
    const wanted = items.map(({ org, count }) => ({ child: this.holding(org), count }));
    const plan = this.decide(() => allocate(this.holding(grantor), wanted));
    if (!plan) return null;
    const all = union(...plan.items.map(({ intervals }) => intervals));
    return [
      this.save('ALLOCATE_OUT', plan.grantor, all),
      ...plan.items.map(({ after, intervals }) =>
        this.save('ALLOCATE_IN', after, intervals, grantor),
      ),
    ];
  }

  takeBack(child: string, kind: 'RECLAIM' | 'GIVE_BACK', count?: number): WorldLine[] | null {
    const parent = this.naive.parents.get(child)!;
    const plan = this.decide(() => reclaim(this.holding(child), this.holding(parent), count));
    if (!plan) return null;
    return [
      this.save(`${kind}_OUT`, plan.child, plan.intervals, parent),
      this.save(`${kind}_IN`, plan.parent, plan.intervals, child),
    ];
  }

  /** R-31 … R-34; `occupied`: the number belongs to somebody already and is set aside instead. */
  draw(
    branch: string,
    committee: string,
    occupied: boolean,
  ): { pool: string; number: number } | null {
    const from = poolFor(this.holding(branch));
    const pool = this.holding(from === 'BRANCH' ? branch : committee);
    const drawn = this.decide(() => {
      requireFree(from, pool);
      return draw(pool);
    });
    if (!drawn) return null;
    const { number } = drawn;
    if (occupied)
      this.save('OCCUPIED', voidOccupied(pool, number), [{ start: number, end: number }]);
    else this.save('ASSIGN', drawn.after, [{ start: number, end: number }]);
    return { pool: pool.orgId, number };
  }

  /**
   * numbers that members of the branch had before, each in the holding that has it free; null unless all
   * of them are free with the branch or above it.
   */
  takeOver(branch: string, numbers: readonly number[]): WorldLine[] | null {
    const path = this.naive.path(branch);
    const covers = new Map([...this.holdings].map(([org, { held }]) => [org, coverOf(held)]));
    const wanted = new Map<string, Interval[]>();
    for (const number of numbers) {
      const last = this.lookUp(covers, number).at(-1);
      if (!last || takeoverState(this.holding(last), number, path) !== 'FREE') return null;
      wanted.set(last, union(wanted.get(last) ?? [], [{ start: number, end: number }]));
    }
    const taken = this.decide(() =>
      [...wanted].map(([org, set]) => ({ set, after: takeOver(this.holding(org), set) })),
    );
    return taken?.map(({ after, set }) => this.save('IMPORT', after, set)) ?? null;
  }

  undo({ lines }: Done): WorldLine[] | null {
    const reverted = this.decide(() => revert(lines, this.holdings));
    if (!reverted) return null;
    return reverted.map(({ kind, after, intervals, counterOrg }) => {
      if (kind === 'RANGE_SHRINK') this.ranges = subtract(this.ranges, intervals);
      return this.save(kind, after, intervals, counterOrg);
    });
  }

  /** Everything that is wrong now, beside the naive model and in itself (domain.md §13); nothing when sound. */
  faults(probes: readonly number[]): string[] {
    const faults: string[] = [];
    const orgs = [...this.holdings.keys()];
    for (const org of orgs) {
      const holding = this.holding(org);
      const children = orgs.filter((child) => this.naive.parents.get(child) === org);
      const held = children.map((child) => this.holding(child).held);
      faults.push(...faultsOf(holding, held).map((fault) => `${org}: ${fault}`));
    }
    const naive = this.naiveSets();
    for (const org of orgs) {
      const { held, free, used, voided, expired } = this.holding(org);
      const ours = { held, free, used, voided, expired };
      if (!isDeepStrictEqual(ours, naive.get(org))) faults.push(`${org}: differs from the model`);
    }
    if (!isDeepStrictEqual(this.ranges, this.holding(ROOT).held)) faults.push('ranges ≠ held');
    const covers = new Map(orgs.map((org) => [org, coverOf(this.holding(org).held)]));
    for (const number of probes) {
      const found = this.lookUp(covers, number);
      const expected = this.naive.chain(number);
      if (!isDeepStrictEqual(found, expected))
        faults.push(`${number}: found at ${found.join('/')}`);
    }
    return faults;
  }

  /** The chain of a number by the cover, as the index finds it. */
  private lookUp(covers: ReadonlyMap<string, readonly string[]>, number: number): string[] {
    const blocks = new Set(blocksAround(number));
    const found = [...covers].filter(([, cover]) => cover.some((block) => blocks.has(block)));
    return chainOf(found.map(([org]) => this.holding(org))).map(({ orgId }) => orgId);
  }

  /** The naive records as intervals, per organisation. */
  private naiveSets(): Map<string, Record<Part, Interval[]>> {
    const lists = new Map(
      [...this.holdings.keys()].map((org) => [
        org,
        { held: [], free: [], used: [], voided: [], expired: [] } as Record<Part, number[]>,
      ]),
    );
    for (const [number, { holder, state }] of this.naive.records) {
      lists.get(holder)![PART_OF[state]].push(number);
      for (const org of this.naive.chain(number)) lists.get(org)!.held.push(number);
    }
    const asSet = (numbers: number[]) =>
      normalise(numbers.map((number) => ({ start: number, end: number })));
    return new Map(
      [...lists].map(([org, { held, free, used, voided, expired }]) => [
        org,
        {
          held: asSet(held),
          free: asSet(free),
          used: asSet(used),
          voided: asSet(voided),
          expired: asSet(expired),
        },
      ]),
    );
  }

  /** Replays every holding's lines from nothing (invariant 5); what does not come to the stored state. */
  replayFaults(): string[] {
    return [...this.holdings].flatMap(([org, stored]) => {
      const start = emptyHolding(org, YEAR, stored.parentId);
      const lines = this.lines.filter((line) => line.org === org);
      const { holding, misfits } = replay(start, lines);
      const texts = [...misfits.map(({ text }) => text), ...differencesOf(stored, holding)];
      return texts.map((text) => `${org}: ${text}`);
    });
  }
}
