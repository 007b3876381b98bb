/**
 * Reads a file of lmdb 1.0 page by page and believes nothing in it: the engine itself maps the file and trusts
 * it, so that a torn one ends the process or gives wrong answers. Layout: MDB_meta, MDB_page, MDB_node and MDB_db
 * of liblmdb's mdb.c as lmdb 3.5 has it, on 64-bit machines of little-endian order.
 */
import { fstatSync, readSync } from 'node:fs';

/** The file is not what the engine left; the text, in Chinese, tells where. */
export class DamagedFile extends Error {}

const HEAD = 24;
const NODE = 8;
const MAGIC = 0xbeefc0de;
const FLAG = { branch: 1, leaf: 2, overflow: 4, meta: 8 };
const NODE_FLAG = { big: 1, tree: 2 };
/** Integers as keys; 0x1000 where commits did not wait for the disk, as before this check was made. */
const FREE_KINDS = [0x8, 0x1008];
const NO_PAGE = 0xffff_ffff_ffff_ffffn;

/** A tree of the file: where it begins, how deep it is and how many entries it has. */
export interface Tree {
  depth: number;
  entries: number;
  root: number | null;
}

export interface Meta {
  /** Number of the transaction that wrote it. */
  transaction: bigint;
  pageSize: number;
  /** Pages that the file may have. */
  pages: number;
  free: Tree;
  main: Tree;
}

export interface Node {
  key: Buffer;
  value: Buffer;
  /** The value is a tree of its own. */
  isTree: boolean;
}

const whole = (bytes: Buffer, at: number): number => Number(bytes.readBigUInt64LE(at));

/** A tree from its 48 bytes. Throws DamagedFile when it is of a kind that this database has none of. */
export function treeOf(bytes: Buffer, at = 0, kinds: readonly number[] = [0]): Tree {
  if (!kinds.includes(bytes.readUInt16LE(at + 4))) {
    throw new DamagedFile('表的类型不对');
  }
  const root = bytes.readBigUInt64LE(at + 40);
  return {
    depth: bytes.readUInt16LE(at + 6),
    entries: whole(bytes, at + 32),
    root: root === NO_PAGE ? null : Number(root),
  };
}

/** A page of a tree with all below it. */
interface Branch {
  page: number;
  depth: number;
  least: Buffer | null;
  /** Whether keys are integers of the machine. */
  numeric: boolean;
}

export class LmdbFile {
  readonly meta: Meta;
  /** Bytes of the file. */
  readonly size: number;
  private readonly seen: Uint8Array;

  /** Throws DamagedFile when there is no valid beginning. */
  constructor(private readonly file: number) {
    this.size = fstatSync(file).size;
    const first = this.metaAt(0);
    const second = this.metaAt(first.pageSize);
    this.meta = first.transaction >= second.transaction ? first : second;
    this.seen = new Uint8Array(this.meta.pages);
  }

  /**
   * Gives every entry of a tree in order. Throws DamagedFile for anything that does not fit: pages that are not
   * there, are not of this tree or come twice, keys out of order, another number of entries.
   */
  *entries({ root, depth, entries }: Tree, numeric = false): Generator<Node> {
    let count = 0;
    let last: Buffer | null = null;
    if (root !== null) {
      for (const node of this.below({ page: root, depth, least: null, numeric })) {
        if (last && compare(last, node.key, numeric) >= 0) throw new DamagedFile('键的次序不对');
        last = node.key;
        count += 1;
        yield node;
      }
    }
    if (count !== entries) throw new DamagedFile(`应有 ${entries} 条，实有 ${count} 条`);
  }

  /** Goes through the list of free pages. DamagedFile for one that is in use, listed twice or not there. */
  useFree(): void {
    for (const { value } of this.entries(this.meta.free, true)) {
      const numbers = new BigInt64Array(new Uint8Array(value).buffer);
      const end = Math.min(Number(numbers[0] ?? 0), numbers.length - 1);
      for (let i = 1; i <= end; i++) {
        // 0 stands for none; a negative number before a page tells of how many pages in a row it is the first.
        const isRun = numbers[i]! < 0;
        const length = isRun ? -Number(numbers[i++]) : 1;
        const first = Number(numbers[i] ?? 0);
        if (first === 0) continue;
        for (let page = first; page < first + length; page++) this.use(page);
      }
    }
  }

  /** Notes that a page has a use. DamagedFile when it has one already, or lies outside. */
  use(page: number): void {
    if (page < 2 || page >= this.meta.pages) throw new DamagedFile(`第 ${page} 页在文件之外`);
    if (this.seen[page]) throw new DamagedFile(`第 ${page} 页用了两次`);
    this.seen[page] = 1;
  }

  /** Entries of a branch of a tree, whose keys do not lie before `least`. */
  private *below({ page, depth, least, numeric }: Branch): Generator<Node> {
    this.use(page);
    const bytes = this.read(page, 1);
    const flags = bytes.readUInt16LE(18);
    if (flags !== (depth > 1 ? FLAG.branch : FLAG.leaf)) {
      throw new DamagedFile(`第 ${page} 页的类型不对`);
    }
    const count = bytes.readUInt16LE(20) >> 1;
    const end = bytes.length - NODE;
    if (HEAD + 2 * count > end) throw new DamagedFile(`第 ${page} 页不完整`);
    for (let i = 0; i < count; i++) {
      const at = HEAD + bytes.readUInt16LE(HEAD + 2 * i);
      if (at < HEAD + 2 * count || at > end) throw new DamagedFile(`第 ${page} 页不完整`);
      const keyEnd = at + NODE + bytes.readUInt16LE(at + 6);
      if (keyEnd > bytes.length) throw new DamagedFile(`第 ${page} 页不完整`);
      const key = bytes.subarray(at + NODE, keyEnd);
      if (flags === FLAG.branch) {
        const child = bytes.readUInt32LE(at) + bytes.readUInt16LE(at + 4) * 2 ** 32;
        yield* this.below({
          page: child,
          depth: depth - 1,
          least: i === 0 ? least : key,
          numeric,
        });
      } else {
        if (i === 0 && least && compare(least, key, numeric) > 0) {
          throw new DamagedFile(`第 ${page} 页的键次序不对`);
        }
        yield this.node(bytes, at, key);
      }
    }
  }

  private node(bytes: Buffer, at: number, key: Buffer): Node {
    const size = bytes.readUInt32LE(at);
    const flags = bytes.readUInt16LE(at + 4);
    const from = key.byteOffset - bytes.byteOffset + key.length;
    if (flags & NODE_FLAG.big) {
      if (from + 24 > bytes.length) throw new DamagedFile('有一页不完整');
      return { key, value: this.overflow(whole(bytes, from), size), isTree: false };
    }
    if (from + size > bytes.length) throw new DamagedFile('有一页不完整');
    return {
      key,
      value: bytes.subarray(from, from + size),
      isTree: (flags & NODE_FLAG.tree) !== 0,
    };
  }

  /**
   * A value too large for a page, on pages of its own: at least as many as it needs, for one that was replaced by
   * a smaller one in the same commit keeps its pages.
   */
  private overflow(page: number, size: number): Buffer {
    const needed = Math.floor((HEAD - 1 + size) / this.meta.pageSize) + 1;
    const bytes = this.read(page, needed);
    const pages = bytes.readUInt32LE(20);
    if (bytes.readUInt16LE(18) !== FLAG.overflow || pages < needed) {
      throw new DamagedFile(`第 ${page} 页的类型不对`);
    }
    for (let i = 0; i < pages; i++) this.use(page + i);
    return bytes.subarray(HEAD, HEAD + size);
  }

  private read(page: number, pages: number): Buffer {
    const { pageSize } = this.meta;
    const bytes = this.bytes(page * pageSize, pages * pageSize);
    if (whole(bytes, 0) !== page) throw new DamagedFile(`第 ${page} 页的内容不是它的`);
    return bytes;
  }

  private bytes(from: number, size: number): Buffer {
    if (from + size > this.size) throw new DamagedFile(`文件到第 ${this.size} 字节就断了`);
    const bytes = Buffer.allocUnsafe(size);
    let read = 0;
    while (read < size) {
      const some = readSync(this.file, bytes, read, size - read, from + read);
      if (some === 0) throw new DamagedFile(`文件到第 ${from + read} 字节就断了`);
      read += some;
    }
    return bytes;
  }

  private metaAt(from: number): Meta {
    const bytes = this.bytes(from, HEAD + 144);
    const isMeta = (bytes.readUInt16LE(18) & FLAG.meta) !== 0;
    const pageSize = bytes.readUInt32LE(HEAD + 24);
    const isSize = pageSize >= 512 && pageSize <= 65_536 && (pageSize & (pageSize - 1)) === 0;
    if (!isMeta || bytes.readUInt32LE(HEAD) !== MAGIC || !isSize) {
      throw new DamagedFile('文件开头不完整');
    }
    const pages = whole(bytes, HEAD + 120) + 1;
    if (pages > 2 ** 32) throw new DamagedFile('文件开头不完整');
    return {
      transaction: bytes.readBigUInt64LE(HEAD + 128),
      pageSize,
      pages,
      free: treeOf(bytes, HEAD + 24, FREE_KINDS),
      main: treeOf(bytes, HEAD + 72),
    };
  }
}

function compare(a: Buffer, b: Buffer, numeric: boolean): number {
  if (!numeric) return Buffer.compare(a, b);
  const [first, second] = [a.readBigUInt64LE(), b.readBigUInt64LE()];
  return first < second ? -1 : Number(first > second);
}
