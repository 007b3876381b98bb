import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { count } from '../../../cloudfunctions/core/domain/intervals';
import { callPatiently } from '../../support/in-process';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { applies, plant0604 } from '../../support/tree';

const CALLERS = 50;
const NUMBERS = 40;
const year = 2020;

/*
 * R-38 under contention: 50 callers approve 50 people of one pool of 40 numbers at once. Which form a
 * duplicate inside a transaction takes on the real service is unknown (cloud-wire.md §9): both.
 */
describe.each(['duplicate', 'conflict'] as const)('R-38: duplicates reported as %s', (form) => {
  let test: TestCloud;
  const waiting: string[] = [];

  beforeAll(async () => {
    test = await startTestCloud({ database: { duplicateInTransaction: form } });
    await plant0604(test, 100);
    await test.ok('staff', 'numbering.allocate', {
      orgId: '0604',
      year,
      items: [{ orgId: '0604D', count: NUMBERS }],
    });
    for (let i = 0; i < CALLERS; i++) {
      const id = await applies(
        test,
        `团员${'甲乙丙丁戊己庚辛壬癸'[i % 10]}${'一二三四五'[Math.floor(i / 10)]}`,
        '0604D',
      );
      await test.ok('secretary', 'review.pass', { registrationId: id, status: 'PENDING_BRANCH' });
      waiting.push(id);
    }
  });
  afterAll(() => test.close());

  const approve = (registrationId: string, opId: string) => {
    const input = { registrationId, status: 'PENDING_COMMITTEE' as const };
    return callPatiently(test, 'staff', 'review.pass', input, opId);
  };

  it('gives 40 different numbers, refuses 10 truthfully, and loses nothing', async () => {
    const answers = await Promise.all(
      waiting.map((registrationId, i) => approve(registrationId, `approve-${form}-${i}`)),
    );
    const numbers = answers.flatMap((answer) => (answer.ok ? [answer.data.memberNumber] : []));
    const refusals = answers.flatMap((answer) => (answer.ok ? [] : [answer.error.code]));
    expect(numbers).toHaveLength(NUMBERS);
    expect(new Set(numbers).size).toBe(NUMBERS);
    expect(refusals).toEqual(Array.from({ length: CALLERS - NUMBERS }, () => 'EXHAUSTED'));

    const holding = (await test.database.get('holdings', '2020-0604D'))!;
    expect(holding.free).toEqual([]);
    expect(count(holding.used)).toBe(NUMBERS);
    expect(holding.voided).toEqual([]);
    const stored = await test.database.getMany('numbers', numbers.map(String));
    expect(new Set(stored.map((number) => number.memberId)).size).toBe(NUMBERS);
    expect(await test.database.count('members', { path: '0604D' })).toBe(NUMBERS);
  });

  it('sending all of them again gives the same numbers', async () => {
    const again = () => approve(waiting[0]!, `approve-${form}-0`);
    const answers = await Promise.all([again(), again(), again()]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it('a number that somebody has already is set aside and the next one taken', async () => {
    await test.ok('staff', 'numbering.allocate', {
      orgId: '0604',
      year,
      items: [{ orgId: '0604D', count: 3 }],
    });
    const { free } = (await test.database.get('holdings', '2020-0604D'))!;
    const taken = free[0]!.start;
    await test.database.add('numbers', {
      _id: String(taken),
      year,
      state: 'EXTERNAL',
      holderOrgId: null,
      memberId: null,
      at: 0,
    });
    const registrationId = (
      await test.database.find('registrations', { path: '0604D', status: 'PENDING_COMMITTEE' })
    )[0]!._id;
    const answer = await test.ok('staff', 'review.pass', {
      registrationId,
      status: 'PENDING_COMMITTEE',
    });
    expect(answer).toMatchObject({ memberNumber: String(taken + 1), remaining: 1 });
    const holding = (await test.database.get('holdings', '2020-0604D'))!;
    expect(holding.voided).toEqual([{ start: taken, end: taken }]);
  });
});
