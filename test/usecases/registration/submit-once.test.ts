import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { callHere } from '../../support/in-process';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, formFor, plantTree, TREE_0604 } from '../../support/tree';

/* Submitting looks for an earlier sending only after a duplicate: nothing may come of it twice all the same. */
describe.each(['duplicate', 'conflict'] as const)(
  'one submission, one registration (duplicates reported as %s)',
  (form) => {
    let test: TestCloud;
    beforeAll(async () => {
      test = await startTestCloud({ database: { duplicateInTransaction: form } });
      await plantTree(test, TREE_0604);
      for (const name of ['陈甲', '林乙', '黄丙']) await addPerson(test, name);
    });
    afterAll(() => test.close());

    const sent = async (name: string) => ({
      registrations: await test.database.count('registrations', { accountId: `account-${name}` }),
      entries: (await test.database.find('journal', { orgs: '0604D', kind: 'SUBMIT' })).filter(
        ({ actor }) => actor === `account-${name}`,
      ).length,
    });

    it('sent five times at once: the same answer, once', async () => {
      const input = formFor('陈甲', '0604D');
      const answers = await Promise.all(
        [1, 2, 3, 4, 5].map(() =>
          callHere(test, '陈甲', 'registration.submit', input, 'submit-chen'),
        ),
      );
      expect(answers[0]).toMatchObject({ ok: true, data: { status: 'PENDING_BRANCH' } });
      for (const answer of answers) expect(answer).toEqual(answers[0]);
      expect(await sent('陈甲')).toEqual({ registrations: 1, entries: 1 });
    });

    it('the same operation with another form is refused, also when nobody holds the claims', async () => {
      const opId = 'submit-lin';
      await test.ok('林乙', 'registration.submit', formFor('林乙', '0604D'), { opId });
      const other = formFor('林乙', '0604D');
      const refused = await test.refused('林乙', 'registration.submit', other, { opId });
      expect(refused.code).toBe('CONFLICT');
      expect(await sent('林乙')).toEqual({ registrations: 1, entries: 1 });
    });

    it('sent again after it was taken back: nothing comes alive again', async () => {
      const opId = 'submit-huang';
      const input = formFor('黄丙', '0604D');
      const { id } = await test.ok('黄丙', 'registration.submit', input, { opId });
      await test.ok('黄丙', 'registration.withdraw', { registrationId: id });
      const again = await test.ok('黄丙', 'registration.submit', input, { opId });
      expect(again).toMatchObject({ id, status: 'WITHDRAWN' });
      expect(await sent('黄丙')).toEqual({ registrations: 1, entries: 1 });
      expect(await test.database.count('claims', { registrationId: id })).toBe(0);
    });
  },
);
