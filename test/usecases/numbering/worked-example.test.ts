import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { count } from '../../../cloudfunctions/core/domain/intervals';
import type { ErrorCode } from '../../../typings/api';
import { startTestCloud, type TestCloud } from '../../support/phones';
import { rowsOf } from '../../support/rows';
import { addPerson, applies, plantTree, TREE_0604 } from '../../support/tree';

/*
 * domain.md §8, rows 1–17 and 26–27, in order, through the deployed functions and the real SDK. After
 * every row the rows of every organisation add up to its 编号总数 and the 1,000 numbers are conserved.
 */
const DELAYS = [0, 40];

describe.each(DELAYS)('the worked example with %i ms added to each request', (delayMs) => {
  let test: TestCloud;
  const applicants: Record<string, string> = {};
  const year = 2020;

  beforeAll(async () => {
    test = await startTestCloud({ delayMs: 0 });
    await plantTree(test, TREE_0604);
    await addPerson(test, 'province', 'P');
    await addPerson(test, 'staff', '0604');
    await addPerson(test, 'staff-5', '0605');
    await addPerson(test, 'general', '0604Z');
    for (const branch of ['0604Z2', '0604Z5', '0604D', '0605A']) {
      await addPerson(test, `secretary-${branch}`, branch);
    }
    const people = [
      ['陈甲', '0604Z2'],
      ['林乙', '0604Z2'],
      ['黄丙', '0604Z2'],
      ['张丁', '0604D'],
      ['李戊', '0604Z5'],
      ['王己', '0605A'],
      ['周庚', '0604D'],
      ['吴辛', '0604D'],
    ] as const;
    for (const [name, branch] of people) {
      applicants[name] = await applies(test, name, branch);
      await reviewBelowCommittee(name, branch);
    }
    test.cloud.database.settings.delayMs = delayMs;
  });
  afterAll(() => test.close());

  const pass = (
    by: string,
    name: string,
    status: 'PENDING_BRANCH' | 'PENDING_GENERAL' | 'PENDING_COMMITTEE',
    opId?: string,
  ) => test.call(by, 'review.pass', { registrationId: applicants[name]!, status }, { opId });

  async function reviewBelowCommittee(name: string, branch: string): Promise<void> {
    await pass(`secretary-${branch}`, name, 'PENDING_BRANCH');
    if (branch.startsWith('0604Z')) await pass('general', name, 'PENDING_GENERAL');
  }

  const approve = async (by: string, name: string, opId?: string) => {
    const { answer } = await pass(by, name, 'PENDING_COMMITTEE', opId);
    return answer.ok
      ? { number: answer.data.memberNumber, message: answer.data.message }
      : { code: answer.error.code as ErrorCode, message: answer.error.message };
  };
  const allocate = (by: string, orgId: string, ...items: Array<[string, number]>) =>
    test.call(by, 'numbering.allocate', {
      orgId,
      year,
      items: items.map(([id, wanted]) => ({ orgId: id, count: wanted })),
    });
  const reclaim = (by: string, orgId: string, wanted?: number) =>
    test.call(by, 'numbering.reclaim', {
      orgId,
      year,
      ...(wanted !== undefined && { count: wanted }),
    });
  const rows = (orgId: string) => rowsOf(test, 'province', orgId);

  /** 1000 = Σ free + assigned + void + expired, and every organisation's rows add up. */
  async function checkConservation(): Promise<void> {
    const province = await test.database.get('holdings', '2020-P');
    if (!province) return;
    const parents = ['P', '0604', '0604Z', '0605'];
    const below = await test.database.find('holdings', { parentId: { in: parents }, year });
    const everyone = [province, ...below];
    const parts = everyone.flatMap(({ free, used, voided, expired }) => [
      free,
      used,
      voided,
      expired,
    ]);
    expect(parts.reduce((sum, part) => sum + count(part), 0)).toBe(1000);
    for (const { orgId } of everyone) await rows(orgId);
  }

  afterEach(async () => {
    test.cloud.database.settings.delayMs = 0;
    await checkConservation();
    test.cloud.database.settings.delayMs = delayMs;
  });

  it('row 1: no interval yet, the page offers to define one', async () => {
    const overview = await test.ok('province', 'numbering.overview', { orgId: 'P', year });
    expect(overview).toMatchObject({ total: 0, rows: [], may: { defineRange: true } });
  });

  it('row 2: the province adds ..000–..999', async () => {
    const range = { year, start: '202000012000', end: '202000012999' };
    await test.ok('province', 'numbering.defineRange', range);
    expect(await rows('P')).toEqual(['..000–..999 否 1000']);
  });

  it('row 2b: an overlapping interval is refused', async () => {
    const range = { year, start: '202000012010', end: '202000012020' };
    expect(await test.refused('province', 'numbering.defineRange', range)).toMatchObject({
      code: 'INVALID',
      fields: ['start'],
    });
    expect(await rows('P')).toEqual(['..000–..999 否 1000']);
  });

  it('row 3: 200 to 0604团委', async () => {
    const { answer } = await allocate('province', 'P', ['0604', 200]);
    expect(answer).toMatchObject({ ok: true, data: { message: '分配成功' } });
    expect(await rows('P')).toEqual(['..000–..199 是 200 (0604团委)', '..200–..999 否 800']);
    expect(await rows('0604')).toEqual(['..000–..199 否 200']);
  });

  it('row 4: 0604团委 to a branch of its general branch is refused, no direct child', async () => {
    const { answer } = await allocate('staff', '0604', ['0604Z1', 10]);
    expect(answer).toMatchObject({ ok: false, error: { code: 'INVALID' } });
    expect(JSON.stringify(answer)).toContain('不能跨级分配');
  });

  it('row 4b: 201 of 200 is refused and nothing changes', async () => {
    const { answer } = await allocate('staff', '0604', ['0604Z', 201]);
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'EXHAUSTED', message: '可分配编号仅剩 200 个。' },
    });
    expect(await rows('0604')).toEqual(['..000–..199 否 200']);
  });

  it('row 5: 100 to 0604团总支', async () => {
    await allocate('staff', '0604', ['0604Z', 100]);
    expect(await rows('0604')).toEqual(['..000–..099 是 100 (0604团总支)', '..100–..199 否 100']);
    expect(await rows('0604Z')).toEqual(['..000–..099 否 100']);
  });

  it('row 6: 0604团总支 gives five branches 20 each in one submission', async () => {
    await allocate(
      'general',
      '0604Z',
      ...([1, 2, 3, 4, 5].map((i) => [`0604Z${i}`, 20]) as Array<[string, number]>),
    );
    expect(await rows('0604Z')).toEqual([
      '..000–..019 是 20 (0604团支部（1）)',
      '..020–..039 是 20 (0604团支部（2）1)',
      '..040–..059 是 20 (0604团支部（3）)',
      '..060–..079 是 20 (0604团支部（4）)',
      '..080–..099 是 20 (0604团支部（5）)',
    ]);
    expect(await rows('0604Z5')).toEqual(['..080–..099 否 20']);
  });

  it('row 7: 0604团委 cannot reclaim from 0604团总支, view only', async () => {
    const { answer } = await reclaim('staff', '0604Z');
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'EXHAUSTED', message: '该组织没有可回收的编号，仅可查看。' },
    });
    const seen = await test.ok('staff', 'numbering.overview', { orgId: '0604Z', year });
    expect(seen.may.reclaim).toBe(false);
  });

  it('row 7b: 0604团委 cannot take from branch (5) past its general branch', async () => {
    const skipping = { orgId: '0604Z5', year, parentId: '0604' };
    const refused = await test.refused('staff', 'numbering.reclaim', skipping);
    expect(refused).toMatchObject({ code: 'INVALID', fields: ['parentId'] });
    expect(refused.message).toContain('不能跨级回收');
    const plan = await test.ok('staff', 'numbering.previewReclaim', { orgId: '0604Z5', year });
    expect(plan.to.organization.name).toBe('0604团总支');
  });

  it('row 8: 陈甲 gets ..020 and 林乙 ..021 from their branch', async () => {
    expect(await approve('staff', '陈甲', 'approve-chen-jia')).toEqual({
      number: '202000012020',
      message: '审核成功！将202000012020编号分配给陈甲，目前还剩19个名额',
    });
    expect(await approve('staff', '林乙')).toEqual({
      number: '202000012021',
      message: '审核成功！将202000012021编号分配给林乙，目前还剩18个名额',
    });
  });

  it('row 9: 0604团总支 reclaims branch (5)', async () => {
    const { answer } = await reclaim('general', '0604Z5');
    expect(answer).toMatchObject({
      ok: true,
      data: {
        message: '回收成功',
        moved: [{ count: 20, intervals: [{ start: 202000012080, end: 202000012099 }] }],
      },
    });
    expect(await rows('0604Z5')).toEqual([]);
    expect((await rows('0604Z')).at(-1)).toBe('..080–..099 否 20');
  });

  it('row 10: 0604团总支 reclaims branch (2)1, which keeps what it used', async () => {
    await reclaim('general', '0604Z2');
    expect(await rows('0604Z2')).toEqual(['..020–..021 已使用 2']);
    expect(await rows('0604Z')).toEqual([
      '..000–..019 是 20 (0604团支部（1）)',
      '..020–..021 是 2 (0604团支部（2）1)',
      '..022–..039 否 18',
      '..040–..059 是 20 (0604团支部（3）)',
      '..060–..079 是 20 (0604团支部（4）)',
      '..080–..099 否 20',
    ]);
  });

  it('row 11: 黄丙 is refused (P-7) although others have numbers, and told who', async () => {
    const { answer } = await pass('staff', '黄丙', 'PENDING_COMMITTEE');
    expect(answer).toMatchObject({
      ok: false,
      error: {
        code: 'EXHAUSTED',
        message: '该团支部的编号名额已全部分配完，无法审核通过。请联系上级团组织补充分配编号。',
        details: {
          helpers: [
            { organization: { name: '0604团总支' }, free: 38 },
            { organization: { name: '0604团委' }, free: 100 },
            { organization: { name: '团省委' }, free: 800 },
          ],
        },
      },
    });
    const detail = await test.ok('staff', 'review.get', { registrationId: applicants['黄丙']! });
    expect(detail.status).toBe('PENDING_COMMITTEE');
  });

  it('row 12, as a preview: 10 would be the top ten', async () => {
    const plan = await test.ok('staff', 'numbering.previewReclaim', {
      orgId: '0604Z',
      year,
      count: 10,
    });
    expect(plan.intervals).toEqual([{ start: 202000012090, end: 202000012099 }]);
    expect(plan.from.freeAfter).toEqual([
      { start: 202000012022, end: 202000012039 },
      { start: 202000012080, end: 202000012089 },
    ]);
  });

  it('row 13: 0604团委 reclaims all 38; neighbours merge', async () => {
    const { answer } = await reclaim('staff', '0604Z');
    expect(answer).toMatchObject({ ok: true, data: { moved: [{ count: 38 }] } });
    const overview = await test.ok('staff', 'numbering.overview', { orgId: '0604', year });
    expect(overview).toMatchObject({ free: 138, handedDown: 62 });
    expect((await rows('0604')).filter((row) => row.includes('否'))).toEqual([
      '..022–..039 否 18',
      '..080–..199 否 120',
    ]);
  });

  it('row 14: 张丁 of 0604直属团支部 gets a number of the committee', async () => {
    expect(await approve('staff', '张丁')).toEqual({
      number: '202000012022',
      message: '审核成功！将202000012022编号分配给张丁，目前还剩137个名额',
    });
    const overview = await test.ok('staff', 'numbering.overview', { orgId: '0604', year });
    expect(overview).toMatchObject({ total: 200, handedDown: 62, free: 137, used: 1 });
  });

  it('row 15: 李戊 of branch (5), which holds nothing any more, too', async () => {
    expect(await approve('staff', '李戊')).toEqual({
      number: '202000012023',
      message: '审核成功！将202000012023编号分配给李戊，目前还剩136个名额',
    });
  });

  it('row 16: 王己 of 0605团支部 is refused (P-8) and stays', async () => {
    expect(await approve('staff-5', '王己')).toEqual({
      code: 'EXHAUSTED',
      message: '该团员所在团组织及其上级团委均未分配编号，无法审核通过。',
    });
    const detail = await test.ok('staff-5', 'review.get', { registrationId: applicants['王己']! });
    expect(detail.status).toBe('PENDING_COMMITTEE');
  });

  it('row 17: 30 to 0604团总支 come in two intervals', async () => {
    const { answer } = await allocate('staff', '0604', ['0604Z', 30]);
    expect(answer).toMatchObject({
      ok: true,
      data: {
        moved: [
          {
            count: 30,
            intervals: [
              { start: 202000012024, end: 202000012039 },
              { start: 202000012080, end: 202000012093 },
            ],
          },
        ],
      },
    });
  });

  it('row 26: one number left, two staff approve two people at once: exactly one success', async () => {
    await allocate('staff', '0604', ['0604D', 1]);
    const answers = await Promise.all([approve('staff', '周庚'), approve('staff', '吴辛')]);
    expect(answers.filter((answer) => 'number' in answer)).toHaveLength(1);
    expect(answers.filter((answer) => answer.code === 'EXHAUSTED')).toHaveLength(1);
    expect(await rows('0604D')).toEqual(['..094–..094 已使用 1']);
  });

  it('row 27: the same approval sent again answers the same, one number used', async () => {
    const before = await rows('0604Z2');
    expect(await approve('staff', '陈甲', 'approve-chen-jia')).toEqual({
      number: '202000012020',
      message: '审核成功！将202000012020编号分配给陈甲，目前还剩19个名额',
    });
    expect(await rows('0604Z2')).toEqual(before);
  });

  it('the member sees the number', async () => {
    const { registration } = await test.ok('陈甲', 'registration.mine', {});
    expect(registration).toMatchObject({
      status: 'APPROVED',
      memberNumber: '202000012020',
      numberSource: 'AUTO_BRANCH',
    });
  });
});
