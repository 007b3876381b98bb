import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { printedSeed } from '../../support/seed';
import { closeYearOf, moveUnder, releaseNumber, replaceNumber } from './world-changes';
import { NaiveModel, type NaiveMove } from './naive';
import { ROOT, World, type WorldLine } from './world';

/*
 * Random trees, ranges, allocations, recoveries, give-backs, assignments, occupied numbers, corrections,
 * moves, closing, shrinking, undo and take-over, against a model that keeps one record per number. After each
 * command: the equation of every holding (domain.md §13), the same sets as the model, and the cover look-up;
 * after each run the replay of the journal. The seed is printed; on failure fast-check adds the shortest commands
 * that fail.
 */

const FIRST = 202000012000;
const SPAN = 300;
const RUNS = 70;
const COMMANDS = { minLength: 150, maxLength: 220 };

/** A level of the tree: committees under the root, then a general branch or none, then branches. */
const tree = fc.array(
  fc.record({ hasGeneral: fc.boolean(), branches: fc.integer({ min: 1, max: 3 }) }),
  { minLength: 1, maxLength: 3 },
);

function plant(shape: Array<{ hasGeneral: boolean; branches: number }>) {
  const parents = new Map<string, string | null>([[ROOT, null]]);
  shape.forEach(({ hasGeneral, branches: n }, c) => {
    const committee = `C${c}`;
    parents.set(committee, ROOT);
    const above = hasGeneral ? `${committee}G` : committee;
    if (hasGeneral) parents.set(above, committee);
    for (let b = 0; b < n; b++) parents.set(`${above}B${b}`, above);
  });
  return parents;
}

const isBranch = (org: string): boolean => org.includes('B');
const isGeneral = (org: string): boolean => org.endsWith('G');
const isCommittee = (org: string): boolean => !isBranch(org) && !isGeneral(org);

/** Where an organisation may stand: committees under committees, a general branch under one, a branch under either. */
function possibleParents(naive: NaiveModel, org: string): string[] {
  return [...naive.parents.keys()].filter(
    (other) =>
      other !== naive.parents.get(org) &&
      !naive.path(other).includes(org) &&
      (isBranch(org) ? !isBranch(other) : isCommittee(other)),
  );
}

const small = fc.nat({ max: 1_000_000 });
const command = fc.record({
  op: fc.constantFrom(
    'addRange',
    'allocate',
    'allocate',
    'allocate',
    'reclaim',
    'giveBack',
    'draw',
    'draw',
    'draw',
    'occupied',
    'takeOver',
    'takeOver',
    'undo',
    'undo',
    'shrink',
    'release',
    'replace',
    'move',
    'close',
  ),
  a: small,
  b: small,
  c: small,
});
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

const numbersFrom = (start: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => start + i);
const pick = <T>(list: readonly T[], n: number): T => list[n % list.length]!;

/** Counts what was really done, so that a run of refusals only would be seen. */
const tally: Record<string, { done: number; refused: number }> = {};

/** Does one command on both sides; throws when one does what the other refuses. */
function apply(world: World, { op, a, b, c }: Command): void {
  const { naive } = world;
  const orgs = [...naive.parents.keys()];
  const branches = orgs.filter(isBranch);
  const committeeOf = (org: string): string => naive.path(org).findLast(isCommittee)!;
  const count = 1 + (c % 12);
  const counted = (done: boolean): void => {
    const entry = (tally[op] ??= { done: 0, refused: 0 });
    entry[done ? 'done' : 'refused']++;
  };
  const agree = (lines: WorldLine[] | null, moves: NaiveMove[] | null): void => {
    expect([op, lines === null]).toEqual([op, moves === null]);
    counted(lines !== null);
    if (!lines || !moves) return;
    for (const move of moves) naive.move(move);
    if (op !== 'undo' && op !== 'shrink') world.operations.push({ lines, moves, undone: false });
  };

  switch (op) {
    case 'addRange': {
      const start = FIRST + (a % SPAN);
      const numbers = numbersFrom(start, 1 + (b % 80));
      return agree(world.addRange({ start, end: numbers.at(-1)! }), naive.addRange(ROOT, numbers));
    }
    case 'shrink': {
      if (world.ranges.length === 0) return;
      const { start, end } = pick(world.ranges, a);
      const n = Math.min(count, end - start + 1);
      const numbers = numbersFrom(end - n + 1, n);
      return agree(world.shrink(end, n), naive.shrink(ROOT, numbers));
    }
    case 'allocate': {
      const grantor = pick(
        orgs.filter((org) => [...naive.parents.values()].includes(org)),
        a,
      );
      const children = orgs.filter((org) => naive.parents.get(org) === grantor);
      const items = children
        .slice(b % children.length)
        .map((org, i) => ({ org, count: 1 + ((c + i * 7) % 12) }));
      return agree(world.allocate(grantor, items), naive.allocate(grantor, items));
    }
    case 'reclaim':
    case 'giveBack': {
      const child = pick(orgs.slice(1), a);
      const wanted = b % 3 === 0 ? undefined : count;
      const kind = op === 'reclaim' ? 'RECLAIM' : 'GIVE_BACK';
      return agree(world.takeBack(child, kind, wanted), naive.takeBack(child, wanted));
    }
    case 'draw':
    case 'occupied': {
      const branch = pick(branches, a);
      const expected = naive.drawFor(branch, committeeOf(branch));
      const drawn = world.draw(branch, committeeOf(branch), op === 'occupied');
      expect(drawn).toEqual(expected.number === null ? null : expected);
      counted(drawn !== null);
      if (!drawn) return;
      const state = op === 'draw' ? 'USED' : 'VOID';
      naive.records.set(drawn.number, { holder: drawn.pool, state });
      return;
    }
    case 'takeOver': {
      const branch = pick(branches, a);
      const first = FIRST + (b % SPAN);
      // Some lie together and some do not, as those of a file.
      const numbers = [first, first + 1, first + (c % 5), first + (c % 17)].slice(0, 1 + (c % 4));
      const may = naive.canTakeOver(branch, numbers);
      const lines = world.takeOver(branch, [...new Set(numbers)]);
      expect(lines !== null).toBe(may);
      counted(may);
      if (!may) return;
      for (const number of numbers) {
        naive.records.set(number, { holder: naive.records.get(number)!.holder, state: 'USED' });
      }
      return;
    }
    case 'release':
    case 'replace': {
      const used = [...naive.records].filter(([, { state }]) => state === 'USED');
      if (used.length === 0) return;
      const [number, { holder }] = pick(used, a);
      if (op === 'replace') {
        const branch = isBranch(holder) ? holder : pick(branches, b);
        const pool = naive.poolOf(branch, committeeOf(branch));
        const expected = naive.replacementAt(pool);
        const drawn = replaceNumber(world, branch, committeeOf(branch));
        expect(drawn).toBe(expected);
        expect(drawn).not.toBe(number);
        counted(drawn !== null);
        if (drawn === null) return;
        naive.records.set(drawn, { holder: pool, state: 'USED' });
      } else counted(true);
      releaseNumber(world, holder, number, c % 3 === 0);
      naive.release(number, c % 3 === 0);
      return;
    }
    case 'move': {
      const org = pick(orgs.slice(1), a);
      const parents = possibleParents(naive, org);
      // Rarely, so that most runs keep something to undo.
      if (parents.length === 0 || b % 3 > 0) return;
      const parent = pick(parents, c);
      moveUnder(world, org, parent, (of) => naive.path(of));
      naive.parents.set(org, parent);
      counted(true);
      return;
    }
    case 'close': {
      const open = orgs.slice(1).filter((org) => !naive.closed.has(org));
      if (open.length === 0 || b % 8 > 0) return;
      const org = pick(open, a);
      closeYearOf(world, org);
      naive.close(org);
      counted(true);
      return;
    }
    case 'undo': {
      const open = world.operations.filter(({ undone }) => !undone).slice(-8);
      if (open.length === 0) return;
      const operation = pick(open, a);
      const moves = naive.undo(operation.moves);
      agree(world.undo(operation), moves);
      operation.undone = moves !== null;
    }
  }
}

describe('the numbering engine beside a model of one record per number', () => {
  it('R-1 … R-38, R-53 … R-73: the same numbers at the same place after every command', () => {
    fc.assert(
      fc.property(tree, fc.array(command, COMMANDS), (shape, list) => {
        const world = new World(new NaiveModel(plant(shape)));
        for (const step of list) {
          apply(world, step);
          const probes = [step.a, step.b, step.c].map((n) => FIRST + (n % (SPAN + 80)));
          expect(world.faults(probes)).toEqual([]);
        }
        expect(world.replayFaults()).toEqual([]);
      }),
      { numRuns: RUNS, seed: printedSeed('the numbering engine') },
    );
  }, 180_000);

  it('really did at least 10,000 commands, each kind both done and refused', () => {
    const commands = Object.values(tally).reduce(
      (sum, { done, refused }) => sum + done + refused,
      0,
    );
    expect(commands).toBeGreaterThanOrEqual(10_000);
    const neverRefused = new Set(['release', 'move', 'close']);
    for (const [op, { done, refused }] of Object.entries(tally)) {
      expect([op, done > 0, refused > 0]).toEqual([op, true, !neverRefused.has(op)]);
    }
    expect(Object.keys(tally)).toHaveLength(13);
  });
});
