import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const secretsSchema = z.object({
  DATA_KEY_ID: z.string(),
  DATA_KEYS: z.string(),
  HMAC_KEY: z.string(),
});

/** Keys as the functions read them from their environment: `DATA_KEYS` is JSON {key id: base64 of 32 bytes}. */
export type Secrets = z.infer<typeof secretsSchema>;

const newKey = (): string => randomBytes(32).toString('base64');

const newSecrets = (): Secrets => ({
  DATA_KEY_ID: 'k1',
  DATA_KEYS: JSON.stringify({ k1: newKey() }),
  HMAC_KEY: newKey(),
});

/**
 * Keys of this data folder, which exists: made at random the first time, then the same for ever,
 * for the data cannot be read with any others. Throws when secrets.json is damaged.
 */
export function localSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json');
  if (existsSync(file)) {
    return secretsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  }
  const secrets = newSecrets();
  const draft = `${file}.new`;
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
  return secrets;
}
