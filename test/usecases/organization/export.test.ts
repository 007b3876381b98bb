import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { daysLater, today } from '../../../cloudfunctions/core/domain/dates';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, plantTree, TREE_0604, type TreeRow } from '../../support/tree';

const MANY = 620;
const BRANCHES: TreeRow[] = Array.from({ length: MANY }, (_, i) => [
  `0605B${String(i).padStart(4, '0')}`,
  `0605第${i}团支部`,
  'BRANCH',
  '0605',
]);

let test: TestCloud;
beforeAll(async () => {
  test = await startTestCloud();
  await plantTree(test, [...TREE_0604, ...BRANCHES]);
  await addPerson(test, 'province', 'P');
  await addPerson(test, 'staff', '0604');
  await addPerson(test, 'staff-5', '0605');
  await addPerson(test, '苏晓', '0604Z1');
  await addPerson(test, '总书', '0604Z');
});
afterAll(() => test.close());

describe('export of organisations', () => {
  it('gives all below with parent, secretary, staff and terms', async () => {
    const { rows, watermark } = await test.ok('staff', 'organization.export', { orgId: '0604' });
    const day = today(Date.now());
    const term = { from: day, to: daysLater(day, 365) };
    expect(rows.map(({ code }) => code)).toEqual([
      '0604',
      '0604D',
      '0604Z',
      '0604Z1',
      '0604Z2',
      '0604Z3',
      '0604Z4',
      '0604Z5',
    ]);
    expect(rows[0]).toMatchObject({ parentCode: 'P', staff: [{ name: 'staff', ...term }] });
    expect(rows[3]).toMatchObject({
      name: '0604团支部（1）',
      type: 'BRANCH',
      parentCode: '0604Z',
      parent: '0604团总支',
      secretary: { name: '苏晓', ...term },
      staff: [],
    });
    expect(rows[4]!.secretary).toBeNull();
    expect(watermark).toContain('0604团委');
  });

  it('goes on by cursor, with one line in the log', async () => {
    const opId = 'export-organizations';
    const input = { orgId: '0605', reason: '备份' };
    const first = await test.call('province', 'organization.export', input, { opId });
    expect(first.requests - 1).toBeLessThanOrEqual(7);
    if (!first.answer.ok) throw new Error(JSON.stringify(first.answer));
    const { rows, next } = first.answer.data;
    const more = { ...input, cursor: next! };
    const rest = await test.ok('province', 'organization.export', more, { opId });
    expect(rest.next).toBeNull();
    const codes = new Set([...rows, ...rest.rows].map(({ code }) => code));
    expect(codes.size).toBe(MANY + 2);
    expect(await test.database.find('audit', { what: 'EXPORT_ORGANIZATIONS' })).toHaveLength(2);
  });
});

describe('people in office below', () => {
  it('are listed with terms and last visits, organisations without anybody as well', async () => {
    const { answer, requests } = await test.call('staff', 'organization.people', {
      orgId: '0604',
      limit: 4,
    });
    expect(requests - 1).toBeLessThanOrEqual(3);
    expect(answer).toMatchObject({
      ok: true,
      data: {
        items: [
          { organization: { id: '0604' }, officers: [{ name: 'staff', role: 'STAFF' }] },
          { organization: { id: '0604D' }, officers: [] },
          { organization: { id: '0604Z' }, officers: [{ name: '总书' }] },
          {
            organization: { id: '0604Z1' },
            officers: [
              {
                name: '苏晓',
                role: 'SECRETARY',
                phone: expect.stringContaining('****'),
                lastSignInAt: expect.any(Number),
                asleep: false,
              },
            ],
          },
        ],
        next: '0604Z1',
      },
    });
  });

  it('are marked when their post sleeps', async () => {
    const account = (await test.database.get('accounts', 'account-苏晓'))!;
    const from = daysLater(today(Date.now()), -200);
    await test.database.update('accounts', account._id, {
      lastSignInAt: Date.parse(`${from}T04:00:00Z`),
      posts: account.posts.map((post) => ({ ...post, from })),
    });
    const { items } = await test.ok('staff', 'organization.people', { orgId: '0604Z1' });
    expect(items[0]!.officers).toMatchObject([{ name: '苏晓', asleep: true }]);
  });
});
