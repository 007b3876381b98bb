import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startOfDay } from '../../../cloudfunctions/core/domain/dates';
import type { Database } from '../../../cloudfunctions/core/ports/database';
import type { Runtime } from '../../../cloudfunctions/core/ports/runtime';
import { machineRuntime } from '../../../cloudfunctions/core/adapters/runtime';
import { cleanUp } from '../../../cloudfunctions/core/usecases/clock/clean-up';
import { forgetAudit } from '../../../cloudfunctions/core/usecases/clock/forget-audit';
import { runIfDue } from '../../../cloudfunctions/core/usecases/clock/job';
import { startTestCloud, type TestCloud } from '../../support/phones';

const noon = (day: string): number => startOfDay(day) + 12 * 3_600_000;

describe('what is kept no longer than it has to be', () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await startTestCloud();
  });
  afterAll(() => test.close());

  const at = (now: number): { database: Database; runtime: Runtime } => ({
    database: test.database,
    runtime: { ...machineRuntime, now: () => now },
  });
  const write = (_id: string, when: number) =>
    test.database.add('audit', {
      _id,
      at: when,
      actor: null,
      post: null,
      what: 'SIGN_IN',
      subject: null,
    });
  const left = async (): Promise<string[]> =>
    (await test.database.find('audit', {}, { sort: [['at', 1]] })).map(({ _id }) => _id);

  it('lines of 操作日志 go three years to the day after they were written', async () => {
    await write('last second', startOfDay('2026-03-01') - 1000);
    await write('first second', startOfDay('2026-03-01'));
    await write('later', noon('2028-11-22'));
    expect(await runIfDue(at(noon('2029-02-28')), forgetAudit)).toBe(0);
    expect(await left()).toHaveLength(3);
    expect(await runIfDue(at(noon('2029-03-01')), forgetAudit)).toBe(1);
    expect(await left()).toEqual(['first second', 'later']);
    expect(await runIfDue(at(noon('2029-03-02')), forgetAudit)).toBe(1);
    expect(await left()).toEqual(['later']);
  });

  it('a backlog goes in slices', async () => {
    const many = Array.from({ length: 1200 }, (_, i) => ({
      _id: `old-${i}`,
      at: noon('2020-01-01') + i,
      actor: null,
      post: null,
      what: 'SIGN_IN',
      subject: null,
    }));
    await test.database.transact((transaction) => transaction.create('audit', ...many));
    expect(await runIfDue(at(noon('2029-03-03')), forgetAudit)).toBe(1200);
    expect(await left()).toEqual(['later']);
  });

  it('codes, tickets, limits and idle sessions go when they are over', async () => {
    const now = noon('2026-11-22');
    const over = { expiresAt: now - 1 };
    await test.database.add('codes', {
      _id: 'c',
      codeHash: '',
      triesLeft: 1,
      usedAt: null,
      ...over,
    });
    await test.database.add('counters', { _id: 'n', n: 1, ...over });
    await test.database.add('counters', { _id: 'today', n: 1, expiresAt: now + 1000 });
    await test.database.add('sessions', {
      _id: 's',
      accountId: 'a',
      csrfHash: '',
      browserHash: '',
      createdAt: now,
      seenAt: now - 31 * 60_000,
      agent: '',
      address: '',
      how: 'CODE',
    });
    expect(await runIfDue(at(now), cleanUp)).toBe(3);
    expect(await test.database.get('counters', 'today')).not.toBeNull();
  });
});
