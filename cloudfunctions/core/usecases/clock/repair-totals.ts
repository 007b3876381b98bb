import { count } from '../../domain/intervals';
import type { Database, Filter } from '../../ports/database';
import type { CollectionName, Documents } from '../../ports/documents';
import { joinYearOf } from '../registration/person';
import { countUp, totalsId } from '../totals';
import type { Job } from './job';

/** Rows of one query at most. */
const PAGE = 1000;
const PENDING = ['PENDING_BRANCH', 'PENDING_GENERAL', 'PENDING_COMMITTEE'] as const;

interface Figures {
  used: number;
  waiting: number;
}

/** All documents that the filter takes, in the order of a unique field, a page at a time. */
async function* pages<C extends CollectionName>(
  database: Database,
  collection: C,
  fields: readonly (keyof Documents[C] & string)[],
  key: keyof Documents[C] & string,
  filter: Filter = {},
): AsyncGenerator<Documents[C]> {
  let after = '';
  for (;;) {
    const page = await database.find(
      collection,
      { ...filter, [key]: { gt: after } },
      { sort: [[key, 1]], limit: PAGE, fields: [key, ...fields] },
    );
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = String(last[key]);
  }
}

/** Figures by the id of their totals document. */
class Counted {
  readonly byId = new Map<string, Figures & { orgId: string; year: number }>();

  /** Counts up for every organisation on the way from the root. */
  add(year: number, path: readonly string[], { used, waiting }: Figures): void {
    for (const orgId of path) {
      const id = totalsId(year, orgId);
      const figures = this.byId.get(id) ?? { orgId, year, used: 0, waiting: 0 };
      this.byId.set(id, {
        ...figures,
        used: figures.used + used,
        waiting: figures.waiting + waiting,
      });
    }
  }
}

/**
 * Puts right what was counted up after the commits and got lost on the way (usecases/totals.ts): used and
 * waiting of every subtree and year, counted anew from the holdings and the open registrations. Only the
 * difference is written, so that what is counted meanwhile stays. Gives how many totals were wrong.
 */
export const repairTotals: Job = {
  id: 'repair-totals',
  everyMs: 24 * 3_600_000,
  async run({ database }) {
    const paths = new Map<string, readonly string[]>();
    for await (const { _id, path } of pages(database, 'organizations', ['path'], '_id')) {
      paths.set(_id, path);
    }
    const counted = new Counted();
    const given = pages(database, 'holdings', ['orgId', 'year', 'used'], '_id');
    for await (const { orgId, year, used } of given) {
      if (used.length > 0) {
        counted.add(year, paths.get(orgId) ?? [], { used: count(used), waiting: 0 });
      }
    }
    const roots = [...paths.values()].flatMap((path) => (path.length === 1 ? path : []));
    for (const path of roots) {
      for (const status of PENDING) {
        const fields = ['path', 'joinMonth'] as const;
        const open = pages(database, 'registrations', fields, 'order', { path, status });
        for await (const registration of open) {
          counted.add(joinYearOf(registration), registration.path, { used: 0, waiting: 1 });
        }
      }
    }
    return putRight(database, counted);
  },
};

/** Writes the differences between what was counted and what is stored; gives how many there were. */
async function putRight(database: Database, counted: Counted): Promise<number> {
  const left = new Map(counted.byId);
  let wrong = 0;
  for await (const total of pages(database, 'totals', ['used', 'waiting'], '_id')) {
    const figures = left.get(total._id) ?? { used: 0, waiting: 0 };
    left.delete(total._id);
    const used = figures.used - total.used;
    const waiting = figures.waiting - total.waiting;
    if (used === 0 && waiting === 0) continue;
    wrong++;
    await database.increase('totals', [total._id], { used, waiting });
  }
  for (const { orgId, year, used, waiting } of left.values()) {
    wrong++;
    await countUp(database, year, [orgId], { used, waiting });
  }
  return wrong;
}
