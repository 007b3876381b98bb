import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { InputOf } from '../../../typings/api';
import { callHere } from '../../support/in-process';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { rowsOf } from '../../support/rows';
import { addPerson, applies, plantTree, TREE_0604 } from '../../support/tree';

const year = 2020;
type Decision = InputOf<'numbering.decideRequest'>;

describe('requests for more numbers', () => {
  let test: TestCloud;

  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    for (const [name, org] of [
      ['province', 'P'],
      ['staff', '0604'],
      ['staff-5', '0605'],
      ['general', '0604Z'],
      ['secretary', '0604Z2'],
      ['secretary-D', '0604D'],
    ] as const) {
      await addPerson(test, name, org);
    }
    await test.ok('province', 'numbering.defineRange', {
      year,
      start: '202000012000',
      end: '202000012099',
    });
    await test.ok('province', 'numbering.allocate', {
      orgId: 'P',
      year,
      items: [{ orgId: '0604', count: 50 }],
    });
    await test.ok('staff', 'numbering.allocate', {
      orgId: '0604',
      year,
      items: [{ orgId: '0604Z', count: 10 }],
    });
    await applies(test, '陈甲', '0604Z2');
  });
  afterAll(() => test.close());

  const ask = (by: string, orgId: string, count: number) =>
    test.ok(by, 'numbering.requestMore', { orgId, year, count, reason: '发展人数增加' });
  const open = async (by: string, orgId: string) =>
    (await test.ok(by, 'numbering.requests', { orgId, box: 'OPEN' })).items;
  const accept = (request: { id: string; version: number }, count?: number): Decision => ({
    requestId: request.id,
    version: request.version,
    decision: 'ACCEPT',
    ...(count !== undefined && { count }),
    reason: '同意',
  });

  it('the parent sees it with what the asker used, has free and who waits there', async () => {
    expect(await ask('secretary', '0604Z2', 5)).toMatchObject({ state: 'OPEN', version: 1 });
    expect(await open('general', '0604Z')).toMatchObject([
      {
        organization: { name: '0604团支部（2）1' },
        count: 5,
        reason: '发展人数增加',
        used: 0,
        free: 0,
        waiting: 1,
      },
    ]);
    expect(await open('staff', '0604')).toEqual([]);
  });

  it('only the holder asks, and one request at a time', async () => {
    const again = { orgId: '0604Z2', year, count: 1, reason: '还要' };
    expect(await test.refused('general', 'numbering.requestMore', again)).toMatchObject({
      code: 'FORBIDDEN',
    });
    const refused = await test.refused('secretary', 'numbering.requestMore', again);
    expect(refused).toMatchObject({ code: 'CONFLICT' });
    expect(refused.message).toContain('还没有答复');
  });

  it('the asker cannot decide, nor somebody beside; never more than was asked for', async () => {
    const [request] = await open('general', '0604Z');
    for (const by of ['secretary', 'secretary-D', 'staff-5']) {
      const { code } = await test.refused(by, 'numbering.decideRequest', accept(request!));
      expect([by, code]).toEqual([by, 'FORBIDDEN']);
    }
    expect(
      await test.refused('general', 'numbering.decideRequest', accept(request!, 6)),
    ).toMatchObject({ code: 'INVALID', fields: ['count'] });
  });

  it('accepted in part: the numbers move in the same operation (R-12)', async () => {
    const [request] = await open('general', '0604Z');
    const done = await test.ok('general', 'numbering.decideRequest', accept(request!, 3));
    expect(done).toMatchObject({
      request: { state: 'ACCEPTED', granted: 3, answer: '同意', free: 3 },
      moved: [{ count: 3, intervals: [{ start: 202000012000, end: 202000012002 }] }],
    });
    expect(await rowsOf(test, 'province', '0604Z2')).toEqual(['..000–..002 否 3']);
    expect(await open('general', '0604Z')).toEqual([]);
    const decided = await test.ok('general', 'numbering.requests', {
      orgId: '0604Z',
      box: 'DECIDED',
    });
    expect(decided.items).toMatchObject([{ state: 'ACCEPTED', granted: 3 }]);
  });

  it('the acceptance is an allocation of the history and can be undone (R-71)', async () => {
    const [entry] = (await test.ok('general', 'numbering.journal', { orgId: '0604Z', year })).items;
    expect(entry).toMatchObject({ kind: 'ALLOCATE', reason: '同意', mayUndo: true });
    await test.ok('general', 'numbering.undo', { entryId: entry!.id });
    expect(await rowsOf(test, 'province', '0604Z2')).toEqual([]);
  });

  it('rejected with a reason, which the asker reads; then it may ask again', async () => {
    const request = await ask('secretary', '0604Z2', 4);
    await test.ok('general', 'numbering.decideRequest', {
      requestId: request.id,
      version: request.version,
      decision: 'REJECT',
      reason: '请先用完',
    });
    const own = await test.ok('secretary', 'numbering.requests', { orgId: '0604Z2', box: 'OWN' });
    expect(own.items).toMatchObject([{ state: 'REJECTED', granted: null, answer: '请先用完' }]);
    expect(await ask('secretary', '0604Z2', 2)).toMatchObject({ state: 'OPEN', version: 5 });
  });

  it('a decision on what was asked before is refused', async () => {
    const [request] = await open('general', '0604Z');
    const stale = { ...accept(request!), version: 1 };
    expect(await test.refused('general', 'numbering.decideRequest', stale)).toMatchObject({
      code: 'CONFLICT',
    });
  });

  it('decided twice at once it happens once', async () => {
    const [request] = await open('general', '0604Z');
    const answers = await Promise.all(
      ['general', 'staff', 'general'].map((by, i) =>
        callHere(test, by, 'numbering.decideRequest', accept(request!), `decide-at-once-${i}`),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await rowsOf(test, 'province', '0604Z2')).toEqual(['..000–..001 否 2']);
  });

  it('more than the parent has is refused and the request stays open', async () => {
    const request = await ask('secretary-D', '0604D', 41);
    const refused = await test.refused('staff', 'numbering.decideRequest', accept(request));
    const message = expect.stringMatching(/^可分配编号仅剩 40 个。请减少分配个数/);
    expect(refused).toEqual({ code: 'EXHAUSTED', message, fields: [] });
    expect(await open('staff', '0604')).toMatchObject([{ id: request.id, state: 'OPEN' }]);
  });

  it('asked twice at once there is one request', async () => {
    const input = { orgId: '0605', year, count: 1, reason: '不够' };
    const answers = await Promise.all(
      [1, 2, 3].map((i) =>
        callHere(test, 'staff-5', 'numbering.requestMore', input, `ask-at-once-${i}`),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await open('province', 'P')).toHaveLength(1);
  });
});
