import { SESSION } from '../identity';
import type { Job } from './job';

/** Removes what no longer counts: expired codes and counters, sessions left idle. Gives how many documents. */
export const cleanUp: Job = {
  id: 'clean-up',
  // A little less than the timer's ten minutes: each tick finds it due.
  everyMs: 9 * 60_000,
  async run({ database }, now) {
    const expired = { expiresAt: { lt: now } };
    const codes = await database.removeWhere('codes', expired);
    const tickets = await database.removeWhere('tickets', expired);
    const counters = await database.removeWhere('counters', expired);
    const sessions = await database.removeWhere('sessions', {
      seenAt: { lt: now - SESSION.idleMs },
    });
    return codes + tickets + counters + sessions;
  },
};
