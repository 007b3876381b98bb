import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

import type { Secrets } from '../ports/secrets';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const KEY_ID = /^[0-9A-Za-z_-]{1,16}$/;
const HOW = '32 random bytes in base64, such as `openssl rand -base64 32` prints';

/** Environment variables the functions take their keys from. */
export interface KeyEnvironment {
  /** `{"k1": "<32 bytes in base64>"}`: every key that stored values may still need. */
  DATA_KEYS?: string;
  /** The key that new values are sealed with. */
  DATA_KEY_ID?: string;
  /** 32 bytes in base64; changing it makes all stored hashes useless. */
  HMAC_KEY?: string;
}

function keyFrom(text: unknown, name: string): Buffer {
  const key = typeof text === 'string' ? Buffer.from(text, 'base64') : Buffer.alloc(0);
  if (key.length === KEY_BYTES) return key;
  throw new Error(`environment variable ${name} has to be ${HOW}`);
}

function dataKeys(environment: KeyEnvironment): Map<string, Buffer> {
  let listed: unknown;
  try {
    listed = JSON.parse(environment.DATA_KEYS ?? '');
  } catch {
    listed = null;
  }
  if (typeof listed !== 'object' || listed === null) {
    throw new Error(`environment variable DATA_KEYS has to be JSON {"k1": "…"}, each key ${HOW}`);
  }
  return new Map(
    Object.entries(listed).map(([id, text]) => {
      if (!KEY_ID.test(id)) {
        throw new Error('DATA_KEYS: a key id has 1–16 letters, digits, - and _');
      }
      return [id, keyFrom(text, `DATA_KEYS (${id})`)] as const;
    }),
  );
}

/**
 * Secrets with keys from environment variables. Sealed values read
 * `{key id}.{iv}.{cipher text}.{tag}` in base64url. Throws for the developer when a key is missing or
 * of the wrong size; no message holds any key.
 */
export function secretsFrom(environment: KeyEnvironment): Secrets {
  const keys = dataKeys(environment);
  const currentId = environment.DATA_KEY_ID ?? '';
  const current = keys.get(currentId);
  if (!current) {
    throw new Error('environment variable DATA_KEY_ID has to name one of the keys in DATA_KEYS');
  }
  const hashKey = keyFrom(environment.HMAC_KEY, 'HMAC_KEY');

  return {
    seal(plain) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, current, iv);
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      const parts = [iv, text, cipher.getAuthTag()].map((part) => part.toString('base64url'));
      return [currentId, ...parts].join('.');
    },
    open(sealed) {
      const [id = '', ...parts] = sealed.split('.');
      const key = keys.get(id);
      const [iv, text, tag] = parts.map((part) => Buffer.from(part, 'base64url'));
      if (!key || !iv || !text || tag?.length !== 16) {
        throw new Error('a sealed value is damaged or its key is not in DATA_KEYS');
      }
      const decipher = createDecipheriv(CIPHER, key, iv);
      decipher.setAuthTag(tag);
      return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
    },
    hash: (purpose, plain) =>
      createHmac('sha256', hashKey).update(`${purpose}\0${plain}`).digest('base64url'),
    same(a, b) {
      const [left, right] = [Buffer.from(a), Buffer.from(b)];
      return left.length === right.length && timingSafeEqual(left, right);
    },
  };
}
