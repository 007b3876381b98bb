import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { db, failure, rowsOf, startCloud, type TestCloud } from './cloud';

const _ = db.command;
const $ = (db.command as unknown as { aggregate: Record<string, (...v: unknown[]) => unknown> })
  .aggregate;

let cloud: TestCloud;
beforeAll(async () => {
  const indexes = [
    {
      name: 'org_n',
      keys: [
        ['org', 1],
        ['n', 1],
      ] as const,
    },
  ];
  cloud = await startCloud({
    collections: [
      { name: 'a', indexes },
      { name: 'b', indexes: [] },
    ],
    unindexed: 'refuse',
  });
  await db.collection('a').add({
    data: Array.from({ length: 300 }, (__, n) => ({
      _id: `i${1000 + n}`,
      n,
      org: `o${n % 3}`,
      tags: n % 2 ? ['odd'] : ['even', 'all'],
      o: { v: n },
    })),
  });
});
afterAll(() => cloud.close());

const start = () => db.collection('a').aggregate();
const ofOrg = () => start().match!({ org: 'o1' });

describe('an aggregate', () => {
  it('gives 20 rows without a limit', async () => {
    expect(await rowsOf(ofOrg())).toHaveLength(20);
    expect(await rowsOf(ofOrg().limit!(50))).toHaveLength(50);
  });

  it('groups, sorts and counts', async () => {
    const rows = await rowsOf(
      start().match!({ org: _.in!(['o0', 'o1', 'o2']) }).group!({
        _id: '$org',
        count: $.sum!(1),
        most: $.max!('$n'),
        first: $.first!('$n'),
      }).sort!({ _id: -1 }),
    );
    expect(rows[0]).toEqual({ _id: 'o2', count: 100, most: 299, first: 2 });
    expect(rows.map((row) => row._id)).toEqual(['o2', 'o1', 'o0']);
    expect(await rowsOf(ofOrg().count!('total'))).toEqual([{ total: 100 }]);
  });

  it('reads pages in the order of an index', async () => {
    const rows = await rowsOf(
      ofOrg().sort!({ n: -1 }).skip!(1).limit!(2).project!({ n: 1, _id: 0 }),
    );
    expect(rows).toEqual([{ n: 295 }, { n: 292 }]);
  });

  it('offers project, addFields, unwind, sortByCount, replaceRoot and sample', async () => {
    const base = () => ofOrg().sort!({ n: 1 }).limit!(2);
    expect(
      await rowsOf(base().addFields!({ twice: $.multiply!(['$n', 2]) }).project!({ twice: 1 })),
    ).toEqual([
      { _id: 'i1001', twice: 2 },
      { _id: 'i1004', twice: 8 },
    ]);
    expect((await rowsOf(base().unwind!('$tags'))).map((row) => row.tags)).toEqual([
      'odd',
      'even',
      'all',
    ]);
    expect(await rowsOf(base().replaceRoot!({ newRoot: '$o' }))).toEqual([{ v: 1 }, { v: 4 }]);
    expect(await rowsOf(ofOrg().sortByCount!('$org'))).toEqual([{ _id: 'o1', count: 100 }]);
    expect(await rowsOf(ofOrg().sample!({ size: 3 }))).toHaveLength(3);
  });

  it('looks documents of another collection up by their ids', async () => {
    await db.collection('b').add({ data: [{ _id: 'x-i1001', word: 'one' }] });
    const joined = ofOrg().sort!({ n: 1 }).limit!(2).addFields!({
      key: { $concat: ['x-', '$_id'] },
      none: null,
    });
    const found = { from: 'b', foreignField: '_id' };
    expect(
      await rowsOf(
        joined.lookup!({ ...found, localField: 'key', as: 'b' }).lookup!({
          ...found,
          localField: 'none',
          as: 'other',
        }).project!({ 'b.word': 1, other: 1 }),
      ),
    ).toEqual([
      { _id: 'i1001', b: [{ word: 'one' }], other: [] },
      { _id: 'i1004', b: [], other: [] },
    ]);
    const missing = { from: 'c', localField: 'n', foreignField: '_id', as: 'x' };
    expect((await failure(ofOrg().lookup!(missing).end!() as never)).code).toBe(
      'DATABASE_COLLECTION_NOT_EXIST',
    );
  });

  it('refuses stages, accumulators and expressions that are not offered, by name', async () => {
    const refused = async (aggregate: ReturnType<typeof start>) => {
      const error = await failure(aggregate.end!() as never);
      expect(error.code).toBe('DATABASE_INVALID_OPERRATOR');
      return error.message;
    };
    expect(await refused(ofOrg().group!({ _id: null, x: { $topN: '$n' } }))).toContain('$topN');
    expect(await refused(ofOrg().project!({ x: $.meta!('textScore') }))).toContain('$meta');
    expect(await refused(start().match!({ n: { $type: 1 } }))).toContain('$type');
  });

  it('over a whole collection is refused beyond 200 documents', async () => {
    const error = await failure(start().group!({ _id: '$org' }).end!() as never);
    expect(error.message).toContain('without an index');
  });
});
