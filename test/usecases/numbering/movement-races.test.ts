import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { count } from '../../../cloudfunctions/core/domain/intervals';
import { callHere } from '../../support/in-process';
import { SETTINGS, startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, applies, idNumber, plantTree, TREE_0604 } from '../../support/tree';

const year = 2020;
const IDENTITY = 1;
const PEOPLE = '赵钱孙李周吴郑王冯陈褚卫';

/*
 * Movements that meet others at the same time, or a database that fails in their middle: nothing is lost,
 * nothing happens twice, and the proof finds nothing.
 */
describe('movements under contention and faults', () => {
  let test: TestCloud;
  let operations = 0;

  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    for (const [name, org] of [
      ['province', 'P'],
      ['staff', '0604'],
      ['general', '0604Z'],
      ['secretary-D', '0604D'],
      ['secretary-5', '0605A'],
      ['staff-5', '0605'],
    ] as const) {
      await addPerson(test, name, org);
    }
    await test.ok('province', 'numbering.defineRange', {
      year,
      start: '202000012000',
      end: '202000012999',
    });
    await allocate('province', 'P', '0604', 200);
  });
  afterEach(async () => {
    test.cloud.database.faults.clear();
    const { findings, total, statement } = await test.ok('province', 'numbering.reconcile', {
      orgId: 'P',
      year,
      full: true,
    });
    expect(findings).toEqual([]);
    expect(Object.values(statement).reduce((sum, n) => sum + n, 0)).toBe(total);
  });
  afterAll(() => test.close());

  const opId = () => `movement-race-${operations++}`;
  const allocate = (by: string, orgId: string, to: string, wanted: number) =>
    test.ok(by, 'numbering.allocate', { orgId, year, items: [{ orgId: to, count: wanted }] });
  const latest = async (orgId: string) =>
    (await test.ok('province', 'numbering.journal', { orgId, year })).items[0]!.id;
  const freeOf = async (orgId: string) =>
    count((await test.database.get('holdings', `2020-${orgId}`))!.free);

  it('R-71: an allocation undone while people of it are approved: one of the two', async () => {
    const people: string[] = [];
    for (const surname of PEOPLE) {
      const registrationId = await applies(test, `${surname}小明`, '0604D');
      await test.ok('secretary-D', 'review.pass', { registrationId, status: 'PENDING_BRANCH' });
      people.push(registrationId);
    }
    await allocate('staff', '0604', '0604D', PEOPLE.length);
    const entryId = await latest('0604D');
    const approvals = people.map((registrationId) =>
      callHere(
        test,
        'staff',
        'review.pass',
        { registrationId, status: 'PENDING_COMMITTEE' },
        opId(),
      ),
    );
    const undone = await callHere(test, 'staff', 'numbering.undo', { entryId }, opId());
    const answers = await Promise.all(approvals);
    const numbers = answers.flatMap((answer) => (answer.ok ? [answer.data.memberNumber] : []));
    expect(new Set(numbers).size).toBe(numbers.length);
    // Undone, the branch holds nothing and its people draw from the committee; otherwise from here.
    expect(numbers).toHaveLength(PEOPLE.length);
    const used = (await test.database.get('holdings', '2020-0604D'))!.used;
    expect(count(used)).toBe(undone.ok ? 0 : PEOPLE.length);
  });

  it('R-5: a range shrunk while a number kept from before is approved inside it', async () => {
    const typed = '202000012999';
    const registrationId = await applies(test, '黄丙', '0605A', {
      joinMonth: '2020-03',
      joinedInProvince: false,
      typedNumber: '202099999999',
      idNumber: idNumber(),
    });
    await test.ok('secretary-5', 'review.pass', { registrationId, status: 'PENDING_BRANCH' });
    await test.database.update('registrations', registrationId, { typedNumber: typed });
    const input = { registrationId, status: 'PENDING_COMMITTEE', coverChecked: true } as const;
    const [shrunk, approved] = await Promise.all([
      callHere(test, 'province', 'numbering.shrinkRange', { year, end: typed, count: 1 }, opId()),
      callHere(test, 'staff-5', 'review.pass', input, opId()),
    ]);
    expect(shrunk.ok).toBe(true);
    const stored = await test.database.get('numbers', typed);
    expect(stored !== null).toBe(approved.ok);
    // Whichever came first, the range cannot come back over a number that was kept.
    const again = await callHere(
      test,
      'province',
      'numbering.defineRange',
      { year, start: typed, end: typed },
      opId(),
    );
    expect(again.ok).toBe(!approved.ok);
  });

  it('R-14: three allocations to the same ten branches at once, none of which had numbers: each has all three', async () => {
    const branches = Array.from({ length: 10 }, (_, i) => `0604W${i}`);
    for (const code of branches) {
      const input = { parentId: '0604', code, fullName: `一次分到的团支部${code}` };
      await test.ok('staff', 'organization.create', { ...input, type: 'BRANCH' });
    }
    const items = branches.map((orgId) => ({ orgId, count: 1 }));
    const input = { orgId: '0604', year, items };
    const answers = await Promise.all(
      [1, 2, 3].map(() => callHere(test, 'staff', 'numbering.allocate', input, opId())),
    );
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true]);
    for (const orgId of branches) expect(await freeOf(orgId)).toBe(3);
  });

  it('R-14: a list of ten costs 9 requests while none of them has numbers, then 2n + 8', async () => {
    const branches = Array.from({ length: 10 }, (_, i) => `0604V${i}`);
    for (const code of branches) {
      const input = { parentId: '0604', code, fullName: `一份名单的团支部${code}` };
      await test.ok('staff', 'organization.create', { ...input, type: 'BRANCH' });
    }
    const items = branches.map((orgId) => ({ orgId, count: 1 }));
    const input = { orgId: '0604', year, items };
    const first = await test.call('staff', 'numbering.allocate', input);
    expect(first.answer.ok).toBe(true);
    expect(first.requests - IDENTITY - SETTINGS).toBeLessThanOrEqual(9);
    const again = await test.call('staff', 'numbering.allocate', input);
    expect(again.answer.ok).toBe(true);
    expect(again.requests - IDENTITY - SETTINGS).toBeLessThanOrEqual(28);
  });

  it('many give-backs, recoveries and allocations of one branch at once lose nothing', async () => {
    await allocate('staff', '0604', '0604Z', 60);
    const before = (await freeOf('0604')) + (await freeOf('0604Z'));
    const give = { orgId: '0604Z', year, count: 3 };
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        i % 3 === 0
          ? callHere(test, 'general', 'numbering.giveBack', { ...give, reason: '用不完' }, opId())
          : i % 3 === 1
            ? callHere(test, 'staff', 'numbering.reclaim', give, opId())
            : callHere(
                test,
                'staff',
                'numbering.allocate',
                { orgId: '0604', year, items: [{ orgId: '0604Z', count: 5 }] },
                opId(),
              ),
      ),
    );
    expect(answers.map(({ ok }) => ok)).toEqual(answers.map(() => true));
    expect(await freeOf('0604Z')).toBe(60 - 8 * 3 + 4 * 5);
    expect((await freeOf('0604')) + (await freeOf('0604Z'))).toBe(before);
  });

  it.each([
    ['database.modifyDocument', 'conflict'],
    ['database.addDocument', 'conflict'],
    ['database.commitTransaction', 'drop'],
    ['database.commitTransaction', 'timeout-before'],
  ] as const)('R-71: at %s a %s in the middle of an undo: undone, once', async (action, kind) => {
    await allocate('staff', '0604', '0604Z', 4);
    const entryId = await latest('0604Z');
    const before = await freeOf('0604Z');
    test.cloud.database.faults.add({ action, kind, times: 1 });
    const { moved } = await test.ok('staff', 'numbering.undo', { entryId });
    expect(moved.map((part) => part.count)).toEqual([4]);
    expect(await freeOf('0604Z')).toBe(before - 4);
  });

  it('requests: give back 9, undo of it 12, a decision 14', async () => {
    const gift = { orgId: '0604Z', year, count: 1, reason: '用不完' };
    const given = await test.call('general', 'numbering.giveBack', gift);
    expect(given.answer.ok).toBe(true);
    expect(given.requests - IDENTITY).toBeLessThanOrEqual(9);
    const undo = { entryId: await latest('0604Z') };
    const undone = await test.call('general', 'numbering.undo', undo);
    expect(undone.answer.ok).toBe(true);
    expect(undone.requests - IDENTITY).toBeLessThanOrEqual(12);
    const request = await test.ok('secretary-D', 'numbering.requestMore', {
      orgId: '0604D',
      year,
      count: 2,
      reason: '不够',
    });
    const decided = await test.call('staff', 'numbering.decideRequest', {
      requestId: request.id,
      version: request.version,
      decision: 'ACCEPT',
      reason: '同意',
    });
    expect(decided.answer.ok).toBe(true);
    expect(decided.requests - IDENTITY).toBeLessThanOrEqual(15);
  });
});
