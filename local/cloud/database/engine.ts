/** The one place that knows the storage engine: ordered bytes with get, scan and atomic batch, on lmdb. */
import { open, type Database, type RootDatabase } from 'lmdb';

/** `documents`: key → text. `rows`: index key → key of the document. `meta`: name → text. */
export type Table = 'documents' | 'rows' | 'meta';

export interface Change {
  table: Table;
  key: Buffer;
  /** `null` removes. */
  value: Buffer | string | null;
}

/** Keys from `from` (inclusive) to `to` (exclusive). */
export interface Range {
  from: Buffer;
  to: Buffer;
}

export interface Entry {
  key: Buffer;
  value: Buffer;
}

export interface Engine {
  get(table: Table, key: Buffer): string | undefined;
  /** Entries of a range in order of their keys, or against it. Nothing may be written while it runs. */
  scan(table: Table, range: Range, reverse: boolean): Iterable<Entry>;
  /** Number of keys in a range. */
  count(table: Table, range: Range): number;
  /**
   * Applies all changes or none. Resolves when they are on the disk; batches are applied in the order
   * of the calls, and several may share one flush.
   */
  apply(changes: readonly Change[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens the environment in a folder, made if missing. `nosync` leaves flushing to the system (tests). */
export function openEngine(dir: string, durability: 'sync' | 'nosync'): Engine {
  const root: RootDatabase<Buffer, Buffer> = open({
    path: dir,
    keyEncoding: 'binary',
    encoding: 'binary',
    noSync: durability === 'nosync',
  });
  const table = (name: Table): Database<Buffer, Buffer> =>
    root.openDB<Buffer, Buffer>({ name, keyEncoding: 'binary', encoding: 'binary' });
  const tables = { documents: table('documents'), rows: table('rows'), meta: table('meta') };

  return {
    get: (name, key) => tables[name].getBinary(key)?.toString('utf8'),
    scan: (name, { from, to }, reverse) =>
      tables[name].getRange(
        reverse
          ? { start: to, exclusiveStart: true, end: from, inclusiveEnd: true, reverse }
          : { start: from, end: to },
      ),
    count: (name, { from, to }) => tables[name].getKeysCount({ start: from, end: to }),
    async apply(changes) {
      await root.batch(() => {
        for (const { table: name, key, value } of changes) {
          if (value === null) void tables[name].remove(key);
          else void tables[name].put(key, typeof value === 'string' ? Buffer.from(value) : value);
        }
      });
      // The next read must begin behind this commit, also within the same turn of the loop.
      root.resetReadTxn();
    },
    close: () => root.close(),
  };
}
