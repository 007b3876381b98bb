import type { Approvals } from '../approvals';
import { approveByGap } from '../gap-search';
import { median, timed, timingOf, together } from '../measure';
import type { ApprovalsResult, Design } from '../result';
import { approveByRow } from '../row-per-number';
import { replay } from '../script';
import type { World } from '../world/open';
import { shadowId, shadowInterval } from '../world/shadow';

/** So many callers at once on so many pools; with the usual designs beside or only with the floor. */
export interface Cell {
  callers: number;
  pools: number;
  designs: readonly Design[];
  /** Approvals of one design in one round. */
  approvals: number;
}

type Job = () => Promise<unknown>;

/** An approval by a design; what belongs to it alone is made before the clock runs. */
function jobOf(world: World, approvals: Approvals, design: Design, pool: number): Job {
  const { database } = world;
  if (design === 'system') return approvals.job(pool);
  const script = approvals.script(pool);
  const holder = shadowId(world.tree.pools[pool]!._id);
  switch (design) {
    case 'floor':
      return () => replay(database, script);
    case 'row per number':
      return () => approveByRow(database, script, holder);
    case 'gap search':
      return () => approveByGap(database, script, shadowInterval(pool));
  }
}

/** Approvals per second, in rounds: each design once, then the next round. The world has to be entered. */
export async function askApprovals(
  world: World,
  approvals: Approvals,
  cells: readonly Cell[],
  rounds: number,
): Promise<ApprovalsResult[]> {
  const results: ApprovalsResult[] = [];
  for (const { callers, pools, designs, approvals: count } of cells) {
    const measured = designs.map((design) => ({
      design,
      rates: [] as number[],
      times: [] as number[],
    }));
    for (let round = 0; round < rounds; round++) {
      for (const { design, rates, times } of measured) {
        const jobs = Array.from({ length: count }, (_, i) =>
          jobOf(world, approvals, design, i % pools),
        );
        const { ms, result } = await timed(() => together(callers, jobs));
        rates.push((count * 1000) / ms);
        times.push(...result);
      }
    }
    results.push({
      callers,
      pools,
      designs: measured.map(({ design, rates, times }) => ({
        design,
        perSecond: median(rates),
        call: timingOf(times),
      })),
    });
  }
  return results;
}
