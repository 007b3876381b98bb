/** Personal data at rest: sealed to be read again, hashed to be compared (design §10). */
export interface Secrets {
  /** Encrypts (AES-256-GCM); the id of the key is part of the value. */
  seal(plain: string): string;
  /** Throws when the value was not sealed by one of the configured keys. */
  open(sealed: string): string;
  /**
   * Keyed hash for equality, by the newest key; `purpose` keeps hashes of different fields apart. The id of the
   * key, a dot, and 43 characters.
   */
  hash(purpose: string, plain: string): string;
  /**
   * The same by every configured key, the newest first: while a key is being changed, what is stored may
   * have the hash of either.
   */
  hashes(purpose: string, plain: string): readonly string[];
  /** Whether `hash` is of this text, by whichever key; in constant time. */
  fits(purpose: string, plain: string, hash: string): boolean;
  /**
   * Hash without a key, the same for ever: of what nobody can guess (tokens) and of what names an operation, so
   * that a call sent again is known after a change of keys too. 43 characters.
   */
  digest(purpose: string, text: string): string;
  /** Compares in constant time. */
  same(a: string, b: string): boolean;
  /** Ids of the configured keys; the first of each is the newest, which new values are sealed or hashed by. */
  readonly keyIds: { seal: readonly [string, ...string[]]; hash: readonly [string, ...string[]] };
}
