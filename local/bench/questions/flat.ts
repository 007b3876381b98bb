import type { Database } from '../../../cloudfunctions/core/ports/database';
import { randomFrom } from '../../random';
import type { Approvals } from '../approvals';
import { timed, timingOf } from '../measure';
import type { FlatResult } from '../result';
import { onCopies } from '../copies';
import { recording, replay, type Script } from '../script';
import { memberId, staffOf } from '../world/documents';
import { YEAR } from '../world/numbers';
import type { World } from '../world/open';
import { shadowId } from '../world/shadow';

/** Calls before the clock runs: the first ones meet code that is not compiled yet. */
const WARM_UP = 5;
/** Above every revision of the world. */
const COPIED_REV = 1_000_000;
/** Numbers moved by one allocation or reclaim. */
const MOVED = 10;

/** A world and its approvals. */
export interface Place {
  world: World;
  approvals: Approvals;
}

/** One operation of the system in one world, and the floor under it. */
export interface Operation {
  name: string;
  system(): Promise<unknown>;
  /** The requests of one call, ready to be sent; made before the clock runs. */
  floor(): Script;
  requests: number;
}

/** Does an operation once, to count and to record its requests. */
async function recorded(
  world: World,
  run: (database?: Database) => Promise<unknown>,
): Promise<{ script: Script; requests: number }> {
  const before = world.requests();
  const { database, script } = recording(world.database);
  await run(database);
  return { script, requests: world.requests() - before };
}

/** An operation that only reads: the floor reads the same again. */
async function reading(
  world: World,
  name: string,
  run: (database?: Database) => Promise<unknown>,
): Promise<Operation> {
  const { script, requests } = await recorded(world, run);
  return { name, system: () => run(), floor: () => script, requests };
}

/** A movement between the committee and its branch; the floor moves nothing, on copies of both. */
async function moving(
  world: World,
  name: string,
  run: (database?: Database) => Promise<unknown>,
): Promise<Operation> {
  const { committee, child } = world.tree;
  const { script, requests } = await recorded(world, run);
  const entryId = script.inside[0]!.args[1] as string;
  let copies = 0;
  const floor = (): Script => {
    const copy = copies++;
    const { inside } = onCopies(
      script,
      [
        [entryId, `${name} ${copy}`.padEnd(entryId.length, '-')],
        [child._id, shadowId(child._id)],
        [committee._id, shadowId(committee._id)],
      ],
      COPIED_REV + copy,
    );
    return { ...script, inside };
  };
  return { name, system: () => run(), floor, requests };
}

async function approving({ world, approvals }: Place): Promise<Operation> {
  const inTurn = (): (() => number) => {
    let turn = 0;
    return () => turn++ % world.tree.pools.length;
  };
  const [pool, copy] = [inTurn(), inTurn()];
  const { requests } = await recorded(world, (database) => approvals.job(pool(), database)());
  return {
    name: 'approve',
    system: () => approvals.job(pool())(),
    floor: () => approvals.script(copy()),
    requests,
  };
}

/** The operations in a world that is entered, in the order in which they leave the world as it was. */
export async function operationsOf({ world, approvals }: Place): Promise<Operation[]> {
  const { committee, child, province } = world.tree;
  const random = randomFrom(world.settings.seed);
  const given = await givenNumbers(world);
  const staff = staffOf(committee);
  return [
    await approving({ world, approvals }),
    await moving(world, 'allocate to one child', (database) =>
      world.call(
        staff,
        'numbering.allocate',
        { orgId: committee._id, year: YEAR, items: [{ orgId: child._id, count: MOVED }] },
        database,
      ),
    ),
    await moving(world, 'reclaim from one child', (database) =>
      world.call(
        staff,
        'numbering.reclaim',
        { orgId: child._id, year: YEAR, count: MOVED },
        database,
      ),
    ),
    await reading(world, 'trace', (database) => {
      const number = given[Math.floor(random() * given.length)]!;
      return world.call(staffOf(province), 'numbering.trace', { number }, database);
    }),
    await reading(world, 'overview of a committee', (database) =>
      world.call(staff, 'numbering.overview', { orgId: committee._id, year: YEAR }, database),
    ),
    await reading(world, 'review list of a committee', (database) =>
      world.call(staff, 'review.list', { status: 'PENDING_COMMITTEE' }, database),
    ),
  ];
}

/** Some of the numbers given out, from all over the world. */
async function givenNumbers({ database, size }: World): Promise<string[]> {
  const step = Math.max(1, Math.floor(size.given / 400));
  const ids = Array.from({ length: Math.floor(size.given / step) }, (_, i) => memberId(i * step));
  const found = await database.getMany('members', ids.slice(0, 1000), ['memberNumber']);
  return found.map(({ memberNumber }) => memberNumber!);
}

/**
 * Every operation by one caller, call by call in turn: all worlds, in the one at `floorAt` the floor as well,
 * then the next call. What else the machine does at the time meets all of them alike.
 */
export async function askFlat(
  asked: readonly Place[],
  calls: number,
  floorAt: number,
): Promise<FlatResult[]> {
  const places: Array<{ world: World; operations: Operation[] }> = [];
  for (const place of asked) {
    place.world.enter();
    places.push({ world: place.world, operations: await operationsOf(place) });
  }
  const times = places.map(({ operations }) => operations.map((): number[] => []));
  const floors = places[0]!.operations.map((): number[] => []);
  for (let call = -WARM_UP; call < calls; call++) {
    for (const o of places[0]!.operations.keys()) {
      for (const turn of places.keys()) {
        const w = (turn + Math.abs(call)) % places.length;
        const { world, operations } = places[w]!;
        const operation = operations[o]!;
        world.enter();
        const { ms } = await timed(() => operation.system());
        if (call >= 0) times[w]![o]!.push(ms);
        if (w !== floorAt) continue;
        const script = operation.floor();
        const floor = await timed(() => replay(world.database, script));
        if (call >= 0) floors[o]!.push(floor.ms);
      }
    }
  }
  return places[0]!.operations.map(({ name }, o) => ({
    operation: name,
    worlds: places.map(({ operations }, w) => ({
      requests: operations[o]!.requests,
      time: timingOf(times[w]![o]!),
    })),
    floor: timingOf(floors[o]!),
  }));
}
