import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { daysLater, today, yearsLater } from '../../../cloudfunctions/core/domain/dates';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, applies, idNumber, plantTree, TREE_0604 } from '../../support/tree';

describe('appointing somebody who waits for the committee (R-40, R-41)', () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    for (const [name, org] of [
      ['province', 'P'],
      ['staff', '0604'],
      ['staff-5', '0605'],
      ['general', '0604Z'],
      ['secretary-5', '0605A'],
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
  });
  afterAll(() => test.close());

  const passOn = async (by: string, registrationId: string, status = 'PENDING_BRANCH') =>
    test.ok(by, 'review.pass', { registrationId, status: status as 'PENDING_BRANCH' });

  it('only after the reviews of branch and general branch: 请先完成支部审核', async () => {
    const registrationId = await applies(test, '陈甲', '0604Z1');
    const input = { orgId: '0604Z1', registrationId };
    for (const status of ['PENDING_BRANCH', 'PENDING_GENERAL'] as const) {
      const refusal = await test.refused('staff', 'organization.appoint', input);
      expect(refusal.code).toBe('CONFLICT');
      expect(refusal.message).toContain('请先完成支部审核');
      await passOn('general', registrationId, status);
    }
    const elsewhere = { orgId: '0604Z2', registrationId };
    expect((await test.refused('staff', 'organization.appoint', elsewhere)).code).toBe('INVALID');
    const appointed = await test.ok('staff', 'organization.appoint', input);
    expect(appointed).toMatchObject({ dismissed: null, approval: { remaining: 9 } });
    expect((await test.refused('staff', 'organization.appoint', input)).code).toBe('CONFLICT');
  });

  it('neither branch nor committee has numbers: P-8, no appointment', async () => {
    const registrationId = await applies(test, '林乙', '0605A');
    await passOn('secretary-5', registrationId);
    const refusal = await test.refused('staff-5', 'organization.appoint', {
      orgId: '0605A',
      registrationId,
    });
    expect(refusal).toMatchObject({
      code: 'EXHAUSTED',
      message: '该团员所在团组织及其上级团委均未分配编号，无法审核通过。',
    });
    const branch = await test.database.get('organizations', '0605A');
    expect(branch?.secretary?.name).toBe('secretary-5');
  });

  it('somebody with an own number draws nothing, once the cover was checked', async () => {
    const registrationId = await applies(test, '黄丙', '0604D', {
      joinMonth: '2019-05',
      typedNumber: '201935000777',
      idNumber: idNumber('20050101'),
    });
    await passOn('staff', registrationId);
    const input = { orgId: '0604D', registrationId };
    const before = await test.database.get('holdings', '2020-0604');
    expect(await test.refused('staff', 'organization.appoint', input)).toMatchObject({
      code: 'INVALID',
      fields: ['coverChecked'],
    });
    const appointed = await test.ok('staff', 'organization.appoint', {
      ...input,
      coverChecked: true,
    });
    expect(appointed.approval).toMatchObject({ memberNumber: '201935000777', remaining: null });
    expect(await test.database.get('holdings', '2020-0604')).toEqual(before);
  });

  it('is refused to whoever could not approve, and for oneself', async () => {
    const registrationId = await applies(test, '张丁', '0604D');
    await passOn('staff', registrationId).catch(() => undefined);
    const input = { orgId: '0604D', registrationId };
    expect((await test.refused('staff-5', 'organization.appoint', input)).code).toBe('FORBIDDEN');
    expect((await test.refused('general', 'organization.appoint', input)).code).toBe('FORBIDDEN');
  });

  it('a term is renewed for a year by the organisation above, also one that slept', async () => {
    const branch = (await test.database.get('organizations', '0605A'))!;
    const input = { orgId: '0605A', postId: branch.secretary!.postId };
    const day = today(Date.now());
    const account = (await test.database.get('accounts', branch.secretary!.accountId))!;
    await test.database.update('accounts', account._id, {
      lastSignInAt: Date.parse(`${daysLater(day, -200)}T04:00:00Z`),
      posts: account.posts.map((post) => ({ ...post, from: daysLater(day, -200), to: day })),
    });
    expect((await test.ok('secretary-5', 'account.me', {})).posts).toEqual([]);
    const to = daysLater(yearsLater(day, 1), -1);
    expect(await test.ok('staff-5', 'organization.renew', input)).toEqual({ to });
    expect((await test.ok('secretary-5', 'account.me', {})).posts).toMatchObject([{ to }]);
    expect((await test.database.get('organizations', '0605A'))!.secretary!.to).toBe(to);
    expect((await test.refused('staff', 'organization.renew', input)).code).toBe('FORBIDDEN');
    const unknown = { ...input, postId: 'nothing' };
    expect((await test.refused('staff-5', 'organization.renew', unknown)).code).toBe('NOT_FOUND');
  });
});
