import { sweepYear } from '../numbering/year-sweep';
import type { Job } from './job';

/** Below the lease of a job and the time limit of the function. */
const WORK_MS = 40_000;

/** Goes on with closing the years that the province ordered closed. Gives how many holdings. */
export const closeYears: Job = {
  id: 'close-years',
  everyMs: 9 * 60_000,
  async run(services, now) {
    let closed = 0;
    const years = await services.database.find('years', { state: 'CLOSING' });
    for (const year of years) {
      closed += (await sweepYear(services, year, now + WORK_MS))?.closed ?? 0;
    }
    return closed;
  },
};
