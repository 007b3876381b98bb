import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, applies, plantTree, TREE_0604 } from '../../support/tree';

const DAY = 86_400_000;

describe('reminding the reviewer', () => {
  let test: TestCloud;
  let registrationId: string;

  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    await addPerson(test, 'secretary', '0604D');
    await addPerson(test, 'staff', '0604');
    registrationId = await applies(test, '陈甲', '0604D');
  });
  afterAll(() => test.close());

  const mine = async () => (await test.ok('陈甲', 'registration.mine', {})).registration!;
  const inList = async () =>
    (await test.ok('secretary', 'review.list', { status: 'PENDING_BRANCH' })).items[0]!;

  it('shows in the reviewer’s list, once a day', async () => {
    expect(await mine()).toMatchObject({ nudgedAt: null, mayNudge: true });
    expect((await inList()).nudgedAt).toBeNull();
    const options = { opId: 'nudge-once' };
    const first = await test.ok('陈甲', 'registration.nudge', { registrationId }, options);
    const again = await test.ok('陈甲', 'registration.nudge', { registrationId }, options);
    expect(again).toEqual(first);
    expect(await mine()).toMatchObject({ nudgedAt: first.nudgedAt, mayNudge: false });
    expect((await inList()).nudgedAt).toBe(first.nudgedAt);
    const refused = await test.refused('陈甲', 'registration.nudge', { registrationId });
    expect(refused.code).toBe('RATE_LIMITED');
    expect(refused.message).toContain('明天');
  });

  it('may be repeated on the next day', async () => {
    const { nudgedAt } = (await test.database.get('registrations', registrationId))!;
    await test.database.update('registrations', registrationId, { nudgedAt: nudgedAt! - DAY });
    expect((await mine()).mayNudge).toBe(true);
    await test.ok('陈甲', 'registration.nudge', { registrationId });
  });

  it('is gone at the next stage, and of no use when nobody has to act', async () => {
    await test.ok('secretary', 'review.pass', { registrationId, status: 'PENDING_BRANCH' });
    expect(await mine()).toMatchObject({ nudgedAt: null, mayNudge: false });
    await test.ok('陈甲', 'registration.withdraw', { registrationId });
    const refused = await test.refused('陈甲', 'registration.nudge', { registrationId });
    expect(refused.code).toBe('CONFLICT');
  });

  it('is the applicant’s own only', async () => {
    await addPerson(test, '林乙');
    const refused = await test.refused('林乙', 'registration.nudge', { registrationId });
    expect(refused.code).toBe('NOT_FOUND');
  });
});
