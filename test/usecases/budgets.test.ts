import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { SETTINGS, startTestCloud, type TestCloud } from '../support/phones';
import { addPerson, applies, formFor, idNumber, plantTree, TREE_0604 } from '../support/tree';

/** Finding the account behind a phone. */
const IDENTITY = 1;
const year = 2020;

/** Request budgets of the hot actions: on the real service each request is a trip over the network. */
describe('request budgets', () => {
  let test: TestCloud;
  let own: string;
  let central: string;

  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    for (const [name, org] of [
      ['province', 'P'],
      ['staff', '0604'],
      ['general', '0604Z'],
      ['secretary', '0604D'],
      ['secretary-2', '0604Z2'],
    ] as const) {
      await addPerson(test, name, org);
    }
    await test.ok('province', 'numbering.defineRange', {
      year,
      start: '202000012000',
      end: '202000012999',
    });
    // Totals are made at their first use; what is measured is the use after that.
    central = await applies(test, '张丁', '0604D');
    own = await applies(test, '陈甲', '0604Z2');
    await test.ok('secretary', 'review.pass', {
      registrationId: central,
      status: 'PENDING_BRANCH',
    });
    await test.ok('secretary-2', 'review.pass', { registrationId: own, status: 'PENDING_BRANCH' });
    await test.ok('general', 'review.pass', { registrationId: own, status: 'PENDING_GENERAL' });
  });
  afterAll(() => test.close());

  it('allocate to n children: n + 8 the first time, 2n + 7 at most', async () => {
    const one = await test.call('province', 'numbering.allocate', {
      orgId: 'P',
      year,
      items: [{ orgId: '0604', count: 200 }],
    });
    expect(one.answer.ok).toBe(true);
    expect(one.requests - IDENTITY - SETTINGS).toBeLessThanOrEqual(9);
    await test.ok('staff', 'numbering.allocate', {
      orgId: '0604',
      year,
      items: [{ orgId: '0604Z', count: 100 }],
    });
    const five = await test.call('general', 'numbering.allocate', {
      orgId: '0604Z',
      year,
      items: [1, 2, 3, 4, 5].map((i) => ({ orgId: `0604Z${i}`, count: 20 })),
    });
    expect(five.answer.ok).toBe(true);
    expect(five.requests - IDENTITY - SETTINGS).toBeLessThanOrEqual(13);
    await test.ok('staff', 'numbering.allocate', {
      orgId: '0604',
      year,
      items: [{ orgId: '0604Z', count: 5 }],
    });
    const again = await test.call('general', 'numbering.allocate', {
      orgId: '0604Z',
      year,
      items: [1, 2, 3, 4, 5].map((i) => ({ orgId: `0604Z${i}`, count: 1 })),
    });
    expect(again.answer.ok).toBe(true);
    expect(again.requests - IDENTITY - SETTINGS).toBeLessThanOrEqual(17);
  });

  it('reclaim: 9', async () => {
    const { answer, requests } = await test.call('general', 'numbering.reclaim', {
      orgId: '0604Z5',
      year,
      count: 5,
    });
    expect(answer.ok).toBe(true);
    expect(requests - IDENTITY - SETTINGS).toBeLessThanOrEqual(9);
  });

  it("approve: 13 from the branch's pool, 14 from the committee's", async () => {
    const fromBranch = await test.call('staff', 'review.pass', {
      registrationId: own,
      status: 'PENDING_COMMITTEE',
    });
    expect(fromBranch.answer).toMatchObject({ ok: true, data: { numberSource: 'AUTO_BRANCH' } });
    expect(fromBranch.requests - IDENTITY).toBeLessThanOrEqual(13);
    const fromCommittee = await test.call('staff', 'review.pass', {
      registrationId: central,
      status: 'PENDING_COMMITTEE',
    });
    expect(fromCommittee.answer).toMatchObject({
      ok: true,
      data: { numberSource: 'AUTO_COMMITTEE' },
    });
    expect(fromCommittee.requests - IDENTITY).toBeLessThanOrEqual(14);
  });

  it('submit: 7, with an own number 8, with one from 2020 on 9', async () => {
    await addPerson(test, '李戊');
    const auto = await test.call('李戊', 'registration.submit', formFor('李戊', '0604D'));
    expect(auto.answer.ok).toBe(true);
    expect(auto.requests - IDENTITY - SETTINGS).toBeLessThanOrEqual(7);
    await addPerson(test, '王己');
    await applies(test, '吴辛', '0604D', {
      joinMonth: '2019-05',
      typedNumber: '201935000122',
      idNumber: idNumber('20050101'),
    });
    const own2019 = await test.call(
      '王己',
      'registration.submit',
      formFor('王己', '0604D', {
        joinMonth: '2019-05',
        typedNumber: '201935000123',
        idNumber: idNumber('20050101'),
      }),
    );
    expect(own2019.answer.ok).toBe(true);
    expect(own2019.requests - IDENTITY - SETTINGS).toBeLessThanOrEqual(8);
    const outside = { joinedInProvince: false, typedNumber: '202044000001' };
    await addPerson(test, '钱二');
    await applies(test, '赵一', '0604D', { ...outside, typedNumber: '202044000002' });
    const own2020 = await test.call(
      '钱二',
      'registration.submit',
      formFor('钱二', '0604D', outside),
    );
    expect(own2020.answer.ok).toBe(true);
    expect(own2020.requests - IDENTITY - SETTINGS).toBeLessThanOrEqual(9);
  });

  it('first pages of lists and previews: 3', async () => {
    const reviews = await test.call('staff', 'review.list', { status: 'PENDING_BRANCH' });
    expect(reviews.answer).toMatchObject({ ok: true, data: { counts: { PENDING_BRANCH: 5 } } });
    expect(reviews.requests - IDENTITY).toBeLessThanOrEqual(3);
    const members = await test.call('staff', 'roster.list', {});
    expect(members.answer.ok && members.answer.data.items).toHaveLength(2);
    expect(members.requests - IDENTITY).toBeLessThanOrEqual(3);
    const plan = await test.call('staff', 'numbering.previewAllocation', {
      orgId: '0604',
      year,
      items: [{ orgId: '0604Z', count: 3 }],
    });
    expect(plan.answer.ok).toBe(true);
    expect(plan.requests - IDENTITY).toBeLessThanOrEqual(3);
  });

  /** The other lists of the console, most of them narrowed. */
  const LISTS = [
    ['province', 'review.list', { status: 'PENDING_BRANCH', orgId: '0604', own: true }],
    ['province', 'roster.list', { orgId: '0604', year, coverWritten: false }],
    ['province', 'roster.list', { q: '张' }],
    ['province', 'numbering.corrections', { orgId: 'P', status: 'FILED' }],
    ['province', 'numbering.requests', { orgId: 'P', box: 'OPEN' }],
    ['province', 'numbering.squatters', {}],
    ['province', 'numbering.settingsHistory', {}],
    ['province', 'organization.children', { parentId: 'P', year }],
    ['province', 'organization.search', { q: '支部', under: 'P' }],
    ['province', 'organization.people', { orgId: 'P' }],
    ['province', 'organization.imports', { rootId: 'P' }],
    ['province', 'account.auditLog', { group: 'OFFICE', from: '2020-01-01', to: '2099-12-31' }],
  ] as const;
  it.each(LISTS)('first page for the %s of %s %j: 3', async (who, action, input) => {
    const first = await test.call(who, action, input);
    expect(first.answer).toMatchObject({ ok: true });
    expect(first.requests - IDENTITY - SETTINGS).toBeLessThanOrEqual(3);
  });

  it.each([{}, { year }])('first page of the movements, asked with %j: 3', async (of) => {
    const first = await test.call('province', 'numbering.journal', { orgId: '0604Z', ...of });
    const items = first.answer.ok ? first.answer.data.items : [];
    expect(items.length).toBeGreaterThan(1);
    expect(items.some(({ mayUndo }) => mayUndo)).toBe(true);
    expect(items.every(({ actor }) => actor !== '')).toBe(true);
    expect(first.requests - IDENTITY).toBeLessThanOrEqual(3);
  });
});
