import { sdkDatabase } from '../../../cloudfunctions/core/adapters/sdk';
import { holdingId } from '../../../cloudfunctions/core/usecases/holdings';
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

/**
 * `numbers` from one committee to 100 branches in one operation, and back from each; `rounds` times to
 * branches that had none, as far as there are so many, and to those of the first time again.
 */
export async function askMillion(
  world: World,
  numbers: number,
  rounds: number,
): Promise<MillionResult> {
  const { wide, wideBranches } = world.tree;
  const groups = Array.from({ length: Math.floor(wideBranches.length / WIDEST) }, (_, g) =>
    wideBranches.slice(g * WIDEST, (g + 1) * WIDEST).map(({ _id }) => _id),
  );
  const children = groups[0]!;
  const openid = staffOf(wide);
  const first: number[] = [];
  const again: number[] = [];
  const reclaim: number[] = [];
  const traced: number[] = [];
  const requests = { first: 0, again: 0 };
  const handDown = async (kind: 'first' | 'again', group: readonly string[]): Promise<number> => {
    const items = group.map((orgId) => ({ orgId, count: numbers / group.length }));
    const before = world.requests();
    const { ms } = await timed(() =>
      world.call(openid, 'numbering.allocate', { orgId: wide._id, year: YEAR, items }),
    );
    requests[kind] = world.requests() - before;
    if (traced.length === 0) traced.push(...(await tracesOf(world, group)));
    for (const orgId of group) {
      const back = await timed(() =>
        world.call(openid, 'numbering.reclaim', { orgId, year: YEAR }),
      );
      reclaim.push(back.ms);
    }
    return ms;
  };
  for (const group of groups.slice(0, rounds)) first.push(await handDown('first', group));
  for (let round = 0; round < rounds; round++) again.push(await handDown('again', children));
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
    traced: timingOf(traced),
    rows: { ...rows, extrapolated: (rows.ms * numbers) / rows.measured },
  };
}

/** Traces of a number of each of these branches, in ms; twice each, as the first one only warms up. */
async function tracesOf(world: World, branches: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (const orgId of branches) {
    const holding = await world.database.get('holdings', holdingId(YEAR, orgId));
    const number = String(holding!.held[0]!.start);
    const ask = (): Promise<unknown> =>
      world.call(staffOf(world.tree.wide), 'numbering.trace', { number });
    await ask();
    times.push((await timed(ask)).ms);
  }
  return times;
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
