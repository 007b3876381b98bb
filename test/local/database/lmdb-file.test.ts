/** Pages written by hand: what the engine makes of its list of free pages only after thousands of commits. */
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { LmdbFile } from '../../../local/cloud/database/lmdb-file';

const dir = mkdtempSync(join(tmpdir(), 'pages-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const SIZE = 4096;
const HEAD = 24;
const BRANCH = 1;
const LEAF = 2;
const META = 8;
const NONE = 0xffff_ffff_ffff_ffffn;

function integer(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

/** A page of nodes: keys with the page below them, or, in a leaf, with an empty list of pages. */
function page(number: number, nodes: ReadonlyArray<readonly [key: Buffer, child?: number]>) {
  const bytes = Buffer.alloc(SIZE);
  bytes.writeBigUInt64LE(BigInt(number), 0);
  bytes.writeUInt16LE(nodes[0]![1] === undefined ? LEAF : BRANCH, 18);
  bytes.writeUInt16LE(2 * nodes.length, 20);
  let at = SIZE;
  for (const [i, [key, child]] of nodes.entries()) {
    const value = child === undefined ? integer(0) : Buffer.alloc(0);
    at -= 8 + key.length + value.length;
    bytes.writeUInt16LE(at - HEAD, HEAD + 2 * i);
    bytes.writeUInt32LE(child ?? value.length, at);
    bytes.writeUInt16LE(key.length, at + 6);
    Buffer.concat([key, value]).copy(bytes, at + 8);
  }
  return bytes;
}

/** The first page of a file whose list of free pages is a tree of two levels below page 2. */
function meta(entries: number, pages: number): Buffer {
  const bytes = Buffer.alloc(SIZE);
  bytes.writeUInt16LE(META, 18);
  bytes.writeUInt32LE(0xbeef_c0de, HEAD);
  const free = HEAD + 24;
  bytes.writeUInt32LE(SIZE, free);
  bytes.writeUInt16LE(8, free + 4);
  bytes.writeUInt16LE(2, free + 6);
  bytes.writeBigUInt64LE(BigInt(entries), free + 32);
  bytes.writeBigUInt64LE(2n, free + 40);
  bytes.writeBigUInt64LE(NONE, HEAD + 72 + 40);
  bytes.writeBigUInt64LE(BigInt(pages - 1), HEAD + 120);
  return bytes;
}

/** Reads a list of free pages: the transactions of two leaves, and from which on those of the second lie there. */
function readFree(first: number[], from: number, second: number[]): void {
  const leaf = (number: number, keys: number[]) =>
    page(
      number,
      keys.map((key) => [integer(key)]),
    );
  const root = page(2, [
    [Buffer.alloc(0), 3],
    [integer(from), 4],
  ]);
  const start = meta(first.length + second.length, 5);
  const path = join(dir, 'data.mdb');
  writeFileSync(path, Buffer.concat([start, start, root, leaf(3, first), leaf(4, second)]));
  const file = openSync(path, 'r');
  try {
    new LmdbFile(file).useFree();
  } finally {
    closeSync(file);
  }
}

describe('the list of free pages', () => {
  it('is ordered by numbers, not by their bytes: the least byte comes first', () => {
    // A leaf keeps its place in the page above when its first key is removed: 255 stands there, 256 is the first.
    expect(() => readFree([1, 254], 255, [256, 300])).not.toThrow();
    expect(() => readFree([255, 256], 300, [300, 512])).not.toThrow();
  });

  it('out of its order is damaged', () => {
    expect(() => readFree([1, 254], 257, [256, 300])).toThrow('第 4 页的键次序不对');
    expect(() => readFree([1, 257], 256, [256, 300])).toThrow('键的次序不对');
  });
});
