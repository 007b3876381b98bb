import { nextNumber } from '../../../cloudfunctions/core/domain/holdings';
import { holdingId } from '../../../cloudfunctions/core/usecases/holdings';
import { firstGap } from '../gap-search';
import { timed, timingOf } from '../measure';
import type { GapResult } from '../result';
import { YEAR } from '../world/numbers';
import type { World } from '../world/open';
import { shadowInterval } from '../world/shadow';

/** How long finding the next number takes: of a pool and of the branch with many members. */
export async function askGaps(world: World, calls: number): Promise<GapResult[]> {
  const { settings, tree, database } = world;
  const branches = [...tree.pools, tree.large];
  const asked = [
    { place: 0, members: settings.givenPerPool },
    { place: tree.pools.length, members: settings.givenInLarge },
  ];
  const results: GapResult[] = [];
  for (const { place, members } of asked) {
    const id = holdingId(YEAR, branches[place]!._id);
    const gap = () => firstGap(database, shadowInterval(place));
    const system = async () => nextNumber((await database.get('holdings', id))!);
    const counted = await counting(world, gap);
    const times = { gap: [] as number[], system: [] as number[] };
    for (let call = 0; call < calls; call++) {
      times.gap.push((await timed(gap)).ms);
      times.system.push((await timed(system)).ms);
    }
    results.push({
      members,
      gap: { requests: counted, time: timingOf(times.gap) },
      system: { requests: await counting(world, system), time: timingOf(times.system) },
    });
  }
  return results;
}

async function counting(world: World, work: () => Promise<unknown>): Promise<number> {
  const before = world.requests();
  await work();
  return world.requests() - before;
}
