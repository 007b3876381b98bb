import { timed } from '../measure';
import type { SweepResult } from '../result';
import { staffOf } from '../world/documents';
import { YEAR } from '../world/numbers';
import type { World } from '../world/open';

/**
 * Proves every number of the world, slice by slice, and throws when something does not fit: then the bench
 * or the system has made a mistake.
 */
export async function askReconcile(world: World): Promise<SweepResult> {
  const { province } = world.tree;
  const { ms, result: slices } = await timed(async () => {
    let count = 0;
    for (let cursor: string | undefined; ;) {
      const slice = await world.call(staffOf(province), 'numbering.reconcile', {
        orgId: province._id,
        year: YEAR,
        ...(cursor !== undefined && { cursor }),
      });
      count += 1;
      if (slice.findings.length > 0 || slice.restless > 0) {
        throw new Error(`the numbers do not fit: ${JSON.stringify(slice.findings.slice(0, 3))}`);
      }
      if (slice.next === null) return count;
      cursor = slice.next;
    }
  });
  return { name: 'reconcile', organizations: world.size.organizations, slices, ms };
}

/** Closes the year, call by call until nothing is left. Afterwards nothing can be moved in this world. */
export async function askYearSweep(world: World): Promise<SweepResult> {
  const staff = staffOf(world.tree.province);
  await world.call(staff, 'numbering.closeYear', { year: YEAR, to: 'CLOSING' });
  const { ms, result: slices } = await timed(async () => {
    for (let count = 1; ; count++) {
      const progress = await world.call(staff, 'numbering.closeYear', { year: YEAR, to: 'CLOSED' });
      if (progress.left === 0) return count;
    }
  });
  return { name: 'close a year', organizations: world.size.organizations, slices, ms };
}
