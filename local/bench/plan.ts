import type { Cell } from './questions/approvals';
import { PEOPLE_IN_BATCH } from './questions/batch';
import type { WorldSettings, WorldSize } from './world/size';
import { POOLS } from './world/tree';

type Waiting = Pick<
  WorldSettings,
  'pendingPerPool' | 'pendingInFirst' | 'sparePerPool' | 'spareInFirst'
>;

/** What a run asks, and how often. */
export interface Plan {
  worlds: WorldSize[];
  settings: Omit<WorldSettings, keyof Waiting | 'rowsPerPool' | 'rowsInStock'>;
  /** The world in which everything beside the comparison of sizes is asked. */
  province: number;
  waiting: Waiting;
  waitingInProvince: Waiting;
  rowsInStock: number;
  flatCalls: number;
  cells: Cell[];
  rounds: number;
  million: { numbers: number; rounds: number };
  batches: number;
  gapCalls: number;
}

/** People in each pool beyond those whose calls are timed: recording and warming up. */
const SPARE = 5;
const NOBODY_MORE = { pendingInFirst: 0, spareInFirst: 0 };

const USUAL = ['system', 'floor', 'row per number', 'gap search'] as const;
const WITH_FLOOR = ['system', 'floor'] as const;

const cellsOf = (approvals: number): Cell[] => [
  { callers: 1, pools: POOLS, designs: USUAL, approvals },
  { callers: 8, pools: POOLS, designs: USUAL, approvals },
  { callers: 50, pools: POOLS, designs: WITH_FLOOR, approvals: 2 * approvals },
  { callers: 1, pools: 1, designs: WITH_FLOOR, approvals },
  { callers: 8, pools: 1, designs: USUAL, approvals },
  { callers: 50, pools: 1, designs: WITH_FLOOR, approvals },
];

/** Enough people who wait for a run: those of each pool, and more in the first one. */
function peopleFor(
  flatCalls: number,
  cells: readonly Cell[],
  rounds: number,
  batches: number,
): Pick<Plan, 'waiting' | 'waitingInProvince'> {
  const inEach = Math.ceil(flatCalls / POOLS) + SPARE;
  const taken = (pools: number, isYardstick: boolean): number =>
    cells
      .filter((cell) => cell.pools === pools)
      .map(({ designs, approvals }) => {
        const some = designs.filter((design) => (design !== 'system') === isYardstick);
        return (some.length * rounds * approvals) / pools;
      })
      .reduce((sum, count) => sum + Math.ceil(count), 0);
  return {
    waiting: { ...NOBODY_MORE, pendingPerPool: inEach, sparePerPool: inEach },
    waitingInProvince: {
      pendingPerPool: inEach + taken(POOLS, false),
      pendingInFirst: taken(1, false) + batches * PEOPLE_IN_BATCH,
      sparePerPool: inEach + taken(POOLS, true),
      spareInFirst: taken(1, true),
    },
  };
}

/** The whole run: at least 200 calls of everything short. */
export function fullPlan(seed: number): Plan {
  const cells = cellsOf(80);
  return {
    worlds: [
      { organizations: 100, given: 10_000 },
      { organizations: 18_762, given: 10_000 },
      { organizations: 100_000, given: 10_000 },
      { organizations: 100_000, given: 300_000 },
    ],
    settings: { seed, givenPerPool: 500, givenInLarge: 4000, waiting: 100 },
    province: 1,
    ...peopleFor(210, cells, 3, 20),
    rowsInStock: 100_000,
    flatCalls: 210,
    cells,
    rounds: 3,
    million: { numbers: 1_000_000, rounds: 10 },
    batches: 20,
    gapCalls: 200,
  };
}

/** A short run: shows that everything works and about how large it is. */
export function quickPlan(seed: number): Plan {
  const cells = cellsOf(24);
  return {
    worlds: [
      { organizations: 100, given: 2000 },
      { organizations: 2000, given: 2000 },
      { organizations: 10_000, given: 2000 },
      { organizations: 10_000, given: 10_000 },
    ],
    settings: { seed, givenPerPool: 100, givenInLarge: 1100, waiting: 100 },
    province: 1,
    ...peopleFor(20, cells, 2, 2),
    rowsInStock: 10_000,
    flatCalls: 20,
    cells,
    rounds: 2,
    million: { numbers: 1_000_000, rounds: 1 },
    batches: 2,
    gapCalls: 30,
  };
}

/** The settings of a plan's world. */
export function settingsOf(plan: Plan, world: number): WorldSettings {
  const isProvince = world === plan.province;
  const people = isProvince ? plan.waitingInProvince : plan.waiting;
  return {
    ...plan.settings,
    ...people,
    rowsPerPool: isProvince ? people.sparePerPool + people.spareInFirst : 0,
    rowsInStock: isProvince ? plan.rowsInStock : 0,
  };
}
