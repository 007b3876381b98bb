import type { Approvals } from '../approvals';
import { timed, timingOf } from '../measure';
import type { BatchResult } from '../result';
import type { World } from '../world/open';

/** As many as one call takes. */
export const PEOPLE_IN_BATCH = 50;

/** Approves 50 people of one pool by one call, `calls` times. */
export async function askBatch(
  world: World,
  approvals: Approvals,
  calls: number,
): Promise<BatchResult> {
  const times: number[] = [];
  let requests = 0;
  for (let call = 0; call < calls; call++) {
    const registrationIds = Array.from({ length: PEOPLE_IN_BATCH }, () => approvals.nextPending(0));
    const before = world.requests();
    const { ms, result } = await timed(() =>
      world.call(approvals.staff(0), 'review.passMany', {
        registrationIds,
        status: 'PENDING_COMMITTEE',
      }),
    );
    requests = world.requests() - before;
    const failed = result.results.find(({ ok }) => !ok) ?? result.unfinished[0];
    if (failed) throw new Error(`a batch was not approved: ${JSON.stringify(failed)}`);
    times.push(ms);
  }
  return { people: PEOPLE_IN_BATCH, requests, call: timingOf(times) };
}
