import type { JobDocument } from '../../ports/documents';
import { addNeedsLook } from './0001-needs-look';
import type { Migration } from './migration';
import { MIGRATE, nameOf, pendingOf, storedProgress } from './progress';

/** Every migration in the order of the numbers; none is ever taken out. */
export const MIGRATIONS: readonly Migration[] = [addNeedsLook];

/** What is still to be done, in words, as the document of the clock's job says; nothing before the clock looked. */
export function pendingNames(jobs: readonly JobDocument[]): string[] {
  const job = jobs.find(({ _id }) => _id === MIGRATE);
  const progress = storedProgress(job?.cursor);
  return progress ? pendingOf(MIGRATIONS, progress).map(nameOf) : [];
}
