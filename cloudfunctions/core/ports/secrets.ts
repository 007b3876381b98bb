/** Personal data at rest: sealed to be read again, hashed to be compared (design §10). */
export interface Secrets {
  /** Encrypts (AES-256-GCM); the id of the key is part of the value. */
  seal(plain: string): string;
  /** Throws when the value was not sealed by one of the configured keys. */
  open(sealed: string): string;
  /** Keyed hash for equality; `purpose` keeps hashes of different fields apart. 43 characters. */
  hash(purpose: string, plain: string): string;
  /** Compares in constant time. */
  same(a: string, b: string): boolean;
}
