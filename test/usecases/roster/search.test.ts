import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { InputOf, RegistrationForm } from '../../../typings/api';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, applies, plantTree, TREE_0604 } from '../../support/tree';

describe('团籍资料: search and filters', () => {
  let test: TestCloud;
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    for (const [name, org] of [
      ['province', 'P'],
      ['staff', '0604'],
      ['staff-5', '0605'],
    ] as const) {
      await addPerson(test, name, org);
    }
    await test.ok('province', 'numbering.defineRange', {
      year: 2020,
      start: '202000012000',
      end: '202000012999',
    });
    await test.ok('province', 'numbering.allocate', {
      orgId: 'P',
      year: 2020,
      items: ['0604', '0605'].map((orgId) => ({ orgId, count: 10 })),
    });
    await joins('陈小甲', '0604D', 'staff');
    await joins('陈小乙', '0604D', 'staff');
    await joins('欧阳小丙', '0605A', 'staff-5');
    await joins('林丁', '0604D', 'staff', {
      joinMonth: '2021-05',
      joinedInProvince: false,
      typedNumber: '202144000001',
    });
    await test.ok('staff', 'roster.setStatus', {
      memberId: ids['陈小乙']!,
      status: 'LEFT',
      reason: '年满离团',
    });
    await test.ok('staff', 'roster.markCoverWritten', {
      memberIds: [ids['陈小甲']!],
      written: true,
    });
  });
  afterAll(() => test.close());

  async function joins(
    name: string,
    branchId: string,
    by: string,
    changes: Partial<RegistrationForm> = {},
  ): Promise<void> {
    const registrationId = await applies(test, name, branchId, changes);
    ids[name] = registrationId;
    await test.ok(by, 'review.pass', { registrationId, status: 'PENDING_BRANCH' });
    const coverChecked = changes.typedNumber !== undefined;
    await test.ok(by, 'review.pass', { registrationId, status: 'PENDING_COMMITTEE', coverChecked });
  }

  const found = async (by: string, input: InputOf<'roster.list'>): Promise<string[]> =>
    (await test.ok(by, 'roster.list', input)).items.map(({ name }) => name);

  it('finds any part of a name, the latest first, only below the organisation', async () => {
    expect(await found('staff', { q: '小' })).toEqual(['陈小乙', '陈小甲']);
    expect(await found('staff', { q: '小乙' })).toEqual(['陈小乙']);
    expect(await found('province', { q: '阳小' })).toEqual(['欧阳小丙']);
    expect(await found('province', { q: '小', orgId: '0605' })).toEqual(['欧阳小丙']);
    expect(await found('staff', { q: '阳' })).toEqual([]);
  });

  it('finds a number, and the end of a phone number', async () => {
    const member = (await test.database.get('members', ids['陈小甲']!))!;
    expect(await found('staff', { q: member.memberNumber! })).toEqual(['陈小甲']);
    expect(await found('staff', { q: member.phoneMasked!.slice(-4) })).toEqual(['陈小甲']);
    expect(await found('staff-5', { q: member.memberNumber! })).toEqual([]);
  });

  it('goes on with a search where the page ended', async () => {
    const first = await test.ok('province', 'roster.list', { q: '小', limit: 2 });
    expect(first.next).not.toBeNull();
    const second = await test.ok('province', 'roster.list', {
      q: '小',
      limit: 2,
      cursor: first.next!,
    });
    expect(second.next).toBeNull();
    const names = [...first.items, ...second.items].map(({ name }) => name);
    expect(names).toEqual(['欧阳小丙', '陈小乙', '陈小甲']);
  });

  it('filters by status, cover, source and year, also together', async () => {
    expect(await found('staff', { status: 'LEFT' })).toEqual(['陈小乙']);
    expect(await found('staff', { coverWritten: false })).toEqual(['陈小乙']);
    expect(await found('staff', { coverWritten: true })).toEqual(['林丁', '陈小甲']);
    expect(await found('staff', { numberSource: 'MANUAL' })).toEqual(['林丁']);
    expect(await found('staff', { year: 2020, status: 'ACTIVE' })).toEqual(['陈小甲']);
    expect(await found('staff', { q: '陈', coverWritten: true })).toEqual(['陈小甲']);
  });

  it('needs three requests at most', async () => {
    const inputs: InputOf<'roster.list'>[] = [{}, { q: '小' }, { status: 'LEFT' }];
    for (const input of inputs) {
      const { requests } = await test.call('province', 'roster.list', input);
      expect(requests - 1).toBeLessThanOrEqual(3);
    }
  });
});
