/** Stages of aggregates through the SDK, each with its options and its refusals. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { db, failure, rowsOf, startCloud, type TestCloud } from './cloud';

const _ = db.command;
type Operators = Record<string, (operand?: unknown) => unknown>;
const $ = (db.command as unknown as { aggregate: Operators }).aggregate;

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startCloud({
    collections: [
      { name: 'sales', indexes: [] },
      { name: 'items', indexes: [] },
      { name: 'many', indexes: [{ name: 'k', keys: [['k', 1]] }] },
    ],
    unindexed: 'refuse',
  });
  await db.collection('sales').add({
    data: [
      { _id: 's1', item: 'pen', n: 5, tags: ['a', 'b'], o: { x: 1, y: 2 } },
      { _id: 's2', item: 'ink', n: 1, tags: [] },
      { _id: 's3', item: 'pen', n: 9, tags: ['b'] },
      { _id: 's4', n: null, tags: 'c' },
    ],
  });
  await db.collection('items').add({
    data: [
      { _id: 'i1', name: 'pen', stock: 7 },
      { _id: 'i2', name: 'ink', stock: 2 },
      { _id: 'i3', stock: 1 },
    ],
  });
  await db
    .collection('many')
    .add({ data: Array.from({ length: 300 }, (__, i) => ({ k: i % 150, other: i })) });
});
afterAll(() => cloud.close());

const sales = () => db.collection('sales').aggregate();
const textOf = async (aggregate: ReturnType<typeof sales>): Promise<string> =>
  (await failure(aggregate.end!() as never)).message;

describe('a stage', () => {
  it('addFields sets, nests and takes away nothing', async () => {
    const rows = await rowsOf(
      sales().match!({ _id: 's1' }).addFields!({ 'o.z': '$n', twice: $.add!(['$n', '$n']) }),
    );
    expect(rows[0]).toMatchObject({ _id: 's1', o: { x: 1, y: 2, z: 5 }, twice: 10 });
  });

  it('bucket puts rows between boundaries, the rest into the default', async () => {
    const spec = { groupBy: '$n', boundaries: [0, 5, 10], default: 'other' };
    expect(
      await rowsOf(sales().bucket!({ ...spec, output: { count: $.sum!(1), most: $.max!('$n') } })),
    ).toEqual([
      { _id: 0, count: 1, most: 1 },
      { _id: 5, count: 2, most: 9 },
      { _id: 'other', count: 1, most: null },
    ]);
    expect((await rowsOf(sales().bucket!(spec)))[0]).toEqual({ _id: 0, count: 1 });
    expect(await textOf(sales().bucket!({ groupBy: '$n', boundaries: [0, 5] }))).toContain(
      'default',
    );
    expect(await textOf(sales().bucket!({ ...spec, boundaries: [5, 0] }))).toContain('ascending');
  });

  it('bucketAuto makes buckets of about the same size', async () => {
    const rows = await rowsOf(
      sales().match!({ n: _.gt!(0) }).bucketAuto!({ groupBy: '$n', buckets: 2 }),
    );
    expect(rows).toEqual([
      { _id: { min: 1, max: 9 }, count: 2 },
      { _id: { min: 9, max: 9 }, count: 1 },
    ]);
  });

  it('count gives one row, or none for nothing', async () => {
    expect(await rowsOf(sales().count!('total'))).toEqual([{ total: 4 }]);
    expect(await rowsOf(sales().match!({ n: 77 }).count!('total'))).toEqual([]);
  });

  it('group knows the accumulators of the SDK', async () => {
    const rows = await rowsOf(
      sales().sort!({ _id: 1 }).group!({
        _id: '$item',
        sum: $.sum!('$n'),
        avg: $.avg!('$n'),
        first: $.first!('$n'),
        last: $.last!('$n'),
        max: $.max!('$n'),
        min: $.min!('$n'),
        push: $.push!('$n'),
        addToSet: $.addToSet!('$item'),
        pop: $.stdDevPop!('$n'),
        samp: $.stdDevSamp!('$n'),
        merged: $.mergeObjects!('$o'),
      }),
    );
    const of = (id: unknown) => rows.find((row) => row._id === id);
    expect(of('pen')).toEqual({
      _id: 'pen',
      sum: 14,
      avg: 7,
      first: 5,
      last: 9,
      max: 9,
      min: 5,
      push: [5, 9],
      addToSet: ['pen'],
      pop: 2,
      samp: Math.sqrt(8),
      merged: { x: 1, y: 2 },
    });
    expect(of(null)).toEqual({
      _id: null,
      sum: 0,
      avg: null,
      first: null,
      last: null,
      max: null,
      min: null,
      push: [null],
      addToSet: [],
      pop: null,
      samp: null,
      merged: {},
    });
  });

  it('limit, skip and sort work behind other stages too, in the order of all types', async () => {
    const rows = await rowsOf(sales().project!({ tags: 1 }).sort!({ tags: 1 }).skip!(1).limit!(2));
    expect(rows.map((row) => row._id)).toEqual(['s1', 's3']);
    expect(await textOf(sales().limit!(0))).toContain('$limit');
    expect(await textOf(sales().sort!({ n: 2 }))).toContain('$sort');
  });

  it('lookup by a field finds equal values, those of lists, and null for what is missing', async () => {
    const found = await rowsOf(
      sales().sort!({ _id: 1 }).lookup!({
        from: 'items',
        localField: 'item',
        foreignField: 'name',
        as: 'found',
      }).project!({ ids: '$found._id' }),
    );
    expect(found.map((row) => row.ids)).toEqual([['i1'], ['i2'], ['i1'], ['i3']]);
  });

  it('lookup by a pipeline sees the variables of let', async () => {
    const pipeline = ($.pipeline!() as ReturnType<typeof sales>).match!(
      _.expr!($.and!([$.eq!(['$name', '$$item']), $.gte!(['$stock', '$$n'])])),
    ).project!({ _id: 0, stock: 1 }).done!();
    const rows = await rowsOf(
      sales().match!({ item: _.exists!(true) }).sort!({ _id: 1 }).lookup!({
        from: 'items',
        let: { item: '$item', n: '$n' },
        pipeline,
        as: 'enough',
      }).project!({ enough: 1 }),
    );
    expect(rows.map((row) => row.enough)).toEqual([[{ stock: 7 }], [{ stock: 2 }], []]);
    const without = sales().lookup!({ from: 'items', pipeline: [{ $facet: {} }], as: 'x' });
    expect(await textOf(without)).toContain('$facet');
  });

  it('lookup in a large collection needs an index on the other field', async () => {
    const by = (foreignField: string) =>
      sales().match!({ _id: 's1' }).lookup!({
        from: 'many',
        localField: 'n',
        foreignField,
        as: 'found',
      });
    expect((await rowsOf(by('k')))[0]!.found).toHaveLength(2);
    expect(await textOf(by('other'))).toContain('without an index');
  });

  it('match takes conditions, $expr and expressions on text', async () => {
    const rows = await rowsOf(
      sales().group!({ _id: '$item', n: $.sum!('$n') }).match!(_.expr!($.gt!(['$n', 5]))),
    );
    expect(rows).toEqual([{ _id: 'pen', n: 14 }]);
    expect(await rowsOf(sales().match!({ item: /^PE/i }))).toHaveLength(2);
  });

  it('project keeps, leaves out and computes, but does not mix the first two', async () => {
    const one = () => sales().match!({ _id: 's1' });
    expect(await rowsOf(one().project!({ 'o.x': 1, none: '$none', word: $.literal!(1) }))).toEqual([
      { _id: 's1', o: { x: 1 }, word: 1 },
    ]);
    expect(await rowsOf(one().project!({ tags: 0, o: 0 }))).toEqual([
      { _id: 's1', item: 'pen', n: 5 },
    ]);
    expect(await textOf(one().project!({ n: 1, o: 0 }))).toContain('exclusion and inclusion');
  });

  it('replaceRoot needs an object', async () => {
    expect(await rowsOf(sales().match!({ _id: 's1' }).replaceRoot!({ newRoot: '$o' }))).toEqual([
      { x: 1, y: 2 },
    ]);
    expect(await textOf(sales().replaceRoot!({ newRoot: '$item' }))).toContain(
      'must return an object',
    );
  });

  it('sample gives so many rows, each once', async () => {
    const ids = (await rowsOf(sales().sample!({ size: 3 }))).map((row) => row._id);
    expect(new Set(ids).size).toBe(3);
    expect(await rowsOf(sales().sample!({ size: 30 }))).toHaveLength(4);
  });

  it('sortByCount counts the values, the most frequent first', async () => {
    const [first] = await rowsOf(sales().sortByCount!('$item'));
    expect(first).toEqual({ _id: 'pen', count: 2 });
  });

  it('unwind makes a row of each element, and knows its options', async () => {
    const ids = async (aggregate: ReturnType<typeof sales>) =>
      (await rowsOf(aggregate)).map(({ _id, tags, at }) => [_id, tags, at]);
    expect(await ids(sales().sort!({ _id: 1 }).unwind!('$tags'))).toEqual([
      ['s1', 'a', undefined],
      ['s1', 'b', undefined],
      ['s3', 'b', undefined],
      ['s4', 'c', undefined],
    ]);
    const all = { path: '$tags', includeArrayIndex: 'at', preserveNullAndEmptyArrays: true };
    expect(await ids(sales().sort!({ _id: 1 }).unwind!(all))).toEqual([
      ['s1', 'a', 0],
      ['s1', 'b', 1],
      ['s2', undefined, null],
      ['s3', 'b', 0],
      ['s4', 'c', null],
    ]);
  });

  it.each(['collStats', 'facet', 'graphLookup', 'indexStats', 'out', 'redact'])(
    '%s is on the wrapper of the SDK, but the SDK itself has none',
    (name) => {
      expect(() => sales()[name]!({})).toThrow('is not a function');
    },
  );
});
