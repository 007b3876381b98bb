/** Time and chance, given from outside so that rules stay repeatable. */
export interface Runtime {
  /** Milliseconds since 1970. */
  now(): number;
  /** A fresh id of 22 characters, 128 random bits. */
  newId(): string;
  /** A random integer of `digits` decimal digits, as text with leading zeros. */
  randomDigits(digits: number): string;
}
