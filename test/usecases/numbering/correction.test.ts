import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { figuresOf } from '../../../cloudfunctions/core/domain/holdings';
import { count as sizeOf } from '../../../cloudfunctions/core/domain/intervals';
import { everythingStored } from '../../support/snapshot';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { addPerson, applies, idNumber, plantTree, TREE_0604 } from '../../support/tree';

const year = 2020;

describe('corrections of wrongly assigned numbers (R-50 … R-55)', () => {
  let test: TestCloud;
  beforeAll(async () => {
    test = await startTestCloud();
    await plantTree(test, [
      ...TREE_0604,
      ['C', '市团委', 'CITY', 'P'],
      ['0606', '0606团委', 'GRASSROOTS_COMMITTEE', 'C'],
      ['0606A', '0606团支部', 'BRANCH', '0606'],
    ]);
    for (const [name, org] of [
      ['province', 'P'],
      ['province-2', 'P'],
      ['city', 'C'],
      ['staff', '0604'],
      ['staff-6', '0606'],
    ] as const) {
      await addPerson(test, name, org);
    }
    await test.ok('province', 'numbering.defineRange', {
      year,
      start: '202000012000',
      end: '202000012999',
    });
    await allocate('province', 'P', '0604', 100);
    await allocate('province', 'P', 'C', 100);
    await allocate('city', 'C', '0606', 50);
  });
  afterAll(() => test.close());

  const allocate = (by: string, orgId: string, child: string, count: number) =>
    test.ok(by, 'numbering.allocate', { orgId, year, items: [{ orgId: child, count }] });

  async function member(name: string, branch: string, by: string, changes = {}): Promise<string> {
    const registrationId = await applies(test, name, branch, changes);
    await test.ok(by, 'review.pass', { registrationId, status: 'PENDING_BRANCH' });
    const { memberNumber } = await test.ok(by, 'review.pass', {
      registrationId,
      status: 'PENDING_COMMITTEE',
      coverChecked: true,
    });
    return memberNumber!;
  }
  const file = async (by: string, number: string) =>
    (
      await test.ok(by, 'numbering.fileCorrection', {
        number,
        kind: 'WRONG_PERSON',
        reason: '给错了人',
      })
    ).correctionId;
  const decide = (by: string, correctionId: string, changes = {}, opId?: string) =>
    test.call(
      by,
      'numbering.decideCorrection',
      { correctionId, decision: 'APPROVE', ...changes },
      { opId },
    );

  it('R-52: decided by the nearest leading organ above, not by one higher up', async () => {
    const number = await member('陈甲', '0606A', 'staff-6');
    const correctionId = await file('staff-6', number);
    const higher = await decide('province', correctionId);
    expect(higher.answer).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
    const { items } = await test.ok('city', 'numbering.corrections', { status: 'FILED' });
    expect(items).toMatchObject([
      { id: correctionId, name: '陈甲', number, decider: { id: 'C' }, may: { decide: true } },
    ]);
    const { answer } = await decide('city', correctionId);
    expect(answer).toMatchObject({
      ok: true,
      data: { replacement: String(Number(number) + 1) },
    });
  });

  it('R-52: what the province filed is decided by a second person of the province', async () => {
    const number = await member('林乙', '0604D', 'staff');
    const correctionId = await file('province', number);
    const { items } = await test.ok('province', 'numbering.corrections', { status: 'FILED' });
    expect(items).toMatchObject([{ may: { decide: false, cancel: true } }]);
    const self = await decide('province', correctionId);
    expect(self.answer).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
    expect((await decide('province-2', correctionId)).answer).toMatchObject({ ok: true });
  });

  it('R-55: the replacement is never the number released, also from the committee’s pool', async () => {
    const number = await member('黄丙', '0604D', 'staff');
    const { answer } = await decide('province', await file('staff', number), {}, 'correct-huang');
    if (!answer.ok) throw new Error(answer.error.message);
    expect(answer.data.replacement).not.toBe(number);
    const pool = (await test.database.get('holdings', '2020-0604'))!;
    expect(pool.free.some(({ start, end }) => start <= +number && +number <= end)).toBe(true);
    const again = await decide('province', answer.data.correctionId, {}, 'correct-huang');
    expect(again.answer).toEqual(answer);
    expect(await test.database.get('holdings', '2020-0604')).toEqual(pool);
    const record = (
      await test.database.find('members', { memberNumber: answer.data.replacement! })
    )[0]!;
    expect(record).toMatchObject({ coverWrittenAt: null, correctionId: null });
  });

  it('one open correction a member; the filer takes it back, others cannot', async () => {
    const number = await member('张丁', '0604D', 'staff');
    const correctionId = await file('staff', number);
    const twice = { number, kind: 'INELIGIBLE' as const, reason: '不符合条件' };
    expect((await test.refused('staff', 'numbering.fileCorrection', twice)).code).toBe('CONFLICT');
    const cancel = { correctionId };
    expect((await test.refused('province', 'numbering.cancelCorrection', cancel)).code).toBe(
      'FORBIDDEN',
    );
    await test.ok('staff', 'numbering.cancelCorrection', cancel);
    const { answer } = await decide('province', correctionId);
    expect(answer).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
    expect(await file('staff', number)).not.toBe(correctionId);
  });

  it('a rejection needs a reason and changes nothing', async () => {
    const number = await member('李戊', '0604D', 'staff');
    const correctionId = await file('staff', number);
    const before = await test.database.get('holdings', '2020-0604');
    const bare = await decide('province', correctionId, { decision: 'REJECT' });
    expect(bare.answer).toMatchObject({ ok: false, error: { code: 'INVALID' } });
    const { answer } = await decide('province', correctionId, {
      decision: 'REJECT',
      note: '编号没有错',
    });
    expect(answer).toMatchObject({ ok: true, data: { status: 'REJECTED', replacement: null } });
    expect(await test.database.get('holdings', '2020-0604')).toEqual(before);
  });

  it('only numbers that the system gave: a kept one, or nobody’s, is refused', async () => {
    await member('王己', '0604D', 'staff', {
      joinMonth: '2019-05',
      typedNumber: '201935000999',
      idNumber: idNumber('20050101'),
    });
    const wish = { kind: 'WRONG_PERSON' as const, reason: '给错了人' };
    for (const [number, code] of [
      ['201935000999', 'INVALID'],
      ['202000012999', 'NOT_FOUND'],
    ] as const) {
      const refusal = await test.refused('staff', 'numbering.fileCorrection', { ...wish, number });
      expect(refusal.code).toBe(code);
    }
  });

  it('R-53, R-55: in a closed year the replacement comes from the expired numbers, the old one expires', async () => {
    const number = await member('周庚', '0604D', 'staff');
    const pool = (await test.database.get('holdings', '2020-0604'))!;
    await test.database.update('holdings', pool._id, {
      closed: true,
      expired: pool.free,
      free: [],
    });
    const { answer } = await decide('province', await file('staff', number));
    const lowest = pool.free[0]!.start;
    expect(answer).toMatchObject({ ok: true, data: { replacement: String(lowest) } });
    const after = (await test.database.get('holdings', '2020-0604'))!;
    expect(after.free).toEqual([]);
    expect(after.expired.some(({ start, end }) => start <= +number && +number <= end)).toBe(true);
    expect(after.expired.some(({ start, end }) => start <= lowest && lowest <= end)).toBe(false);
    await test.database.update('holdings', pool._id, {
      closed: false,
      expired: [],
      free: after.expired,
    });
  });

  it('R-55: the preview names the very number that is drawn, and both pools before and after', async () => {
    const number = await member('钱己', '0604D', 'staff');
    const correctionId = await file('staff', number);
    const pool = (await test.database.get('holdings', `${year}-0604`))!;
    const lowest = String(pool.free[0]!.start);
    const kept = { _id: lowest, year, state: 'EXTERNAL', holderOrgId: null } as const;
    await test.database.add('numbers', { ...kept, memberId: 'somebody', at: 1 });
    const stored = await everythingStored(test);
    const plan = await test.ok('province', 'numbering.previewCorrection', { correctionId });
    const only = { correctionId, disposal: 'VOID', releaseOnly: true } as const;
    const released = await test.ok('province', 'numbering.previewCorrection', only);
    expect(await everythingStored(test)).toBe(stored);
    // Somebody has the lowest one: it is set aside.
    expect(plan).toMatchObject({
      number,
      replacement: String(Number(lowest) + 1),
      pool: { id: '0604' },
      sides: [{ before: { used: sizeOf(pool.used) }, after: { voided: sizeOf(pool.voided) + 1 } }],
    });
    expect(released).toMatchObject({
      replacement: null,
      pool: null,
      sides: [{ after: { used: sizeOf(pool.used) - 1, voided: sizeOf(pool.voided) + 1 } }],
    });
    const { answer } = await decide('province', correctionId);
    expect(answer).toMatchObject({ ok: true, data: { replacement: plan.replacement } });
    const after = (await test.database.get('holdings', `${year}-0604`))!;
    expect(plan.sides[0]!.freeAfter).toEqual(after.free);
    expect(plan.sides[0]!.after).toEqual(figuresOf(after));
  });

  it('R-52: only the organ that decides sees the preview, and only while it is undecided', async () => {
    const correctionId = await file('staff-6', await member('李庚', '0606A', 'staff-6'));
    const input = { correctionId };
    expect(await test.refused('province', 'numbering.previewCorrection', input)).toMatchObject({
      code: 'FORBIDDEN',
    });
    await decide('city', correctionId);
    expect(await test.refused('city', 'numbering.previewCorrection', input)).toMatchObject({
      code: 'CONFLICT',
    });
  });

  it.each(['conflict', 'drop'] as const)('a commit that ends in %s corrects once', async (kind) => {
    const number = await member(kind === 'drop' ? '吴辛' : '郑壬', '0604D', 'staff');
    const correctionId = await file('staff', number);
    test.cloud.database.faults.add({ action: 'database.commitTransaction', kind, times: 1 });
    const { answer } = await decide('province', correctionId);
    test.cloud.database.faults.clear();
    expect(answer).toMatchObject({ ok: true, data: { status: 'DONE' } });
    const history = await test.database.find('journal', { subject: correctionId });
    expect(history.filter((entry) => entry.kind === 'CORRECT')).toHaveLength(1);
  });

  it('filed again under the same operation after it was decided, is answered as the first time', async () => {
    const number = await member('卫寅', '0604D', 'staff');
    const wish = { number, kind: 'WRONG_POOL' as const, reason: '给错了人' };
    const options = { opId: 'file-once-only' };
    const first = await test.ok('staff', 'numbering.fileCorrection', wish, options);
    await decide('province', first.correctionId, { disposal: 'VOID' });
    expect(await test.ok('staff', 'numbering.fileCorrection', wish, options)).toEqual(first);
    const other = { ...wish, reason: '另一个原因' };
    const refusal = await test.refused('staff', 'numbering.fileCorrection', other, options);
    expect(refusal.code).toBe('CONFLICT');
  });

  it('costs: file 10, cancel 7, decide 18 from one pool; a list 3', async () => {
    const number = await member('冯癸', '0604D', 'staff');
    const wish = { number, kind: 'WRONG_POOL' as const, reason: '给错了人' };
    const filed = await test.call('staff', 'numbering.fileCorrection', wish);
    expect(filed.requests - 1).toBeLessThanOrEqual(10);
    if (!filed.answer.ok) throw new Error(filed.answer.error.message);
    const { correctionId } = filed.answer.data;
    const cancelled = await test.call('staff', 'numbering.cancelCorrection', { correctionId });
    expect(cancelled.requests - 1).toBeLessThanOrEqual(7);
    const decided = await decide('province', await file('staff', number));
    expect(decided.answer.ok).toBe(true);
    expect(decided.requests - 1).toBeLessThanOrEqual(18);
    const list = await test.call('province', 'numbering.corrections', { status: 'DONE' });
    expect(list.requests - 1).toBeLessThanOrEqual(3);
    const entries = await test.ok('province', 'numbering.overview', { orgId: '0604', year });
    expect(entries.recent[0]!.text).toMatch(
      /^更正错号，改用编号 \d{12}；更正错号，收回编号 \d{12}$/,
    );
  });

  it('with 40 ms added to each request it still answers', async () => {
    const number = await member('褚子', '0604D', 'staff');
    const correctionId = await file('staff', number);
    test.cloud.database.settings.delayMs = 40;
    const { answer } = await decide('province', correctionId);
    test.cloud.database.settings.delayMs = 0;
    expect(answer).toMatchObject({ ok: true, data: { status: 'DONE' } });
  });

  it('decided by two people at once: carried out once', async () => {
    const number = await member('卫丑', '0604D', 'staff');
    const correctionId = await file('staff', number);
    const answers = await Promise.all([
      decide('province', correctionId),
      decide('province-2', correctionId),
    ]);
    const codes = answers.map(({ answer }) => (answer.ok ? 'OK' : answer.error.code)).sort();
    expect(codes).toEqual(['CONFLICT', 'OK']);
  });
});
