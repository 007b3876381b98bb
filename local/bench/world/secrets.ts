import { createHash } from 'node:crypto';
import { secretsFrom } from '../../../cloudfunctions/core/adapters/secrets';
import type { Secrets } from '../../../cloudfunctions/core/ports/secrets';

const keyOf = (text: string): string => createHash('sha256').update(text).digest('base64');

/** Keys of the invented people; from the seed, for there is nothing to protect. */
export const worldSecrets = (seed: number): Secrets =>
  secretsFrom({
    DATA_KEY_ID: 'k1',
    DATA_KEYS: JSON.stringify({ k1: keyOf(`data ${seed}`) }),
    HMAC_KEY_ID: 'h1',
    HMAC_KEYS: JSON.stringify({ h1: keyOf(`hmac ${seed}`) }),
  });
