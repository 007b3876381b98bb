/** The one place that knows the storage engine: ordered bytes with get, scan and atomic batch, on lmdb. */
import { open, type Database, type RootDatabase } from 'lmdb';
import { checkFile, rememberFile } from './file-check';
import { requireRoom } from './room';
import { add, noSums, subtract, SUMS, type Sums } from './sums';

/** `documents`: key → text. `rows`: index key → key of the document. `meta`: name → text. */
export type Table = 'documents' | 'rows' | 'meta';

export interface Change {
  table: Table;
  key: Buffer;
  /** What lies there now; `null`: nothing. */
  before: Buffer | string | null;
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
  /** Whether a range has more keys than `most`; looks at no more than those. */
  exceeds(table: Table, range: Range, most: number): boolean;
  /**
   * Applies all changes or none. Resolves when they are on the disk; batches are applied in the order
   * of the calls, and several may share one flush. Rejects when the disk does not take them: then those
   * that came later and rest on them are rejected too, and the next one is tried again.
   */
  apply(changes: readonly Change[]): Promise<void>;
  /** Called when batches are lost that way, before their promises are rejected. */
  whenLost(listener: (reason: Error) => void): void;
  /** Writes entries, in ascending order and behind every key of the table, in several batches at once. */
  append(table: Table, entries: Iterable<Entry>): void;
  close(): Promise<void>;
}

/** Entries that one transaction of the engine appends. */
const APPENDED_AT_ONCE = 20_000;

interface Batch {
  changes: readonly Change[];
  resolve(): void;
  reject(reason: Error): void;
}

const bytesOf = (value: Buffer | string): Buffer =>
  typeof value === 'string' ? Buffer.from(value) : value;

/** Why lmdb could not commit: the error it throws only says where to look. */
async function reasonOf(thrown: unknown): Promise<Error> {
  try {
    await (thrown as { commitError?: Promise<never> }).commitError;
    return thrown as Error;
  } catch (reason) {
    return reason as Error;
  }
}

/**
 * Opens the environment in a folder, made if missing. `nosync` leaves flushing to the system (tests). Throws
 * PlainError when the file is damaged.
 */
export function openEngine(dir: string, durability: 'sync' | 'nosync'): Engine {
  const checked = checkFile(dir);
  const root: RootDatabase<Buffer, Buffer> = open({
    path: dir,
    keyEncoding: 'binary',
    encoding: 'binary',
    noSync: durability === 'nosync',
    // With it a commit can be seen before the disk has taken it, and stay when the disk does not.
    overlappingSync: false,
  });
  const table = (name: Table): Database<Buffer, Buffer> =>
    root.openDB<Buffer, Buffer>({ name, keyEncoding: 'binary', encoding: 'binary' });
  const tables = { documents: table('documents'), rows: table('rows'), meta: table('meta') };
  rememberFile(dir);

  const saved = tables.meta.getBinary(SUMS)?.toString('utf8');
  let sums: Sums = saved ? (JSON.parse(saved) as Sums) : (checked ?? noSums());
  let waiting: Batch[] = [];
  let writing: Promise<void> | null = null;
  let lost: (reason: Error) => void = () => undefined;

  const put = ({ table: name, key, value }: Omit<Change, 'before'>): Promise<boolean> =>
    value === null ? tables[name].remove(key) : tables[name].put(key, bytesOf(value));

  /** Writes changes in one transaction of the engine, with the sums of what there is then. */
  const commit = async (changes: readonly Change[]): Promise<void> => {
    const next = structuredClone(sums);
    requireRoom(dir, changes);
    const results = new Set<Promise<boolean>>();
    const written = root.batch(() => {
      for (const change of changes) {
        results.add(put(change));
        const { table: name, key, before, value } = change;
        if (name === 'meta') continue;
        if (before !== null) subtract(next[name], key, bytesOf(before));
        if (value !== null) add(next[name], key, bytesOf(value));
      }
      results.add(put({ table: 'meta', key: SUMS, value: JSON.stringify(next) }));
    });
    await Promise.all([written, ...results]);
    sums = next;
  };

  const writeAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batches = waiting;
      waiting = [];
      try {
        await commit(batches.flatMap(({ changes }) => changes));
        // The next read must begin behind this commit, also within the same turn of the loop.
        root.resetReadTxn();
        for (const { resolve } of batches) resolve();
      } catch (error) {
        const reason = await reasonOf(error);
        const refused = [...batches, ...waiting];
        waiting = [];
        lost(reason);
        for (const { reject } of refused) reject(reason);
      }
    }
    writing = null;
  };

  return {
    get: (name, key) => tables[name].getBinary(key)?.toString('utf8'),
    scan: (name, { from, to }, reverse) =>
      tables[name].getRange(
        reverse
          ? { start: to, exclusiveStart: true, end: from, inclusiveEnd: true, reverse }
          : { start: from, end: to },
      ),
    count: (name, { from, to }) => tables[name].getKeysCount({ start: from, end: to }),
    exceeds: (name, { from, to }, most) => {
      const further = tables[name].getKeys({ start: from, end: to, offset: most, limit: 1 });
      return further[Symbol.iterator]().next().done !== true;
    },
    apply: (changes) =>
      new Promise((resolve, reject) => {
        waiting.push({ changes, resolve, reject });
        writing ??= writeAll();
      }),
    whenLost(listener) {
      lost = listener;
    },
    append(name, entries) {
      const left = entries[Symbol.iterator]();
      let next = left.next();
      const some = (): void => {
        for (let i = 0; i < APPENDED_AT_ONCE && !next.done; i++, next = left.next()) {
          tables[name].putSync(next.value.key, next.value.value, { append: true });
          if (name !== 'meta') add(sums[name], next.value.key, next.value.value);
        }
        tables.meta.putSync(SUMS, Buffer.from(JSON.stringify(sums)));
      };
      while (!next.done) root.transactionSync(some);
      root.resetReadTxn();
    },
    async close() {
      await writing;
      await root.close();
    },
  };
}
