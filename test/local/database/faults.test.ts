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

describe('limits of the package', () => {
  afterEach(() => {
    cloud.database.settings.limits = {};
    cloud.database.settings.now = () => Date.now();
  });

  it('so many requests at once, the others are refused', async () => {
    cloud.database.settings.limits = { atOnce: 2 };
    cloud.database.settings.delayMs = 50;
    const tries = await Promise.allSettled([1, 2, 3].map(() => db.collection('f').count()));
    cloud.database.settings.delayMs = 0;
    const refused = tries.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    expect(refused).toMatchObject([{ errCode: -501004 }]);
    expect((await db.collection('f').count()).total).toBeGreaterThanOrEqual(0);
  });

  it('so many requests in one second, counted by the clock', async () => {
    let now = 10_000;
    cloud.database.settings.now = () => now;
    cloud.database.settings.limits = { perSecond: 2 };
    await db.collection('f').count();
    now += 900;
    await db.collection('f').count();
    expect((await failure(db.collection('f').count())).errCode).toBe(-501003);
    now += 200;
    await db.collection('f').count();
    expect((await failure(db.collection('f').count())).errCode).toBe(-501003);
  });
});

describe('the clock', () => {
  it('of the service can be set: server dates follow it', async () => {
    cloud.database.settings.now = () => Date.UTC(2030, 0, 1);
    await db
      .collection('f')
      .doc('clock')
      .set({ data: { at: db.serverDate({ offset: 1000 }) } });
    cloud.database.settings.now = () => Date.now();
    const { data } = await db.collection('f').doc('clock').get();
    await db.collection('f').doc('clock').remove();
    expect(data.at).toEqual(new Date('2030-01-01T00:00:01.000Z'));
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
