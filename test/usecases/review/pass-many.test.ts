import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { faultsOf } from '../../../cloudfunctions/core/domain/holdings';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, applies, idNumber, plantTree, TREE_0604 } from '../../support/tree';

const year = 2020;
const IDENTITY = 1;
const SURNAMES = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许';
const GIVEN = '一二三四五';

describe('batch approval (R-39)', () => {
  let test: TestCloud;
  let people = 0;

  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    for (const [name, org] of [
      ['province', 'P'],
      ['staff', '0604'],
      ['staff-5', '0605'],
      ['general', '0604Z'],
      ['secretary-0604D', '0604D'],
      ['secretary-0604Z1', '0604Z1'],
      ['secretary-0604Z2', '0604Z2'],
    ] as const) {
      await addPerson(test, name, org);
    }
    await test.ok('province', 'numbering.defineRange', {
      year,
      start: '202000012000',
      end: '202000012999',
    });
    await allocate('province', 'P', '0604', 200);
    await allocate('staff', '0604', '0604Z', 50);
  });
  afterAll(() => test.close());
  afterEach(async () => {
    test.cloud.database.faults.clear();
    for (const parent of ['0604', '0604Z']) {
      const holding = (await test.database.get('holdings', `2020-${parent}`))!;
      const below = await test.database.find('holdings', { parentId: parent, year });
      expect(
        faultsOf(
          holding,
          below.map(({ held }) => held),
        ),
      ).toEqual([]);
    }
  });

  const allocate = (by: string, from: string, to: string, n: number) =>
    test.ok(by, 'numbering.allocate', { orgId: from, year, items: [{ orgId: to, count: n }] });

  const nextName = () => {
    people += 1;
    return `${SURNAMES[people % 20]}小${GIVEN[Math.floor(people / 20) % 5]}`;
  };

  /** Somebody who waits for the committee; the openid is not needed any more. */
  async function waiting(branch: string, changes = {}): Promise<string> {
    const registrationId = await applies(test, nextName(), branch, changes);
    await test.ok(`secretary-${branch}`, 'review.pass', {
      registrationId,
      status: 'PENDING_BRANCH',
    });
    if (branch.startsWith('0604Z')) {
      await test.ok('general', 'review.pass', { registrationId, status: 'PENDING_GENERAL' });
    }
    return registrationId;
  }

  const several = async (n: number, branch: string): Promise<string[]> => {
    const ids: string[] = [];
    for (let i = 0; i < n; i++) ids.push(await waiting(branch));
    return ids;
  };

  const passAll = (registrationIds: string[], opId?: string, coverChecked?: boolean) =>
    test.call(
      'staff',
      'review.passMany',
      { registrationIds, status: 'PENDING_COMMITTEE', ...(coverChecked && { coverChecked }) },
      { opId },
    );

  const numbersOf = async (ids: readonly string[]) =>
    Promise.all(
      ids.map(async (id) => (await test.database.get('registrations', id))!.memberNumber),
    );

  it('numbers follow the order of submission, whatever the order of the list', async () => {
    const ids = await several(3, '0604D');
    const { answer } = await passAll([...ids].reverse());
    if (!answer.ok) throw new Error(answer.error.message);
    expect(answer.data.unfinished).toEqual([]);
    expect(answer.data.results.map(({ registrationId }) => registrationId)).toEqual(ids);
    const numbers = (await numbersOf(ids)).map(Number);
    expect(numbers).toEqual([numbers[0], numbers[0]! + 1, numbers[0]! + 2]);
    const remaining = answer.data.results.map((one) => one.ok && one.data.remaining);
    expect(remaining).toEqual([149, 148, 147]);
    expect(answer.data.results[0]).toMatchObject({
      ok: true,
      data: {
        message: expect.stringMatching(/^审核成功！将\d{12}编号分配给.+，目前还剩149个名额$/),
      },
    });
  });

  it('each person has a result: used up, unchecked cover, somebody reviewed before, unknown', async () => {
    await allocate('general', '0604Z', '0604Z2', 1);
    const [first, second] = (await several(2, '0604Z2')) as [string, string];
    const manual = await waiting('0604D', {
      joinMonth: '2019-05',
      typedNumber: '201935000188',
      idNumber: idNumber('20050101'),
    });
    const reviewed = await waiting('0604D');
    await test.ok('staff', 'review.pass', {
      registrationId: reviewed,
      status: 'PENDING_COMMITTEE',
    });
    const { answer } = await passAll([first, second, manual, reviewed, 'nobody']);
    if (!answer.ok) throw new Error(answer.error.message);
    const byId = new Map(answer.data.results.map((one) => [one.registrationId, one]));
    expect(byId.get(first)).toMatchObject({ ok: true, data: { remaining: 0 } });
    expect(byId.get(second)).toMatchObject({
      ok: false,
      error: {
        code: 'EXHAUSTED',
        details: { helpers: [{ organization: { id: '0604Z' }, free: 49 }, {}, {}] },
      },
    });
    expect(byId.get(manual)).toMatchObject({ ok: false, error: { code: 'INVALID' } });
    expect(byId.get(reviewed)).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
    expect(byId.get('nobody')).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });

    const checked = await passAll([manual], undefined, true);
    expect(checked.answer).toMatchObject({
      ok: true,
      data: { results: [{ ok: true, data: { memberNumber: '201935000188', remaining: null } }] },
    });
  });

  it('two who typed the same number: the second is told that it is taken', async () => {
    const own = (sequence: string) => ({
      joinMonth: '2019-05',
      typedNumber: '201935000199',
      idNumber: idNumber(sequence),
    });
    const ids = [await waiting('0604D', own('20050101')), await waiting('0604D', own('20050102'))];
    const { answer } = await passAll(ids, undefined, true);
    expect(answer).toMatchObject({
      ok: true,
      data: { results: [{ ok: true }, { ok: false, error: { code: 'INVALID' } }] },
    });
  });

  it('sent again it answers the same, also for those approved from several pools', async () => {
    await allocate('general', '0604Z', '0604Z1', 5);
    const ids = [...(await several(2, '0604Z1')), ...(await several(2, '0604D'))];
    const before = await passAll(ids, 'batch-twice');
    const holdings = await test.database.find('holdings', { parentId: '0604', year });
    const again = await passAll(ids, 'batch-twice');
    expect(again.answer).toEqual(before.answer);
    expect(await test.database.find('holdings', { parentId: '0604', year })).toEqual(holdings);
    const other = await passAll(ids, 'batch-twice', true);
    expect(other.answer).toMatchObject({
      ok: true,
      data: { results: ids.map(() => ({ ok: false, error: { code: 'CONFLICT' } })) },
    });
  });

  it('a death between two transactions: the same call goes on, no number twice', async () => {
    const ids = await several(12, '0604D');
    const lost = { kind: 'timeout-before', ms: 20, times: 10_000 } as const;
    const { faults } = test.cloud.database;
    // The first ten are committed; the database is gone while the other two are worked on.
    faults.add({ ...lost, action: 'database.startTransaction', nth: 2 });
    const { answer } = await passAll(ids, 'batch-death');
    faults.clear();
    expect(answer).toMatchObject({ ok: true, data: { unfinished: ids.slice(10) } });
    const early = await numbersOf(ids.slice(0, 10));
    const { answer: resumed } = await passAll(ids, 'batch-death');
    expect(resumed).toMatchObject({
      ok: true,
      data: { unfinished: [], results: ids.map(() => ({ ok: true })) },
    });
    expect(await numbersOf(ids.slice(0, 10))).toEqual(early);
    const numbers = await numbersOf(ids);
    expect(new Set(numbers).size).toBe(12);
    const journal = await test.database.find('journal', { subject: { in: ids } });
    expect(journal.filter(({ kind }) => kind === 'ASSIGN')).toHaveLength(12);
  });

  it('a commit that took effect without an answer happens once', async () => {
    const ids = await several(3, '0604D');
    test.cloud.database.faults.add({
      action: 'database.commitTransaction',
      kind: 'drop',
      times: 1,
    });
    const { answer } = await passAll(ids);
    expect(answer).toMatchObject({ ok: true, data: { results: ids.map(() => ({ ok: true })) } });
    const numbers = (await numbersOf(ids)).map(Number);
    expect(numbers[2]! - numbers[0]!).toBe(2);
  });

  it('the same batch at once from two windows gives each person one number', async () => {
    const ids = await several(4, '0604D');
    const [one, two] = await Promise.all([
      passAll(ids, 'batch-window-a'),
      passAll(ids, 'batch-window-b'),
    ]);
    const won = [one!, two!].flatMap(({ answer }) =>
      answer.ok ? answer.data.results.filter(({ ok }) => ok) : [],
    );
    expect(won).toHaveLength(4);
    expect(new Set(await numbersOf(ids)).size).toBe(4);
  });

  it('below the committee people move on to the next stage', async () => {
    const ids = [
      await applies(test, nextName(), '0604Z2'),
      await applies(test, nextName(), '0604Z2'),
    ];
    const passed = await test.ok('secretary-0604Z2', 'review.passMany', {
      registrationIds: ids,
      status: 'PENDING_BRANCH',
    });
    expect(passed.results).toMatchObject(
      ids.map(() => ({ ok: true, data: { status: 'PENDING_GENERAL' } })),
    );
    const refused = await test.ok('staff', 'review.passMany', {
      registrationIds: ids,
      status: 'PENDING_GENERAL',
    });
    expect(refused.results).toMatchObject(
      ids.map(() => ({ ok: false, error: { code: 'FORBIDDEN' } })),
    );
  });

  it('one person outside the scope refuses the whole batch', async () => {
    const [inside] = await several(1, '0604D');
    const refusal = await test.refused('staff-5', 'review.passMany', {
      registrationIds: [inside!],
      status: 'PENDING_COMMITTEE',
    });
    expect(refusal.code).toBe('FORBIDDEN');
  });

  it('costs 15 or 16 requests and at most 5 or 6 for each further person', async () => {
    await allocate('general', '0604Z', '0604Z2', 20);
    const own = await several(6, '0604Z2');
    const alone = await passAll(own.slice(0, 1));
    const five = await passAll(own.slice(1));
    expect(alone.requests - IDENTITY).toBeLessThanOrEqual(15);
    expect(five.requests - alone.requests).toBeLessThanOrEqual(4 * 5);
    const central = await several(6, '0604D');
    const one = await passAll(central.slice(0, 1));
    const further = await passAll(central.slice(1));
    expect(one.requests - IDENTITY).toBeLessThanOrEqual(16);
    expect(further.requests - one.requests).toBeLessThanOrEqual(4 * 6);
  });

  it('fifty people with 40 ms added to each request: sent again until nobody is left', async () => {
    const ids = await several(50, '0604D');
    test.cloud.database.settings.delayMs = 40;
    let unfinished = ids;
    let calls = 0;
    while (unfinished.length > 0 && calls < 5) {
      const { answer } = await passAll(ids, 'batch-of-fifty');
      if (!answer.ok) throw new Error(answer.error.message);
      ({ unfinished } = answer.data);
      calls += 1;
    }
    test.cloud.database.settings.delayMs = 0;
    expect(unfinished).toEqual([]);
    const numbers = (await numbersOf(ids)).map(Number);
    expect(numbers).toEqual(numbers.map((_, i) => numbers[0]! + i));
  });

  it('sent again after numbers came: who was passed stays so, who was refused is passed and told', async () => {
    const free = (await test.database.get('holdings', '2020-0604D'))?.free ?? [];
    expect(free).toEqual([]);
    await allocate('staff', '0604', '0604D', 1);
    const ids = await several(2, '0604D');
    const opId = 'batch-refused-then-supplied';
    const first = await passAll(ids, opId);
    expect(first.answer).toMatchObject({
      data: { results: [{ ok: true }, { ok: false, error: { code: 'EXHAUSTED' } }] },
    });
    await allocate('staff', '0604', '0604D', 1);
    const again = await passAll(ids, opId);
    if (!first.answer.ok || !again.answer.ok) throw new Error('refused as a whole');
    expect(again.answer.data.results).toMatchObject([first.answer.data.results[0], { ok: true }]);
    expect((await passAll(ids, opId)).answer).toEqual(again.answer);
  });

  it('the proof finds nothing lost and every line fitting', async () => {
    const proof = await test.ok('province', 'numbering.reconcile', {
      orgId: 'P',
      year,
      full: true,
    });
    expect(proof.findings).toEqual([]);
  });
});
