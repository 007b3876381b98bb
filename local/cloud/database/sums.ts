/**
 * A sum over all entries of a table, kept along with every commit: whoever adds up what a file holds has to come
 * to the same. It tells torn or mixed pages, which the engine's file format has no mark against.
 */
export interface Sum {
  entries: number;
  /** Of the hashes of all entries, in no order, modulo 2^32. */
  hash: number;
}

/** Where the sums lie in the table `meta`. */
export const SUMS = Buffer.from('sums');

/** Of the tables that hold data. */
export interface Sums {
  documents: Sum;
  rows: Sum;
}

export const noSums = (): Sums => ({
  documents: { entries: 0, hash: 0 },
  rows: { entries: 0, hash: 0 },
});

const fnv = (start: number, bytes: Uint8Array): number => {
  let hash = start;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  return hash;
};

/** 32 bits of an entry (FNV-1a, mixed at the end so that sums of similar entries differ). */
function hashOf(key: Uint8Array, value: Uint8Array): number {
  let hash = fnv(fnv(0x811c9dc5, key), value);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Adds an entry to a sum. */
export function add(sum: Sum, key: Uint8Array, value: Uint8Array): void {
  sum.entries += 1;
  sum.hash = (sum.hash + hashOf(key, value)) >>> 0;
}

/** Takes an entry out of a sum. */
export function subtract(sum: Sum, key: Uint8Array, value: Uint8Array): void {
  sum.entries -= 1;
  sum.hash = (sum.hash - hashOf(key, value)) >>> 0;
}
