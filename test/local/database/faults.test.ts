import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { db, failure, startCloud, type TestCloud } from './cloud';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startCloud({
    collections: [
      { name: 'f', indexes: [] },
      { name: 'g', indexes: [] },
    ],
  });
});
afterEach(() => cloud.database.faults.clear());
afterAll(() => cloud.close());

const f = db.collection('f');
const insert = { action: 'database.insertDocument', collection: 'f' };
const total = async (): Promise<number> => (await f.count()).total;

describe('a fault', () => {
  it('hits the requests it is meant for and no others', async () => {
    cloud.database.faults.add({ ...insert, kind: 'error', nth: 2, times: 2 });
    await db.collection('g').add({ data: {} });
    await f.add({ data: {} });
    for (let i = 0; i < 2; i++) expect((await failure(f.add({ data: {} }))).errCode).toBe(-501001);
    await f.add({ data: {} });
    expect(await total()).toBe(2);
  });

  it('can be a time-out before or after it happened', async () => {
    const before = await total();
    cloud.database.faults.add({ ...insert, kind: 'timeout-before', ms: 30 });
    await failure(f.add({ data: {} }));
    expect(await total()).toBe(before);
    cloud.database.faults.clear();
    cloud.database.faults.add({ ...insert, kind: 'timeout-after', ms: 30 });
    await failure(f.add({ data: {} }));
    expect(await total()).toBe(before + 1);
  });

  it('can be an answer that is lost', async () => {
    const before = await total();
    cloud.database.faults.add({ ...insert, kind: 'drop' });
    await failure(f.add({ data: {} }));
    expect(await total()).toBe(before + 1);
  });

  it('can be a conflict that ends the transaction', async () => {
    cloud.database.faults.add({ ...insert, kind: 'conflict' });
    const t = await db.startTransaction();
    const error = await failure(t.collection('f').add({ data: {} }));
    expect(error.message).toContain('TransactionConflict');
    expect((await failure(t.commit())).message).toContain('TransactionNotExist');
  });

  it('can be a delay, as every request can have one', async () => {
    cloud.database.faults.add({ ...insert, kind: 'delay', ms: 40 });
    const start = performance.now();
    await f.add({ data: {} });
    cloud.database.settings.delayMs = 40;
    await total();
    cloud.database.settings.delayMs = 0;
    expect(performance.now() - start).toBeGreaterThanOrEqual(75);
  });
});

describe('requests', () => {
  it('are counted by action until the next reset', async () => {
    cloud.database.resetRequests();
    await f.limit(1).get();
    await f.limit(1).get();
    await f.count();
    expect(cloud.database.requests()).toEqual({
      'database.getDocument': 2,
      'database.calculateDocument': 1,
    });
    cloud.database.resetRequests();
    expect(cloud.database.requests()).toEqual({});
  });

  it.each([
    ['an unknown action', '{"action":"database.dance"}', "'database.dance'"],
    ['a body without an action', '{}', 'an action'],
    [
      'a query that is no EJSON',
      '{"action":"database.getDocument","collectionName":"f","query":"{"}',
      'EJSON',
    ],
    ['an inherited name', '{"action":"toString"}', "'toString'"],
  ])('with %s are answered loudly', async (_name, body, text) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(cloud.url, { method: 'POST', headers, body });
    expect(answer.status).toBe(200);
    const json = (await answer.json()) as Record<string, string>;
    expect(json.code).toBe('INVALID_PARAM');
    expect(json.message).toContain(text);
    expect(json.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });
});
