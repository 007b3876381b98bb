import { startOfDay, today, yearsLater } from '../../domain/dates';
import type { Job } from './job';

/** So long 操作日志 is kept (design §10). */
const YEARS = 3;
/** Lines of one request, and the requests of one tick. */
const SLICE = 500;
const SLICES = 20;

/** Removes the lines of 操作日志 that are older than three years, the oldest first. Gives how many. */
export const forgetAudit: Job = {
  id: 'forget-audit',
  // A little less than the timer's ten minutes: a backlog goes on with the next tick.
  everyMs: 9 * 60_000,
  async run({ database }, now) {
    const before = startOfDay(yearsLater(today(now), -YEARS));
    let removed = 0;
    for (let slice = 0; slice < SLICES; slice++) {
      const old = await database.find(
        'audit',
        { at: { lt: before } },
        {
          sort: [
            ['at', 1],
            ['_id', 1],
          ],
          limit: SLICE,
          fields: ['_id'],
        },
      );
      const ids = old.map(({ _id }) => _id);
      if (ids.length > 0) removed += await database.removeWhere('audit', { _id: { in: ids } });
      if (ids.length < SLICE) break;
    }
    return removed;
  },
};
