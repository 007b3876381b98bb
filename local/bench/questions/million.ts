import { sdkDatabase } from '../../../cloudfunctions/core/adapters/sdk';
import { timed, timingOf } from '../measure';
import { NUMBER_ROWS } from '../number-rows';
import type { MillionResult } from '../result';
import { staffOf } from '../world/documents';
import { YEAR } from '../world/numbers';
import type { World } from '../world/open';
import { WIDEST } from '../world/tree';
import { stockInterval } from '../world/row-stock';

/** Rows changed by one request of the yardstick. */
const BATCH = 1000;

/** `numbers` from one committee to 100 branches in one operation, and back from each; `rounds` times. */
export async function askMillion(
  world: World,
  numbers: number,
  rounds: number,
): Promise<MillionResult> {
  const { wide, wideBranches } = world.tree;
  const children = wideBranches.slice(0, WIDEST).map(({ _id }) => _id);
  const openid = staffOf(wide);
  const items = children.map((orgId) => ({ orgId, count: numbers / children.length }));
  const first: number[] = [];
  const again: number[] = [];
  const reclaim: number[] = [];
  const requests = { first: 0, again: 0 };
  for (let round = 0; round <= rounds; round++) {
    const before = world.requests();
    const { ms } = await timed(() =>
      world.call(openid, 'numbering.allocate', { orgId: wide._id, year: YEAR, items }),
    );
    requests[round === 0 ? 'first' : 'again'] = world.requests() - before;
    (round === 0 ? first : again).push(ms);
    for (const orgId of children) {
      const back = await timed(() =>
        world.call(openid, 'numbering.reclaim', { orgId, year: YEAR }),
      );
      reclaim.push(back.ms);
    }
  }
  const one: number[] = [];
  const orgId = children[0]!;
  for (let round = 0; round <= rounds; round++) {
    const all = [{ orgId, count: numbers }];
    const { ms } = await timed(() =>
      world.call(openid, 'numbering.allocate', { orgId: wide._id, year: YEAR, items: all }),
    );
    one.push(ms);
    await world.call(openid, 'numbering.reclaim', { orgId, year: YEAR });
  }
  const rows = await rowsMoved(world, children);
  return {
    numbers,
    children: children.length,
    requests,
    first: timingOf(first),
    again: timingOf(again),
    reclaim: timingOf(reclaim),
    one: timingOf(one),
    rows: { ...rows, extrapolated: (rows.ms * numbers) / rows.measured },
  };
}

/** The yardstick: the same with a document per number, which get another holder in batches. */
async function rowsMoved(
  { settings }: World,
  children: readonly string[],
): Promise<Omit<MillionResult['rows'], 'extrapolated'>> {
  const database = sdkDatabase();
  const { command } = database;
  const { start, end } = stockInterval(settings);
  const { ms } = await timed(async () => {
    for (let from = start, i = 0; from <= end; from += BATCH, i++) {
      const last = Math.min(end, from + BATCH - 1);
      const among = command.gte(String(from)).and(command.lte(String(last)));
      await database
        .collection(NUMBER_ROWS)
        .where({ _id: among })
        .update({ data: { holderOrgId: children[i % children.length] } });
    }
  });
  return { measured: end - start + 1, batch: BATCH, ms };
}
