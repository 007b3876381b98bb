import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { coverOf } from '../../../cloudfunctions/core/domain/cover';
import { emptyHolding } from '../../../cloudfunctions/core/domain/holdings';
import type { JournalLine } from '../../../cloudfunctions/core/ports/documents';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, plantTree, TREE_0604 } from '../../support/tree';

const year = 2020;
const MEMBERS = 1300;
const FIRST = 202000012000;

/** More entries, numbers and members at one organisation than one query gives. */
describe('the proof of a pool with 1,300 members', () => {
  let test: TestCloud;
  const range = { start: FIRST, end: FIRST + MEMBERS - 1 };
  const nth = (i: number) => ({ start: FIRST + i, end: FIRST + i });

  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    await addPerson(test, 'province', 'P');
    await test.ok('province', 'numbering.defineRange', {
      year,
      start: String(range.start),
      end: String(range.end),
    });
    const { database } = test;
    const begun = Date.now() - 1000;
    const entry = async (i: number, kind: 'RANGE_ADD' | 'ASSIGN', line: JournalLine) =>
      database.add('journal', {
        _id: `entry-${i}`,
        // More entries than one query gives have one time, and ten have each of the others.
        at: begun + (i < 1100 ? 0 : Math.floor(i / 10)),
        actor: 'account-province',
        post: null,
        actingOrg: 'P',
        kind,
        year,
        lines: [line],
        orgs: ['P'],
        cover: coverOf(line.intervals),
        subject: null,
        reason: null,
        inputHash: '',
        result: null,
      });
    for (let from = 0; from < MEMBERS; from += 100) {
      await Promise.all(
        Array.from({ length: 100 }, async (_, k) => {
          const i = from + k;
          const number = String(FIRST + i);
          await entry(i, 'ASSIGN', {
            kind: 'ASSIGN',
            org: 'P',
            counterOrg: null,
            intervals: [nth(i)],
            year,
            revBefore: i + 1,
            revAfter: i + 2,
          });
          await database.add('numbers', {
            _id: number,
            year,
            state: 'ASSIGNED',
            holderOrgId: 'P',
            memberId: `member-${i}`,
            at: 0,
          });
          // Only what the proof reads of a member.
          await database.put('members', { _id: `member-${i}`, memberNumber: number } as never);
        }),
      );
    }
    await database.put('holdings', {
      ...emptyHolding('P', year, null),
      _id: '2020-P',
      rev: MEMBERS + 1,
      held: [range],
      used: [range],
      cover: coverOf([range]),
    });
  });
  afterAll(() => test.close());

  const prove = () => test.ok('province', 'numbering.reconcile', { orgId: 'P', year, full: true });

  it('finds nothing where nothing is wrong', async () => {
    expect(await prove()).toMatchObject({
      total: MEMBERS,
      statement: { used: MEMBERS, free: 0 },
      findings: [],
    });
  });

  it('finds the one member of them whose number is another', async () => {
    await test.database.update('members', 'member-1234', { memberNumber: '202000099999' });
    const { findings } = await prove();
    expect(findings.flatMap(({ differences }) => differences)).toEqual([
      { document: 'members/member-1234', text: `团员的编号不是 ${FIRST + 1234}` },
    ]);
  });
});
