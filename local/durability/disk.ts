import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Place, Scene } from './scene';
import { type System, wholeSystem } from './system';
import { PROVINCE, staffOf, YEAR } from './world';

/** What happened while the disk was full. */
export interface FullDisk {
  /** Calls acknowledged before, while it was full, and after there was room again. */
  before: number;
  whileFull: number;
  after: number;
  /** Answers that refused a write while it was full, by what they said. */
  refusals: Record<string, number>;
  /** Reads that were answered while it was full, of those that were asked. */
  reads: { asked: number; answered: number };
  problems: string[];
}

const CALLERS = 8;
const CALLS = 60;
const READS = 20;
const READ_PAUSE_MS = 50;

/** Fills the disk of a folder to its last byte; gives the way back. */
function fillDisk(dir: string): () => void {
  const path = join(dir, 'ballast');
  const file = openSync(path, 'w');
  let piece = Buffer.alloc(2 ** 20);
  while (piece.length > 0) {
    try {
      writeSync(file, piece);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      piece = piece.subarray(0, Math.floor(piece.length / 2));
    }
  }
  closeSync(file);
  return () => rmSync(path);
}

const read = (system: System): Promise<boolean> =>
  system
    .call({
      openid: staffOf(PROVINCE),
      action: 'numbering.overview',
      input: { orgId: PROVINCE, year: YEAR },
      opId: 'durability-read',
    })
    .then((reply) => reply !== 'LOST' && reply.ok);

/** Work on a disk of its own, which is full for a while and then is not. `dataDir` has to lie on it. */
export async function runFullDisk(
  disk: string,
  place: Omit<Place, 'applicants'>,
): Promise<FullDisk> {
  const { bavail, bsize } = statfsSync(disk);
  if (bavail * bsize > 2 ** 30) throw new Error(`${disk} is too large to be filled`);
  const scene = await Scene.plant({ ...place, applicants: 2000 });
  const { callers, journal } = scene;
  const system = wholeSystem(place.dataDir, place.port);
  const acknowledged = (): number => journal.calls.filter(({ answer }) => answer?.ok).length;
  try {
    await system.start();
    await scene.begin(system);
    const done = callers.run(system, CALLERS);
    // Whoever waits for acknowledged calls is told.
    done.catch(() => undefined);
    await callers.acknowledged(CALLS);

    const makeRoom = fillDisk(disk);
    // What was on its way may still find its place.
    await wait(10 * READ_PAUSE_MS);
    const before = acknowledged();
    callers.internal.splice(0);
    let answered = 0;
    for (let i = 0; i < READS; i++) {
      if (await read(system)) answered += 1;
      await wait(READ_PAUSE_MS);
    }
    const whileFull = acknowledged() - before;
    const refusals: Record<string, number> = {};
    for (const { error } of callers.internal.splice(0)) {
      // Each has a number of its own.
      const words = error.message.replace(/[0-9a-f-]{36}/, '…');
      refusals[words] = (refusals[words] ?? 0) + 1;
    }

    makeRoom();
    await callers.acknowledged(CALLS);
    callers.stop();
    await done;
    for (const call of journal.unsettled()) await callers.settle(system, call);
    const after = acknowledged() - before - whileFull;
    callers.internal.splice(0);
    return {
      before,
      whileFull,
      after,
      refusals,
      reads: { asked: READS, answered },
      problems: await scene.wrongs(system, 0, true),
    };
  } finally {
    await system.kill('ALL');
    journal.close();
  }
}
