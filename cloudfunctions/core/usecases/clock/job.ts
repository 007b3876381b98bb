import { DuplicateError } from '../../ports/database';
import type { Services } from '../action';

export type JobServices = Pick<Services, 'database' | 'runtime'>;

/** Work of the clock. */
export interface Job {
  /** `_id` of its document in `jobs`. */
  id: string;
  everyMs: number;
  /** Does the work that is due at `now` and gives how much it was. Repeatable: it may run again after a death. */
  run(services: JobServices, now: number): Promise<number>;
}

/** Longer than the function may run: whoever holds a lease of this age is dead. */
const LEASE_MS = 90_000;

/**
 * Takes the job for this call; false when it is not due or another call has it. One request when it is taken, for
 * the clock is at it all year: one document is changed only while it is as the filter says.
 */
async function take({ database }: JobServices, id: string, now: number): Promise<boolean> {
  const leaseUntil = now + LEASE_MS;
  const isFree = { dueAt: { lte: now }, leaseUntil: { lte: now } };
  if (await database.updateIf('jobs', id, isFree, { leaseUntil })) return true;
  if (await database.get('jobs', id)) return false;
  try {
    await database.add('jobs', { _id: id, dueAt: now, leaseUntil, cursor: null, progress: 0 });
    return true;
  } catch (error) {
    // Another call was faster with the very first one.
    if (error instanceof DuplicateError) return false;
    throw error;
  }
}

/**
 * Runs a job unless it is not yet due or another call is at it; null then, else what it did. A job that
 * throws keeps its lease and is due again when that ends.
 */
export async function runIfDue(services: JobServices, job: Job): Promise<number | null> {
  const now = services.runtime.now();
  if (!(await take(services, job.id, now))) return null;
  const progress = await job.run(services, now);
  await services.database.update('jobs', job.id, {
    dueAt: now + job.everyMs,
    leaseUntil: 0,
    progress,
    ranAt: services.runtime.now(),
  });
  return progress;
}
