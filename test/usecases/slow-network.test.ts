import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { count } from '../../cloudfunctions/core/domain/intervals';
import { startTestCloud, type TestCloud } from '../support/phones';
import { addPerson, formFor, plantTree, type TreeRow } from '../support/tree';

const year = 2020;
/** Fewer have numbers of this one: closing all of 2020 so slowly would take a minute. */
const LATER = 2021;
/** Added to each request, in ms: a slow day of the real service. */
const DELAY = 40;
/** An answer has to be there by then, in ms; the functions' own limit, 20,000, is what fails a call here. */
const PATIENCE = 15_000;

const CHILDREN = Array.from({ length: 100 }, (_, i) => `A${String(i).padStart(2, '0')}`);
/** Branches with numbers: with their committee 60 holdings that move together. */
const MOVING = Array.from({ length: 59 }, (_, i) => `M${String(i).padStart(2, '0')}`);

const TREE: TreeRow[] = [
  ['P', '团省委', 'PROVINCE', null],
  ['A', '一团委', 'GRASSROOTS_COMMITTEE', 'P'],
  ['B', '二团委', 'GRASSROOTS_COMMITTEE', 'P'],
  ['M', '三团委', 'GRASSROOTS_COMMITTEE', 'A'],
  ...CHILDREN.map((id, i): TreeRow => [id, `一团委第${i}团支部`, 'BRANCH', 'A']),
  ...MOVING.map((id, i): TreeRow => [id, `三团委第${i}团支部`, 'BRANCH', 'M']),
];

/* The largest writes, each request slowed down; approvals, appointments and corrections: the worked example. */
describe(`with ${DELAY} ms added to each request`, () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE);
    await addPerson(test, 'province', 'P');
    await addPerson(test, '陈甲');
    for (const ranged of [year, LATER]) {
      const range = { year: ranged, start: `${ranged}00012000`, end: `${ranged}00012999` };
      await test.ok('province', 'numbering.defineRange', range);
      await allocate(ranged, 'P', ['A', 600]);
    }
    await allocate(LATER, 'A', ...CHILDREN.map((id): [string, number] => [id, 1]));
    await allocate(year, 'A', ['M', 200]);
    await allocate(year, 'M', ...MOVING.map((id): [string, number] => [id, 2]));
    test.cloud.database.settings.delayMs = DELAY;
  });
  afterEach(async () => {
    const { settings } = test.cloud.database;
    settings.delayMs = 0;
    const input = { orgId: 'P', year, full: true };
    for (let cursor: string | undefined; ;) {
      const slice = { ...input, ...(cursor !== undefined && { cursor }) };
      const proof = await test.ok('province', 'numbering.reconcile', slice);
      expect(proof.findings).toEqual([]);
      if (proof.next === null) break;
      cursor = proof.next;
    }
    settings.delayMs = DELAY;
  });
  afterAll(() => test.close());

  const allocate = (of: number, orgId: string, ...items: Array<[string, number]>) =>
    test.call('province', 'numbering.allocate', {
      orgId,
      year: of,
      items: items.map(([id, n]) => ({ orgId: id, count: n })),
    });
  const heldBy = async (orgId: string) =>
    count((await test.database.get('holdings', `${year}-${orgId}`))?.held ?? []);
  const inTime = (requests: number) => expect(requests * DELAY).toBeLessThan(PATIENCE);

  it('a registration is submitted', async () => {
    const { answer, requests } = await test.call(
      '陈甲',
      'registration.submit',
      formFor('陈甲', 'A00'),
    );
    expect(answer.ok).toBe(true);
    inTime(requests);
  });

  it('100 children get numbers in one transaction', async () => {
    const { answer, requests } = await allocate(
      year,
      'A',
      ...CHILDREN.map((id): [string, number] => [id, 3]),
    );
    expect(answer.ok).toBe(true);
    expect(await heldBy('A99')).toBe(3);
    inTime(requests);
  });

  it('R-70: an organisation moves with 60 holdings', async () => {
    const input = { orgId: 'M', parentId: 'B', reason: '改隶' };
    const { answer, requests } = await test.call('province', 'organization.move', input);
    expect(answer.ok).toBe(true);
    expect([await heldBy('A'), await heldBy('B'), await heldBy('M58')]).toEqual([400, 200, 2]);
    inTime(requests);
  });

  it('R-63: a year is closed in slices, each of which answers in time', async () => {
    await test.ok('province', 'numbering.closeYear', { year: LATER, to: 'CLOSING' });
    let slices = 0;
    for (let left = Number.POSITIVE_INFINITY; left > 0; slices++) {
      const input = { year: LATER, to: 'CLOSED' as const };
      const progress = await test.ok('province', 'numbering.closeYear', input);
      expect(progress.left).toBeLessThan(left);
      left = progress.left;
    }
    expect(slices).toBeGreaterThan(1);
    const { statement } = await test.ok('province', 'numbering.yearStatus', { year: LATER });
    expect(statement).toEqual({ total: 1000, used: 0, voided: 0, expired: 1000 });
  });
});
