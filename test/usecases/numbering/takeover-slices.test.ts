import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { count } from '../../../cloudfunctions/core/domain/intervals';
import type { TakeoverRow } from '../../../typings/api';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { n, proveAll, rowFor, year } from '../../support/takeover';
import { addPerson, plantTree } from '../../support/tree';

const IDENTITY = 1;

describe('a slice of 200 rows', () => {
  const BRANCHES = Array.from({ length: 40 }, (_, i) => `C${String(i).padStart(2, '0')}`);
  let test: TestCloud;
  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, [
      ['P', '团省委', 'PROVINCE', null],
      ['C', '学校团委', 'GRASSROOTS_COMMITTEE', 'P'],
      ...BRANCHES.map((id, i) => [id, `第${i}团支部`, 'BRANCH', 'C'] as const),
    ]);
    await addPerson(test, 'province', 'P');
    await addPerson(test, 'school', 'C');
    await test.ok('province', 'numbering.defineRange', { year, start: n(0), end: n(1999) });
    const items = BRANCHES.map((orgId) => ({ orgId, count: 10 }));
    await test.ok('province', 'numbering.allocate', {
      orgId: 'P',
      year,
      items: [{ orgId: 'C', count: 1000 }],
    });
    await test.ok('school', 'numbering.allocate', { orgId: 'C', year, items });
    test.cloud.database.settings.delayMs = 40;
  });
  afterEach(async () => {
    test.cloud.database.settings.delayMs = 0;
    await proveAll(test);
    test.cloud.database.settings.delayMs = 40;
  });
  afterAll(() => test.close());

  /** With 40 ms added to each request, sent again until nothing is left; gives the requests of all calls. */
  async function takeOverAll(rows: TakeoverRow[], opId: string): Promise<number> {
    let requests = 0;
    for (;;) {
      const input = { rows };
      const called = await test.call('province', 'numbering.takeoverCommit', input, { opId });
      if (!called.answer.ok) throw new Error(called.answer.error.message);
      requests += called.requests - IDENTITY;
      const { rows: verdicts, unfinished } = called.answer.data;
      expect(verdicts.length + unfinished.length).toBe(rows.length);
      expect(new Set(verdicts.map(({ result }) => result))).toEqual(new Set(['DONE']));
      if (unfinished.length === 0) return requests;
    }
  }

  it('R-73: the check asks ten times, for one row as for 200', async () => {
    const rows = BRANCHES.flatMap((id, b) =>
      [0, 1, 2, 3, 4].map((i) => rowFor('赵一', b * 10 + i, id)),
    );
    for (const some of [rows.slice(0, 1), rows]) {
      const called = await test.call('province', 'numbering.takeoverCheck', { rows: some });
      expect(called.answer.ok && called.answer.data.rows[0]!.result).toBe('READY');
      expect(called.requests - IDENTITY).toBeLessThanOrEqual(10);
    }
  });

  it("R-73: of a committee's pool: 10 requests and 10 for every 50 rows", async () => {
    const rows = Array.from({ length: 200 }, (_, i) =>
      rowFor('钱二', 500 + 2 * i, BRANCHES[i % 40]!),
    );
    expect(await takeOverAll(rows, 'slice-of-a-pool')).toBeLessThanOrEqual(10 + 4 * 10 + 3);
    const pool = (await test.database.get('holdings', '2020-C'))!;
    expect(count(pool.used)).toBe(200);
  });

  it('R-73: of forty branches: 27 requests for ten of them', async () => {
    const rows = BRANCHES.flatMap((id, b) =>
      [1, 3, 5, 7, 9].map((i) => rowFor('孙三', b * 10 + i, id)),
    );
    expect(await takeOverAll(rows, 'slice-of-branches')).toBeLessThanOrEqual(3 * (10 + 4 * 40));
    const journal = await test.database.find('journal', { orgs: 'C05', kind: 'IMPORT' });
    expect(journal).toHaveLength(1);
    expect(journal[0]!.lines).toHaveLength(10);
    expect((await test.database.get('totals', '2020-C'))?.used).toBe(400);
  });
});
