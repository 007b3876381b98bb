import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { secretsFrom } from '../../cloudfunctions/core/adapters/secrets';

const key = (): string => randomBytes(32).toString('base64');
const KEYS = { k1: key(), k2: key() };
const HASH_KEYS = { h1: key(), h2: key() };
const environment = {
  DATA_KEYS: JSON.stringify(KEYS),
  DATA_KEY_ID: 'k1',
  HMAC_KEYS: JSON.stringify(HASH_KEYS),
  HMAC_KEY_ID: 'h1',
};

describe('sealing', () => {
  const secrets = secretsFrom(environment);

  it('gives back what was sealed, and never the same sealed value twice', () => {
    for (const plain of ['35019920050101005X', '阿卜杜拉·买买提', '']) {
      const sealed = secrets.seal(plain);
      expect(sealed).toMatch(/^k1\.[\w-]{16}\.[\w-]*\.[\w-]{22}$/);
      expect(secrets.open(sealed)).toBe(plain);
      expect(secrets.seal(plain)).not.toBe(sealed);
    }
  });

  it('opens values of an older key after another one became current', () => {
    const newer = secretsFrom({ ...environment, DATA_KEY_ID: 'k2' });
    expect(newer.open(secrets.seal('old'))).toBe('old');
    expect(newer.seal('new')).toMatch(/^k2\./);
  });

  it('refuses values that were changed, cut or sealed elsewhere', () => {
    const sealed = secrets.seal('13800000604');
    const [id, iv, text, tag] = sealed.split('.') as [string, string, string, string];
    const turned = text.startsWith('A') ? `B${text.slice(1)}` : `A${text.slice(1)}`;
    const broken = [
      [id, iv, turned, tag],
      ['k2', iv, text, tag],
      ['k9', iv, text, tag],
      [id, iv, text],
      // A shortened tag is easier to guess: it must not count.
      [id, iv, text, tag.slice(0, 6)],
      [],
    ];
    for (const parts of broken)
      expect(() => secrets.open(parts.join('.'))).toThrow(/damaged|authenticate/);
  });
});

describe('hashing', () => {
  const secrets = secretsFrom(environment);

  it('gives the id of the key and 43 characters that depend on key, purpose and text', () => {
    const hash = secrets.hash('phone', '13800000604');
    expect(hash).toMatch(/^h1\.[\w-]{43}$/);
    expect(secrets.hash('phone', '13800000604')).toBe(hash);
    expect(secrets.hash('idNumber', '13800000604')).not.toBe(hash);
    expect(secrets.hash('phone', '13800000605')).not.toBe(hash);
    const another = JSON.stringify({ h1: key() });
    expect(
      secretsFrom({ ...environment, HMAC_KEYS: another }).hash('phone', '13800000604'),
    ).not.toBe(hash);
    expect(secrets.hash('a', 'bc')).not.toBe(secrets.hash('ab', 'c'));
  });

  it('knows a text by the hash of either key while one is being changed', () => {
    const newer = secretsFrom({ ...environment, HMAC_KEY_ID: 'h2' });
    const old = secrets.hash('phone', '13800000604');
    expect(newer.hashes('phone', '13800000604')).toEqual([newer.hash('phone', '13800000604'), old]);
    expect(newer.hash('phone', '13800000604')).toMatch(/^h2\./);
    expect(newer.fits('phone', '13800000604', old)).toBe(true);
    expect(newer.fits('phone', '13800000605', old)).toBe(false);
    expect(newer.fits('phone', '13800000604', `h3${old.slice(2)}`)).toBe(false);
    expect(newer.fits('phone', '13800000604', '')).toBe(false);
    expect(newer.keyIds).toEqual({ seal: ['k1', 'k2'], hash: ['h2', 'h1'] });
    const alone = JSON.stringify({ h2: HASH_KEYS.h2 });
    const after = secretsFrom({ ...environment, HMAC_KEYS: alone, HMAC_KEY_ID: 'h2' });
    expect(after.fits('phone', '13800000604', old)).toBe(false);
    expect(after.keyIds.hash).toEqual(['h2']);
  });

  it('digests without a key, so that a change of keys makes no difference', () => {
    const digest = secrets.digest('operation', 'account|action|op');
    expect(digest).toMatch(/^[\w-]{43}$/);
    expect(
      secretsFrom({ ...environment, HMAC_KEY_ID: 'h2' }).digest('operation', 'account|action|op'),
    ).toBe(digest);
    expect(secrets.digest('session', 'account|action|op')).not.toBe(digest);
  });

  it('compares texts of any length', () => {
    expect(secrets.same('abc', 'abc')).toBe(true);
    expect(secrets.same('abc', 'abd')).toBe(false);
    expect(secrets.same('abc', 'abcd')).toBe(false);
    expect(secrets.same('', '')).toBe(true);
  });
});

describe('keys in the environment', () => {
  it.each([
    [{ DATA_KEYS: undefined }, 'DATA_KEYS'],
    [{ DATA_KEYS: 'not json' }, 'DATA_KEYS'],
    [{ DATA_KEYS: '{"k1":"short"}' }, 'DATA_KEYS'],
    [{ DATA_KEYS: `{"k.1":"${KEYS.k1}"}` }, 'DATA_KEYS'],
    [{ DATA_KEY_ID: undefined }, 'DATA_KEY_ID'],
    [{ DATA_KEY_ID: 'k3' }, 'DATA_KEY_ID'],
    [{ HMAC_KEYS: undefined }, 'HMAC_KEYS'],
    [{ HMAC_KEYS: '{"h1":"AAAA"}' }, 'HMAC_KEYS'],
    [{ HMAC_KEY_ID: 'k1' }, 'HMAC_KEY_ID'],
  ])('that are wrong (%j) are named to the developer, without their values', (wrong, name) => {
    const start = () => secretsFrom({ ...environment, ...wrong });
    expect(start).toThrow(name);
    try {
      start();
    } catch (error) {
      for (const secret of [...Object.values(KEYS), ...Object.values(HASH_KEYS), 'short', 'AAAA']) {
        expect(String(error)).not.toContain(secret);
      }
    }
  });
});
