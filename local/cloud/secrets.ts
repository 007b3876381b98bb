import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PlainError } from './plain-error';

const secretsSchema = z.object({
  DATA_KEY_ID: z.string(),
  DATA_KEYS: z.string(),
  HMAC_KEY_ID: z.string(),
  HMAC_KEYS: z.string(),
});

/** Keys as the functions read them from their environment: `DATA_KEYS` and `HMAC_KEYS` are JSON {key id: base64 of 32 bytes}. */
export type Secrets = z.infer<typeof secretsSchema>;

const newKey = (): string => randomBytes(32).toString('base64');

const newSecrets = (): Secrets => ({
  DATA_KEY_ID: 'k1',
  DATA_KEYS: JSON.stringify({ k1: newKey() }),
  HMAC_KEY_ID: 'h1',
  HMAC_KEYS: JSON.stringify({ h1: newKey() }),
});

/**
 * Keys of this data folder, which exists: made at random the first time, then the same for ever,
 * for the data cannot be read with any others. Throws when secrets.json is damaged.
 */
export function localSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json');
  if (existsSync(file)) {
    const read = secretsSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    if (read.success) return read.data;
    throw new PlainError(
      `${file} 里的密钥读不懂，可能是旧版本的数据。请换一个数据目录，或用 npm start -- --fresh 重新开始。`,
    );
  }
  const secrets = newSecrets();
  const draft = `${file}.new`;
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
  return secrets;
}
