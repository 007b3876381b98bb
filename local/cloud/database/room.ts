import { statfsSync } from 'node:fs';
import type { Change } from './engine';

/**
 * Room that a commit leaves on the disk. lmdb 3.5.6 must not meet a full one itself: the text of its own error
 * is longer than the memory it takes for it, and the process may die of that.
 */
const RESERVE = 16 * 2 ** 20;
/** Bytes that a change makes the engine write at most, beside the value: a page and its copy in the tree. */
const CHANGE = 8192;

/** Asks the system; an object, so that tests can answer in its place. */
export const disk = {
  /** Bytes that are free where a folder lies. */
  free(dir: string): number {
    const { bavail, bsize } = statfsSync(dir);
    return bavail * bsize;
  },
};

/** Throws, in words for whoever runs this, when the disk of a folder has no room for changes. */
export function requireRoom(dir: string, changes: readonly Change[]): void {
  const values = changes.reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
  const free = disk.free(dir);
  if (free < RESERVE + values + changes.length * CHANGE) {
    throw new Error(`磁盘快满了，只剩 ${Math.floor(free / 2 ** 20)} MB`);
  }
}
