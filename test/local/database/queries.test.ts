import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { db, failure, startCloud, type TestCloud } from './cloud';

const _ = db.command;

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startCloud({
    collections: [
      { name: 'q', indexes: [] },
      { name: 'rows', indexes: [] },
    ],
  });
  await db.collection('q').add({
    data: [
      {
        _id: 'a',
        n: 1,
        s: 'Alpha',
        tags: ['x', 'y'],
        o: { p: 1, q: 'z' },
        list: [
          { k: 1, v: 5 },
          { k: 2, v: 1 },
        ],
      },
      { _id: 'b', n: 2.5, s: 'beta', tags: ['y'], o: { q: 'z', p: 1 }, list: [{ k: 1, v: 1 }, {}] },
      { _id: 'c', n: null, s: '中文', tags: 'x', at: new Date(1000), list: [] },
      { _id: 'd', s: 'alp.ha', tags: [], flag: true },
    ],
  });
});
afterAll(() => cloud.close());

const q = db.collection('q');
const found = async (condition: unknown): Promise<string> =>
  (await q.where(condition).get()).data.map((row) => row._id).join('');

describe('a query operator', () => {
  it.each<[string, unknown, string]>([
    ['eq', { n: _.eq!(1) }, 'a'],
    ['eq of a date', { at: new Date(1000) }, 'c'],
    ['eq of an array', { tags: ['y'] }, 'b'],
    ['eq of an object, fields in order', { o: _.eq!({ p: 1, q: 'z' }) }, 'a'],
    ['eq of nested fields', { o: { p: 1 } }, 'ab'],
    ['eq null, also of a missing field', { n: _.eq!(null) }, 'cd'],
    ['eq null within an array of objects', { 'list.k': null }, 'bd'],
    ['neq', { n: _.neq!(1) }, 'bcd'],
    ['neq null', { n: _.neq!(null) }, 'ab'],
    ['gt', { n: _.gt!(1) }, 'b'],
    ['gte', { n: _.gte!(1) }, 'ab'],
    ['lt', { n: _.lt!(2.5) }, 'a'],
    ['lte', { n: _.lte!(2.5) }, 'ab'],
    ['lte null, also of a missing field', { n: _.lte!(null) }, 'cd'],
    ['gt of text, no other types', { tags: _.gt!('x') }, 'ab'],
    ['in', { n: _.in!([1, 2.5, 9]) }, 'ab'],
    ['in with null', { n: _.in!([null, 1]) }, 'acd'],
    ['in of array elements', { tags: _.in!(['x']) }, 'ac'],
    ['nin', { n: _.nin!([1, null]) }, 'b'],
    ['exists', { n: _.exists!(true) }, 'abc'],
    ['not exists', { n: _.exists!(false) }, 'd'],
    ['mod, also of fractions', { n: _.mod!(2, 0) }, 'b'],
    ['size', { tags: _.size!(0) }, 'd'],
    ['all', { tags: _.all!(['x', 'y']) }, 'a'],
    ['all of a scalar', { tags: _.all!(['x']) }, 'ac'],
    ['and', _.and!([{ n: _.gt!(0) }, { s: 'beta' }]), 'b'],
    ['and of one field', { n: _.and!([_.gt!(0), _.lt!(2)]) }, 'a'],
    ['or', _.or!([{ n: 1 }, { flag: true }]), 'ad'],
    ['or of one field', { n: _.or!([_.eq!(1), _.eq!(2.5)]) }, 'ab'],
    ['nor', _.nor!([{ n: 1 }, { flag: true }]), 'bc'],
    ['not', { n: _.not!(_.gt!(1)) }, 'acd'],
    ['elemMatch', { list: _.elemMatch!({ k: 1, v: _.lt!(5) }) }, 'b'],
    ['elemMatch of scalars', { tags: _.elemMatch!(_.eq!('y')) }, 'ab'],
    ['elemMatch of objects, never of scalars', { tags: _.elemMatch!({ k: 1 }) }, ''],
    ['regular expression', { s: /^alp/i }, 'ad'],
    ['db.RegExp', { s: db.RegExp({ regexp: '^al', options: 'i' }) }, 'ad'],
    ['regular expression with a prefix', { s: /^alp\./ }, 'd'],
    ['not of a regular expression', { s: _.not!(/^alp/i as never) }, 'bc'],
    ['expr, null above what is missing', _.expr!({ $gt: ['$n', '$o.p'] }), 'bc'],
    ['expr within or', _.or!([_.expr!({ $eq: ['$n', 1] }), { flag: true }]), 'ad'],
    ['jsonSchema', _.jsonSchema!({ required: ['n'], properties: { n: { minimum: 2 } } }), 'bc'],
    ['jsonSchema of a type', _.jsonSchema!({ properties: { tags: { bsonType: 'string' } } }), 'c'],
  ])('%s', async (__, condition, expected) => {
    expect(await found(condition)).toBe(expected);
  });

  it('that is not offered is refused by name', async () => {
    const error = await failure(q.where({ n: { $type: 'string' } }).get());
    expect(error.errCode).toBe(-502002);
    expect(error.message).toContain('$type is not offered');
    const meta = await failure(q.where(_.expr!({ $meta: 'textScore' })).get());
    expect(meta.message).toContain('$meta');
    const text = await failure(q.where(_.text!({ search: 'alpha' })).get());
    expect(text.message).toContain('$search');
  });
});

describe('get()', () => {
  beforeAll(async () => {
    for (let from = 0; from < 1200; from += 400)
      await db.collection('rows').add({
        data: Array.from({ length: 400 }, (__, i) => ({ _id: `r${from + i + 1000}`, i: from + i })),
      });
  });
  const rows = db.collection('rows');

  it('gives 100 documents without a limit and 1,000 at most', async () => {
    expect((await rows.get()).data).toHaveLength(100);
    expect((await rows.limit(2000).get()).data).toHaveLength(1000);
    expect((await rows.skip(1150).limit(100).get()).data).toHaveLength(50);
    expect((await rows.count()).total).toBe(1200);
    expect((await rows.where({ _id: _.gte!('r2100') }).count()).total).toBe(100);
  });

  it('gives the fields asked for', async () => {
    const one = await q.where({ _id: 'a' }).field({ 'o.p': true, s: 1 }).get();
    expect(one.data).toEqual([{ _id: 'a', s: 'Alpha', o: { p: 1 } }]);
    const but = await q.where({ _id: 'd' }).field({ tags: false, s: false }).get();
    expect(but.data).toEqual([{ _id: 'd', flag: true }]);
  });

  it('gives parts of lists', async () => {
    const part = async (projection: Record<string, unknown>) =>
      (await q.where({ _id: 'a' }).field(projection).get()).data;
    const { slice, elemMatch } = (_ as unknown as { project: typeof _ }).project;
    const all = { n: 1, s: 'Alpha', o: { p: 1, q: 'z' }, tags: ['x', 'y'] };
    expect(await part({ list: slice!(-1) })).toEqual([
      { _id: 'a', ...all, list: [{ k: 2, v: 1 }] },
    ]);
    expect(await part({ tags: slice!([1, 1]) })).toMatchObject([{ tags: ['y'] }]);
    expect(await part({ s: 1, list: elemMatch!({ k: 2 }) })).toEqual([
      { _id: 'a', s: 'Alpha', list: [{ k: 2, v: 1 }] },
    ]);
    const other = await failure(q.field({ s: { $meta: 'textScore' } }).get());
    expect([other.errCode, other.message.includes('$meta')]).toEqual([-502002, true]);
  });

  it('of a collection that is not there fails, as every other action does', async () => {
    const text = '[ResourceNotFound] Db or Table not exist.';
    const none = db.collection('none');
    const requests = [none.get(), none.count(), none.add({ data: {} }), none.doc('x').remove()];
    for (const request of requests) {
      const error = await failure(request);
      expect([error.errCode, error.message.includes(text)]).toEqual([-502005, true]);
    }
    const aggregate = await failure(none.aggregate().match!({ a: 1 }).end!() as never);
    expect(aggregate.code).toBe('DATABASE_COLLECTION_NOT_EXIST');
    await db.createCollection('made');
    expect((await db.collection('made').count()).total).toBe(0);
    const again = await failure(db.createCollection('made'));
    expect(again.code).toBe('DATABASE_COLLECTION_ALREADY_EXIST');
  });
});
