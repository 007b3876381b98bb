import type { Settings } from '../../../typings/api';
import { DEFAULT_SETTINGS } from '../domain/settings';
import type { Database } from '../ports/database';
import type { SettingsDocument } from '../ports/documents';
import type { Runtime } from '../ports/runtime';

/** `_id` of the one document. */
export const SETTINGS_ID = 'province';

/** An instance goes by what it read for so long: settings decide only what may be that late (design §4). */
const KEPT_MS = 60_000;

/** The settings of a document; the defaults where nobody has set anything. */
export const settingsOf = (stored: SettingsDocument | null): Settings => {
  if (!stored) return DEFAULT_SETTINGS;
  const { dates, ages, stock, prompts } = stored;
  return { dates, ages, stock, prompts };
};

/** Reads them; one request. */
const readSettings = async (database: Database): Promise<Settings> =>
  settingsOf(await database.get('settings', SETTINGS_ID));

/** What the calls of one instance share; the source of each call answers the same however often it is asked. */
export class SettingsCache {
  private kept: { settings: Settings; until: number } | null = null;

  /** The settings as one call asks for them: one request a minute, none before somebody asks. */
  sourceFor(database: Database, runtime: Runtime): () => Promise<Settings> {
    let asked: Promise<Settings> | undefined;
    return () => (asked ??= this.now(database, runtime));
  }

  private async now(database: Database, runtime: Runtime): Promise<Settings> {
    const now = runtime.now();
    if (this.kept && now < this.kept.until) return this.kept.settings;
    const settings = await readSettings(database);
    this.kept = { settings, until: now + KEPT_MS };
    return settings;
  }
}
