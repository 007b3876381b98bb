import type { Database, Filter } from '../../ports/database';
import type { Secrets } from '../../ports/secrets';
import { type KeyServices, type Rekeyed, REKEYED, rekeyPage } from '../keys/rekey-page';
import type { Job } from './job';

export const CHANGE_KEYS = 'change-keys';

/** One tick works for this long at most; the other jobs of the tick want their time too. */
const WORK_MS = 20_000;
const PAGE = 100;
/** While a former key is still configured, somebody may have written with it after the pass went by. */
const AGAIN_MS = 24 * 3_600_000;
/** Claims that are removed by one request. */
const DROP = 500;

/** Where the work stands, kept in the job's document. */
interface State {
  /** Ids of the newest keys that it is about. */
  newest: { seal: string; hash: string };
  collection: Rekeyed;
  /** The last `_id` that was looked at. */
  after: string;
  /** Documents of this pass that were by former keys. */
  stale: number;
  /** When a whole pass found none. */
  doneAt: number | null;
}

const stored = (cursor: string | null): State | null =>
  cursor === null ? null : (JSON.parse(cursor) as State);

/** Ids of the keys that the clock works towards; null before it ever did. For `npm run keys`. */
export async function newestKeys(database: Database): Promise<State['newest'] | null> {
  const job = await database.get('jobs', CHANGE_KEYS);
  return stored(job?.cursor ?? null)?.newest ?? null;
}

/** Where to go on: from the beginning for other keys than before, and once a day while `again`. */
function stateFrom(
  cursor: string | null,
  newest: State['newest'],
  now: number,
  again: boolean,
): State {
  const state = stored(cursor);
  const isCurrent = state?.newest.seal === newest.seal && state.newest.hash === newest.hash;
  const isDue = again && state?.doneAt != null && state.doneAt + AGAIN_MS <= now;
  if (isCurrent && !isDue) return state;
  return { newest, collection: REKEYED[0], after: '', stale: 0, doneAt: null };
}

/** The state after a page; a pass that found something is followed by another one. */
function afterPage(
  state: State,
  page: readonly { _id: string }[],
  stale: number,
  now: number,
): State {
  const seen = { ...state, stale: state.stale + stale };
  const last = page.at(-1);
  if (last && page.length === PAGE) return { ...seen, after: last._id };
  const next = REKEYED[REKEYED.indexOf(state.collection) + 1];
  if (next) return { ...seen, collection: next, after: '' };
  const isClean = seen.stale === 0;
  return { ...seen, collection: REKEYED[0], after: '', stale: 0, doneAt: isClean ? now : null };
}

/** Claims by keys that are no longer configured: nobody looks for them any more. Gives how many went. */
async function dropOldClaims({ database, secrets }: KeyServices): Promise<number> {
  const [newest] = secrets.keyIds.hash;
  // '/' follows '.', which ends the id of the key.
  const gaps: Filter[] = [
    { _id: { lt: `id:${newest}.` } },
    { _id: { gte: `id:${newest}/`, lt: `phone:${newest}.` } },
    { _id: { gte: `phone:${newest}/` } },
  ];
  let dropped = 0;
  for (const gap of gaps) {
    const found = await database.find('claims', gap, { limit: DROP, fields: ['_id'] });
    const ids = found.map(({ _id }) => _id);
    if (ids.length > 0) dropped += await database.removeWhere('claims', { _id: { in: ids } });
  }
  return dropped;
}

/**
 * Brings everything that is sealed or hashed over to the newest keys (design §10), in slices from tick to tick:
 * passes over the collections until one finds nothing. When the former hash key is out of the environment,
 * the claims by it go. `npm run keys` tells how far it is. Gives how many documents it changed.
 */
export const changeKeys = (secrets: Secrets): Job => ({
  id: CHANGE_KEYS,
  everyMs: 9 * 60_000,
  async run({ database, runtime }, now) {
    const { seal, hash } = secrets.keyIds;
    const services = { database, secrets };
    const job = await database.get('jobs', CHANGE_KEYS);
    const hasFormer = seal.length > 1 || hash.length > 1;
    let state = stateFrom(job?.cursor ?? null, { seal: seal[0], hash: hash[0] }, now, hasFormer);
    let changed = 0;
    while (state.doneAt === null && runtime.now() < now + WORK_MS) {
      const page = await database.find(
        state.collection,
        { _id: { gt: state.after } },
        { sort: [['_id', 1]], limit: PAGE },
      );
      const stale = await rekeyPage(services, state.collection, page);
      changed += stale;
      state = afterPage(state, page, stale, now);
      // Kept after every page: a tick that dies goes on from there.
      await database.update('jobs', CHANGE_KEYS, { cursor: JSON.stringify(state) });
    }
    return state.doneAt !== null && hash.length === 1
      ? changed + (await dropOldClaims(services))
      : changed;
  },
});
