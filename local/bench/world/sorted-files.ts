import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry, Table } from '../../cloud/database/engine';

/** Bytes of the part of a key that names a collection or an index. */
const PREFIX = 4;
/** Bytes gathered before they are written. */
const AT_ONCE = 1 << 20;
/** Lengths of key and value stand before them. */
const HEAD = 8;

interface Part {
  path: string;
  file: number;
  waiting: Buffer[];
  bytes: number;
}

/**
 * Entries of the engine's tables, put aside in files and given back in the order of their keys: a tree of
 * millions of keys is made many times faster, and smaller, from its first key to its last.
 */
export class SortedFiles {
  private readonly parts = new Map<string, Part>();

  constructor(private readonly dir: string) {}

  add(table: Table, key: Buffer, value: Buffer): void {
    const name = `${table}-${key.toString('hex', 0, PREFIX)}`;
    let part = this.parts.get(name);
    if (!part) {
      const path = join(this.dir, `${name}.unsorted`);
      part = { path, file: openSync(path, 'w'), waiting: [], bytes: 0 };
      this.parts.set(name, part);
    }
    const head = Buffer.alloc(HEAD);
    head.writeUInt32LE(key.length, 0);
    head.writeUInt32LE(value.length, 4);
    part.waiting.push(head, key, value);
    part.bytes += HEAD + key.length + value.length;
    if (part.bytes >= AT_ONCE) write(part);
  }

  /** The entries of a table in ascending order of their keys; their files are gone afterwards. */
  *sorted(table: Table): Generator<Entry> {
    const names = [...this.parts.keys()].filter((name) => name.startsWith(`${table}-`)).sort();
    for (const name of names) {
      const part = this.parts.get(name)!;
      write(part);
      closeSync(part.file);
      yield* entriesOf(readFileSync(part.path)).sort((a, b) => Buffer.compare(a.key, b.key));
      rmSync(part.path);
      this.parts.delete(name);
    }
  }
}

function write(part: Part): void {
  writeSync(part.file, Buffer.concat(part.waiting));
  part.waiting = [];
  part.bytes = 0;
}

function entriesOf(bytes: Buffer): Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; at < bytes.length;) {
    const key = at + HEAD;
    const value = key + bytes.readUInt32LE(at);
    const end = value + bytes.readUInt32LE(at + 4);
    entries.push({ key: bytes.subarray(key, value), value: bytes.subarray(value, end) });
    at = end;
  }
  return entries;
}
