/** A full disk: writes are refused with words and nothing of them happens, reads go on, and it heals by itself. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  jest,
} from '@jest/globals';
import { disk } from '../../local/cloud/database/room';
import { openLogFile } from '../../local/cloud/log-file';
import { db, failure, pointSdkAt, startCloud, type TestCloud } from './database/cloud';

const fillDisk = (): void => {
  jest.spyOn(disk, 'free').mockReturnValue(15 * 2 ** 20);
};
const makeRoom = (): void => {
  jest.spyOn(disk, 'free').mockReturnValue(2 ** 30);
};

let cloud: TestCloud;
let told: string[];

beforeAll(async () => {
  cloud = await startCloud({
    collections: [
      { name: 'c', indexes: [{ name: 'n', keys: [['n', 1]], unique: true }] },
      { name: 'd', indexes: [{ name: 'tags', keys: [['tags', 1]] }] },
    ],
  });
});
beforeEach(() => {
  told = [];
  jest.spyOn(console, 'error').mockImplementation((line: string) => void told.push(line));
});
afterEach(() => {
  jest.restoreAllMocks();
});
afterAll(() => cloud.close());

const c = () => db.collection('c');

describe('while the disk is full', () => {
  it('a write is refused, and nothing of it is there', async () => {
    await c().add({ data: { _id: 'a', n: 1 } });
    fillDisk();
    expect((await failure(c().add({ data: { _id: 'b', n: 2 } }))).message).toContain(
      'cannot write: 磁盘快满了',
    );
    await failure(
      c()
        .doc('a')
        .update({ data: { n: 3 } }),
    );
    await failure(c().doc('a').remove());
    expect((await c().get()).data).toEqual([{ _id: 'a', n: 1 }]);
    expect((await c().where({ n: 3 }).get()).data).toEqual([]);
    expect(told[0]).toContain('请腾出磁盘空间');
    makeRoom();
    // Neither the id nor the unique key is taken by what did not happen.
    await c().add({ data: { _id: 'b', n: 3 } });
    expect((await c().count()).total).toBe(2);
  });

  it('a transaction is refused as a whole', async () => {
    const t = await db.startTransaction();
    await t.collection('c').add({ data: { _id: 't1', n: 11 } });
    await t.collection('d').add({ data: { _id: 't2' } });
    fillDisk();
    await failure(t.commit());
    expect((await c().where({ _id: 't1' }).get()).data).toEqual([]);
    expect((await db.collection('d').get()).data).toEqual([]);
  });

  it('what came behind a refused write and rests on it is refused too', async () => {
    await c().add({ data: { _id: 'x', n: 20 } });
    fillDisk();
    const ends = await Promise.allSettled([
      c()
        .doc('x')
        .update({ data: { n: 21 } }),
      c()
        .doc('x')
        .update({ data: { n: db.command.inc!(1) } }),
      c()
        .where({ n: 21 })
        .update({ data: { seen: true } }),
    ]);
    makeRoom();
    const { data } = await c().doc('x').get();
    // A write that came late enough found the document as it was before all of them.
    expect(data).toEqual({ _id: 'x', n: 20 });
    expect(ends.filter(({ status }) => status === 'rejected').length).toBeGreaterThanOrEqual(2);
  });

  it('an open transaction that may have seen a lost write ends, and is made again', async () => {
    await c().add({ data: { _id: 'y', n: 30 } });
    const t = await db.startTransaction();
    await t.collection('c').doc('y').get();
    fillDisk();
    await failure(
      c()
        .doc('y')
        .update({ data: { n: 31 } }),
    );
    makeRoom();
    const { message } = await failure(
      t
        .collection('c')
        .doc('y')
        .update({ data: { n: 32 } }),
    );
    expect(message).toContain('TransactionNotExist');
  });

  it('an index that got its first list in a lost write still knows of lists after a restart', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'lists-'));
    const collections = [
      { name: 'd', indexes: [{ name: 'tags', keys: [['tags', 1] as const], unique: false }] },
    ];
    const first = await startCloud({ dir, collections });
    const lists = { data: { _id: 'm', tags: ['a', 'z'] } };
    fillDisk();
    await failure(db.collection('d').add(lists));
    makeRoom();
    await db.collection('d').add(lists);
    await first.close();
    const second = await startCloud({ dir, collections });
    // One element is above, another one below: without lists there could be nothing in between.
    const between = db.command.and!([db.command.gt!('p'), db.command.lt!('q')]);
    expect((await db.collection('d').where({ tags: between }).get()).data).toHaveLength(1);
    await second.close();
    pointSdkAt(cloud.url);
    rmSync(dir, { recursive: true, force: true });
  });
});

describe('the log of the functions', () => {
  it('goes on without the lines that found no room', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'log-'));
    const log = openLogFile(join(dir, 'log'));
    log.write('one\n');
    await new Promise<void>((done) => log.end('two\n', done));
    expect(readFileSync(join(dir, 'log'), 'utf8')).toBe('one\ntwo\n');
    // Linux has a file that is always full.
    const full = openLogFile(existsSync('/dev/full') ? '/dev/full' : join(dir, 'other'));
    full.write('lost\n');
    await new Promise<void>((done) => full.end(done));
    rmSync(dir, { recursive: true, force: true });
  });
});
