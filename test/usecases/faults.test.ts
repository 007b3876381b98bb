import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { faultsOf } from '../../cloudfunctions/core/domain/holdings';
import { startTestCloud, type TestCloud } from '../support/phones';
import { addPerson, applies, plantTree, TREE_0604 } from '../support/tree';

const year = 2020;

/*
 * What a writing action answers, and what is stored, when the database fails in its middle: nothing is
 * lost, nothing happens twice, and the answer is true. The SDK gives a request up after 5 s.
 */
describe('faults in the middle of a write', () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    await addPerson(test, 'province', 'P');
    await addPerson(test, 'staff', '0604');
    await addPerson(test, 'secretary', '0604D');
    await test.ok('province', 'numbering.defineRange', {
      year,
      start: '202000012000',
      end: '202000012999',
    });
    await test.ok('province', 'numbering.allocate', {
      orgId: 'P',
      year,
      items: [{ orgId: '0604', count: 100 }],
    });
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

  const people = '赵钱孙李周吴郑王冯陈';
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
