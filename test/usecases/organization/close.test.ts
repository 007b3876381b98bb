import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { callHere } from '../../support/in-process';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, applies, formFor, plantTree, TREE_0604 } from '../../support/tree';

const year = 2020;

describe('closing organisations (R-72) and renaming them', () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    for (const [name, org] of [
      ['province', 'P'],
      ['staff', '0604'],
      ['staff-5', '0605'],
      ['general', '0604Z'],
      ['secretary', '0604Z1'],
    ] as const) {
      await addPerson(test, name, org);
    }
    await test.ok('province', 'numbering.defineRange', {
      year,
      start: '202000012000',
      end: '202000012999',
    });
    for (const [by, from, to, count] of [
      ['province', 'P', '0604', 200],
      ['staff', '0604', '0604Z', 100],
      ['general', '0604Z', '0604Z1', 20],
      ['general', '0604Z', '0604Z2', 20],
    ] as const) {
      await test.ok(by, 'numbering.allocate', {
        orgId: from,
        year,
        items: [{ orgId: to, count }],
      });
    }
  });
  afterAll(() => test.close());

  const close = (orgIds: string[], by = 'staff', opId?: string) =>
    test.call(by, 'organization.close', { orgIds, reason: '毕业' }, { opId });
  const codes = async (orgIds: string[]) => {
    const { answer } = await close(orgIds);
    if (!answer.ok) throw new Error(answer.error.message);
    return Object.fromEntries(
      answer.data.results.map((one) => [one.orgId, one.ok ? 'OK' : one.error.message]),
    );
  };

  it('a new name is found and shown; a namesake beside it is refused', async () => {
    const input = { orgId: '0604Z5', fullName: '0604团支部（毕业）' };
    const { organization } = await test.ok('staff', 'organization.update', input);
    expect(organization.name).toBe('0604团支部（毕业）');
    const taken = { orgId: '0604Z5', fullName: '0604团支部（4）' };
    expect((await test.refused('staff', 'organization.update', taken)).code).toBe('INVALID');
    const own = { orgId: '0604', fullName: '另一个团委' };
    expect((await test.refused('staff', 'organization.update', own)).code).toBe('FORBIDDEN');
  });

  it('free numbers, open registrations and open children are in the way, each told in words', async () => {
    await applies(test, '陈甲', '0604Z3');
    expect(await codes(['0604Z', '0604Z1', '0604Z3'])).toEqual({
      '0604Z': '下面还有“0604团支部（1）”，请先撤销或移动下级组织。',
      '0604Z1': '还有 2020 年未使用的编号 20 个，请先由上级组织回收，再撤销。',
      '0604Z3': '还有 1 人的报到没有办完，请先审核或退回。',
    });
  });

  it('graduation: members and used numbers stay, posts end, it leaves the pickers', async () => {
    const registrationId = await applies(test, '林乙', '0604Z1');
    await test.ok('secretary', 'review.pass', { registrationId, status: 'PENDING_BRANCH' });
    await test.ok('general', 'review.pass', { registrationId, status: 'PENDING_GENERAL' });
    await test.ok('staff', 'review.pass', { registrationId, status: 'PENDING_COMMITTEE' });
    await test.ok('general', 'numbering.reclaim', { orgId: '0604Z1', year });
    expect(await codes(['0604Z1', '0604Z4'])).toEqual({ '0604Z1': 'OK', '0604Z4': 'OK' });
    const holding = await test.database.get('holdings', '2020-0604Z1');
    expect(holding).toMatchObject({ retired: true, used: [{ start: 202000012000 }] });
    expect((await test.ok('secretary', 'account.me', {})).posts).toEqual([]);
    const member = await test.ok('staff', 'roster.get', { memberId: registrationId });
    expect(member).toMatchObject({ memberNumber: '202000012000', status: 'ACTIVE' });
    const { items } = await test.ok('林乙', 'organization.children', { parentId: '0604Z' });
    expect(items.map(({ id }) => id)).not.toContain('0604Z1');
    const allocation = { orgId: '0604Z', year, items: [{ orgId: '0604Z1', count: 1 }] };
    expect((await test.refused('general', 'numbering.allocate', allocation)).code).toBe('INVALID');
  });

  it('sent again it answers the same; a second closing is told', async () => {
    const first = await close(['0604Z5'], 'staff', 'close-branch-5');
    expect(first.answer).toMatchObject({ ok: true, data: { results: [{ ok: true }] } });
    const again = await close(['0604Z5'], 'staff', 'close-branch-5');
    expect(again.answer).toEqual(first.answer);
    const other = await close(['0604Z5']);
    expect(other.answer).toMatchObject({
      ok: true,
      data: { results: [{ ok: false, error: { code: 'CONFLICT' } }] },
    });
  });

  it('a committee closes together with its branches, the deepest first', async () => {
    const { answer } = await close(['0605', '0605A'], 'province');
    expect(answer).toMatchObject({
      ok: true,
      data: {
        results: [
          { orgId: '0605A', ok: true },
          { orgId: '0605', ok: true },
        ],
      },
    });
    expect((await test.ok('staff-5', 'account.me', {})).posts).toEqual([]);
  });

  it('closed while somebody allocates to it: one of the two', async () => {
    const allocate = callHere(
      test,
      'staff',
      'numbering.allocate',
      { orgId: '0604', year, items: [{ orgId: '0604D', count: 5 }] },
      'allocate-while-closing',
    );
    const [closed, allocated] = await Promise.all([close(['0604D']), allocate]);
    const { status } = (await test.database.get('organizations', '0604D'))!;
    const holding = await test.database.get('holdings', '2020-0604D');
    const result = closed.answer.ok ? closed.answer.data.results[0] : null;
    expect([status, result?.ok, allocated.ok]).toEqual(
      status === 'CLOSED' ? ['CLOSED', true, false] : ['ACTIVE', false, true],
    );
    expect(holding?.free.length ?? 0).toBe(status === 'CLOSED' ? 0 : 1);
  });

  it('closed while its last applicant is approved: first the approval, or no closing', async () => {
    const { organization } = await test.ok('staff', 'organization.create', {
      parentId: '0604',
      code: 'LAST1',
      fullName: '0604毕业班团支部',
      type: 'BRANCH',
    });
    const { id } = organization;
    const registrationId = await applies(test, '周庚', id);
    await test.ok('staff', 'review.pass', { registrationId, status: 'PENDING_BRANCH' });
    const pass = { registrationId, status: 'PENDING_COMMITTEE' as const };
    const approval = callHere(test, 'staff', 'review.pass', pass, 'approve-while-closing');
    const [closed, approved] = await Promise.all([close([id]), approval]);
    expect(approved).toMatchObject({ ok: true, data: { numberSource: 'AUTO_COMMITTEE' } });
    const { status } = (await test.database.get('organizations', id))!;
    const result = closed.answer.ok ? closed.answer.data.results[0] : null;
    expect(status).toBe(result?.ok ? 'CLOSED' : 'ACTIVE');
    // Approved in any case, the branch can close now, and the number stays with the person.
    if (status === 'ACTIVE') expect(await codes([id])).toEqual({ [id]: 'OK' });
    const member = await test.database.get('members', registrationId);
    expect(member).toMatchObject({ status: 'ACTIVE', memberNumber: expect.any(String) });
  });

  it('R-72: closed in the very moment somebody submits to it: nothing is lost, the committee moves it on (R-74)', async () => {
    for (const code of ['0604R', '0604S']) {
      const input = {
        parentId: '0604',
        code,
        fullName: `临时团支部${code}`,
        type: 'BRANCH',
      } as const;
      await test.ok('staff', 'organization.create', input);
    }
    await addPerson(test, '周丁');
    const { id } = await test.ok('周丁', 'registration.submit', formFor('周丁', '0604R'));
    // The closing had counted those waiting before this one came.
    await test.database.update('organizations', '0604R', { status: 'CLOSED' });
    const { items } = await test.ok('staff', 'review.list', {
      orgId: '0604',
      status: 'PENDING_BRANCH',
    });
    expect(items).toContainEqual(expect.objectContaining({ id, status: 'PENDING_BRANCH' }));
    const move = { registrationId: id, status: 'PENDING_BRANCH', branchId: '0604S' } as const;
    await test.ok('staff', 'review.reassign', { ...move, reason: '团支部已撤销' });
    const { registration } = await test.ok('周丁', 'registration.mine', {});
    const { version } = registration!;
    await test.ok('周丁', 'registration.confirmMove', {
      registrationId: id,
      version,
      accept: true,
    });
    expect(await test.database.get('registrations', id)).toMatchObject({
      branchId: '0604S',
      status: 'PENDING_BRANCH',
    });
  });

  it('nobody closes the own organisation or one beside', async () => {
    for (const orgId of ['0604', '0605']) {
      const input = { orgIds: [orgId], reason: '毕业' };
      expect((await test.refused('staff', 'organization.close', input)).code).toBe('FORBIDDEN');
    }
  });

  it('the proof finds nothing lost and every line fitting', async () => {
    const proof = await test.ok('province', 'numbering.reconcile', {
      orgId: 'P',
      year,
      full: true,
    });
    expect(proof.findings).toEqual([]);
  });
});
