/** Looks at the engine's file before the engine maps it: a torn one is refused with words. */
import { closeSync, existsSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { join, resolve } from 'node:path';
import { PlainError } from '../plain-error';
import { DamagedFile, LmdbFile, treeOf, type Tree } from './lmdb-file';
import { add, noSums, SUMS, type Sums } from './sums';

/** A file of up to so many bytes is looked at whenever it is opened: that takes less than half a second. */
const SMALL = 32 * 2 ** 20;

/** Of which file the system that runs now has every page, whatever became of the programs: see `isKnown`. */
interface Known {
  boot: string;
  device: number;
  inode: number;
}

const fileIn = (dir: string): string => join(dir, 'data.mdb');
const knownIn = (dir: string): string => join(dir, 'known.json');

/** Tells the time since the system was started from the times before; any other value costs no more than a look. */
function bootOfSystem(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return `about ${Math.round((Date.now() / 1000 - uptime()) / 60)}`;
  }
}

function knownNow(dir: string): Known {
  const { dev: device, ino: inode } = statSync(fileIn(dir));
  return { boot: bootOfSystem(), device, inode };
}

/**
 * Whether the file was opened by the system that still runs. A program that is killed leaves no torn pages, as the
 * system has what it wrote; a machine that lost its power, or a copy of the file, may.
 */
function isKnown(dir: string): boolean {
  try {
    return readFileSync(knownIn(dir), 'utf8') === JSON.stringify(knownNow(dir));
  } catch {
    return false;
  }
}

/** Notes that the file was opened here; to be called when it was. */
export function rememberFile(dir: string): void {
  if (!isKnown(dir)) writeFileSync(knownIn(dir), JSON.stringify(knownNow(dir)));
}

const isSame = (a: Sums, b: Sums): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Reads all of a file; gives its sums. Throws DamagedFile when anything does not fit. */
function readAll(file: LmdbFile): Sums {
  const sums = noSums();
  const tables = new Map<string, Tree>();
  for (const { key, value, isTree } of file.entries(file.meta.main)) {
    // lmdb ends the names with a byte 0.
    if (isTree) tables.set(key.toString('latin1').replace('\0', ''), treeOf(value));
  }
  const entriesOf = (name: string) => {
    const tree = tables.get(name);
    return tree ? file.entries(tree) : [];
  };
  let saved: Sums | null = null;
  for (const { key, value } of entriesOf('meta')) {
    if (key.equals(SUMS)) saved = JSON.parse(value.toString('utf8')) as Sums;
  }
  for (const name of ['documents', 'rows'] as const) {
    for (const { key, value } of entriesOf(name)) add(sums[name], key, value);
  }
  file.useFree();
  if (saved && !isSame(saved, sums)) throw new DamagedFile('内容与最后一次写入时的校验和不符');
  return sums;
}

function refusal(dir: string, reason: string): PlainError {
  return new PlainError(
    `数据库文件 ${resolve(fileIn(dir))} 已损坏（${reason}），没有打开，以免给出错误的数据。` +
      '请先把整个数据目录另存一份；再用最近的备份恢复到新的目录（npm run restore），' +
      '没有备份时用 npm start -- --fresh 重新开始。',
  );
}

/**
 * Throws PlainError when the file in a folder is damaged or gone. Every page is read when the file is small, new to
 * this system (after a loss of power, a copy, a restored folder) or shorter than it says; then the sums of its
 * entries are given, otherwise null.
 */
export function checkFile(dir: string): Sums | null {
  const path = fileIn(dir);
  const isNew = !existsSync(path) || statSync(path).size === 0;
  if (isNew) {
    if (existsSync(knownIn(dir))) throw refusal(dir, '文件是空的，或者不见了');
    return null;
  }
  const handle = openSync(path, 'r');
  try {
    const file = new LmdbFile(handle);
    const isWhole = file.size >= file.meta.pages * file.meta.pageSize;
    return file.size > SMALL && isWhole && isKnown(dir) ? null : readAll(file);
  } catch (error) {
    if (error instanceof DamagedFile) throw refusal(dir, error.message);
    // Lengths and texts that make no sense, before anything was compared.
    if (error instanceof RangeError || error instanceof SyntaxError)
      throw refusal(dir, '内容读不懂');
    throw error;
  } finally {
    closeSync(handle);
  }
}
