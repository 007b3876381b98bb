import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { faultsOf } from '../../cloudfunctions/core/domain/holdings';
import { startTestCloud, type TestCloud } from '../support/phones';
import { applies, plant0604 } from '../support/tree';

const year = 2020;

/*
 * What a writing action answers, and what is stored, when the database fails in its middle: nothing is
 * lost, nothing happens twice, and the answer is true. The SDK gives a request up after 5 s.
 */
describe('faults in the middle of a write', () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await startTestCloud();
    await plant0604(test, 100);
  });
  afterEach(async () => {
    test.cloud.database.faults.clear();
    const province = (await test.database.get('holdings', '2020-P'))!;
    const committee = (await test.database.get('holdings', '2020-0604'))!;
    const below = await test.database.find('holdings', { parentId: '0604', year });
    expect(faultsOf(province, [committee.held])).toEqual([]);
    expect(
      faultsOf(
        committee,
        below.map(({ held }) => held),
      ),
    ).toEqual([]);
  });
  afterAll(() => test.close());

  const people = '赵钱孙李周吴郑王冯陈褚卫';
  let next = 0;
  const waitingPerson = async (): Promise<string> => {
    const registrationId = await applies(test, `${people[next++]}小明`, '0604D');
    await test.ok('secretary', 'review.pass', { registrationId, status: 'PENDING_BRANCH' });
    return registrationId;
  };
  const freeNow = async () => (await test.database.get('holdings', '2020-0604'))!.free;

  it.each([
    [
      'a conflict at the pool',
      { action: 'database.modifyDocument', collection: 'holdings', kind: 'conflict' },
    ],
    ['a conflict at commit', { action: 'database.commitTransaction', kind: 'conflict' }],
    ['a lost read', { action: 'database.getDocument', collection: 'registrations', kind: 'drop' }],
    [
      'a commit that took effect without an answer',
      { action: 'database.commitTransaction', kind: 'drop' },
    ],
    [
      'a commit that timed out before it took effect',
      { action: 'database.commitTransaction', kind: 'timeout-before' },
    ],
    [
      'a commit that timed out after it took effect',
      { action: 'database.commitTransaction', kind: 'timeout-after' },
    ],
  ] as const)('%s: approved once, with one number', async (_, fault) => {
    const registrationId = await waitingPerson();
    const [{ start: lowest }] = (await freeNow()) as [{ start: number; end: number }];
    test.cloud.database.faults.add({ ...fault, times: 1 });
    const passed = await test.ok('staff', 'review.pass', {
      registrationId,
      status: 'PENDING_COMMITTEE',
    });
    expect(passed.memberNumber).toBe(String(lowest));
    expect((await freeNow())[0]!.start).toBe(lowest + 1);
    const { registration } = await test.ok(`${people[next - 1]}小明`, 'registration.mine', {});
    expect(registration?.memberNumber).toBe(String(lowest));
  });

  it('a read without an answer before the transaction: BUSY, and the same call works afterwards', async () => {
    const registrationId = await waitingPerson();
    const lost = { kind: 'timeout-before', ms: 20, times: 1 } as const;
    test.cloud.database.faults.add({ ...lost, collection: 'accounts' });
    const input = { registrationId, status: 'PENDING_COMMITTEE' as const };
    const options = { opId: 'approve-lost-read' };
    expect(await test.refused('staff', 'review.pass', input, options)).toMatchObject({
      code: 'BUSY',
    });
    expect((await test.ok('staff', 'review.pass', input, options)).status).toBe('APPROVED');
  });

  describe('a read that fails when the deed is done already', () => {
    const withdrawing = async (opId: string) => {
      const name = `${people[next++]}小明`;
      const registrationId = await applies(test, name, '0604D');
      const before = await test.database.count('journal', {});
      const entries = async () => (await test.database.count('journal', {})) - before;
      return { name, input: { registrationId }, options: { opId }, entries };
    };
    const withdrawn = { status: 'WITHDRAWN' };

    it('without an answer: UNKNOWN and never "nothing was changed", and the same call then tells', async () => {
      const { name, input, options, entries } = await withdrawing('withdraw-lost-read');
      const lost = { kind: 'timeout-before', ms: 20, times: 1 } as const;
      test.cloud.database.faults.add({ ...lost, collection: 'organizations' });
      const refused = await test.refused(name, 'registration.withdraw', input, options);
      expect([refused.code, await entries()]).toEqual(['UNKNOWN', 1]);
      const answer = await test.ok(name, 'registration.withdraw', input, options);
      expect([answer, await entries()]).toMatchObject([withdrawn, 1]);
    });

    it('with an error: the answer says that it was done', async () => {
      const { name, input, options, entries } = await withdrawing('withdraw-broken-read');
      const broken = { kind: 'error', times: 1 } as const;
      test.cloud.database.faults.add({ ...broken, collection: 'organizations' });
      const refused = await test.refused(name, 'registration.withdraw', input, options);
      expect([refused.code, await entries()]).toEqual(['INTERNAL', 1]);
      expect(refused.message).toContain('已经办理');
      expect(await test.ok(name, 'registration.withdraw', input, options)).toMatchObject(withdrawn);
    });
  });

  it('totals that cannot be counted up do not turn an approval into an error', async () => {
    const registrationId = await waitingPerson();
    test.cloud.database.faults.add({
      action: 'database.modifyDocument',
      collection: 'totals',
      kind: 'error',
      times: 5,
    });
    const passed = await test.ok('staff', 'review.pass', {
      registrationId,
      status: 'PENDING_COMMITTEE',
    });
    expect(passed.status).toBe('APPROVED');
  });

  it('a database in endless conflict: BUSY, nothing written, and the same call works afterwards', async () => {
    const registrationId = await waitingPerson();
    const before = await freeNow();
    const fault = {
      action: 'database.commitTransaction',
      kind: 'conflict',
      times: 10_000,
    } as const;
    test.cloud.database.faults.add(fault);
    const input = { registrationId, status: 'PENDING_COMMITTEE' as const };
    const options = { opId: 'approve-in-conflict' };
    expect(await test.refused('staff', 'review.pass', input, options)).toMatchObject({
      code: 'BUSY',
    });
    expect(await freeNow()).toEqual(before);
    test.cloud.database.faults.clear();
    expect((await test.ok('staff', 'review.pass', input, options)).memberNumber).toBe(
      String(before[0]!.start),
    );
  });

  it('no answer to a commit nor to anything after it: UNKNOWN, and the same call then tells', async () => {
    const registrationId = await waitingPerson();
    const before = await freeNow();
    const { faults } = test.cloud.database;
    faults.add({ action: 'database.commitTransaction', kind: 'drop', times: 1 });
    const lost = { kind: 'timeout-before', ms: 20, times: 10_000 } as const;
    faults.add({ ...lost, action: 'database.startTransaction', nth: 2 });
    faults.add({ ...lost, action: 'database.abortTransaction' });
    const input = { registrationId, status: 'PENDING_COMMITTEE' as const };
    const options = { opId: 'approve-unknown' };
    expect(await test.refused('staff', 'review.pass', input, options)).toMatchObject({
      code: 'UNKNOWN',
    });
    faults.clear();
    const { memberNumber } = await test.ok('staff', 'review.pass', input, options);
    expect(memberNumber).toBe(String(before[0]!.start));
    expect((await freeNow())[0]!.start).toBe(before[0]!.start + 1);
  });
});
