import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, applies, plantTree, TREE_0604 } from '../../support/tree';

const year = 2020;
const IDENTITY = 1;

describe('the proof that nothing is lost', () => {
  let test: TestCloud;
  let memberId: string;

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
      end: '202000012999',
    });
    await allocate('province', 'P', '0604', 200);
    await allocate('staff', '0604', '0604Z', 100);
    await allocate('general', '0604Z', '0604Z2', 20);
    memberId = await approve('陈甲', '0604Z2', 'secretary', 'general', 'staff');
    await approve('张丁', '0604D', 'secretary-D', 'staff');
    await test.ok('general', 'numbering.reclaim', { orgId: '0604Z2', year });
    await test.ok('general', 'numbering.giveBack', {
      orgId: '0604Z',
      year,
      count: 10,
      reason: '用不完',
    });
    const { items } = await test.ok('general', 'numbering.journal', { orgId: '0604Z', year });
    await test.ok('general', 'numbering.undo', { entryId: items[0]!.id });
    await test.ok('province', 'numbering.shrinkRange', { year, end: '202000012999', count: 100 });
    await applies(test, '林乙', '0604Z2');
  });
  afterAll(() => test.close());

  const allocate = (by: string, orgId: string, to: string, wanted: number) =>
    test.ok(by, 'numbering.allocate', { orgId, year, items: [{ orgId: to, count: wanted }] });
  const prove = (orgId = 'P', full = false) =>
    test.ok('province', 'numbering.reconcile', { orgId, year, full });

  async function approve(name: string, branch: string, ...reviewers: string[]): Promise<string> {
    const registrationId = await applies(test, name, branch);
    for (const by of reviewers) {
      const { status } = (await test.database.get('registrations', registrationId))!;
      await test.ok(by, 'review.pass', { registrationId, status: status as 'PENDING_BRANCH' });
    }
    return registrationId;
  }

  it('invariant 6: free + assigned + void + expired is what the top ranges have', async () => {
    const slice = await prove();
    expect(slice).toMatchObject({
      total: 900,
      checked: 11,
      restless: 0,
      statement: { free: 898, used: 2, voided: 0, expired: 0 },
      findings: [],
      next: null,
    });
  });

  it('for one subtree, its own total', async () => {
    expect(await prove('0604Z')).toMatchObject({
      total: 100,
      checked: 6,
      statement: { free: 99, used: 1 },
      findings: [],
    });
  });

  it('at most a dozen requests for a slice, from the checkpoints and from the start', async () => {
    for (const full of [false, true]) {
      const { requests } = await test.call('province', 'numbering.reconcile', {
        orgId: 'P',
        year,
        full,
      });
      expect(requests - IDENTITY).toBeLessThanOrEqual(12);
    }
  });

  it('goes on from the checkpoint after further movements', async () => {
    await allocate('general', '0604Z', '0604Z3', 5);
    expect((await prove()).findings).toEqual([]);
    const checkpoint = await test.database.get('checkpoints', '2020-0604Z3');
    expect(checkpoint).toMatchObject({ rev: 1, free: [{ end: checkpoint!.free[0]!.start + 4 }] });
    await allocate('general', '0604Z', '0604Z3', 5);
    expect((await prove()).findings).toEqual([]);
    expect((await test.database.get('checkpoints', '2020-0604Z3'))!.rev).toBe(2);
  });

  describe('names the document of every difference', () => {
    type Spoil = () => Promise<unknown>;
    const holding = async (id: string) => (await test.database.get('holdings', id))!;
    let restore: Spoil;
    const changing = async (id: string, changes: object) => {
      const before = await holding(id);
      restore = () => test.database.put('holdings', before);
      await test.database.update('holdings', id, changes);
    };

    const cases: Array<[string, string, string, Spoil]> = [
      [
        'a number that vanished from a holding',
        '0604Z3',
        'holdings/2020-0604Z3',
        async () => changing('2020-0604Z3', { free: (await holding('2020-0604Z3')).free.slice(1) }),
      ],
      [
        'a revision nobody wrote an entry for',
        '0604Z3',
        'holdings/2020-0604Z3',
        () => changing('2020-0604Z3', { rev: 9 }),
      ],
      [
        'a year that is closed without an entry',
        '0604Z3',
        'holdings/2020-0604Z3',
        () => changing('2020-0604Z3', { closed: true }),
      ],
      [
        'a holding that is gone',
        '0604Z3',
        'holdings/2020-0604Z3',
        async () => {
          const before = await holding('2020-0604Z3');
          restore = () => test.database.put('holdings', before);
          await test.database.removeWhere('holdings', { _id: '2020-0604Z3' });
        },
      ],
      [
        'a child that has what its parent did not give',
        '0604',
        'holdings/2020-0604',
        async () => changing('2020-0604Z', { held: [{ start: 202000012000, end: 202000012899 }] }),
      ],
      [
        'a used number without its document',
        '0604Z2',
        'numbers/202000012000',
        async () => {
          const before = (await test.database.get('numbers', '202000012000'))!;
          restore = () => test.database.put('numbers', before);
          await test.database.removeWhere('numbers', { _id: before._id });
        },
      ],
      [
        'a number given out that the holding has free',
        '0604Z3',
        'numbers/202000012001',
        async () => {
          const _id = '202000012001';
          restore = () => test.database.removeWhere('numbers', { _id });
          await test.database.add('numbers', {
            _id,
            year,
            state: 'ASSIGNED',
            holderOrgId: '0604Z3',
            memberId,
            at: 0,
          });
        },
      ],
      [
        'a member whose record says another number',
        '0604Z2',
        'members/',
        async () => {
          restore = () =>
            test.database.update('members', memberId, { memberNumber: '202000012000' });
          await test.database.update('members', memberId, { memberNumber: '202000012777' });
        },
      ],
      [
        'an entry whose two sides differ',
        '0604Z3',
        'journal/',
        async () => {
          const [entry] = await test.database.find(
            'journal',
            { orgs: '0604Z3', year },
            { sort: [['at', -1]], limit: 1 },
          );
          restore = () => test.database.update('journal', entry!._id, { lines: entry!.lines });
          await test.database.update('journal', entry!._id, {
            lines: entry!.lines.map((line) =>
              line.kind === 'ALLOCATE_OUT' ? { ...line, intervals: [] } : line,
            ),
          });
        },
      ],
      [
        'an entry that is gone',
        '0604Z3',
        'holdings/2020-0604Z3',
        async () => {
          const [entry] = await test.database.find(
            'journal',
            { orgs: '0604Z3', year },
            { sort: [['at', -1]], limit: 1 },
          );
          restore = () => test.database.put('journal', entry!);
          await test.database.removeWhere('journal', { _id: entry!._id });
        },
      ],
    ];

    it.each(cases)('%s', async (_, orgId, document, spoil) => {
      await spoil();
      const { findings } = await prove('P', true);
      await restore();
      const found = findings.find(({ organization }) => organization.id === orgId);
      expect(found?.differences.map((difference) => difference.document)).toContainEqual(
        expect.stringContaining(document),
      );
      for (const { text } of found?.differences ?? []) expect(text).toMatch(/[\u4e00-\u9fff]/);
      expect((await prove('P', true)).findings).toEqual([]);
    });
  });

  it('R-70 R-72: a moved and a closed organisation stay proved', async () => {
    await test.ok('province', 'organization.move', {
      orgId: '0604D',
      parentId: '0605',
      reason: '调整',
    });
    await test.ok('province', 'organization.move', {
      orgId: '0604Z',
      parentId: '0605',
      reason: '调整',
    });
    await test.ok('province', 'organization.close', {
      orgIds: ['0604Z5'],
      reason: '毕业',
    });
    for (const full of [false, true]) expect((await prove('P', full)).findings).toEqual([]);
    const life = await test.ok('province', 'numbering.trace', { number: '202000012000' });
    expect(life.holders.map(({ id }) => id)).toEqual(['P', '0605', '0604Z', '0604Z2']);
    expect(life.steps.at(-1)!.text).toContain('0604团总支移到新的上级组织');
  });

  it('in slices, each organisation once', async () => {
    await plantTree(test, [
      ['Q', '乙省', 'PROVINCE', null],
      ...Array.from(
        { length: 90 },
        (_, i) => [`Q${String(i).padStart(2, '0')}`, `第${i}团委`, 'COUNTY', 'Q'] as const,
      ),
    ]);
    await addPerson(test, 'other', 'Q');
    let checked = 0;
    let cursor: string | undefined;
    let calls = 0;
    do {
      const slice = await test.ok('other', 'numbering.reconcile', {
        orgId: 'Q',
        year,
        ...(cursor && { cursor }),
      });
      checked += slice.checked;
      cursor = slice.next ?? undefined;
      calls++;
    } while (cursor);
    expect([checked, calls]).toEqual([91, 3]);
  });

  describe('every night', () => {
    const tick = async () =>
      (
        await test.cloud.invoke({
          name: 'clock',
          caller: { kind: 'timer', triggerName: 'tick', time: new Date() },
        })
      ).result as { data: Record<string, number | 'FAILED'> };
    const dueAgain = async (id: string, changes: object = {}) =>
      test.database.update('jobs', id, { dueAt: 0, leaseUntil: 0, ...changes });
    const proof = () => test.ok('province', 'numbering.proof', { orgId: 'P' });
    const holdingOf = async (id: string) => (await test.database.get('holdings', `2020-${id}`))!;
    const anew = () => dueAgain('prove-nightly', { cursor: null });

    beforeEach(async () => {
      if (await test.database.get('jobs', 'prove-nightly')) await anew();
    });

    it('the clock proves all of it once', async () => {
      expect(await proof()).toMatchObject({ finished: null, running: false });
      expect((await tick()).data['prove-nightly']).toBe(11 + 91);
      expect(await proof()).toEqual({
        finished: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        running: false,
        findings: [],
      });
      await dueAgain('prove-nightly');
      expect((await tick()).data['prove-nightly']).toBe(0);
    });

    it('keeps what it finds until it is sound again', async () => {
      const sound = (await test.database.get('holdings', '2020-0604Z'))!;
      await test.database.update('holdings', sound._id, { rev: sound.rev + 1 });
      await tick();
      const { findings } = await proof();
      expect(findings).toMatchObject([
        {
          organization: { id: '0604Z' },
          year,
          differences: [{ document: 'holdings/2020-0604Z', text: expect.stringContaining('版本') }],
        },
      ]);
      expect((await test.ok('staff', 'numbering.proof', { orgId: '0604' })).findings).toEqual([]);
      await test.database.put('holdings', sound);
      await anew();
      await tick();
      expect((await proof()).findings).toEqual([]);
    });

    it('one organisation that cannot be proved is noted and alarmed; the others are proved all the same', async () => {
      const [broken, wrong] = await Promise.all([holdingOf('0604Z2'), holdingOf('0604Z')]);
      await test.database.update('holdings', broken._id, { used: null as never });
      await test.database.update('holdings', wrong._id, { rev: wrong.rev + 1 });
      // A job that is long overdue would be an alarm of its own.
      const due = { dueAt: Date.now() - 1000 };
      await dueAgain('watch-system', due);
      const { data } = await tick();
      expect(data).toMatchObject({ 'prove-nightly': 11 + 91, 'watch-system': 1 });
      const { findings, finished } = await proof();
      expect(finished).not.toBeNull();
      expect(findings.map(({ organization }) => organization.id)).toEqual(['0604Z', '0604Z2']);
      expect(findings[1]!.differences).toEqual([
        { document: 'holdings/2020-0604Z2', text: expect.stringContaining('没有对完') },
      ]);
      const { items } = await test.ok('province', 'account.alarms', {});
      expect(items).toMatchObject([
        { kind: 'RECONCILE', text: expect.stringContaining('2 个组织') },
      ]);
      expect((await prove('P', true)).findings).toHaveLength(2);

      for (const holding of [broken, wrong]) await test.database.put('holdings', holding);
      for (const id of ['prove-nightly', 'watch-system']) {
        await dueAgain(id, { ...due, cursor: null });
      }
      await tick();
      expect((await proof()).findings).toEqual([]);
      expect((await test.ok('province', 'account.alarms', {})).items).toEqual([]);
    });

    it('a database that does not answer is no difference: the next tick goes on', async () => {
      const lost = { kind: 'timeout-before', ms: 20, times: 1 } as const;
      test.cloud.database.faults.add({ ...lost, collection: 'checkpoints' });
      expect((await tick()).data['prove-nightly']).toBe('FAILED');
      await dueAgain('prove-nightly');
      expect((await tick()).data['prove-nightly']).toBe(11 + 91);
      expect((await proof()).findings).toEqual([]);
    });

    it('goes on where a tick that died had come to', async () => {
      await tick();
      const { cursor } = (await test.database.get('jobs', 'prove-nightly'))!;
      const night = cursor!.split('|')[0]!;
      await dueAgain('prove-nightly', { cursor: `|${night}|Q49` });
      expect((await tick()).data['prove-nightly']).toBe(40);
    });

    it('totals that lost something on the way are put right', async () => {
      // The pace of the months is counted up only: a totals document made anew begins without it.
      const fields = ['orgId', 'year', 'used', 'waiting'];
      const figures = () => test.database.find('totals', {}, { sort: [['_id', 1]], fields });
      const before = await figures();
      await test.database.update('totals', '2020-0604', { used: 77, waiting: -3 });
      await test.database.removeWhere('totals', { _id: '2020-0604Z' });
      await dueAgain('repair-totals');
      expect((await tick()).data['repair-totals']).toBe(2);
      expect(await figures()).toEqual(before);
      await dueAgain('repair-totals');
      expect((await tick()).data['repair-totals']).toBe(0);
    });
  });
});
