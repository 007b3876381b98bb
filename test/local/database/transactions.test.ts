import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { db, failure, pointSdkAt, startCloud, type TestCloud } from './cloud';

const _ = db.command;
const CONFLICT = '[ResourceUnavailable.TransactionConflict]';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startCloud({
    collections: [
      { name: 'docs', indexes: [{ name: 'u', keys: [['u', 1]], unique: true }] },
      { name: 'free', indexes: [] },
    ],
    transactionLifeMs: 1500,
    lockWaitMs: 700,
  });
});
afterAll(() => cloud.close());

const docs = db.collection('docs');
let named = 0;
/** A new document of its own for a test. */
async function newDocument(data: Record<string, unknown> = {}): Promise<string> {
  const id = `doc${named++}`;
  await docs.add({ data: { _id: id, u: id, n: 0, ...data } });
  return id;
}

describe('a transaction', () => {
  it('sees its own changes, and others see them after the commit only', async () => {
    const id = await newDocument();
    const t = await db.startTransaction();
    await t
      .collection('docs')
      .doc(id)
      .update({ data: { n: _.inc!(5) } });
    await t.collection('docs').add({
      data: [
        { _id: `${id}a`, u: 'a1' },
        { _id: `${id}b`, u: 'b1' },
      ],
    });
    expect((await t.collection('docs').doc(id).get()).data.n).toBe(5);
    expect((await t.collection('docs').where({ u: 'a1' }).get()).data).toHaveLength(1);
    expect((await docs.doc(id).get()).data.n).toBe(0);
    expect((await docs.where({ u: 'a1' }).get()).data).toHaveLength(0);
    await t.commit();
    expect((await docs.doc(id).get()).data.n).toBe(5);
    expect((await docs.where({ u: _.in!(['a1', 'b1']) }).get()).data).toHaveLength(2);
  });

  it('leaves nothing behind when rolled back', async () => {
    const id = await newDocument();
    const t = await db.startTransaction();
    await t.collection('docs').doc(id).remove();
    await t
      .collection('docs')
      .doc('made')
      .set({ data: { u: 'made' } });
    await t.rollback();
    expect((await docs.doc(id).get()).data.n).toBe(0);
    expect((await docs.where({ _id: 'made' }).get()).data).toEqual([]);
  });

  it('reads the state of its first operation whatever is committed meanwhile', async () => {
    const [a, b] = [await newDocument(), await newDocument()];
    const t = await db.startTransaction();
    await docs.doc(b).update({ data: { n: 1 } });
    expect((await t.collection('docs').doc(a).get()).data.n).toBe(0);
    await docs.doc(a).update({ data: { n: 2 } });
    await docs.doc(b).remove();
    await docs.add({ data: { _id: `${a}new`, u: `${a}new` } });
    expect((await t.collection('docs').doc(a).get()).data.n).toBe(0);
    expect((await t.collection('docs').doc(b).get()).data.n).toBe(1);
    expect(
      (
        await t
          .collection('docs')
          .where({ u: `${a}new` })
          .get()
      ).data,
    ).toEqual([]);
    await t.rollback();
  });

  it('fails at once when it writes a document that was changed since, and is over then', async () => {
    const id = await newDocument();
    const t = await db.startTransaction();
    await t.collection('docs').doc(id).get();
    await docs.doc(id).update({ data: { n: 1 } });
    const error = await failure(
      t
        .collection('docs')
        .doc(id)
        .update({ data: { n: 2 } }),
    );
    expect(error.errCode).toBe(-501001);
    expect(error.message).toContain(
      `${CONFLICT} Transaction is conflict, maybe resource operated by others. Please check your request, but if the problem persists, contact us.`,
    );
    const over = await failure(t.commit());
    expect(over.code).toBe('DATABASE_TRANSACTION_FAIL');
    expect(over.message).toContain('[ResourceUnavailable.TransactionNotExist]');
  });

  it('fails at once when it writes a document another one has written', async () => {
    const id = await newDocument();
    const [first, second] = [await db.startTransaction(), await db.startTransaction()];
    await first
      .collection('docs')
      .doc(id)
      .update({ data: { n: 1 } });
    const error = await failure(
      second
        .collection('docs')
        .doc(id)
        .update({ data: { n: 2 } }),
    );
    expect(error.message).toContain(CONFLICT);
    await first.commit();
    expect((await docs.doc(id).get()).data.n).toBe(1);
  });

  it('may break a rule between two documents that each side reads: write skew', async () => {
    const [a, b] = [await newDocument(), await newDocument()];
    const [first, second] = [await db.startTransaction(), await db.startTransaction()];
    await first.collection('docs').doc(b).get();
    await second.collection('docs').doc(a).get();
    await first
      .collection('docs')
      .doc(a)
      .update({ data: { n: 1 } });
    await second
      .collection('docs')
      .doc(b)
      .update({ data: { n: 1 } });
    await first.commit();
    await second.commit();
    expect((await docs.doc(a).get()).data.n).toBe(1);
  });

  it('has one operation in flight at a time', async () => {
    const id = await newDocument();
    const t = await db.startTransaction();
    const results = await Promise.allSettled([
      t.collection('docs').doc(id).get(),
      t.collection('docs').doc(id).get(),
      t.collection('docs').doc(id).get(),
    ]);
    const reasons = results.flatMap((r) => (r.status === 'rejected' ? [String(r.reason)] : []));
    expect(reasons.length).toBeGreaterThan(0);
    for (const reason of reasons)
      expect(reason).toContain('[ResourceUnavailable.TransactionBusy] Transaction is busy.');
    await t.rollback();
  });

  it('ends by itself after its life, and its locks with it', async () => {
    const id = await newDocument();
    const t = await db.startTransaction();
    await t
      .collection('docs')
      .doc(id)
      .update({ data: { n: 1 } });
    await new Promise((resolve) => setTimeout(resolve, 1600));
    const error = await failure(t.collection('docs').doc(id).get());
    expect(error.message).toContain(
      'Transaction does not exist on the server, transaction must be commit or abort in 30 seconds.',
    );
    expect((await docs.doc(id).get()).data.n).toBe(0);
    await docs.doc(id).update({ data: { n: 3 } });
  });

  it('takes a thousand documents', async () => {
    const t = await db.startTransaction();
    const data = Array.from({ length: 1001 }, (__, i) => ({ _id: `k${i}`, at: db.serverDate() }));
    await t.collection('free').add({ data });
    await t.commit();
    expect((await db.collection('free').count()).total).toBe(1001);
  });

  it('that a conflict at commit ended is run again by the SDK', async () => {
    const id = await newDocument();
    cloud.database.faults.add({ kind: 'conflict', action: 'database.commitTransaction' });
    let runs = 0;
    await db.runTransaction(async (t) => {
      runs++;
      await t
        .collection('docs')
        .doc(id)
        .update({ data: { n: _.inc!(1) } });
    });
    cloud.database.faults.clear();
    expect(runs).toBe(2);
    expect((await docs.doc(id).get()).data.n).toBe(1);
  });
});

describe('a plain write', () => {
  it('waits for a transaction that has written the document', async () => {
    const id = await newDocument();
    const t = await db.startTransaction();
    await t
      .collection('docs')
      .doc(id)
      .update({ data: { n: 10 } });
    const plain = docs.doc(id).update({ data: { n: _.inc!(1) } });
    const settled = await Promise.race([
      plain.then(() => 'done'),
      new Promise((resolve) => setTimeout(() => resolve('waiting'), 150)),
    ]);
    expect(settled).toBe('waiting');
    await t.commit();
    await plain;
    expect((await docs.doc(id).get()).data.n).toBe(11);
  });

  it('that waits together with others for one transaction loses none of their changes', async () => {
    const id = await newDocument();
    const t = await db.startTransaction();
    await t
      .collection('docs')
      .doc(id)
      .update({ data: { n: 100 } });
    const waiting = Array.from({ length: 20 }, () =>
      docs.doc(id).update({ data: { n: _.inc!(1) } }),
    );
    await new Promise((resolve) => setTimeout(resolve, 150));
    await t.commit();
    await Promise.all(waiting);
    expect((await docs.doc(id).get()).data.n).toBe(120);
  });

  it('waits for a unique value that a transaction has taken', async () => {
    const t = await db.startTransaction();
    await t.collection('docs').add({ data: { u: 'taken' } });
    const plain = failure(docs.add({ data: { u: 'taken' } }));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await t.commit();
    expect((await plain).message).toContain('E11000');
  });

  it('fails when it has waited too long', async () => {
    const id = await newDocument();
    const t = await db.startTransaction();
    await t
      .collection('docs')
      .doc(id)
      .update({ data: { n: 10 } });
    expect((await failure(docs.doc(id).update({ data: { n: 1 } }))).errCode).toBe(-502001);
    await t.rollback();
  });
});

describe('a unique value', () => {
  afterEach(() => {
    cloud.database.settings.duplicateInTransaction = 'duplicate';
  });

  it('taken by another open transaction is a conflict', async () => {
    const [first, second] = [await db.startTransaction(), await db.startTransaction()];
    await first.collection('docs').add({ data: { u: 'race' } });
    const error = await failure(second.collection('docs').add({ data: { u: 'race' } }));
    expect(error.message).toContain(CONFLICT);
    await first.commit();
  });

  it.each([
    ['duplicate', 'E11000', -502001],
    ['conflict', CONFLICT, -501001],
  ] as const)('taken already is reported as %s', async (form, text, errCode) => {
    cloud.database.settings.duplicateInTransaction = form;
    const id = await newDocument();
    for (const data of [{ u: id }, { _id: id, u: 'other' }]) {
      const t = await db.startTransaction();
      const error = await failure(t.collection('docs').add({ data }));
      expect([error.errCode, error.message.includes(text)]).toEqual([errCode, true]);
      expect((await failure(t.commit())).message).toContain('TransactionNotExist');
    }
  });

  it('given up in the transaction can be taken again in it', async () => {
    const id = await newDocument();
    const t = await db.startTransaction();
    await t.collection('docs').doc(id).remove();
    await t.collection('docs').add({ data: { _id: `${id}next`, u: id } });
    await t.commit();
    expect((await docs.where({ u: id }).get()).data.map((row) => row._id)).toEqual([`${id}next`]);
  });
});

describe('a call with an address of its own', () => {
  beforeEach(() => {
    cloud.database.beginCall('call-7');
    pointSdkAt(`${cloud.url}/call-7`);
  });
  afterEach(() => pointSdkAt(cloud.url));

  it('is refused requests outside its open transaction, by a text that says why', async () => {
    const t = await db.startTransaction();
    await t.collection('docs').where({ u: 'x' }).get();
    const outside: Array<Promise<unknown>> = [
      docs.where({ u: 'x' }).update({ data: { n: 1 } }),
      docs.where({ u: 'x' }).remove(),
      docs.count(),
      docs.doc('x').get(),
    ];
    for (const request of outside) {
      const error = await failure(request);
      expect(error.errCode).toBe(-501007);
      expect(error.message).toContain('runs outside the open transaction');
    }
    const aggregate = await failure(docs.aggregate().match!({ u: 'x' }).end!() as never);
    expect(aggregate.code).toBe('INVALID_PARAM');
    expect((await failure(db.startTransaction())).message).toContain('open already');
    await t.commit();
    await docs.count();
  });

  it('reports its requests and a transaction it left open, which is dropped', async () => {
    const id = await newDocument();
    const t = await db.startTransaction();
    await t
      .collection('docs')
      .doc(id)
      .update({ data: { n: 1 } });
    const report = cloud.database.endCall('call-7');
    expect(report).toEqual({
      requests: 3,
      byAction: {
        'database.insertDocument': 1,
        'database.startTransaction': 1,
        'database.modifyDocument': 1,
      },
      openTransactions: 1,
    });
    expect((await failure(t.commit())).message).toContain('TransactionNotExist');
  });

  it('is not judged by the transactions of others', async () => {
    const t = await db.startTransaction();
    pointSdkAt(`${cloud.url}/call-8`);
    await docs.count();
    pointSdkAt(cloud.url);
    await docs.count();
    await t.rollback();
  });
});
