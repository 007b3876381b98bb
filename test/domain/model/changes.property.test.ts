import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { poolFor } from '../../../cloudfunctions/core/domain/assignment';
import {
  assignReplacement,
  deciderOf,
  release,
  replacementIn,
} from '../../../cloudfunctions/core/domain/correction';
import {
  allocate,
  draw,
  emptyHolding,
  faultsOf,
  type Holding,
} from '../../../cloudfunctions/core/domain/holdings';
import { normalise } from '../../../cloudfunctions/core/domain/intervals';
import {
  carriedIn,
  carriedOff,
  chainsBetween,
  rehome,
} from '../../../cloudfunctions/core/domain/organization-changes';
import { closeHolding } from '../../../cloudfunctions/core/domain/year';
import type { CorrectionDisposal, Interval } from '../../../typings/api';
import { printedSeed } from '../../support/seed';

/*
 * Corrections, moves and the closing of a year, on a tree that changes, against one record per number:
 * who holds it and in which state. After each command the equation of every holding (domain.md §13) and the
 * same sets as the model. The seed is printed; on failure fast-check adds the shortest commands that fail.
 */
const YEAR = 2020;
const FIRST = 202000012000;
const SIZE = 120;

type State = 'free' | 'used' | 'voided' | 'expired';
interface Record {
  holder: string;
  state: State;
}

/** Two levels of committees above branches: enough for moves across several levels. */
const TREE: ReadonlyArray<readonly [id: string, parent: string | null]> = [
  ['P', null],
  ['C1', 'P'],
  ['C2', 'P'],
  ['U1', 'C1'],
  ['U2', 'C1'],
  ['U3', 'C2'],
  ['B1', 'U1'],
  ['B2', 'U1'],
  ['B3', 'U2'],
  ['B4', 'U3'],
  ['B5', 'C2'],
];

class World {
  readonly parents = new Map(TREE);
  readonly holdings = new Map<string, Holding>();
  readonly records = new Map<number, Record>();
  closing = false;

  constructor() {
    for (const [id, parent] of TREE) this.holdings.set(id, emptyHolding(id, YEAR, parent));
    const range = [{ start: FIRST, end: FIRST + SIZE - 1 }];
    this.put({ ...this.at('P'), held: range, free: range });
    for (let i = 0; i < SIZE; i++) this.records.set(FIRST + i, { holder: 'P', state: 'free' });
  }

  at = (id: string): Holding => this.holdings.get(id)!;
  put = (holding: Holding): void => void this.holdings.set(holding.orgId, holding);
  path(id: string): string[] {
    const parent = this.parents.get(id);
    return parent ? [...this.path(parent), id] : [id];
  }
  children = (id: string): string[] =>
    [...this.parents.keys()].filter((c) => this.parents.get(c) === id);
  numbersOf = (holder: string, ...states: State[]): number[] =>
    [...this.records]
      .filter(([, record]) => record.holder === holder && states.includes(record.state))
      .map(([number]) => number)
      .sort((a, b) => a - b);
  /** The naive reading of R-31. */
  poolOf(branch: string): string {
    return this.numbersOf(branch, 'free', 'used').length > 0 ? branch : this.parents.get(branch)!;
  }

  faults(): string[] {
    return [...this.parents.keys()].flatMap((id) => {
      const holding = this.at(id);
      const below = this.children(id).map((child) => this.at(child).held);
      const faults = faultsOf(holding, below).map((text) => `${id}: ${text}`);
      for (const state of ['free', 'used', 'voided', 'expired'] as const) {
        const expected = intervalsOf(this.numbersOf(id, state));
        if (JSON.stringify(holding[state]) !== JSON.stringify(expected))
          faults.push(`${id}: ${state}`);
      }
      return faults;
    });
  }
}

const intervalsOf = (numbers: readonly number[]): Interval[] =>
  normalise(numbers.map((number) => ({ start: number, end: number })));
const pick = <T>(list: readonly T[], n: number): T => list[n % list.length]!;
const BRANCHES = TREE.map(([id]) => id).filter((id) => id.startsWith('B'));

const small = fc.nat({ max: 100_000 });
const command = fc.record({
  op: fc.constantFrom(
    'allocate',
    'allocate',
    'draw',
    'draw',
    'correct',
    'correct',
    'move',
    'close',
  ),
  a: small,
  b: small,
  c: small,
});
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

const tally = new Map<string, number>();
const count = (op: string): void => void tally.set(op, (tally.get(op) ?? 0) + 1);

function apply(world: World, { op, a, b, c }: Command): void {
  switch (op) {
    case 'allocate': {
      const grantor = pick(['P', 'C1', 'C2', 'U1', 'U2', 'U3'], a);
      const children = world.children(grantor);
      const free = world.numbersOf(grantor, 'free');
      if (children.length === 0 || free.length === 0) return;
      const child = pick(children, b);
      const taken = free.slice(0, 1 + (c % free.length));
      if (world.at(grantor).closed || world.at(child).closed) return;
      const plan = allocate(world.at(grantor), [{ child: world.at(child), count: taken.length }]);
      world.put(plan.grantor);
      world.put(plan.items[0]!.after);
      for (const number of taken) world.records.set(number, { holder: child, state: 'free' });
      return count(op);
    }
    case 'draw': {
      const branch = pick(BRANCHES, a);
      const pool = world.poolOf(branch);
      expect(poolFor(world.at(branch)) === 'BRANCH').toBe(pool === branch);
      const [lowest] = world.numbersOf(pool, 'free');
      if (lowest === undefined || world.at(pool).closed) return;
      const drawn = draw(world.at(pool));
      expect(drawn.number).toBe(lowest);
      world.put(drawn.after);
      world.records.set(lowest, { holder: pool, state: 'used' });
      return count(op);
    }
    case 'correct':
      return correct(world, a, b, c);
    case 'move': {
      const moved = pick(['U1', 'U2', 'U3', 'B1', 'B2', 'B3', 'B4', 'B5'], a);
      const target = pick(
        moved.startsWith('U') ? ['P', 'C1', 'C2'] : ['C1', 'C2', 'U1', 'U2', 'U3'],
        b,
      );
      if (world.parents.get(moved) === target) return;
      move(world, moved, target);
      return count(op);
    }
    case 'close': {
      // Now and then, so that most of a run happens in an open year; the rest of it in a closed one.
      if (world.closing || c % 12 !== 0) return;
      world.closing = true;
      const deepestFirst = [...world.parents.keys()].sort(
        (one, other) => world.path(other).length - world.path(one).length,
      );
      for (const id of deepestFirst) world.put(closeHolding(world.at(id)));
      for (const record of world.records.values()) {
        if (record.state === 'free') record.state = 'expired';
      }
      return count(op);
    }
  }
}

/** the replacement before the release, from free or, in a closed year, expired numbers. */
function correct(world: World, a: number, b: number, c: number): void {
  const branch = pick(BRANCHES, a);
  const pool = world.poolOf(branch);
  const used = world.numbersOf(pool, 'used');
  if (used.length === 0) return;
  const number = pick(used, b);
  const disposal: CorrectionDisposal = c % 3 === 0 ? 'VOID' : 'RETURN_TO_POOL';
  const closed = world.at(pool).closed;
  const [expected] = world.numbersOf(pool, closed ? 'expired' : 'free');
  expect(replacementIn(world.at(pool))).toBe(expected ?? null);
  if (c % 4 !== 0 && expected !== undefined) {
    world.put(assignReplacement(world.at(pool), expected));
    world.records.set(expected, { holder: pool, state: 'used' });
    expect(expected).not.toBe(number);
    count(closed ? 'replace in a closed year' : 'replace');
  }
  world.put(release(world.at(pool), number, disposal));
  const back = closed ? 'expired' : 'free';
  world.records.set(number, { holder: pool, state: disposal === 'VOID' ? 'voided' : back });
  count('correct');
}

/** what the organisation holds leaves those above it on one side and comes to those on the other. */
function move(world: World, moved: string, target: string): void {
  const before = world.path(moved).slice(0, -1);
  const { leaving, entering } = chainsBetween(before, world.path(target));
  const own = world.at(moved);
  world.put(rehome(own, target));
  for (const id of leaving) world.put(carriedOff(world.at(id), own.held));
  for (const id of entering) world.put(carriedIn(world.at(id), own.held));
  world.parents.set(moved, target);
}

describe('corrections, moves and the end of a year beside one record per number', () => {
  it('R-50 … R-55, R-63, R-70: the same numbers at the same place after every command', () => {
    fc.assert(
      fc.property(fc.array(command, { minLength: 90, maxLength: 130 }), (commands) => {
        const world = new World();
        for (const step of commands) {
          count('commands');
          apply(world, step);
          expect(world.faults()).toEqual([]);
          expect(world.records.size).toBe(SIZE);
        }
      }),
      { numRuns: 120, seed: printedSeed('corrections, moves and the end of a year') },
    );
  });

  it('at least 10,000 commands, each kind of them really done', () => {
    expect(tally.get('commands')).toBeGreaterThanOrEqual(10_000);
    const kinds = [
      'allocate',
      'draw',
      'correct',
      'replace',
      'replace in a closed year',
      'move',
      'close',
    ];
    for (const kind of kinds) expect([kind, (tally.get(kind) ?? 0) > 20]).toEqual([kind, true]);
  });

  it('R-52: the nearest leading organ above the filer decides; the province its own', () => {
    const province = { id: 'P', type: 'PROVINCE' as const };
    const city = { id: 'C', type: 'CITY' as const };
    const school = { id: 'S', type: 'GRASSROOTS_COMMITTEE' as const };
    const faculty = { id: 'F', type: 'GRASSROOTS_COMMITTEE' as const };
    expect(deciderOf([province, city, school, faculty])).toBe('C');
    expect(deciderOf([province, school])).toBe('P');
    expect(deciderOf([province, city])).toBe('P');
    expect(deciderOf([province])).toBe('P');
  });
});
