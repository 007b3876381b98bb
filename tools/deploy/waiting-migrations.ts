import type { Database } from '../../cloudfunctions/core/ports/database';
import { migrationProgress } from '../../cloudfunctions/core/usecases/clock/migrate';
import type { Migration } from '../../cloudfunctions/core/usecases/migrations/migration';
import { nameOf, pendingOf } from '../../cloudfunctions/core/usecases/migrations/progress';
import type { FoundEnvironment } from './port';

/** What has to be there before the stored data can be asked how far it is. */
const ASKED = ['jobs', 'organizations', 'accounts'];

/** The migrations that the clock does once this version is deployed, by name; none where nothing was ever stored. */
export async function waitingMigrations(
  { collections }: Pick<FoundEnvironment, 'collections'>,
  database: Database,
  migrations: readonly Migration[],
): Promise<string[]> {
  const names = new Set(collections.map(({ name }) => name));
  if (!ASKED.every((name) => names.has(name))) return [];
  const { progress } = await migrationProgress(database, migrations, Date.now());
  return pendingOf(migrations, progress).map(nameOf);
}
