import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

/** Kept out of the repository. */
const SETTINGS_FILE = '.env';

/** The values for a deployment: the file `.env`, over it what the shell says. */
export function readSettings(): Record<string, string> {
  const file = existsSync(SETTINGS_FILE) ? parseEnv(readFileSync(SETTINGS_FILE, 'utf8')) : {};
  return { ...file, ...process.env } as Record<string, string>;
}
