import { join } from 'node:path';
import { Approvals } from './approvals';
import { type Plan, settingsOf } from './plan';
import { askApprovals } from './questions/approvals';
import { askBatch } from './questions/batch';
import { askFlat, type Place } from './questions/flat';
import { askGaps } from './questions/gaps';
import { askMillion } from './questions/million';
import { askReconcile, askYearSweep } from './questions/sweeps';
import type { BenchResult } from './result';
import { buildApart } from './world/build';
import { openWorld } from './world/open';
import { growTree } from './world/tree';

type Answers = Pick<
  BenchResult,
  'worlds' | 'province' | 'flat' | 'approvals' | 'million' | 'batch' | 'gaps' | 'sweeps'
>;

/** Worlds made at the same time. */
const BUILDERS = 2;

/** Builds the worlds of a plan below `dir`, asks everything and gives the answers; `log` is told how far it is. */
export async function runBench(
  plan: Plan,
  dir: string,
  log: (line: string) => void,
): Promise<Answers> {
  const dirOf = (w: number): string => join(dir, `world-${w}`);

  // The largest ones first: they take longest.
  const left = [...plan.worlds.keys()].reverse();
  const builder = async (): Promise<void> => {
    for (let w = left.shift(); w !== undefined; w = left.shift()) {
      const size = plan.worlds[w]!;
      await buildApart(dirOf(w), size, settingsOf(plan, w));
      log(`made ${size.organizations} organisations, ${size.given} numbers given out`);
    }
  };
  await Promise.all(Array.from({ length: BUILDERS }, builder));

  const places: Place[] = [];
  try {
    for (const [w, size] of plan.worlds.entries()) {
      const tree = growTree(size.organizations);
      const world = await openWorld(dirOf(w), tree, size, settingsOf(plan, w));
      world.enter();
      places.push({ world, approvals: await Approvals.of(world) });
    }
    const { world, approvals } = places[plan.province]!;
    log('operations at every size');
    const flat = await askFlat(places, plan.flatCalls, plan.province);
    world.enter();
    log('the next number');
    const gaps = await askGaps(world, plan.gapCalls);
    log('approvals by several callers');
    const measured = await askApprovals(world, approvals, plan.cells, plan.rounds);
    log('batches');
    const batch = await askBatch(world, approvals, plan.batches);
    log('a million numbers');
    const million = await askMillion(world, plan.million.numbers, plan.million.rounds);
    log('every organisation');
    const sweeps = [await askReconcile(world), await askYearSweep(world)];
    const { worlds, province } = plan;
    return { worlds, province, flat, approvals: measured, million, batch, gaps, sweeps };
  } finally {
    for (const { world } of places) await world.close();
  }
}
