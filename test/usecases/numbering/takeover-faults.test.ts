import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { cloudDatabase } from '../../../cloudfunctions/core/adapters/cloud-database';
import { count } from '../../../cloudfunctions/core/domain/intervals';
import type { TakeoverRow } from '../../../typings/api';
import { callHere } from '../../support/in-process';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { n, plantNumbers, proveAll, rowFor, short } from '../../support/takeover';
import { idNumber } from '../../support/tree';

describe('take-over when the database or the process fails in its middle', () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await startTestCloud();
    await plantNumbers(test);
  });
  afterEach(async () => {
    test.cloud.database.faults.clear();
    await proveAll(test);
  });
  afterAll(() => test.close());

  const commit = (rows: TakeoverRow[], opId?: string) =>
    test.ok('province', 'numbering.takeoverCommit', { rows }, opId ? { opId } : {});

  it('a call that dies in its middle: the same call goes on, nothing twice, the answer the same', async () => {
    const rows = [
      ...[60, 62, 64].map((serial) => rowFor('何酉', serial, '0604Z4')),
      ...Array.from({ length: 60 }, (_, i) => ({
        ...rowFor('吕戌', 0, '0604Z4'),
        number: String(201735000000 + i),
        joinMonth: '2018-05',
        idNumber: idNumber('20030101'),
      })),
    ];
    // Two transactions of old numbers and one of the branch's; it dies after the first and after the second.
    for (const [survived, members] of [
      [1, 50],
      [1, 60],
    ] as const) {
      await expect(dyingAfter(survived, rows, 'takeover-dies')).rejects.toThrow('killed');
      expect(await test.database.count('members', { path: '0604Z4' })).toBe(members);
    }
    const { rows: answers } = await commit(rows, 'takeover-dies');
    expect(answers.map(({ result }) => result)).toEqual(Array(rows.length).fill('DONE'));
    expect(count((await test.database.get('holdings', '2020-0604Z4'))!.used)).toBe(3);
    expect(await test.database.count('members', { path: '0604Z4' })).toBe(rows.length);
    expect(await test.database.count('journal', { orgs: '0604Z4', kind: 'IMPORT' })).toBe(3);
  });

  /** The same call in a process that dies after so many transactions. */
  async function dyingAfter(transactions: number, rows: TakeoverRow[], opId: string) {
    const database = cloudDatabase();
    let left = transactions;
    const transact: typeof database.transact = (run) => {
      if (left-- <= 0) throw new Error('killed');
      return database.transact(run);
    };
    const answer = await callHere(test, 'province', 'numbering.takeoverCommit', { rows }, opId, {
      ...database,
      transact,
    });
    expect(answer.ok).toBe(true);
  }

  it.each(['timeout-before', 'timeout-after', 'drop', 'conflict'] as const)(
    'a commit that met %s: taken over, once',
    async (kind) => {
      const serial = { 'timeout-before': 80, 'timeout-after': 81, drop: 82, conflict: 83 }[kind];
      const rows = [rowFor('施亥', serial, '0604Z5')];
      test.cloud.database.faults.add({ action: 'database.commitTransaction', kind, times: 1 });
      expect((await commit(rows)).rows.map(short)).toEqual(['DONE 0604Z5']);
      expect((await test.database.get('numbers', n(serial)))?.state).toBe('ASSIGNED');
    },
  );

  it('what is not reached in time is named, and the same call goes on', async () => {
    const rows = [
      rowFor('张天', 84, '0604Z5'),
      { ...rowFor('孔地', 0, '0605A'), number: '202000013000', joinedInProvince: false },
      { ...rowFor('曹玄', 0, '0605A'), number: '201735009999', joinMonth: '2017-05' },
    ];
    rows[2]!.idNumber = idNumber('20020101');
    const opId = 'takeover-slow';
    const slow = { kind: 'delay', ms: 3100, times: 2 } as const;
    test.cloud.database.faults.add({ action: 'database.commitTransaction', ...slow });
    const first = await commit(rows, opId);
    expect(first.rows).toHaveLength(2);
    expect(first.unfinished).toHaveLength(1);
    const second = await commit(rows, opId);
    expect(second.unfinished).toEqual([]);
    expect(second.rows.map(({ result }) => result)).toEqual(Array(3).fill('DONE'));
    expect(second.rows).toEqual(expect.arrayContaining(first.rows));
  });

  it('a database in endless conflict: BUSY, and nothing was written', async () => {
    const rows = [rowFor('严黄', 85, '0604Z5')];
    const conflict = { kind: 'conflict', times: 10_000 } as const;
    test.cloud.database.faults.add({ action: 'database.commitTransaction', ...conflict });
    const opId = 'takeover-busy';
    const options = { opId };
    const refused = await test.refused('province', 'numbering.takeoverCommit', { rows }, options);
    expect(refused.code).toBe('BUSY');
    test.cloud.database.faults.clear();
    expect(await test.database.get('numbers', n(85))).toBeNull();
    expect((await commit(rows, opId)).rows.map(short)).toEqual(['DONE 0604Z5']);
  });
});
