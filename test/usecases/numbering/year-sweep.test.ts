import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { cloudDatabase } from '../../../cloudfunctions/core/adapters/cloud-database';
import { machineRuntime } from '../../../cloudfunctions/core/adapters/runtime';
import { count } from '../../../cloudfunctions/core/domain/intervals';
import type { YearDocument } from '../../../cloudfunctions/core/ports/documents';
import { sweepYear } from '../../../cloudfunctions/core/usecases/numbering/year-sweep';
import { callHere, callPatiently, callUntilDeath } from '../../support/in-process';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, plantTree, type TreeRow } from '../../support/tree';

const year = 2020;
const BRANCHES = Array.from({ length: 48 }, (_, i) => `K0B${i}`);
const TREE: TreeRow[] = [
  ['P', '团省委', 'PROVINCE', null],
  ['K0', '团委', 'GRASSROOTS_COMMITTEE', 'P'],
  ...BRANCHES.map((id, i): TreeRow => [id, `第${i}团支部`, 'BRANCH', 'K0']),
];
const CLOSED = { year, to: 'CLOSED' } as const;

/** A year on its way to be closed: 50 organisations with numbers. */
async function closingYear(lifeMs: number): Promise<TestCloud> {
  const test = await startTestCloud({ database: { transactionLifeMs: lifeMs } });
  await plantTree(test, TREE);
  await addPerson(test, 'province', 'P');
  await addPerson(test, 'province-2', 'P');
  const range = { year, start: '202000012000', end: '202000012999' };
  await test.ok('province', 'numbering.defineRange', range);
  const allocate = (orgId: string, items: Array<{ orgId: string; count: number }>) =>
    test.ok('province', 'numbering.allocate', { orgId, year, items });
  await allocate('P', [{ orgId: 'K0', count: 500 }]);
  await allocate(
    'K0',
    BRANCHES.map((orgId) => ({ orgId, count: 10 })),
  );
  await test.ok('province', 'numbering.closeYear', { year, to: 'CLOSING' });
  return test;
}

/** The year as it is once the province has ordered it closed. */
async function ordered(test: TestCloud): Promise<YearDocument> {
  const order = { accountId: 'account-province', postId: 'post-province-P', orgId: 'P' };
  await test.database.update('years', '2020', { order });
  return (await test.database.get('years', '2020'))!;
}

const holdingsOf = (test: TestCloud) =>
  test.database.find('holdings', { _id: { gt: '2020-', lt: '2020-\uffff' } });

/** Every number expired once, one entry for each holding, and the journals fit. */
async function soundlyClosed(test: TestCloud): Promise<void> {
  const holdings = await holdingsOf(test);
  expect(holdings.every(({ closed, free }) => closed && free.length === 0)).toBe(true);
  expect(holdings.reduce((sum, { expired }) => sum + count(expired), 0)).toBe(1000);
  for (const { _id } of holdings) {
    expect(await test.database.get('journal', `year-close-${_id}`)).not.toBeNull();
  }
  expect(await test.database.get('years', '2020')).toMatchObject({
    state: 'CLOSED',
    statement: { total: 1000, used: 0, voided: 0, expired: 1000 },
  });
  const proof = await test.ok('province', 'numbering.reconcile', { orgId: 'P', year, full: true });
  expect(proof).toMatchObject({ findings: [], total: 1000 });
}

describe('the sweep through a year (R-63)', () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await closingYear(1000);
  });
  afterAll(() => test.close());

  it('takes at most 2.5 requests for each holding', async () => {
    let requests = 0;
    const services = { database: cloudDatabase(() => void requests++), runtime: machineRuntime };
    const swept = await sweepYear(services, await ordered(test), Date.now() + 60_000);
    expect(swept).toEqual({ closed: 50, left: 0 });
    expect(requests / 50).toBeLessThanOrEqual(2.5);
    await soundlyClosed(test);
  });
});

describe('the sweep when calls die and meet', () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await closingYear(300);
  });
  afterAll(() => test.close());

  it('R-63: dies again and again, a little later each time, while people reclaim: the same call goes on to the end', async () => {
    const reclaims = Promise.all(
      ['K0B1', 'K0B30'].map((orgId, i) =>
        callPatiently(
          test,
          'province-2',
          'numbering.reclaim',
          { orgId, year, count: 3 },
          `reclaim-while-sweeping-${i}`,
        ),
      ),
    );
    let deaths = 0;
    for (const most of [3, 5, 8, 12, 17, 25, 40, 58, 59, 60, 61, 90, 102, 103]) {
      const { died } = await callUntilDeath(
        test,
        'province',
        'numbering.closeYear',
        CLOSED,
        'close-dying',
        most,
      );
      deaths += Number(died);
    }
    expect(deaths).toBeGreaterThan(8);
    const goOn = () =>
      callPatiently(test, 'province', 'numbering.closeYear', CLOSED, 'close-dying');
    // A call answers after six seconds at most, and the dead may have held it up for that long.
    let answer = await goOn();
    for (let i = 0; i < 5 && answer.ok && answer.data.left > 0; i++) answer = await goOn();
    expect(answer).toMatchObject({ ok: true, data: { state: 'CLOSED', left: 0 } });
    for (const reclaimed of await reclaims) {
      expect(reclaimed.ok || reclaimed.error.code).not.toBe('INTERNAL');
    }
    await soundlyClosed(test);
  });
});

describe('while a dead call holds the year itself', () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await closingYear(30_000);
  });
  afterAll(() => test.close());

  it('R-63: closing it is told BUSY before the order, UNKNOWN after the sweep, never INTERNAL', async () => {
    const holding = async (work: () => Promise<void>): Promise<void> => {
      let letGo = (): void => undefined;
      const gate = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      let held = (): void => undefined;
      const isHeld = new Promise<void>((resolve) => {
        held = resolve;
      });
      const dead = test.database.transact(async (transaction) => {
        await transaction.update('years', '2020', { state: 'OPEN' });
        held();
        await gate;
        throw new Error('dead');
      });
      await isHeld;
      await work();
      letGo();
      await dead.catch(() => undefined);
    };
    const close = () => callHere(test, 'province', 'numbering.closeYear', CLOSED, 'close-held');
    await holding(async () => {
      const error = { code: 'BUSY', message: expect.stringContaining('请稍后再试') };
      expect(await close()).toMatchObject({ ok: false, error });
    });
    await ordered(test);
    await test.database.update('years', '2020', { swept: true });
    await holding(async () => {
      // The holdings are closed, the year cannot be marked: what was done stays done, and the answer must not deny it.
      const error = { code: 'UNKNOWN', message: expect.stringContaining('不要重复提交') };
      expect(await close()).toMatchObject({ ok: false, error });
      expect((await holdingsOf(test)).every(({ closed }) => closed)).toBe(true);
    });
    expect(await close()).toMatchObject({ ok: true, data: { state: 'CLOSED', left: 0 } });
    await soundlyClosed(test);
  });
});
