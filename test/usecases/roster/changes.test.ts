import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, applies, plantTree, TREE_0604 } from '../../support/tree';

describe('member status and covers', () => {
  let test: TestCloud;
  let memberId: string;
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
      items: [{ orgId: '0604', count: 10 }],
    });
    memberId = await applies(test, '陈甲', '0604D');
    await test.ok('staff', 'review.pass', { registrationId: memberId, status: 'PENDING_BRANCH' });
    await test.ok('staff', 'review.pass', {
      registrationId: memberId,
      status: 'PENDING_COMMITTEE',
    });
  });
  afterAll(() => test.close());

  it.each(['TRANSFERRED_OUT', 'LEFT', 'EXPELLED', 'ACTIVE'] as const)(
    'Q-22: %s leaves the number assigned',
    async (status) => {
      const holding = await test.database.get('holdings', '2020-0604');
      await test.ok('staff', 'roster.setStatus', { memberId, status, reason: '按规定变更' });
      expect(await test.ok('staff', 'roster.get', { memberId })).toMatchObject({
        status,
        memberNumber: '202000012000',
      });
      expect(await test.database.get('holdings', '2020-0604')).toEqual(holding);
    },
  );

  it('a status that is the same, and one of somebody else’s member, are refused', async () => {
    const same = { memberId, status: 'ACTIVE' as const, reason: '按规定变更' };
    expect((await test.refused('staff', 'roster.setStatus', same)).code).toBe('CONFLICT');
    expect((await test.refused('staff-5', 'roster.setStatus', same)).code).toBe('FORBIDDEN');
  });

  it('the cover is ticked and unticked', async () => {
    const before = await test.ok('staff', 'roster.get', { memberId });
    expect(before.coverWrittenAt).toBeNull();
    const input = { memberIds: [memberId], written: true };
    const ticked = await test.ok('staff', 'roster.markCoverWritten', input);
    const cover = { at: expect.any(Number), by: expect.stringMatching(/^.老师$/) };
    expect(ticked).toEqual({ marked: 1, cover });
    const after = await test.ok('staff', 'roster.get', { memberId });
    expect(after).toMatchObject({
      coverWrittenAt: ticked.cover?.at,
      coverWrittenBy: ticked.cover?.by,
    });
    const { items } = await test.ok('staff', 'roster.list', {});
    expect(items.find(({ id }) => id === memberId)).toMatchObject({
      coverWrittenAt: after.coverWrittenAt,
      coverWrittenBy: after.coverWrittenBy,
    });
    const away = { ...input, written: false };
    expect((await test.ok('staff', 'roster.markCoverWritten', away)).cover).toBeNull();
    const again = await test.ok('staff', 'roster.get', { memberId });
    expect(again.coverWrittenAt).toBeNull();
    expect(again).not.toHaveProperty('coverWrittenBy');
  });
});
