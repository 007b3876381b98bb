import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { machineRuntime } from '../../../cloudfunctions/core/adapters/runtime';
import { daysLater, today } from '../../../cloudfunctions/core/domain/dates';
import { markSleepers } from '../../../cloudfunctions/core/usecases/clock/mark-sleepers';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, applies, plantTree, TREE_0604 } from '../../support/tree';

const day = today(Date.now());

describe('secretaries who stay away', () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    for (const [name, org] of [
      ['staff', '0604'],
      ['general', '0604Z'],
      ['away', '0604Z1'],
      ['here', '0604Z2'],
      ['late', '0604Z3'],
    ] as const) {
      await addPerson(test, name, org);
    }
    await lastHere('away', 121);
    await lastHere('here', 120);
  });
  afterAll(() => test.close());

  /** In office for 200 days, and for so many days not here. */
  async function lastHere(name: string, days: number): Promise<void> {
    const account = (await test.database.get('accounts', `account-${name}`))!;
    await test.database.update('accounts', account._id, {
      lastSignInAt: Date.parse(`${daysLater(day, -days)}T04:00:00Z`),
      posts: account.posts.map((post) => ({ ...post, from: daysLater(day, -200) })),
    });
  }
  const run = () =>
    markSleepers.run({ database: test.database, runtime: machineRuntime }, Date.now());
  const passes = (registrationId: string) =>
    test.call('general', 'review.pass', { registrationId, status: 'PENDING_BRANCH' });

  it('R-29: nobody stands in before; once marked somebody above does', async () => {
    const registrationId = await applies(test, '陈甲', '0604Z1');
    expect((await passes(registrationId)).answer).toMatchObject({
      ok: false,
      error: { code: 'FORBIDDEN' },
    });
    expect(await run()).toBe(1);
    expect(await test.ok('陈甲', 'registration.mine', {})).toMatchObject({
      registration: { waitingFor: { organization: { id: '0604Z1' }, who: null } },
    });
    expect((await passes(registrationId)).answer).toMatchObject({
      ok: true,
      data: { status: 'PENDING_GENERAL' },
    });
    expect(await run()).toBe(0);
  });

  it('R-29: who was here within 120 days keeps the turn', async () => {
    const registrationId = await applies(test, '林乙', '0604Z2');
    expect((await passes(registrationId)).answer.ok).toBe(false);
  });

  it('a post that ended by signing in too late does not block either', async () => {
    const account = (await test.database.get('accounts', 'account-late'))!;
    await test.database.update('accounts', account._id, {
      posts: account.posts.map((post) => ({
        ...post,
        from: daysLater(day, -200),
        to: daysLater(day, -1),
      })),
    });
    expect(await run()).toBe(1);
    const registrationId = await applies(test, '黄丙', '0604Z3');
    expect((await passes(registrationId)).answer.ok).toBe(true);
  });

  it('renewing wakes the post, and the turn is its own again', async () => {
    await test.ok('staff', 'organization.renew', { orgId: '0604Z1', postId: 'post-away-0604Z1' });
    const registrationId = await applies(test, '张丁', '0604Z1');
    expect((await passes(registrationId)).answer.ok).toBe(false);
    await test.ok('away', 'review.pass', { registrationId, status: 'PENDING_BRANCH' });
    expect(await run()).toBe(0);
  });
});
