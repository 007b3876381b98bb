import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { count, subtract } from '../../../cloudfunctions/core/domain/intervals';
import { runIfDue } from '../../../cloudfunctions/core/usecases/clock/job';
import { closeYears } from '../../../cloudfunctions/core/usecases/clock/close-years';
import { machineRuntime } from '../../../cloudfunctions/core/adapters/runtime';
import { callHere } from '../../support/in-process';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, applies, plantTree, TREE_0604 } from '../../support/tree';

const year = 2020;
const BRANCHES = ['0604Z1', '0604Z2', '0604Z3', '0604Z4', '0604Z5'];

describe('closing a year (R-63)', () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, TREE_0604);
    for (const [name, org] of [
      ['province', 'P'],
      ['province-2', 'P'],
      ['staff', '0604'],
      ['general', '0604Z'],
    ] as const) {
      await addPerson(test, name, org);
    }
    await test.ok('province', 'numbering.defineRange', {
      year,
      start: '202000012000',
      end: '202000012999',
    });
    await allocate('province', 'P', ['0604', 200]);
    await allocate('staff', '0604', ['0604Z', 100]);
    await allocate('general', '0604Z', ...BRANCHES.map((id): [string, number] => [id, 10]));
  });
  afterAll(() => test.close());

  const allocate = (by: string, orgId: string, ...items: Array<[string, number]>) =>
    test.ok(by, 'numbering.allocate', {
      orgId,
      year,
      items: items.map(([id, wanted]) => ({ orgId: id, count: wanted })),
    });

  async function waits(name: string, branch: string): Promise<string> {
    const registrationId = await applies(test, name, branch);
    await test.ok('general', 'review.pass', { registrationId, status: 'PENDING_BRANCH' });
    await test.ok('general', 'review.pass', { registrationId, status: 'PENDING_GENERAL' });
    return registrationId;
  }
  const everyHolding = () =>
    test.database.find('holdings', { _id: { gt: '2020-', lt: '2020-\uffff' } });

  it('what the wizard shows: unused numbers, people waiting, covers not written', async () => {
    const registrationId = await waits('陈甲', '0604Z1');
    await waits('林乙', '0604Z1');
    await test.ok('staff', 'review.pass', { registrationId, status: 'PENDING_COMMITTEE' });
    const { answer, requests } = await test.call('province', 'numbering.yearStatus', { year });
    expect(answer).toMatchObject({
      ok: true,
      data: {
        state: 'OPEN',
        total: 1000,
        used: 1,
        unused: 999,
        waiting: 1,
        coversUnwritten: 1,
        below: [{ organization: { id: '0604' }, unused: 199, waiting: 1 }],
        statement: null,
      },
    });
    expect(requests - 1).toBeLessThanOrEqual(6);
  });

  it('numbers that are void are not told as unused, and whoever only waits is in the list', async () => {
    const holding = (await test.database.get('holdings', '2020-0604Z1'))!;
    const last = [{ start: holding.free.at(-1)!.end, end: holding.free.at(-1)!.end }];
    const spoiled = { free: subtract(holding.free, last), voided: last };
    await test.database.update('holdings', holding._id, spoiled);
    await applies(test, '何戊', '0605A');
    const status = await test.ok('province', 'numbering.yearStatus', { year });
    expect(status).toMatchObject({ total: 1000, used: 1, voided: 1, unused: 998, waiting: 2 });
    expect(status.below).toMatchObject([
      { organization: { id: '0604' }, unused: 198, waiting: 1 },
      { organization: { id: '0605', name: '0605团委' }, unused: 0, waiting: 1 },
    ]);
    await test.database.update('holdings', holding._id, { free: holding.free, voided: [] });
  });

  it('CLOSED cannot come before CLOSING; CLOSING takes no new range and lets the rest go on', async () => {
    const early = await test.refused('province', 'numbering.closeYear', { year, to: 'CLOSED' });
    expect(early.code).toBe('CONFLICT');
    await test.ok('province', 'numbering.closeYear', { year, to: 'CLOSING' });
    const range = { year, start: '202000020000', end: '202000020999' };
    expect(await test.refused('province', 'numbering.defineRange', range)).toMatchObject({
      code: 'CONFLICT',
    });
    await allocate('staff', '0604', ['0604D', 5]);
    const registrationId = await waits('黄丙', '0604Z1');
    await test.ok('staff', 'review.pass', { registrationId, status: 'PENDING_COMMITTEE' });
  });

  it('while it is being closed people approve, allocate and reclaim: nothing is lost, nothing open', async () => {
    const ids: string[] = [];
    for (const [i, branch] of [...BRANCHES, ...BRANCHES].entries()) {
      ids.push(await waits(`张${'一二三四五六七八九十'[i]}`, branch));
    }
    const close = callHere(
      test,
      'province',
      'numbering.closeYear',
      { year, to: 'CLOSED' },
      'close-2020',
    );
    const others = [
      ...ids.map((registrationId, i) =>
        callHere(
          test,
          'staff',
          'review.pass',
          { registrationId, status: 'PENDING_COMMITTEE' },
          `approve-closing-${i}`,
        ),
      ),
      callHere(
        test,
        'province-2',
        'numbering.allocate',
        { orgId: 'P', year, items: [{ orgId: '0605', count: 50 }] },
        'allocate-closing',
      ),
      callHere(test, 'general', 'numbering.reclaim', { orgId: '0604Z5', year }, 'reclaim-closing'),
    ];
    const answers = await Promise.all(others);
    const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.error.code]));
    expect(refused.every((code) => code === 'CONFLICT' || code === 'EXHAUSTED')).toBe(true);
    expect(await close).toMatchObject({ ok: true, data: { state: 'CLOSED', left: 0 } });

    const holdings = await everyHolding();
    expect(holdings.every(({ closed, free }) => closed && free.length === 0)).toBe(true);
    const sum = (part: 'used' | 'voided' | 'expired') =>
      holdings.reduce((total, holding) => total + count(holding[part]), 0);
    const used = sum('used');
    expect(used + sum('voided') + sum('expired')).toBe(1000);
    const members = await test.database.find('members', { path: 'P', joinYear: year });
    expect(members.filter(({ memberNumber }) => memberNumber)).toHaveLength(used);
    const status = await test.ok('province', 'numbering.yearStatus', { year });
    expect(status).toMatchObject({ used: status.statement!.used, unused: 0 });
    const { statement } = status;
    expect(statement).toEqual({ total: 1000, used, voided: 0, expired: 1000 - used });
  });

  it('each holding was closed once, in the journal', async () => {
    for (const { orgId, rev } of await everyHolding()) {
      const entries = await test.database.find('journal', { orgs: orgId, year });
      const lines = entries
        .flatMap((entry) => entry.lines)
        .filter(({ org }) => org === orgId)
        .sort((a, b) => a.revBefore - b.revBefore);
      expect(lines.filter(({ kind }) => kind === 'YEAR_CLOSE')).toHaveLength(1);
      expect(lines.map(({ revBefore }) => revBefore)).toEqual(lines.map((_, i) => i));
      expect(lines.at(-1)!.revAfter).toBe(rev);
    }
  });

  it('closed: approve, allocate and reclaim are refused with P-17', async () => {
    const registrationId = await waits('李戊', '0604Z1');
    const refusals = [
      await test.refused('staff', 'review.pass', { registrationId, status: 'PENDING_COMMITTEE' }),
      await test.refused('general', 'numbering.reclaim', { orgId: '0604Z1', year, count: 1 }),
      await test.refused('province', 'numbering.closeYear', { year, to: 'CLOSING' }),
    ];
    expect(refusals.map(({ code }) => code)).toEqual(['CONFLICT', 'EXHAUSTED', 'CONFLICT']);
    expect(refusals[0]!.message).toBe('2020年编号已关闭，无法办理。请联系团省委。');
  });

  it('R-55: a correction in the closed year takes an expired number of the pool', async () => {
    const [member] = await test.database.find('members', { path: '0604Z1' }, { limit: 1 });
    const number = member!.memberNumber!;
    const { correctionId } = await test.ok('staff', 'numbering.fileCorrection', {
      number,
      kind: 'WRONG_PERSON',
      reason: '给错了人',
    });
    const before = (await test.database.get('holdings', '2020-0604Z1'))!;
    const { replacement } = await test.ok('province', 'numbering.decideCorrection', {
      correctionId,
      decision: 'APPROVE',
    });
    expect(replacement).toBe(String(before.expired[0]!.start));
    const after = (await test.database.get('holdings', '2020-0604Z1'))!;
    expect(after.free).toEqual([]);
    expect(count(after.expired)).toBe(count(before.expired));
  });

  it('a range defined while the year begins to close: the guard lets one of the two wait', async () => {
    for (const ranged of [2031, 2032, 2033]) {
      const [closing, defined] = await Promise.all([
        callHere(
          test,
          'province',
          'numbering.closeYear',
          { year: ranged, to: 'CLOSING' },
          `closing-${ranged}`,
        ),
        callHere(
          test,
          'province-2',
          'numbering.defineRange',
          { year: ranged, start: `${ranged}00000001`, end: `${ranged}00000009` },
          `defining-${ranged}`,
        ),
      ]);
      expect(closing.ok).toBe(true);
      const guard = await test.database.get('rangeGuards', String(ranged));
      expect(guard?.ranges.length).toBe(defined.ok ? 1 : 0);
      // What was refused stays refused: the year is closing.
      const again = await test.refused('province', 'numbering.defineRange', {
        year: ranged,
        start: `${ranged}00000101`,
        end: `${ranged}00000109`,
      });
      expect(again.code).toBe('CONFLICT');
    }
  });

  it('a closing that was interrupted is finished by the clock', async () => {
    await test.ok('province', 'numbering.defineRange', {
      year: 2021,
      start: '202100012000',
      end: '202100012999',
    });
    await test.ok('province', 'numbering.allocate', {
      orgId: 'P',
      year: 2021,
      items: [{ orgId: '0604', count: 20 }],
    });
    await test.ok('province', 'numbering.closeYear', { year: 2021, to: 'CLOSING' });
    const order = { accountId: 'account-province', postId: 'post-province-P', orgId: 'P' };
    await test.database.update('years', '2021', { order });
    const services = { database: test.database, runtime: machineRuntime };
    expect(await runIfDue(services, closeYears)).toBe(2);
    expect(await test.database.get('years', '2021')).toMatchObject({
      state: 'CLOSED',
      statement: { total: 1000, used: 0, expired: 1000 },
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
