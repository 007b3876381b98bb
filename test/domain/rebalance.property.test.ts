import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
  allocate,
  emptyHolding,
  type Holding,
  reclaim,
} from '../../cloudfunctions/core/domain/holdings';
import { count } from '../../cloudfunctions/core/domain/intervals';
import {
  type Move,
  narrowed,
  type Place,
  rebalance,
} from '../../cloudfunctions/core/domain/rebalance';

const YEAR = 2026;

/** A tree of up to `most` places; each one's parent is among those before it. */
const trees = (most: number): fc.Arbitrary<Place[]> =>
  fc
    .array(fc.record({ parent: fc.nat(), free: fc.nat({ max: 6 }), need: fc.nat({ max: 6 }) }), {
      minLength: 1,
      maxLength: most,
    })
    .map((rows) =>
      rows.map(({ parent, free, need }, i) => ({
        orgId: `O${i}`,
        parentId: i === 0 ? null : `O${parent % i}`,
        free,
        need,
      })),
    );

/** Holdings in which every place has as many free numbers as it says. */
function holdingsOf(places: readonly Place[]): Map<string, Holding> {
  let next = YEAR * 100_000_000;
  const holdings = new Map<string, Holding>();
  for (const { orgId, parentId, free } of places) {
    const intervals = free === 0 ? [] : [{ start: next, end: next + free - 1 }];
    next += free;
    holdings.set(orgId, {
      ...emptyHolding(orgId, YEAR, parentId),
      held: intervals,
      free: intervals,
    });
  }
  // What a child holds its parents answer for.
  for (const { orgId, parentId } of [...places].reverse()) {
    const parent = parentId === null ? undefined : holdings.get(parentId);
    const child = holdings.get(orgId)!;
    if (!parent) continue;
    const held = [...parent.held, ...child.held].sort((a, b) => a.start - b.start);
    holdings.set(parent.orgId, { ...parent, held });
  }
  return holdings;
}

/** Does a move as the actions do; throws where the domain refuses it. */
function run(holdings: Map<string, Holding>, { kind, from, to, count: n }: Move): void {
  const [giver, taker] = [holdings.get(from)!, holdings.get(to)!];
  if (kind === 'RECLAIM') {
    const done = reclaim(giver, taker, n);
    holdings.set(from, done.child).set(to, done.parent);
  } else {
    const done = allocate(giver, [{ child: taker, count: n }]);
    holdings.set(from, done.grantor).set(to, done.items[0]!.after);
  }
}

const total = (numbers: Iterable<number>): number => [...numbers].reduce((sum, n) => sum + n, 0);

/** The fewest numbers that have to cross an edge of the tree, by trying every choice of what is given. */
function leastMoved(places: readonly Place[]): number {
  const spare = places.map(({ free, need }) => Math.max(0, free - need));
  const missing = places.map(({ free, need }) => Math.max(0, need - free));
  const wanted = Math.min(total(spare), total(missing));
  const index = new Map(places.map(({ orgId }, i) => [orgId, i]));
  let best = Infinity;
  const moved = (given: readonly number[], got: readonly number[]): number => {
    const flow = given.map((n, i) => n - got[i]!);
    let sum = 0;
    for (let i = places.length - 1; i > 0; i--) {
      sum += Math.abs(flow[i]!);
      flow[index.get(places[i]!.parentId!)!]! += flow[i]!;
    }
    return sum;
  };
  const choices = (amounts: readonly number[], n: number): number[][] =>
    amounts.reduce<number[][]>(
      (lists, amount) =>
        lists.flatMap((list) =>
          Array.from({ length: amount + 1 }, (_, k) => [...list, k]).filter(
            (taken) => total(taken) <= n,
          ),
        ),
      [[]],
    );
  const givers = choices(spare, wanted).filter((list) => total(list) === wanted);
  const takers = choices(missing, wanted).filter((list) => total(list) === wanted);
  for (const given of givers) for (const got of takers) best = Math.min(best, moved(given, got));
  return best;
}

describe('rebalancing', () => {
  it('R-10, R-20: every move can be done when its turn comes', () => {
    fc.assert(
      fc.property(trees(12), (places) => {
        const holdings = holdingsOf(places);
        for (const move of rebalance(places).moves) run(holdings, move);
      }),
      { numRuns: 500 },
    );
  });

  it('nobody who waits goes without a number while the stock suffices, nobody is served worse', () => {
    fc.assert(
      fc.property(trees(12), (places) => {
        const { moves, unserved, brought, given } = rebalance(places);
        const holdings = holdingsOf(places);
        for (const move of moves) run(holdings, move);
        const missing = places.map(({ orgId, need }) =>
          Math.max(0, need - count(holdings.get(orgId)!.free)),
        );
        const stock = total(places.map(({ free }) => free));
        const people = total(places.map(({ need }) => need));
        expect(total(missing)).toBe(Math.max(0, people - stock));
        expect(unserved).toBe(total(missing));
        places.forEach(({ free, need }, i) => {
          expect(missing[i]).toBeLessThanOrEqual(Math.max(0, need - free));
        });
        expect(total(brought.values())).toBe(total(given.values()));
      }),
      { numRuns: 500 },
    );
  });

  it('moves no more numbers than it has to', () => {
    fc.assert(
      fc.property(
        fc
          .array(
            fc.record({ parent: fc.nat(), free: fc.nat({ max: 2 }), need: fc.nat({ max: 2 }) }),
            { minLength: 1, maxLength: 6 },
          )
          .map((rows) =>
            rows.map(({ parent, free, need }, i) => ({
              orgId: `O${i}`,
              parentId: i === 0 ? null : `O${parent % i}`,
              free,
              need,
            })),
          ),
        (places) => {
          const moved = total(rebalance(places).moves.map((move) => move.count));
          expect(moved).toBe(leastMoved(places));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('brings a number from one branch to another through their parents, one level at a time', () => {
    const places: Place[] = [
      { orgId: 'K', parentId: null, free: 0, need: 0 },
      { orgId: 'Z', parentId: 'K', free: 0, need: 0 },
      { orgId: 'Z1', parentId: 'Z', free: 5, need: 1 },
      { orgId: 'D', parentId: 'K', free: 0, need: 3 },
    ];
    expect(rebalance(places)).toMatchObject({
      moves: [
        { kind: 'RECLAIM', from: 'Z1', to: 'Z', count: 3 },
        { kind: 'RECLAIM', from: 'Z', to: 'K', count: 3 },
        { kind: 'ALLOCATE', from: 'K', to: 'D', count: 3 },
      ],
      unserved: 0,
    });
  });

  it('serves the places that lack most first when there are too many for one plan', () => {
    const places: Place[] = [
      { orgId: 'K', parentId: null, free: 20, need: 0 },
      { orgId: 'A', parentId: 'K', free: 1, need: 3 },
      { orgId: 'B', parentId: 'K', free: 0, need: 9 },
      { orgId: 'C', parentId: 'K', free: 0, need: 4 },
    ];
    const { places: fewer, postponed } = narrowed(places, 2);
    expect(postponed).toBe(2);
    expect(rebalance(fewer)).toMatchObject({
      moves: [
        { from: 'K', to: 'B', count: 9 },
        { from: 'K', to: 'C', count: 4 },
      ],
      unserved: 0,
    });
    expect(narrowed(places, 3)).toEqual({ places, postponed: 0 });
  });

  it('moves nothing where nobody waits', () => {
    const places = [
      { orgId: 'K', parentId: null, free: 3, need: 0 },
      { orgId: 'D', parentId: 'K', free: 9, need: 2 },
    ];
    expect(rebalance(places).moves).toEqual([]);
  });
});
