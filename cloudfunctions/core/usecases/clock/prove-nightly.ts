import { today } from '../../domain/dates';
import type { Database } from '../../ports/database';
import { holdingId } from '../holdings';
import { nightlyCursor, type NightlyState, nightlyState, PROVE_NIGHTLY } from '../reconcile/night';
import { prove, type Proved } from '../reconcile/prove';
import type { Job } from './job';

/** A night's work begins at two o'clock in China. */
const BEGINS_MS = 2 * 3_600_000;
/** One tick works for this long at most; the other jobs of the tick want their time too. */
const WORK_MS = 15_000;
const SLICE = 40;
/** Differences kept of one organisation: thousands would not fit into a document; a proof on demand tells all. */
const MOST_KEPT = 200;

/**
 * Proves every number of every year with a range once a night, in slices from tick to tick, from the
 * checkpoints of the night before; what it finds is kept in `findings` until it is sound again. Gives how
 * many organisations were looked at.
 */
export const proveNightly: Job = {
  id: PROVE_NIGHTLY,
  everyMs: 9 * 60_000,
  async run({ database, runtime }, now) {
    const night = today(now - BEGINS_MS);
    const job = await database.get('jobs', PROVE_NIGHTLY);
    const before = nightlyState(job?.cursor ?? null);
    if (before.finished === night) return 0;
    const years = (await database.find('rangeGuards', {}, { sort: [['_id', 1]] })).map(
      ({ _id }) => _id,
    );
    let state: NightlyState = {
      ...before,
      running: before.running?.night === night ? before.running : { night, after: '' },
    };
    let checked = 0;
    while (state.running && runtime.now() < now + WORK_MS) {
      const organizations: Proved[] = await database.find(
        'organizations',
        { _id: { gt: state.running.after } },
        { sort: [['_id', 1]], limit: SLICE, fields: ['_id', 'parentId', 'path'] },
      );
      for (const year of years) await proveSlice(database, Number(year), organizations, now);
      checked += organizations.length;
      const last = organizations.at(-1);
      state =
        last && organizations.length === SLICE
          ? { ...state, running: { night, after: last._id } }
          : { finished: night, running: null };
      // Kept after every slice: a tick that dies goes on from there.
      await database.update('jobs', PROVE_NIGHTLY, { cursor: nightlyCursor(state) });
    }
    return checked;
  },
};

async function proveSlice(
  database: Database,
  year: number,
  organizations: readonly Proved[],
  now: number,
): Promise<void> {
  const { differences } = await prove(database, year, organizations, now, false);
  const ids = organizations.map(({ _id }) => holdingId(year, _id));
  const known = await database.getMany('findings', ids, ['orgId']);
  const sound = known.filter(({ orgId }) => !differences.has(orgId));
  for (const { _id } of sound) await database.removeWhere('findings', { _id });
  for (const { _id: orgId, path } of organizations) {
    const found = differences.get(orgId);
    if (!found) continue;
    const _id = holdingId(year, orgId);
    const kept = found.slice(0, MOST_KEPT);
    await database.put('findings', { _id, orgId, year, path, at: now, differences: kept });
  }
}
