import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, applies, plantTree, TREE_0604 } from '../../support/tree';

describe('moving an applicant to another branch (R-74)', () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    for (const [name, org] of [
      ['staff', '0604'],
      ['general', '0604Z'],
      ['secretary-3', '0604Z3'],
    ] as const) {
      await addPerson(test, name, org);
    }
  });
  afterAll(() => test.close());

  const reassign = (registrationId: string, branchId: string, by = 'general') =>
    test.ok(by, 'review.reassign', {
      registrationId,
      status: 'PENDING_BRANCH',
      branchId,
      reason: '应在三班报到',
    });
  const mine = async (name: string) => (await test.ok(name, 'registration.mine', {})).registration!;

  it('confirmed by the applicant it starts at the new branch; earlier reviews do not count', async () => {
    const registrationId = await applies(test, '陈甲', '0604Z1');
    await test.ok('general', 'review.pass', { registrationId, status: 'PENDING_BRANCH' });
    await test.ok('general', 'review.reassign', {
      registrationId,
      status: 'PENDING_GENERAL',
      branchId: '0604Z3',
      reason: '应在三班报到',
    });
    const proposed = await mine('陈甲');
    expect(proposed).toMatchObject({
      status: 'RETURNED',
      moveTo: { id: '0604Z3', name: '0604团支部（3）' },
      returned: { reason: '应在三班报到', fields: ['branchId'] },
    });
    const { version } = proposed;
    await test.ok('陈甲', 'registration.confirmMove', { registrationId, version, accept: true });
    const moved = await mine('陈甲');
    expect(moved).toMatchObject({
      status: 'PENDING_BRANCH',
      branch: { id: '0604Z3' },
      returned: null,
    });
    expect(moved.moveTo).toBeUndefined();
    expect(moved.steps.map(({ decision }) => decision)).toEqual([
      'SUBMIT',
      'PASS',
      'MOVE',
      'SUBMIT',
    ]);
    const passed = await test.ok('secretary-3', 'review.pass', {
      registrationId,
      status: 'PENDING_BRANCH',
    });
    expect(passed.status).toBe('PENDING_GENERAL');
    const totals = await test.database.getMany('totals', ['2020-0604Z1', '2020-0604Z3']);
    const waiting = totals.map(({ orgId, waiting: n }) => [orgId, n]).sort();
    expect(waiting).toEqual([
      ['0604Z1', 0],
      ['0604Z3', 1],
    ]);
  });

  it('declined it stays returned and can be sent again as it was', async () => {
    const registrationId = await applies(test, '林乙', '0604Z1');
    await reassign(registrationId, '0604Z2');
    const { version } = await mine('林乙');
    const input = { registrationId, version, accept: false };
    await test.ok('林乙', 'registration.confirmMove', input);
    const declined = await mine('林乙');
    expect(declined).toMatchObject({ status: 'RETURNED', branch: { id: '0604Z1' } });
    expect(declined.moveTo).toBeUndefined();
    const late = { ...input, version: declined.version, accept: true };
    expect((await test.refused('林乙', 'registration.confirmMove', late)).code).toBe('CONFLICT');
    await test.ok('林乙', 'registration.resubmit', {
      ...declined.form,
      registrationId,
      version: declined.version,
    });
    expect((await mine('林乙')).status).toBe('PENDING_BRANCH');
  });

  it('only to a branch of the own subtree, and only by whose turn it is', async () => {
    const registrationId = await applies(test, '黄丙', '0604Z3');
    const input = {
      registrationId,
      status: 'PENDING_BRANCH' as const,
      branchId: '0604Z2',
      reason: '应在二班报到',
    };
    expect((await test.refused('general', 'review.reassign', input)).code).toBe('FORBIDDEN');
    expect((await test.refused('secretary-3', 'review.reassign', input)).code).toBe('INVALID');
    const same = { ...input, branchId: '0604Z3' };
    expect((await test.refused('secretary-3', 'review.reassign', same)).code).toBe('INVALID');
    const stranger = { registrationId, version: 1, accept: true };
    expect((await test.refused('陈甲', 'registration.confirmMove', stranger)).code).toBe(
      'NOT_FOUND',
    );
  });
});
