import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { db, failure, startCloud, type TestCloud } from './cloud';

const _ = db.command;
type Row = Record<string, unknown>;

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startCloud({ collections: [{ name: 'docs', indexes: [] }] });
});
afterAll(() => cloud.close());

const docs = db.collection('docs');
beforeEach(async () => {
  await docs.where({ _id: _.neq!('') }).remove();
  await docs.add({
    data: {
      _id: 'd',
      n: 2,
      s: 'text',
      nul: null,
      o: { p: 1 },
      list: [3, 1, 2],
      items: [
        { k: 1, v: 1 },
        { k: 2, v: 2 },
      ],
    },
  });
});
const after = async (data: Row): Promise<Row> => {
  await docs.doc('d').update({ data });
  return (await docs.doc('d').get()).data;
};

describe('an update operator', () => {
  it.each<[string, Row, Row]>([
    ['set, nested fields apart', { o: { q: { r: 9 } } }, { o: { p: 1, q: { r: 9 } } }],
    ['set of a whole object', { o: _.set!({ z: 1 }) }, { o: { z: 1 } }],
    ['set in an array', { 'list.1': 7 }, { list: [3, 7, 2] }],
    ['set behind the end of an array', { 'list.4': 7 }, { list: [3, 1, 2, null, 7] }],
    ['remove', { s: _.remove!() }, { s: undefined }],
    ['inc', { n: _.inc!(3), fresh: _.inc!(1) }, { n: 5, fresh: 1 }],
    ['mul', { n: _.mul!(4), fresh: _.mul!(4) }, { n: 8, fresh: 0 }],
    ['min', { n: _.min!(1) }, { n: 1 }],
    ['max', { n: _.max!(1), fresh: _.max!(9) }, { n: 2, fresh: 9 }],
    ['push', { list: _.push!([9, 8]) }, { list: [3, 1, 2, 9, 8] }],
    ['push to nothing', { fresh: _.push!(['x']) }, { fresh: ['x'] }],
    ['push with position', { list: _.push!({ each: [9], position: 1 }) }, { list: [3, 9, 1, 2] }],
    [
      'push with sort and slice',
      { list: _.push!({ each: [0], sort: 1, slice: 2 }) },
      { list: [0, 1] },
    ],
    ['push with slice from the end', { list: _.push!({ each: [0], slice: -2 }) }, { list: [2, 0] }],
    [
      'push with sort by field',
      { items: _.push!({ each: [], sort: { v: -1 } }) },
      {
        items: [
          { k: 2, v: 2 },
          { k: 1, v: 1 },
        ],
      },
    ],
    ['unshift', { list: _.unshift!([9]) }, { list: [9, 3, 1, 2] }],
    ['pop', { list: _.pop!() }, { list: [3, 1] }],
    ['shift', { list: _.shift!() }, { list: [1, 2] }],
    ['pull of a value', { list: _.pull!(1) }, { list: [3, 2] }],
    ['pull by a condition', { list: _.pull!(_.gte!(2)) }, { list: [1] }],
    ['pull of objects', { items: _.pull!({ k: 1 }) }, { items: [{ k: 2, v: 2 }] }],
    ['pullAll', { list: _.pullAll!([1, 3]) }, { list: [2] }],
    ['addToSet', { list: _.addToSet!(3) }, { list: [3, 1, 2] }],
    ['addToSet of several', { list: _.addToSet!({ $each: [3, 4, 4] }) }, { list: [3, 1, 2, 4] }],
    ['bit and', { n: _.bit!({ and: 3 }) }, { n: 2 }],
    ['bit or', { n: _.bit!({ or: 5 }), fresh: _.bit!({ or: 4 }) }, { n: 7, fresh: 4 }],
    ['bit xor', { n: _.bit!({ xor: 3 }) }, { n: 1 }],
    ['rename', { s: _.rename!('t') }, { s: undefined, t: 'text' }],
  ])('%s', async (__, data, expected) => {
    const result = await after(data);
    for (const [field, value] of Object.entries(expected)) expect(result[field]).toEqual(value);
  });

  it.each<[string, Row, string]>([
    ['inc of text', { s: _.inc!(1) }, 'Cannot apply $inc to a value of non-numeric type'],
    ['inc of null', { nul: _.inc!(1) }, 'Cannot apply $inc to a value of non-numeric type'],
    ['inc by text', { n: _.inc!('1') }, 'Cannot apply $inc with non-numeric argument'],
    ['mul of text', { s: _.mul!(2) }, 'Cannot apply $mul to a value of non-numeric type'],
    ['bit of text', { s: _.bit!({ and: 1 }) }, 'Cannot apply $bit to a value of non-numeric type'],
    ['bit of a fraction', { n: _.bit!({ and: 1.5 }) }, 'must be an Integer'],
    ['push to text', { s: _.push!(['x']) }, "The field 's' must be an array but is of type string"],
    ['pull from a number', { n: _.pull!(1) }, "The field 'n' must be an array"],
    ['set through null', { 'nul.x': 1 }, 'Cannot create field \'x\' in element {"nul":null}'],
    ['set through text', { 's.x': 1 }, 'Cannot create field \'x\' in element {"s":"text"}'],
    ['one path twice', { n: _.inc!(1), 'o.p': 1, o: _.set!({}) }, 'would create a conflict'],
  ])('%s fails and changes nothing', async (__, data, text) => {
    const before = (await docs.doc('d').get()).data;
    const error = await failure(docs.doc('d').update({ data }));
    expect([error.errCode, error.message.includes(text)]).toEqual([-502001, true]);
    expect((await docs.doc('d').get()).data).toEqual(before);
  });

  it('that is not offered is refused by name', async () => {
    const error = await failure(docs.doc('d').update({ data: { n: _.bit!({ nand: 1 }) } }));
    expect([error.errCode, error.message.includes('nand')]).toEqual([-502002, true]);
    const positional = await failure(docs.doc('d').update({ data: { 'list.$': 1 } }));
    expect([positional.errCode, positional.message.includes('$')]).toEqual([-502002, true]);
  });
});

describe('a change', () => {
  it('is counted when it changes something', async () => {
    expect((await docs.doc('d').update({ data: { n: 2 } })).stats.updated).toBe(0);
    expect((await docs.doc('d').update({ data: { n: 3 } })).stats.updated).toBe(1);
    expect((await docs.doc('none').update({ data: { n: 3 } })).stats.updated).toBe(0);
    await docs.add({
      data: [
        { _id: 'e', n: 3 },
        { _id: 'f', n: 4 },
      ],
    });
    expect((await docs.where({ n: _.gt!(2) }).update({ data: { n: 4 } })).stats.updated).toBe(2);
    expect((await docs.where({ n: 4 }).remove()).stats.removed).toBe(3);
  });

  it('by set() makes or replaces the document', async () => {
    expect((await docs.doc('new').set({ data: { a: 1 } })).stats).toEqual({
      created: 1,
      updated: 0,
    });
    expect((await docs.doc('new').set({ data: { b: 2 } })).stats).toEqual({
      created: 0,
      updated: 1,
    });
    expect((await docs.doc('new').set({ data: { b: 2 } })).stats.updated).toBe(1);
    expect((await docs.doc('new').get()).data).toEqual({ _id: 'new', b: 2 });
  });

  it('fills in the time of the server', async () => {
    const before = Date.now();
    await docs
      .doc('d')
      .update({ data: { at: db.serverDate(), later: db.serverDate({ offset: 60_000 }) } });
    const { at, later } = (await docs.doc('d').get()).data as { at: Date; later: Date };
    expect(at.getTime()).toBeGreaterThanOrEqual(before);
    expect(later.getTime() - at.getTime()).toBe(60_000);
  });

  it('can give back the changed document', async () => {
    const change = (query: Row, data: Row) =>
      cloud.database.actions['database.modifyAndReturnDoc']!(
        {
          action: 'database.modifyAndReturnDoc',
          collectionName: 'docs',
          query: JSON.stringify(query),
          data: JSON.stringify(data),
        },
        null,
      );
    const { data } = await change(
      { n: 2 },
      { $inc: { n: 1 }, $unset: { items: '', list: '', o: '' } },
    );
    expect(data).toEqual({
      updated: 1,
      doc: '{"_id":"d","n":{"$numberInt":"3"},"s":"text","nul":null}',
    });
    expect((await change({ n: 3 }, { $set: { n: 3 } })).data).toMatchObject({ updated: 1 });
    expect((await change({ n: 9 }, { $inc: { n: 1 } })).data).toEqual({ updated: 0, doc: null });
  });

  it('without a query is refused', async () => {
    expect((await failure(docs.remove())).errCode).toBe(-501007);
  });

  it('beyond 512 KB or with a field that begins with $ is refused', async () => {
    const big = await failure(docs.add({ data: { text: '编'.repeat(200_000) } }));
    expect([big.errCode, big.message.includes('512 KB')]).toEqual([-502001, true]);
    await docs.add({ data: { text: '编'.repeat(170_000) } });
    const dollar = await failure(docs.add({ data: { o: { $x: 1 } } }));
    expect([dollar.errCode, dollar.message.includes("'$x'")]).toEqual([-502001, true]);
  });

  it('gives back values exactly', async () => {
    const values = {
      big: 2 ** 53 - 1,
      number: 202000012000,
      half: 0.5,
      at: new Date(1),
      deep: [[{}]],
      no: null,
    };
    await docs.doc('v').set({ data: values });
    expect((await docs.doc('v').get()).data).toEqual({ _id: 'v', ...values });
  });
});
