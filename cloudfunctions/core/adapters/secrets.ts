import {
  createCipheriv,
  createDecipheriv,
  createHash,
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
  /** `{"h1": "…"}`, likewise: every key that stored hashes may still be by. */
  HMAC_KEYS?: string;
  /** The key that new hashes are made with. */
  HMAC_KEY_ID?: string;
}

function keyFrom(text: unknown, name: string): Buffer {
  const key = typeof text === 'string' ? Buffer.from(text, 'base64') : Buffer.alloc(0);
  if (key.length === KEY_BYTES) return key;
  throw new Error(`environment variable ${name} has to be ${HOW}`);
}

interface Keys {
  newestId: string;
  newest: Buffer;
  byId: ReadonlyMap<string, Buffer>;
}

function keysFrom(environment: KeyEnvironment, name: 'DATA' | 'HMAC'): Keys {
  const variable = `${name}_KEYS` as const;
  let listed: unknown;
  try {
    listed = JSON.parse(environment[variable] ?? '');
  } catch {
    listed = null;
  }
  if (typeof listed !== 'object' || listed === null) {
    throw new Error(`environment variable ${variable} has to be JSON {"k1": "…"}, each key ${HOW}`);
  }
  const byId = new Map(
    Object.entries(listed).map(([id, text]) => {
      if (!KEY_ID.test(id)) {
        throw new Error(`${variable}: a key id has 1–16 letters, digits, - and _`);
      }
      return [id, keyFrom(text, `${variable} (${id})`)] as const;
    }),
  );
  const newestId = environment[`${name}_KEY_ID`] ?? '';
  const newest = byId.get(newestId);
  if (!newest) {
    throw new Error(
      `environment variable ${name}_KEY_ID has to name one of the keys in ${variable}`,
    );
  }
  return { newestId, newest, byId };
}

const idsOf = ({ newestId, byId }: Keys): [string, ...string[]] => [
  newestId,
  ...[...byId.keys()].filter((id) => id !== newestId),
];

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function sealing({ newestId, newest, byId }: Keys): Pick<Secrets, 'seal' | 'open'> {
  return {
    seal(plain) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, newest, iv);
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      const parts = [iv, text, cipher.getAuthTag()].map((part) => part.toString('base64url'));
      return [newestId, ...parts].join('.');
    },
    open(sealed) {
      const [id = '', ...parts] = sealed.split('.');
      const key = byId.get(id);
      const [iv, text, tag] = parts.map((part) => Buffer.from(part, 'base64url'));
      if (!key || !iv || !text || tag?.length !== 16) {
        throw new Error('a sealed value is damaged or its key is not in DATA_KEYS');
      }
      const decipher = createDecipheriv(CIPHER, key, iv);
      decipher.setAuthTag(tag);
      return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
    },
  };
}

function hashing(keys: Keys): Pick<Secrets, 'hash' | 'hashes' | 'fits'> {
  const { newestId, newest, byId } = keys;
  const hashBy = (id: string, key: Buffer, purpose: string, plain: string): string =>
    `${id}.${createHmac('sha256', key).update(`${purpose}\0${plain}`).digest('base64url')}`;
  const ids = idsOf(keys);
  return {
    hash: (purpose, plain) => hashBy(newestId, newest, purpose, plain),
    hashes: (purpose, plain) => ids.map((id) => hashBy(id, byId.get(id)!, purpose, plain)),
    fits(purpose, plain, hash) {
      const id = hash.slice(0, hash.indexOf('.'));
      const key = byId.get(id);
      return key !== undefined && same(hashBy(id, key, purpose, plain), hash);
    },
  };
}

/**
 * Secrets with keys from environment variables. Sealed values read
 * `{key id}.{iv}.{cipher text}.{tag}` in base64url. Throws for the developer when a key is missing or
 * of the wrong size; no message holds any key.
 */
export function secretsFrom(environment: KeyEnvironment): Secrets {
  const data = keysFrom(environment, 'DATA');
  const hmac = keysFrom(environment, 'HMAC');
  return {
    ...sealing(data),
    ...hashing(hmac),
    digest: (purpose, text) =>
      createHash('sha256').update(`${purpose}\0${text}`).digest('base64url'),
    same,
    keyIds: { seal: idsOf(data), hash: idsOf(hmac) },
  };
}
