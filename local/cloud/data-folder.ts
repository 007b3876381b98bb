import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PlainError } from './plain-error';

/** Marks a folder as ours, so that `--fresh` never empties any other. */
const MARKER = 'member-numbering.json';
const LOCK = 'lock.json';

interface Owner {
  pid: number;
  /** Tells this process from a later one with the same number (after a restart of the machine or container); empty where the system does not tell. */
  startedAt: string;
}

/** State and start time of a process where the system tells them (Linux). */
function statOf(pid: number): { state: string; startedAt: string } {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', startedAt: fields[19] ?? '' };
  } catch {
    return { state: '', startedAt: '' };
  }
}

function isRunning({ pid, startedAt }: Owner): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') {
      return false;
    }
  }
  const now = statOf(pid);
  // In a container without an init process a killed process stays as a zombie (Z) for ever.
  return now.startedAt === startedAt && now.state !== 'Z';
}

/** The process that holds the folder; undefined when there is none or it is dead. */
function liveOwner(dir: string): Owner | undefined {
  try {
    const owner = JSON.parse(readFileSync(join(dir, LOCK), 'utf8')) as Owner;
    return isRunning(owner) ? owner : undefined;
  } catch {
    return undefined;
  }
}

function refuseIfHeld(dir: string): void {
  const owner = liveOwner(dir);
  if (owner !== undefined) {
    throw new PlainError(
      `数据目录 ${resolve(dir)} 正由另一个进程（pid ${owner.pid}）使用：请先关闭它，或用 DATA_DIR 另选一个目录。`,
    );
  }
}

const isOurs = (dir: string): boolean => existsSync(join(dir, MARKER));

/** Whether nothing is there yet. */
export const isNewDataFolder = (dir: string): boolean =>
  !existsSync(dir) || readdirSync(dir).length === 0;

function refuseIfForeign(dir: string): void {
  if (!isNewDataFolder(dir) && !isOurs(dir)) {
    throw new PlainError(
      `目录 ${resolve(dir)} 里有别的文件，不是本系统的数据目录：请用 DATA_DIR 另选一个空目录。`,
    );
  }
}

/** Makes the folder if need be and marks it as ours. */
export function markDataFolder(dir: string): void {
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, MARKER), '{"kind":"local cloud","version":1}\n');
}

/**
 * Takes the folder for this process, making it if need be, and gives a function that lets it go.
 * A lock left by a process that was killed is taken over. Throws PlainError when a living
 * process (this one included) holds the folder, or when it holds files that are not ours.
 */
export function lockDataFolder(dir: string): () => void {
  refuseIfForeign(dir);
  refuseIfHeld(dir);
  markDataFolder(dir);
  const lock = join(dir, LOCK);
  rmSync(lock, { force: true });
  const owner: Owner = { pid: process.pid, startedAt: statOf(process.pid).startedAt };
  // 'wx' fails when another process was quicker just now.
  writeFileSync(lock, JSON.stringify(owner), { flag: 'wx' });
  return () => rmSync(lock, { force: true });
}

/** Empties a data folder. Throws PlainError when it is in use or not ours; nothing to do when it is missing. */
export function emptyDataFolder(dir: string): void {
  refuseIfForeign(dir);
  refuseIfHeld(dir);
  if (!existsSync(dir)) {
    return;
  }
  // The marker goes last: a folder half emptied is still known as ours.
  const entries = readdirSync(dir).filter((entry) => entry !== MARKER);
  [...entries, MARKER].forEach((entry) =>
    rmSync(join(dir, entry), { recursive: true, force: true }),
  );
}
