import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { db, failure, startCloud, type TestCloud } from './cloud';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startCloud({ collections: [{ name: 'things', indexes: [] }] });
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
});
