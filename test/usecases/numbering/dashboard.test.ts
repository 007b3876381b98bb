import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { daysLater, thisMonth, today } from '../../../cloudfunctions/core/domain/dates';
import { orderKey } from '../../../cloudfunctions/core/domain/review';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, applies, plantTree, TREE_0604, type TreeRow } from '../../support/tree';

const year = 2020;
const TREE: TreeRow[] = [
  ...TREE_0604,
  // Never had a number, and people wait there.
  ['0606', '0606团委', 'GRASSROOTS_COMMITTEE', 'P'],
  ['0606A', '0606团支部', 'BRANCH', '0606'],
];

let test: TestCloud;
beforeAll(async () => {
  test = await startTestCloud();
  await plantTree(test, TREE);
  for (const [name, org] of [
    ['province', 'P'],
    ['staff', '0604'],
    ['general', '0604Z'],
    ['staff-5', '0605'],
    ['staff-6', '0606'],
    ['secretary', '0604Z1'],
  ] as const) {
    await addPerson(test, name, org);
  }
  await test.ok('province', 'numbering.defineRange', {
    year,
    start: '202000012000',
    end: '202000012009',
  });
  await allocates('province', 'P', { '0604': 8, '0605': 2 });
  await allocates('staff', '0604', { '0604Z': 6 });
  await allocates('general', '0604Z', { '0604Z1': 2, '0604Z2': 4 });
});
afterAll(() => test.close());

async function allocates(by: string, orgId: string, counts: Record<string, number>): Promise<void> {
  const items = Object.entries(counts).map(([id, count]) => ({ orgId: id, count }));
  await test.ok(by, 'numbering.allocate', { orgId, year, items });
}

const NAMES = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨';
let people = 0;
async function wait(branchId: string, n: number): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < n; i++) ids.push(await applies(test, `${NAMES[people++]}小一`, branchId));
  return ids;
}

describe('首页', () => {
  it('shows stock, pace, children and the oldest review; three requests at most', async () => {
    const [first] = await wait('0604Z1', 2);
    await test.ok('secretary', 'review.pass', { registrationId: first!, status: 'PENDING_BRANCH' });
    await test.ok('general', 'review.pass', { registrationId: first!, status: 'PENDING_GENERAL' });
    await test.ok('staff', 'review.pass', { registrationId: first!, status: 'PENDING_COMMITTEE' });
    const input = { orgId: 'P', year };
    const { answer, requests } = await test.call('province', 'numbering.dashboard', input);
    expect(requests - 1).toBeLessThanOrEqual(3);
    const month = thisMonth(Date.now());
    expect(answer).toMatchObject({
      ok: true,
      data: {
        organization: { id: 'P' },
        closed: false,
        held: 10,
        free: 0,
        used: 1,
        unused: 9,
        waiting: 1,
        short: 0,
        // The year is over: whatever is left never runs out in it.
        exhaustedOn: null,
        months: [{ month, used: 1 }],
        dates: { firstDistribution: '2020-03-31', useUp: '2020-12-15' },
        below: [
          { organization: { id: '0604' }, held: 8, free: 2, used: 1, waiting: 1 },
          { organization: { id: '0605' }, held: 2, free: 2, used: 0, waiting: 0 },
        ],
        reviews: { late: 0, oldest: { status: 'PENDING_BRANCH', organization: { id: '0604' } } },
      },
    });
    expect(answer.ok && answer.data.pace).toBeGreaterThan(0);
  });

  it('tells how many have waited for more than a week, and below which child the oldest is', async () => {
    const [id] = await wait('0604Z2', 1);
    const since = Date.now() - 8 * 86_400_000;
    await test.database.update('registrations', id!, { since, order: orderKey(since, id!) });
    const { reviews } = await test.ok('staff', 'numbering.dashboard', { orgId: '0604', year });
    expect(reviews).toMatchObject({
      late: 1,
      oldest: { registrationId: id, since, organization: { id: '0604Z' } },
    });
    const slow = { late: 1, status: 'PENDING_BRANCH', since };
    expect(reviews.slow).toMatchObject([{ organization: { id: '0604Z' }, own: false, ...slow }]);
    const above = await test.call('province', 'numbering.dashboard', { orgId: 'P', year });
    expect(above.requests - 1).toBeLessThanOrEqual(3);
    expect(above.answer).toMatchObject({
      data: { reviews: { late: 1, slow: [{ organization: { id: '0604' }, ...slow }] } },
    });
    const general = await test.ok('general', 'numbering.dashboard', { orgId: '0604Z', year });
    expect(general.reviews.slow).toMatchObject([{ organization: { id: '0604Z2' }, late: 1 }]);
    const branch = await test.ok('secretary', 'numbering.dashboard', { orgId: '0604Z1', year });
    expect(branch).toMatchObject({ below: [], reviews: { late: 0 }, waiting: 1, held: 2 });
  });

  it('a late review counts for whoever has to do it now: the committee itself', async () => {
    const [id] = await wait('0604D', 1);
    const since = Date.now() - 9 * 86_400_000;
    await test.database.update('registrations', id!, {
      status: 'PENDING_COMMITTEE',
      since,
      order: orderKey(since, id!),
    });
    const { reviews } = await test.ok('staff', 'numbering.dashboard', { orgId: '0604', year });
    expect(reviews.slow).toMatchObject([
      { organization: { id: '0604' }, own: true, status: 'PENDING_COMMITTEE', since },
      { organization: { id: '0604Z' }, own: false },
    ]);
    expect(reviews.late).toBe(2);
    await test.database.update('registrations', id!, { status: 'WITHDRAWN' });
  });

  it('names the day on which the numbers of each organisation run out at its pace', async () => {
    // The coming year: its last day is far enough away on whatever day this runs.
    const coming = Number(today(Date.now()).slice(0, 4)) + 1;
    const range = { start: `${coming}00012000`, end: `${coming}00012499` };
    await test.ok('province', 'numbering.defineRange', { year: coming, ...range });
    const items = [
      { orgId: '0604', count: 401 },
      { orgId: '0605', count: 9 },
    ];
    await test.ok('province', 'numbering.allocate', { orgId: 'P', year: coming, items });
    const months = { [thisMonth(Date.now())]: 400 };
    const totals = { year: coming, used: 400, waiting: 0, months };
    await test.database.put('totals', { _id: `${coming}-0604`, orgId: '0604', ...totals });
    const input = { orgId: 'P', year: coming };
    const { at, below } = await test.ok('province', 'numbering.dashboard', input);
    // One is left and at least 400 / 31 go in a day; nobody of the other one has come yet.
    expect(
      below.map(({ organization, unused, exhaustedOn }) => [organization.id, unused, exhaustedOn]),
    ).toEqual([
      ['0604', 1, daysLater(today(at), 1)],
      ['0605', 9, null],
    ]);
  });

  it('the figures of a moved organisation go along with it', async () => {
    const before = await test.ok('province', 'numbering.dashboard', { orgId: '0605', year });
    expect(before.months).toEqual([]);
    const move = { orgId: '0604Z1', parentId: '0605', reason: '改隶' };
    await test.ok('province', 'organization.move', move);
    const after = await test.ok('province', 'numbering.dashboard', { orgId: '0605', year });
    expect(after.months).toEqual([{ month: thisMonth(Date.now()), used: 1 }]);
    await test.ok('province', 'organization.move', { ...move, parentId: '0604Z' });
  });
});

describe('调剂方案', () => {
  it('R-10, R-20: brings idle numbers level by level to where people wait, and it can be run', async () => {
    await wait('0606A', 3);
    await wait('0605A', 1);
    const plan = await test.ok('province', 'numbering.rebalancePlan', { orgId: 'P', year });
    expect(plan).toMatchObject({
      unserved: 0,
      partial: false,
      served: [{ organization: { id: '0606' }, waiting: 3, free: 0, brought: 3 }],
    });
    expect(plan.steps.at(-1)).toMatchObject({
      kind: 'ALLOCATE',
      from: { id: 'P' },
      items: [{ to: { id: '0606' }, count: 3 }],
    });
    for (const step of plan.steps) {
      if (step.kind === 'RECLAIM') {
        const { from, to, count } = step;
        const input = { orgId: from.id, parentId: to.id, year, count };
        await test.ok('province', 'numbering.reclaim', input);
      } else {
        const items = step.items.map(({ to, count }) => ({ orgId: to.id, count }));
        await test.ok('province', 'numbering.allocate', { orgId: step.from.id, year, items });
      }
    }
    const done = await test.ok('province', 'numbering.rebalancePlan', { orgId: 'P', year });
    expect(done).toMatchObject({ steps: [], unserved: 0 });
  });

  it('says for how many there is no number', async () => {
    await wait('0604D', 4);
    const plan = await test.ok('province', 'numbering.rebalancePlan', { orgId: 'P', year });
    expect(plan.unserved).toBeGreaterThan(0);
    const stock = await test.ok('province', 'numbering.dashboard', { orgId: 'P', year });
    expect(plan.unserved).toBe(stock.short);
  });

  it('stays below the organisation asked about', async () => {
    const plan = await test.ok('staff', 'numbering.rebalancePlan', { orgId: '0604', year });
    const named = JSON.stringify(plan.steps);
    expect(named).not.toContain('"P"');
    expect(named).not.toContain('0605');
  });
});
