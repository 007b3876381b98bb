import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { count } from '../../../cloudfunctions/core/domain/intervals';
import type { TakeoverRow } from '../../../typings/api';
import { callHere } from '../../support/in-process';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { n, plantNumbers, proveAll, rowFor, short, year } from '../../support/takeover';
import { addPerson, applies, formFor } from '../../support/tree';

/* Which form a duplicate inside a transaction takes on the real service is unknown (cloud-wire.md §9): both. */
describe.each(['duplicate', 'conflict'] as const)(
  'take-over beside others, duplicates reported as %s',
  (form) => {
    let test: TestCloud;
    let operations = 0;
    beforeAll(async () => {
      test = await startTestCloud({ database: { duplicateInTransaction: form } });
      await plantNumbers(test);
    });
    afterEach(() => proveAll(test));
    afterAll(() => test.close());

    const opId = () => `takeover-race-${form}-${operations++}`;
    const commit = async (rows: TakeoverRow[], op: string) => {
      for (;;) {
        const answer = await callHere(test, 'province', 'numbering.takeoverCommit', { rows }, op);
        if (answer.ok && answer.data.unfinished.length > 0) continue;
        if (answer.ok) return answer.data.rows;
        if (answer.error.code !== 'BUSY') throw new Error(answer.error.message);
      }
    };

    it('R-73: the same file sent at once, by one operation and by another: every row once', async () => {
      const rows = Array.from({ length: 20 }, (_, i) => rowFor('孙未', i, '0604Z1'));
      const [same, other] = [opId(), opId()];
      const answers = await Promise.all([same, same, other].map((op) => commit(rows, op)));
      expect(answers[0]).toEqual(answers[1]);
      for (const i of rows.keys()) {
        const results = [answers[0]![i]!.result, answers[2]![i]!.result].sort();
        expect(results).toEqual(['ALREADY', 'DONE']);
      }
      expect(await test.database.count('members', { path: '0604Z1' })).toBe(20);
      expect((await test.database.get('totals', '2020-0604Z1'))?.used).toBe(20);
    });

    it('R-73: two files that want one number for two people, one ID number in two branches', async () => {
      const [one, other] = [rowFor('赵甲', 20, '0604Z2'), rowFor('赵乙', 20, '0604Z2')];
      const [here, there] = [rowFor('钱丙', 21, '0604Z2'), rowFor('钱丙', 40, '0604Z3')];
      there.idNumber = here.idNumber;
      const [first, second] = await Promise.all([
        commit([one, here], opId()),
        commit([other, there], opId()),
      ]);
      for (const i of [0, 1]) {
        const results = [first![i]!.result, second![i]!.result].sort();
        expect(results).toEqual(['CLASH', 'DONE']);
      }
      expect(await test.database.get('numbers', n(20))).toMatchObject({ state: 'ASSIGNED' });
      const used = ['2020-0604Z2', '2020-0604Z3'].map((id) => test.database.get('holdings', id));
      const counts = (await Promise.all(used)).map((holding) => count(holding!.used));
      expect(counts.reduce((sum, part) => sum + part, 0)).toBe(2);
    });

    it('R-38 R-73: beside approvals from the same pool: no number twice, none lost', async () => {
      const people: string[] = [];
      for (const surname of '赵钱孙李周吴郑王') {
        const registrationId = await applies(test, `${surname}小明`, '0604D');
        await test.ok('secretary-D', 'review.pass', { registrationId, status: 'PENDING_BRANCH' });
        people.push(registrationId);
      }
      const before = (await test.database.get('holdings', '2020-0604'))!;
      // The lowest numbers of the committee, which the approvals want as well.
      const rows = Array.from({ length: 12 }, (_, i) => rowFor('李丁', 100 + i, '0604D'));
      const approvals = people.map(async (registrationId) => {
        const input = { registrationId, status: 'PENDING_COMMITTEE' as const };
        const op = opId();
        for (;;) {
          const answer = await callHere(test, 'staff', 'review.pass', input, op);
          if (answer.ok) return answer.data.memberNumber;
          if (answer.error.code !== 'BUSY') throw new Error(answer.error.message);
        }
      });
      const verdicts = await commit(rows, opId());
      const drawn = await Promise.all(approvals);
      const taken = rows.filter((_, i) => verdicts[i]!.result === 'DONE').map((row) => row.number);
      expect(new Set([...taken, ...drawn]).size).toBe(taken.length + people.length);
      for (const [i, verdict] of verdicts.entries()) {
        if (verdict.result === 'DONE') continue;
        expect(drawn).toContain(rows[i]!.number);
        expect(short(verdict)).toContain('CLASH number 该编号已是“0604直属团支部”');
      }
      const after = (await test.database.get('holdings', '2020-0604'))!;
      expect(count(before.free) - count(after.free)).toBe(taken.length + people.length);
      expect(after.voided).toEqual([]);
    });

    it('R-73: beside somebody who registers with the same ID number: one of the two', async () => {
      const row = rowFor('周戊', 22, '0604Z2');
      await addPerson(test, `周戊-${form}`);
      const submitted = formFor('周戊', '0605A', { idNumber: row.idNumber });
      const [verdicts, answer] = await Promise.all([
        commit([row], opId()),
        callHere(test, `周戊-${form}`, 'registration.submit', submitted, opId()),
      ]);
      expect([verdicts[0]!.result, answer.ok]).toEqual(
        answer.ok ? ['CLASH', true] : ['DONE', false],
      );
    });

    it('R-3 R-73: a range defined over a number that is taken over: EXTERNAL or of the range', async () => {
      for (let round = 0; round < 6; round++) {
        const serial = 20_000 + round * 100;
        const rows = [rowFor('吴己', serial, '0605A')];
        const range = { year, start: n(serial - 5), end: n(serial + 5) };
        const defining = callHere(test, 'province-2', 'numbering.defineRange', range, opId());
        await new Promise((resolve) => setTimeout(resolve, round * 10));
        const [verdicts, defined] = await Promise.all([commit(rows, opId()), defining]);
        const [verdict] = verdicts.map(short);
        expect(verdict).toMatch(defined.ok ? /^DONE P/ : /^DONE EXTERNAL/);
        const stored = await test.database.get('numbers', n(serial));
        expect(stored).toMatchObject(
          defined.ok
            ? { state: 'ASSIGNED', holderOrgId: 'P' }
            : { state: 'EXTERNAL', holderOrgId: null },
        );
      }
    });

    it('R-63 R-73: a year closed at the same time: used or expired, never both', async () => {
      const rows = [200, 210, 220].map((serial) => rowFor('郑庚', serial, '0605A'));
      const before = count((await test.database.get('holdings', '2020-P'))!.used);
      await test.ok('province', 'numbering.closeYear', { year, to: 'CLOSING' });
      const [verdicts] = await Promise.all([
        commit(rows, opId()),
        callHere(test, 'province-2', 'numbering.closeYear', { year, to: 'CLOSED' }, opId()),
      ]);
      await test.ok('province', 'numbering.closeYear', { year, to: 'CLOSED' });
      const province = (await test.database.get('holdings', '2020-P'))!;
      const done = verdicts.filter(({ result }) => result === 'DONE').length;
      expect(count(province.used) - before).toBe(done);
      expect(province.free).toEqual([]);
    });
  },
);
