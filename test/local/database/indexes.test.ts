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
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IndexDeclaration } from '../../../cloudfunctions/core/adapters/collections';
import { openDatabase } from '../../../local/cloud/database';
import { StoredDocument } from '../../../local/cloud/database/stored';
import { db, failure, startCloud, type TestCloud } from './cloud';

const _ = db.command;

const indexes: IndexDeclaration[] = [
  { name: 'number', keys: [['number', 1]], unique: true },
  {
    name: 'org_time',
    keys: [
      ['org', 1],
      ['time', -1],
    ],
  },
  { name: 'tags', keys: [['tags', 1]] },
  {
    name: 'tags_time',
    keys: [
      ['tags', 1],
      ['time', 1],
    ],
  },
  {
    name: 'steps',
    keys: [
      ['steps.role', 1],
      ['steps.by', 1],
    ],
  },
];

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startCloud({
    collections: [
      { name: 'people', indexes },
      {
        name: 'many',
        indexes: [
          {
            name: 'org_n',
            keys: [
              ['org', 1],
              ['n', 1],
              ['_id', 1],
            ],
          },
        ],
      },
    ],
  });
});
afterAll(() => cloud.close());

const people = db.collection('people');
const ids = (rows: Array<Record<string, unknown>>): unknown[] => rows.map((row) => row._id);

describe('a unique index', () => {
  it('refuses a second document with the same value, naming collection and index', async () => {
    await people.add({ data: { number: 'n1' } });
    const error = await failure(people.add({ data: { number: 'n1' } }));
    expect(error.errCode).toBe(-502001);
    expect(error.message).toContain(
      'E11000 duplicate key error collection: tnt-local.people index: number dup key: { number: "n1" }',
    );
  });

  it('takes a missing field for null, which only one document may have', async () => {
    await people.add({ data: { _id: 'without' } });
    expect((await failure(people.add({ data: {} }))).message).toContain('E11000');
    expect((await failure(people.add({ data: { number: null } }))).message).toContain('E11000');
    await people.doc('without').remove();
    await people.add({ data: { _id: 'null', number: null } });
    await people.doc('null').remove();
  });

  it('is kept by updates, and a value that was given up is free again', async () => {
    await people.add({
      data: [
        { _id: 'u1', number: 'u1' },
        { _id: 'u2', number: 'u2' },
      ],
    });
    const error = await failure(people.doc('u2').update({ data: { number: 'u1' } }));
    expect(error.message).toContain('E11000');
    await people.doc('u1').update({ data: { number: 'u3' } });
    await people.doc('u2').update({ data: { number: 'u1' } });
    await people.doc('u1').remove();
    await people.add({ data: { _id: 'u4', number: 'u3' } });
  });

  it('stops a list of documents at the duplicate, with the ones before it stored', async () => {
    const list = [
      { _id: 'l1', number: 'l1' },
      { _id: 'l2', number: 'l1' },
      { _id: 'l3', number: 'l3' },
    ];
    expect((await failure(people.add({ data: list }))).message).toContain('E11000');
    const { data } = await people.where({ _id: _.in!(['l1', 'l2', 'l3']) }).get();
    expect(ids(data)).toEqual(['l1']);
  });

  it('also covers the key of the documents themselves', async () => {
    await people.add({ data: { _id: 'twice', number: 'twice' } });
    const error = await failure(people.add({ data: { _id: 'twice', number: 'other' } }));
    expect(error.message).toContain('index: _id_ dup key: { _id: "twice" }');
  });
});

describe('an index on arrays', () => {
  beforeAll(async () => {
    await people.add({
      data: [
        { _id: 'm1', number: 'm1', tags: ['a', 'b'], time: 3 },
        { _id: 'm2', number: 'm2', tags: ['b'], time: 1 },
        { _id: 'm3', number: 'm3', tags: [], time: 2 },
        { _id: 'm4', number: 'm4', tags: 'b', time: 0 },
        {
          _id: 's1',
          number: 's1',
          steps: [
            { role: 'x', by: 1 },
            { role: 'y', by: 2 },
          ],
        },
        { _id: 's2', number: 's2', steps: [{ role: 'x', by: 2 }] },
      ],
    });
  });

  it('finds documents by any of the elements, each document once', async () => {
    expect(ids((await people.where({ tags: 'b' }).get()).data).sort()).toEqual(['m1', 'm2', 'm4']);
    const found = await people.where({ tags: _.in!(['a', 'b']) }).get();
    expect(ids(found.data).sort()).toEqual(['m1', 'm2', 'm4']);
  });

  it('takes conditions on elements apart, but those of elemMatch together', async () => {
    const apart = await people.where({ 'steps.role': 'x', 'steps.by': 2 }).get();
    expect(ids(apart.data).sort()).toEqual(['s1', 's2']);
    const together = await people.where({ steps: _.elemMatch!({ role: 'x', by: 2 }) }).get();
    expect(ids(together.data)).toEqual(['s2']);
  });

  it('serves a sort by another field, and sorts by the array itself as MongoDB does', async () => {
    const byTime = await people.where({ tags: 'b' }).orderBy('time', 'asc').get();
    expect(ids(byTime.data)).toEqual(['m4', 'm2', 'm1']);
    const all = people.where({ _id: _.in!(['m1', 'm2', 'm3', 'm4']) });
    const up = await all.orderBy('tags', 'asc').orderBy('_id', 'asc').get();
    expect(ids(up.data)).toEqual(['m3', 'm1', 'm2', 'm4']);
    const down = await all.orderBy('tags', 'desc').orderBy('_id', 'asc').get();
    expect(ids(down.data)).toEqual(['m1', 'm2', 'm4', 'm3']);
    const ofB = await people
      .where({ tags: 'b' })
      .orderBy('tags', 'asc')
      .orderBy('_id', 'asc')
      .get();
    expect(ids(ofB.data)).toEqual(['m1', 'm2', 'm4']);
    const withTime = await people
      .where({ tags: 'b' })
      .orderBy('tags', 'asc')
      .orderBy('time', 'asc')
      .get();
    expect(ids(withTime.data)).toEqual(['m1', 'm4', 'm2']);
  });

  it('refuses two different arrays in one index', async () => {
    const both = { number: 'p', tags: ['a'], time: [1, 2] };
    expect((await failure(people.add({ data: both }))).message).toContain('parallel arrays');
  });
});

describe('an index key', () => {
  it('of more than 1,024 bytes is refused', async () => {
    const error = await failure(people.add({ data: { number: 'x'.repeat(1100) } }));
    expect(error.errCode).toBe(-502001);
    expect(error.message).toContain('key too large to index');
  });
});

describe('reading through an index', () => {
  let read = 0;
  beforeAll(async () => {
    for (let from = 0; from < 1000; from += 200)
      await db.collection('many').add({
        data: Array.from({ length: 200 }, (__, i) => ({
          _id: `r${String(from + i).padStart(4, '0')}`,
          org: `o${(from + i) % 4}`,
          n: Math.floor((from + i) / 8),
          loose: (from + i) % 300,
        })),
      });
  });
  beforeEach(() => {
    read = 0;
    const { document } = Object.getOwnPropertyDescriptors(StoredDocument.prototype);
    jest.spyOn(StoredDocument.prototype, 'document', 'get').mockImplementation(function (
      this: StoredDocument,
    ) {
      read++;
      return document.get!.call(this) as Record<string, unknown>;
    });
  });
  afterEach(() => {
    jest.restoreAllMocks();
    cloud.database.settings.unindexed = 'warn';
  });

  const many = db.collection('many');

  it('of a page in the order of the index looks at no more than the page', async () => {
    const page = await many.where({ org: 'o1' }).orderBy('n', 'asc').skip(20).limit(20).get();
    expect(page.data.map((row) => row.n)).toEqual(
      Array.from({ length: 20 }, (__, i) => Math.floor((20 + i) / 2)),
    );
    expect(read).toBeLessThanOrEqual(40);
  });

  it('goes against the index as well', async () => {
    const page = await many.where({ org: 'o1' }).orderBy('n', 'desc').limit(3).get();
    expect(page.data.map((row) => row.n)).toEqual([124, 124, 123]);
    expect(read).toBeLessThanOrEqual(6);
  });

  it('merges the values of an in() in the order of the sort', async () => {
    const several = many.where({ org: _.in!(['o3', 'o0', 'o1']) });
    const page = await several.orderBy('n', 'asc').orderBy('_id', 'asc').limit(7).get();
    expect(ids(page.data)).toEqual(['r0000', 'r0001', 'r0003', 'r0004', 'r0005', 'r0007', 'r0008']);
    expect(read).toBeLessThanOrEqual(40);
    const down = await several.orderBy('org', 'desc').orderBy('n', 'desc').limit(2).get();
    expect(down.data.map((row) => row.org)).toEqual(['o3', 'o3']);
  });

  it('keeps the order of a descending field whose values are named', async () => {
    await people.add({
      data: [1, 5, 3].map((time) => ({ _id: `t${time}`, number: `t${time}`, org: 'x', time })),
    });
    const some = people.where({ org: 'x', time: _.in!([1, 3, 5]) });
    expect(ids((await some.orderBy('time', 'desc').get()).data)).toEqual(['t5', 't3', 't1']);
    expect(ids((await some.orderBy('time', 'asc').get()).data)).toEqual(['t1', 't3', 't5']);
  });

  it('is demanded of queries and sorts beyond 200 documents', async () => {
    cloud.database.settings.unindexed = 'refuse';
    const filtered = await failure(many.where({ loose: 7 }).get());
    expect(filtered.errCode).toBe(-502001);
    expect(filtered.message).toContain("'many'");
    expect(filtered.message).toContain('filter on loose');
    const sorted = await failure(many.where({ org: 'o1' }).orderBy('loose', 'asc').get());
    expect(sorted.message).toContain('loose:1');
    const mixed = many.where({ org: 'o1' }).orderBy('n', 'asc').orderBy('_id', 'desc');
    expect((await failure(mixed.get())).message).toContain('sorts');
    const matched = await failure(many.aggregate().match!({ loose: 1 }).end!() as never);
    expect(matched.code).toBe('DATABASE_REQUEST_FAILED');
    await many.where({ org: 'o1', loose: 7 }).get();
    await many.orderBy('_id', 'desc').get();
    expect((await many.count()).total).toBe(1000);
  });

  it('is warned about once for each shape', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    await many.where({ loose: 8 }).get();
    await many.where({ loose: 9 }).get();
    expect(warn).toHaveBeenCalledTimes(1);
  });
});

describe('declared indexes', () => {
  it('are built for documents that were there before, and dropped when no longer declared', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'cloud-indexes-'));
    const start = (list: IndexDeclaration[]) =>
      startCloud({ dir, collections: [{ name: 'late', indexes: list }] });
    const late = db.collection('late');
    let running = await start([]);
    await late.add({
      data: [
        { _id: 'a', v: 1 },
        { _id: 'b', v: 2 },
        { _id: 'c', v: 2 },
      ],
    });
    await running.close();
    running = await start([{ name: 'v', keys: [['v', -1]] }]);
    expect(ids((await late.orderBy('v', 'desc').orderBy('_id', 'desc').get()).data)).toEqual([
      'c',
      'b',
      'a',
    ]);
    await running.close();
    await expect(
      openDatabase({
        dir,
        collections: [{ name: 'late', indexes: [{ name: 'v', keys: [['v', 1]], unique: true }] }],
      }),
    ).rejects.toThrow('E11000');
    running = await start([]);
    expect(ids((await late.where({ v: 2 }).get()).data)).toEqual(['b', 'c']);
    await running.close();
    rmSync(dir, { recursive: true });
  });
});
