import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sdk from 'wx-server-sdk';
import { db, failure, startCloud, type TestCloud } from './cloud';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startCloud({
    collections: [
      { name: 'things', indexes: [] },
      { name: 'large', indexes: [] },
    ],
  });
});
afterAll(() => cloud.close());

describe('documents', () => {
  it('are added under an id of 32 characters, read and changed; a missing one is an error', async () => {
    const things = db.collection('things');
    const { _id } = await things.add({ data: { name: '甲', n: 202000012000, at: new Date(5) } });
    expect(_id).toMatch(/^[0-9a-f]{32}$/);
    const { data } = await things.doc(_id).get();
    expect(data).toEqual({ _id, name: '甲', n: 202000012000, at: new Date(5) });
    expect((await things.doc(_id).update({ data: { name: '乙' } })).stats).toEqual({ updated: 1 });
    expect((await failure(things.doc('none').get())).errCode).toBe(-1);
  });

  it('may have an answer of 16 MB at most', async () => {
    // Past the SDK, which takes seconds to sign so much.
    const big = JSON.stringify({ text: 'x'.repeat(500 * 1024) });
    await cloud.database.actions['database.insertDocument']!(
      { action: 'database.insertDocument', collectionName: 'large', data: Array(35).fill(big) },
      null,
    );
    expect((await db.collection('large').limit(1).get()).data).toHaveLength(1);
    const error = await failure(db.collection('large').get());
    expect([error.errCode, error.message.includes('16777216')]).toEqual([-502001, true]);
  });

  it('that are missing are null where the program asked for that', async () => {
    const quiet = sdk.database({ throwOnNotFound: false } as object) as unknown as typeof db;
    expect((await quiet.collection('things').doc('none').get()).data).toBeNull();
  });

  it('keep their _id', async () => {
    const error = await failure(
      db
        .collection('things')
        .doc('x')
        .update({ data: { _id: 'y' } }),
    );
    expect(error.errCode).toBe(-501007);
  });

  it('are not asked for by a condition without a value', async () => {
    expect(() => db.collection('things').where({ a: undefined })).toThrow('查询参数');
    expect(() => db.collection('things').doc(undefined as never)).toThrow('docId');
  });
});
