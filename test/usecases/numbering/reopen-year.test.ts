import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { machineRuntime } from '../../../cloudfunctions/core/adapters/runtime';
import { sweepYear } from '../../../cloudfunctions/core/usecases/numbering/year-sweep';
import { callHere } from '../../support/in-process';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, plantTree, TREE_0604 } from '../../support/tree';

const reason = '还有人要补录';

describe('R-63: reopening a year that is being closed', () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    for (const [name, org] of [
      ['province', 'P'],
      ['province-2', 'P'],
    ] as const) {
      await addPerson(test, name, org);
    }
  });
  afterAll(() => test.close());

  const define = (year: number, serial: number) =>
    test.ok('province', 'numbering.defineRange', {
      year,
      start: String(year * 100_000_000 + serial),
      end: String(year * 100_000_000 + serial + 9),
    });
  const closing = (year: number) =>
    test.ok('province', 'numbering.closeYear', { year, to: 'CLOSING' });

  it('CLOSING goes back to OPEN, new ranges included; sent twice it answers the same', async () => {
    await define(2020, 1);
    await closing(2020);
    const status = await test.ok('province', 'numbering.yearStatus', { year: 2020 });
    expect(status.may).toEqual({ startClosing: false, close: true, reopen: true });
    expect(status.dates).toEqual({ useUp: '2020-12-15', lastDay: '2020-12-31' });
    for (let i = 0; i < 2; i++) {
      const answer = await test.ok(
        'province',
        'numbering.reopenYear',
        { year: 2020, reason },
        { opId: 'reopen-2020' },
      );
      expect(answer).toEqual({ year: 2020, state: 'OPEN' });
    }
    await define(2020, 101);
    const entries = await test.database.find('journal', { orgs: 'P', kind: 'YEAR_REOPEN' });
    expect(entries).toMatchObject([{ reason, year: 2020 }]);
  });

  it('an open year, and one whose first holding is closed, are refused', async () => {
    const again = await test.refused('province', 'numbering.reopenYear', { year: 2020, reason });
    expect(again.code).toBe('CONFLICT');
    await define(2021, 1);
    await closing(2021);
    await test.ok('province', 'numbering.closeYear', { year: 2021, to: 'CLOSED' });
    const closed = await test.refused('province', 'numbering.reopenYear', { year: 2021, reason });
    expect(closed).toMatchObject({
      code: 'CONFLICT',
      message: '2021年的编号已经开始逐级关闭，不能再恢复。',
    });
    const status = await test.ok('province', 'numbering.yearStatus', { year: 2021 });
    expect(status.may).toEqual({ startClosing: false, close: false, reopen: false });
  });

  it('an order that no sweep has begun is taken back, and the sweep finds nothing to do', async () => {
    await define(2022, 1);
    await closing(2022);
    const order = { accountId: 'account-province', postId: 'post-province-P', orgId: 'P' };
    await test.database.update('years', '2022', { order });
    const read = (await test.database.get('years', '2022'))!;
    await test.ok('province', 'numbering.reopenYear', { year: 2022, reason });
    const services = { database: test.database, runtime: machineRuntime };
    expect(await sweepYear(services, read, Date.now() + 5000)).toBeNull();
    expect((await test.database.get('holdings', '2022-P'))!.closed).toBe(false);
  });

  it('write skew: reopened while the sweep begins, one of the two; both tell the truth', async () => {
    const outcomes = new Set<string>();
    for (const year of [2031, 2032, 2033, 2034, 2035, 2036]) {
      await define(year, 1);
      await closing(year);
      const order = callHere(
        test,
        'province',
        'numbering.closeYear',
        { year, to: 'CLOSED' },
        `close-year-${year}`,
      );
      // The sweep begins after the order: a little later each year, so that every moment is met.
      await new Promise((resolve) => setTimeout(resolve, (year - 2031) * 8));
      const reopen = callHere(
        test,
        'province-2',
        'numbering.reopenYear',
        { year, reason },
        `reopen-year-${year}`,
      );
      const [ordered, reopened] = await Promise.all([order, reopen]);
      const { closed } = (await test.database.get('holdings', `${year}-P`))!;
      const { state } = (await test.database.get('years', String(year)))!;
      outcomes.add(state);
      expect([reopened.ok, closed, state]).toEqual(
        reopened.ok ? [true, false, 'OPEN'] : [false, true, 'CLOSED'],
      );
      if (ordered.ok) expect(ordered.data.state).toBe(state);
      else expect([ordered.error.code, reopened.ok]).toEqual(['CONFLICT', true]);
    }
    expect(outcomes.size).toBeGreaterThan(0);
  });
});
