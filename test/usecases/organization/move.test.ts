import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { machineRuntime } from '../../../cloudfunctions/core/adapters/runtime';
import { faultsOf } from '../../../cloudfunctions/core/domain/holdings';
import { followMoves } from '../../../cloudfunctions/core/usecases/clock/follow-moves';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { rowsOf } from '../../support/rows';
import { addPerson, applies, plantTree, TREE_0604 } from '../../support/tree';

const year = 2020;

describe('moving an organisation with everything it holds (R-70)', () => {
  let test: TestCloud;
  let memberId: string;
  let waitingId: string;

  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    for (const [name, org] of [
      ['province', 'P'],
      ['staff', '0604'],
      ['staff-5', '0605'],
      ['general', '0604Z'],
    ] as const) {
      await addPerson(test, name, org);
    }
    for (const ranged of [2020, 2021]) {
      await test.ok('province', 'numbering.defineRange', {
        year: ranged,
        start: `${ranged}00012000`,
        end: `${ranged}00012999`,
      });
    }
    await allocate('province', 'P', ['0604', 200]);
    await allocate('staff', '0604', ['0604Z', 100]);
    await allocate('general', '0604Z', ['0604Z1', 20], ['0604Z2', 20]);
    memberId = await applies(test, '陈甲', '0604Z1');
    waitingId = await applies(test, '林乙', '0604Z1');
    for (const registrationId of [memberId, waitingId]) {
      await test.ok('general', 'review.pass', { registrationId, status: 'PENDING_BRANCH' });
      await test.ok('general', 'review.pass', { registrationId, status: 'PENDING_GENERAL' });
    }
    await test.ok('staff', 'review.pass', {
      registrationId: memberId,
      status: 'PENDING_COMMITTEE',
    });
  });
  afterAll(() => test.close());
  afterEach(async () => {
    const all = await test.database.find('holdings', { _id: { gt: '2020-', lt: '2020-\uffff' } });
    for (const holding of all) {
      const below = all.filter(({ parentId }) => parentId === holding.orgId);
      const faults = faultsOf(
        holding,
        below.map(({ held }) => held),
      );
      expect([holding.orgId, faults]).toEqual([holding.orgId, []]);
    }
  });

  const allocate = (by: string, orgId: string, ...items: Array<[string, number]>) =>
    test.ok(by, 'numbering.allocate', {
      orgId,
      year,
      items: items.map(([id, count]) => ({ orgId: id, count })),
    });
  const rows = (orgId: string) => rowsOf(test, 'province', orgId);
  const move = (orgId: string, parentId: string, by = 'province') =>
    test.call(by, 'organization.move', { orgId, parentId, reason: '改隶' });

  it('the preview tells how many numbers go along and whose total changes', async () => {
    const preview = await test.ok('province', 'organization.previewMove', {
      orgId: '0604Z',
      parentId: '0605',
    });
    expect(preview).toMatchObject({
      descendants: 5,
      numbers: 100,
      years: [{ year: 2020, intervals: [{ start: 202000012000, end: 202000012099 }] }],
      leaving: [{ id: '0604' }],
      entering: [{ id: '0605' }],
    });
  });

  it('the numbers leave every organisation below the common one and come to those on the other side', async () => {
    const before = await rows('P');
    const { answer } = await move('0604Z', '0605');
    expect(answer).toMatchObject({ ok: true, data: { numbers: 100 } });
    expect(await rows('0604')).toEqual(['..100–..199 否 100']);
    expect(await rows('0605')).toEqual(['..000–..099 是 100 (0604团总支)']);
    expect(await rows('0604Z1')).toEqual(['..000–..000 已使用 1', '..001–..019 否 19']);
    expect(before).toContain('..000–..199 是 200 (0604团委)');
    expect(await rows('P')).toContain('..000–..099 是 100 (0605团委)');
    const totals = await test.database.getMany('totals', ['2020-0604', '2020-0605']);
    const figures = totals.map(({ orgId, used, waiting }) => [orgId, used, waiting]).sort();
    expect(figures).toEqual([
      ['0604', 0, 0],
      ['0605', 1, 1],
    ]);
    const branch = await test.database.get('organizations', '0604Z1');
    expect(branch).toMatchObject({
      path: ['P', '0605', '0604Z', '0604Z1'],
      committeeId: '0605',
      generalBranchId: '0604Z',
    });
  });

  it('members and registrations follow; nobody’s number changes; the new committee approves', async () => {
    const path = ['P', '0605', '0604Z', '0604Z1'];
    expect(await test.database.get('members', memberId)).toMatchObject({
      path,
      memberNumber: '202000012000',
    });
    expect(await test.database.get('registrations', waitingId)).toMatchObject({
      path,
      committeeId: '0605',
    });
    const pass = { registrationId: waitingId, status: 'PENDING_COMMITTEE' as const };
    expect((await test.refused('staff', 'review.pass', pass)).code).toBe('FORBIDDEN');
    const passed = await test.ok('staff-5', 'review.pass', pass);
    expect(passed.memberNumber).toBe('202000012001');
  });

  it('an empty holding of every open year is written, so that an allocation conflicts', async () => {
    expect(await test.database.get('holdings', '2021-0604Z')).toMatchObject({
      parentId: '0605',
      held: [],
      rev: 1,
    });
    const wrong = await test.refused('staff', 'numbering.allocate', {
      orgId: '0604',
      year: 2021,
      items: [{ orgId: '0604Z', count: 1 }],
    });
    expect(wrong.code).toBe('INVALID');
  });

  it('moved while its old parent allocates to it: one of the two, never a lost number', async () => {
    for (let round = 0; round < 4; round++) {
      const target = round % 2 === 0 ? '0605' : '0604';
      const grantor = target === '0605' ? '0604' : '0605';
      const there = (await test.database.get('organizations', '0604D'))!.parentId!;
      const granted = there === '0604' ? allocateQuietly('0604') : allocateQuietly(grantor);
      await Promise.all([move('0604D', target), granted]);
    }
  });
  const allocateQuietly = (orgId: string) =>
    test.call('province', 'numbering.allocate', {
      orgId,
      year,
      items: [{ orgId: '0604D', count: 1 }],
    });

  it('moved while somebody is approved there: one number, in a pool that holds it', async () => {
    const registrationId = await applies(test, '黄丙', '0604Z2');
    await test.ok('general', 'review.pass', { registrationId, status: 'PENDING_BRANCH' });
    await test.ok('general', 'review.pass', { registrationId, status: 'PENDING_GENERAL' });
    const [moved, passed] = await Promise.all([
      move('0604Z2', '0604'),
      test.call('province', 'review.pass', { registrationId, status: 'PENDING_COMMITTEE' }),
    ]);
    expect([moved.answer.ok, passed.answer.ok]).toEqual([true, true]);
    const number = await test.database.find('members', { path: '0604Z2' });
    expect(number.map(({ memberNumber }) => memberNumber)).toEqual(['202000012020']);
    const holding = await test.database.get('holdings', '2020-0604Z2');
    expect(holding).toMatchObject({
      parentId: '0604',
      used: [{ start: 202000012020, end: 202000012020 }],
    });
    await move('0604Z2', '0604Z');
  });

  it('what was made below at the moment of the move is put right by the clock', async () => {
    const branch = (await test.database.get('organizations', '0604Z3'))!;
    await test.database.update('organizations', '0604Z3', {
      path: ['P', '0604', '0604Z', '0604Z3'],
      committeeId: '0604',
    });
    const [job] = await test.database.find('moves', { done: false }, { limit: 1 });
    await test.database.update('moves', job!._id, { at: 0, cursors: {}, orgId: '0604Z' });
    await followMoves.run({ database: test.database, runtime: machineRuntime }, Date.now());
    expect(await test.database.get('moves', job!._id)).toMatchObject({ done: true });
    expect(await test.database.get('organizations', '0604Z3')).toMatchObject({
      path: branch.path,
      committeeId: '0605',
    });
  });

  it('happens once when it is sent twice', async () => {
    const input = { orgId: '0604Z', parentId: '0604', reason: '改回' };
    const options = { opId: 'move-it-back' };
    const first = await test.call('province', 'organization.move', input, options);
    const again = await test.call('province', 'organization.move', input, options);
    expect(first.answer.ok).toBe(true);
    expect(again.answer).toEqual(first.answer);
  });

  it.each([
    ['province', '0604Z', '0604Z', 'INVALID'],
    ['province', '0604Z', '0604Z1', 'INVALID'],
    ['province', '0604', '0604Z', 'INVALID'],
    ['province', '0604Z', '0604', 'INVALID'],
    ['staff', '0604Z', '0605', 'FORBIDDEN'],
    ['staff', '0604', 'P', 'FORBIDDEN'],
    ['province', 'NOWHERE', 'P', 'NOT_FOUND'],
  ])('%s moving %s under %s is refused: %s', async (by, orgId, parentId, code) => {
    const refusal = await test.refused(by, 'organization.previewMove', { orgId, parentId });
    expect(refusal.code).toBe(code);
  });

  it('more than 200 organisations below do not move at once', async () => {
    await plantTree(test, [['BIG', '大团委', 'GRASSROOTS_COMMITTEE', null]]);
    await test.database.update('organizations', 'BIG', { parentId: 'P', path: ['P', 'BIG'] });
    const template = (await test.database.get('organizations', '0604D'))!;
    for (let i = 0; i <= 200; i++) {
      const _id = `BIG${i}`;
      await test.database.add('organizations', {
        ...template,
        _id,
        parentId: 'BIG',
        path: ['P', 'BIG', _id],
        sort: _id,
      });
    }
    const refusal = await test.refused('province', 'organization.previewMove', {
      orgId: 'BIG',
      parentId: '0605',
    });
    expect(refusal).toMatchObject({
      code: 'CONFLICT',
      message: '该组织的下级组织或编号太多，一次移不完，请先移动其下级组织。',
    });
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
