import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { cloudDatabase } from '../../../cloudfunctions/core/adapters/cloud-database';
import { today } from '../../../cloudfunctions/core/domain/dates';
import { Meter } from '../../../cloudfunctions/core/usecases/meter';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, plantTree, TREE_0604 } from '../../support/tree';

/** 20:30 in China. */
const NOW = Date.parse('2026-05-04T12:30:00Z');
const DAY = '2026-05-04';

describe('运行状况', () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    await addPerson(test, '高远', 'P');
  });
  afterAll(() => test.close());

  const read = (day: string) => test.ok('高远', 'account.metrics', { day });

  it('an instance writes a minute of calls in one request, then nothing for a minute', async () => {
    let requests = 0;
    const database = cloudDatabase(() => (requests += 1));
    const meter = new Meter();
    meter.call(NOW, 'review.pass', 'OK', 120, 13);
    await meter.flush(database, NOW);
    expect(requests).toBe(0);
    meter.call(NOW + 61_000, 'review.pass', 'EXHAUSTED', 40, 9);
    meter.call(NOW + 61_000, 'review.list', 'OK', 15, 4);
    meter.message(NOW + 61_000, true);
    await meter.flush(database, NOW + 61_000);
    // The first of the day makes its document.
    expect(requests).toBe(2);
    meter.call(NOW + 62_000, 'review.list', 'OK', 15, 4);
    await meter.flush(database, NOW + 62_000);
    expect(requests).toBe(2);
    await meter.flush(database, NOW + 122_000);
    expect(requests).toBe(3);
    const found = await read(DAY);
    expect(found.total).toMatchObject({ calls: 4, refused: 1, failed: 0, requests: 7.5 });
    expect(found.hours).toMatchObject([{ hour: 20, calls: 4 }]);
    expect(found.actions.map(({ action, calls }) => [action, calls])).toEqual([
      ['review.pass', 2],
      ['review.list', 2],
    ]);
    expect(found.sms).toEqual({ sent: 1, failed: 0 });
    expect(found.days).toMatchObject([{ day: DAY, calls: 4, sent: 1, notSent: 0 }]);
  });

  it('what failed is written at once, but not with every failure', async () => {
    let requests = 0;
    const database = cloudDatabase(() => (requests += 1));
    const meter = new Meter();
    const later = NOW + 3_600_000;
    meter.call(later, 'review.pass', 'INTERNAL', 5, 1);
    await meter.flush(database, later);
    expect(requests).toBe(1);
    meter.message(later + 1_000, false);
    await meter.flush(database, later + 1_000);
    expect(requests).toBe(1);
    await meter.flush(database, later + 11_000);
    expect(requests).toBe(2);
    const found = await read(DAY);
    expect(found.total.failed).toBe(1);
    expect(found.sms.failed).toBe(1);
  });

  it('two instances that begin a day at once lose nothing', async () => {
    const day = '2026-05-05';
    const at = Date.parse(`${day}T01:00:00Z`);
    await Promise.all(
      Array.from({ length: 6 }, async () => {
        const meter = new Meter();
        meter.call(at, 'review.pass', 'BUSY', 5, 1);
        await meter.flush(cloudDatabase(), at);
      }),
    );
    expect((await read(day)).total).toMatchObject({ calls: 6, failed: 6 });
  });

  it('a database without an answer costs no call anything, and the figures come later', async () => {
    const day = '2026-05-06';
    const at = Date.parse(`${day}T01:00:00Z`);
    const meter = new Meter();
    meter.call(at, 'review.pass', 'INTERNAL', 5, 1);
    test.cloud.database.faults.add({ kind: 'error', collection: 'metrics' });
    await meter.flush(test.database, at);
    test.cloud.database.faults.clear();
    await meter.flush(test.database, at + 61_000);
    expect((await read(day)).total.calls).toBe(1);
  });

  it('the calls of the functions themselves are counted, without anybody’s data', async () => {
    test.cloud.database.faults.add({ kind: 'error', collection: 'holdings' });
    await test.call('高远', 'numbering.overview', { orgId: '0604', year: 2020 });
    test.cloud.database.faults.clear();
    const found = await read(today(Date.now()));
    expect(found.actions).toMatchObject([{ action: 'numbering.overview', failed: 1 }]);
    const stored = await test.database.find('metrics', { _id: { gt: '' } });
    expect(JSON.stringify(stored)).not.toMatch(/高远|0604|account/);
  });

  it('tells how the clock and its notices stand', async () => {
    await test.cloud.invoke({
      name: 'clock',
      caller: { kind: 'timer', triggerName: 'tick', time: new Date() },
    });
    const { now } = await read(DAY);
    expect(now.notices).toBe(0);
    expect(now.proof.findings).toBe(0);
    expect(now.migrations).toEqual([]);
    const proof = now.jobs.find(({ id }) => id === 'prove-nightly');
    expect(proof).toMatchObject({ name: '夜间对账', late: false });
    expect(Date.now() - proof!.ran!).toBeLessThan(600_000);
  });
});
