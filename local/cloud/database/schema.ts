/** Collections and indexes as the database keeps them, and where their keys lie. */
import type { Range } from './engine';

export interface Index {
  id: number;
  name: string;
  keys: ReadonlyArray<readonly [field: string, direction: 1 | -1]>;
  unique: boolean;
  /** Positions of `keys` at which some document has, or had, an array. */
  multikey: number[];
}

export interface Collection {
  id: number;
  name: string;
  indexes: Index[];
}

/** The four bytes with which all keys of a collection or of an index begin. */
export function prefixOf(id: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(id);
  return bytes;
}

/** The range of all keys of a collection or of an index. */
export const wholeRange = (id: number): Range => ({ from: prefixOf(id), to: prefixOf(id + 1) });
