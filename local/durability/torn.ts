import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, openEngine, type Table } from '../cloud/database/engine';
import { PlainError } from '../cloud/plain-error';
import type { Random } from '../random';

/** Ways in which a file comes back from a crash of the machine, or from a copy that was cut short. */
export const TEARS = [
  'cut off',
  'garbage behind its end',
  'half a page of zeros',
  'half a page of garbage',
  'half a page of an older time',
  'a page of an older time',
  'half a first page of zeros',
  'half a first page of garbage',
  'empty',
] as const;
export type Tear = (typeof TEARS)[number];

/** REFUSED: with a sentence for people; SAME: everything is there; BEFORE: as it was before the last commit. */
export type TornOutcome = 'REFUSED' | 'SAME' | 'BEFORE' | 'WRONG';

const PAGE = 4096;
const EVERYTHING = { from: Buffer.alloc(4), to: Buffer.alloc(4, 0xff) };
const fileOf = (dir: string): string => join(dir, 'data.mdb');

const contentsOf = (engine: Engine): string => {
  const hash = createHash('sha256');
  for (const table of ['documents', 'rows'] as const) {
    for (const { key, value } of engine.scan(table, EVERYTHING, false)) {
      hash.update(`${table} ${key.length} ${value.length} `).update(key).update(value);
    }
  }
  return hash.digest('hex');
};

/** A file with a history: as it is, as it was a while ago, and what it holds now and before its last commit. */
export interface Sample {
  now: Buffer;
  older: Buffer;
  contents: { now: string; before: string };
}

/** Writes a sample in a folder: entries of many sizes, put, changed and removed in many commits. */
export async function makeSample(dir: string, random: Random, commits: number): Promise<Sample> {
  const engine = openEngine(dir, 'nosync');
  const there = new Map<string, Buffer>();
  const change = (table: Table): Parameters<Engine['apply']>[0][number] => {
    const key = Buffer.alloc(4 + Math.floor(random() * 40), Math.floor(random() * 250));
    key.writeUInt32BE(1 + Math.floor(random() * 200));
    const name = `${table} ${key.toString('hex')}`;
    const before = there.get(name) ?? null;
    const size = random() < 0.1 ? 9000 : 900;
    const value =
      before && random() < 0.3
        ? null
        : Buffer.alloc(1 + Math.floor(random() * size), Math.floor(random() * 256));
    if (value) there.set(name, value);
    else there.delete(name);
    return { table, key, before, value };
  };
  let older: Buffer = Buffer.alloc(0);
  let before = '';
  for (let commit = 0; commit < commits; commit++) {
    if (commit === commits - 20) older = readFileSync(fileOf(dir));
    if (commit === commits - 1) before = contentsOf(engine);
    await engine.apply([change('documents'), change('rows'), change('rows')]);
  }
  const contents = { now: contentsOf(engine), before };
  await engine.close();
  return { now: readFileSync(fileOf(dir)), older, contents };
}

/** The file of a sample, torn. */
function torn({ now, older }: Sample, tear: Tear, random: Random): Buffer {
  const bytes = Buffer.from(now);
  const pages = Math.floor(older.length / PAGE);
  const page = 2 + Math.floor(random() * (pages - 2));
  const first = Math.floor(random() * 2);
  // A disk writes sectors: a page is old or new up to one of them.
  const sector = 512 * (1 + Math.floor(random() * 7));
  const garbage = (from: number, to: number): Buffer =>
    Buffer.from(Array.from({ length: to - from }, () => Math.floor(random() * 256)));
  switch (tear) {
    case 'cut off':
      return bytes.subarray(0, Math.floor(random() * bytes.length));
    case 'garbage behind its end':
      return Buffer.concat([bytes, garbage(0, 3 * PAGE)]);
    case 'half a page of zeros':
      return bytes.fill(0, page * PAGE + sector, (page + 1) * PAGE);
    case 'half a page of garbage':
      garbage(sector, PAGE).copy(bytes, page * PAGE + sector);
      return bytes;
    case 'half a page of an older time':
      older.copy(bytes, page * PAGE + sector, page * PAGE + sector, (page + 1) * PAGE);
      return bytes;
    case 'a page of an older time':
      older.copy(bytes, page * PAGE, page * PAGE, (page + 1) * PAGE);
      return bytes;
    case 'half a first page of zeros':
      return bytes.fill(0, first * PAGE + 24 + 8 * Math.floor(random() * 17), (first + 1) * PAGE);
    case 'half a first page of garbage': {
      const from = first * PAGE + 8 * Math.floor(random() * 20);
      garbage(from, (first + 1) * PAGE).copy(bytes, from);
      return bytes;
    }
    case 'empty':
      return Buffer.alloc(0);
  }
}

/** Tears a copy of a sample in a folder of its own and opens it; any error but a refusal in words is thrown. */
export async function openTorn(
  dir: string,
  sample: Sample,
  tear: Tear,
  random: Random,
): Promise<TornOutcome> {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  writeFileSync(fileOf(dir), torn(sample, tear, random));
  // As it lies beside the file of a folder that was in use.
  writeFileSync(join(dir, 'known.json'), '{}');
  let engine: Engine;
  try {
    engine = openEngine(dir, 'nosync');
  } catch (error) {
    if (error instanceof PlainError) return 'REFUSED';
    throw error;
  }
  try {
    const contents = contentsOf(engine);
    if (contents === sample.contents.now) return 'SAME';
    return contents === sample.contents.before ? 'BEFORE' : 'WRONG';
  } finally {
    await engine.close();
  }
}
