/** Files of the database that come back torn, cut off or mixed: refused with words, or whole. */
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { open } from 'lmdb';
import { openEngine } from '../../local/cloud/database/engine';
import { checkFile } from '../../local/cloud/database/file-check';
import { add, noSums } from '../../local/cloud/database/sums';
import { PlainError } from '../../local/cloud/plain-error';
import {
  makeSample,
  openTorn,
  type Sample,
  type Tear,
  TEARS,
  type TornOutcome,
} from '../../local/durability/torn';
import { randomFrom } from '../../local/random';

const dir = mkdtempSync(join(tmpdir(), 'torn-'));
const TIMES = 6;
let sample: Sample;

beforeAll(async () => {
  sample = await makeSample(join(dir, 'sample'), randomFrom(5), 120);
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const refusal = (folder: string): string => {
  try {
    checkFile(folder);
  } catch (error) {
    expect(error).toBeInstanceOf(PlainError);
    return (error as Error).message;
  }
  throw new Error('should have been refused');
};

/** A folder with an engine's file of some entries. */
async function written(name: string, entries: number): Promise<string> {
  const folder = join(dir, name);
  const engine = openEngine(folder, 'nosync');
  for (let i = 0; i < entries; i++) {
    const key = Buffer.from(`key ${i}`);
    await engine.apply([{ table: 'documents', key, before: null, value: `value ${i}` }]);
  }
  await engine.close();
  return folder;
}

describe('a torn file', () => {
  const MAY: Record<Tear, readonly TornOutcome[]> = {
    'cut off': ['REFUSED'],
    'garbage behind its end': ['SAME'],
    'half a page of zeros': ['REFUSED', 'SAME'],
    'half a page of garbage': ['REFUSED', 'SAME'],
    'half a page of an older time': ['REFUSED', 'SAME'],
    'a page of an older time': ['REFUSED', 'SAME'],
    'half a first page of zeros': ['REFUSED', 'SAME', 'BEFORE'],
    'half a first page of garbage': ['REFUSED', 'SAME', 'BEFORE'],
    empty: ['REFUSED'],
  };

  it.each(TEARS)('(%s) never gives wrong data', async (tear) => {
    const random = randomFrom(TEARS.indexOf(tear));
    const found: TornOutcome[] = [];
    for (let i = 0; i < TIMES; i++) {
      found.push(await openTorn(join(dir, 'torn'), sample, tear, random));
    }
    expect(MAY[tear]).toEqual(expect.arrayContaining([...new Set(found)]));
  });

  it('is refused with its name and what to do', async () => {
    const folder = await written('words', 50);
    truncateSync(join(folder, 'data.mdb'), 3 * 4096);
    const words = refusal(folder);
    expect(words).toContain(join(folder, 'data.mdb'));
    expect(words).toContain('npm run restore');
    expect(() => openEngine(folder, 'nosync')).toThrow(PlainError);
  });

  it('is refused when the entries are whole and are not those of the last commit', async () => {
    const folder = await written('mixed', 3);
    const root = open<Buffer, Buffer>({ path: folder, keyEncoding: 'binary', encoding: 'binary' });
    const documents = root.openDB<Buffer, Buffer>({
      name: 'documents',
      keyEncoding: 'binary',
      encoding: 'binary',
    });
    await documents.put(Buffer.from('key 1'), Buffer.from('value 7'));
    await root.close();
    expect(refusal(folder)).toContain('已损坏');
  });

  it('that is gone, or has nothing in it, is not taken for a new one', async () => {
    const folder = await written('gone', 1);
    writeFileSync(join(folder, 'data.mdb'), '');
    expect(refusal(folder)).toContain('已损坏');
    rmSync(join(folder, 'data.mdb'));
    expect(refusal(folder)).toContain('已损坏');
  });
});

describe('a whole file', () => {
  it('is opened where a large value was replaced by a smaller one in the same commit', async () => {
    const folder = join(dir, 'shrunk');
    const engine = openEngine(folder, 'nosync');
    const key = Buffer.from('key');
    const [large, small] = ['x'.repeat(24_000), 'y'.repeat(6000)];
    await engine.apply([
      { table: 'documents', key, before: null, value: large },
      { table: 'documents', key, before: large, value: small },
    ]);
    await engine.close();
    const sums = noSums();
    add(sums.documents, key, Buffer.from(small));
    expect(checkFile(folder)).toEqual(sums);
  });

  it('gives the sums of what is in it, by whatever commits it came there', async () => {
    const folder = join(dir, 'sums');
    const engine = openEngine(folder, 'nosync');
    const entry = (i: number, before: string | null, value: string | null) => ({
      table: 'rows' as const,
      key: Buffer.from(`key ${i}`),
      before,
      value,
    });
    await Promise.all([
      engine.apply([entry(1, null, 'a'), entry(2, null, 'x'.repeat(9000))]),
      engine.apply([entry(1, 'a', 'b')]),
      engine.apply([entry(3, null, 'c'), entry(2, 'x'.repeat(9000), null)]),
    ]);
    engine.append('documents', [{ key: Buffer.from('k'), value: Buffer.from('v') }]);
    await engine.close();
    const sums = noSums();
    add(sums.rows, Buffer.from('key 1'), Buffer.from('b'));
    add(sums.rows, Buffer.from('key 3'), Buffer.from('c'));
    add(sums.documents, Buffer.from('k'), Buffer.from('v'));
    expect(checkFile(folder)).toEqual(sums);
  });

  it('from before there were sums is opened, and has them from then on', async () => {
    const folder = join(dir, 'without');
    const options = { keyEncoding: 'binary', encoding: 'binary' } as const;
    const root = open<Buffer, Buffer>({ path: folder, ...options });
    await root
      .openDB<Buffer, Buffer>({ name: 'rows', ...options })
      .put(Buffer.from('k'), Buffer.from('old'));
    await root.close();
    const engine = openEngine(folder, 'nosync');
    await engine.apply([{ table: 'rows', key: Buffer.from('l'), before: null, value: 'new' }]);
    await engine.close();
    expect(checkFile(folder)!.rows.entries).toBe(2);
  });

  it('copied into another folder is opened there', async () => {
    const folder = join(dir, 'copy');
    mkdirSync(folder);
    const from = await written('original', 20);
    copyFileSync(join(from, 'data.mdb'), join(folder, 'data.mdb'));
    const engine = openEngine(folder, 'nosync');
    expect(engine.get('documents', Buffer.from('key 7'))).toBe('value 7');
    await engine.close();
    expect(readFileSync(join(folder, 'known.json'), 'utf8')).not.toBe(
      readFileSync(join(from, 'known.json'), 'utf8'),
    );
  });
});
