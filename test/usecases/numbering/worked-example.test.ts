import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { type ExampleStory, tellExample } from '../../support/example-story';
import { formFor, idNumber } from '../../support/tree';

const year = 2020;
const IDENTITY = 1;
const RANGE = { year, start: '202000012000', end: '202000012999' };
const CHEN_JIA = {
  number: '202000012020',
  source: 'AUTO_BRANCH',
  message: '审核成功！将202000012020编号分配给陈甲，目前还剩19个名额',
};

/*
 * domain.md §8, all rows in order, through the deployed functions and the real SDK, also on a slow network.
 * After each row the rows of every organisation add up to its 编号总数; the 1,000 numbers are conserved.
 */
describe.each([0, 40])('the worked example with %i ms added to each request', (delayMs) => {
  let story: ExampleStory;
  beforeAll(async () => {
    story = await tellExample(delayMs);
  });
  afterEach(() => story.checkConservation());
  afterAll(() => story.close());

  it('row 1: R-1: no interval yet, the page offers to define one; nobody below the province may', async () => {
    const nothing = { total: 0, rows: [], may: { defineRange: true } };
    expect(await story.overview('P')).toMatchObject(nothing);
    const refused = await story.test.refused('staff', 'numbering.defineRange', RANGE);
    expect(refused.code).toBe('FORBIDDEN');
  });

  it('row 2: R-1 R-2: the province adds ..000–..999, 1000 numbers', async () => {
    await story.test.ok('province', 'numbering.defineRange', RANGE);
    expect(await story.rows('P')).toEqual(['..000–..999 否 1000']);
  });

  it('row 2b: R-3: an overlapping interval is refused', async () => {
    const range = { year, start: '202000012010', end: '202000012020' };
    expect(await story.test.refused('province', 'numbering.defineRange', range)).toMatchObject({
      code: 'INVALID',
      fields: ['start'],
    });
    expect(await story.rows('P')).toEqual(['..000–..999 否 1000']);
  });

  it('row 3: R-17: 200 to 0604团委', async () => {
    const answer = await story.allocate('province', 'P', ['0604', 200]);
    expect(answer).toMatchObject({ ok: true, data: { message: '分配成功' } });
    expect(await story.rows('P')).toEqual(['..000–..199 是 200 (0604团委)', '..200–..999 否 800']);
    expect(await story.rows('0604')).toEqual(['..000–..199 否 200']);
  });

  it('row 4: R-10: 0604团委 to a branch of its general branch is refused, no direct child', async () => {
    const answer = await story.allocate('staff', '0604', ['0604Z1', 10]);
    expect(answer).toMatchObject({ ok: false, error: { code: 'INVALID' } });
    expect(JSON.stringify(answer)).toContain('不能跨级分配');
  });

  it('row 4b: R-14: 201 of 200 is refused (P-12) and nothing changes', async () => {
    expect(await story.allocate('staff', '0604', ['0604Z', 201])).toMatchObject({
      ok: false,
      error: { code: 'EXHAUSTED', message: expect.stringContaining('可分配编号仅剩 200 个。') },
    });
    expect(await story.rows('0604')).toEqual(['..000–..199 否 200']);
  });

  it('row 5: R-12: 100 to 0604团总支, the lowest', async () => {
    await story.allocate('staff', '0604', ['0604Z', 100]);
    const rows = ['..000–..099 是 100 (0604团总支)', '..100–..199 否 100'];
    expect(await story.rows('0604')).toEqual(rows);
    expect(await story.rows('0604Z')).toEqual(['..000–..099 否 100']);
  });

  it('row 6: R-15: 0604团总支 gives five branches 20 each in one submission', async () => {
    const items = [1, 2, 3, 4, 5].map((i): [string, number] => [`0604Z${i}`, 20]);
    await story.allocate('general', '0604Z', ...items);
    expect(await story.rows('0604Z')).toEqual([
      '..000–..019 是 20 (0604团支部（1）)',
      '..020–..039 是 20 (0604团支部（2）1)',
      '..040–..059 是 20 (0604团支部（3）)',
      '..060–..079 是 20 (0604团支部（4）)',
      '..080–..099 是 20 (0604团支部（5）)',
    ]);
    expect(await story.rows('0604Z5')).toEqual(['..080–..099 否 20']);
  });

  it('row 7: R-21: 0604团委 cannot reclaim from 0604团总支, view only', async () => {
    expect(await story.reclaim('staff', '0604Z')).toMatchObject({
      ok: false,
      error: { code: 'EXHAUSTED', message: '该组织没有可回收的编号，仅可查看。' },
    });
    const seen = await story.test.ok('staff', 'numbering.overview', { orgId: '0604Z', year });
    expect(seen.may.reclaim).toBe(false);
  });

  it('row 7b: R-20: 0604团委 cannot take from branch (5) past its general branch', async () => {
    const skipping = { orgId: '0604Z5', year, parentId: '0604' };
    const refused = await story.test.refused('staff', 'numbering.reclaim', skipping);
    expect(refused).toMatchObject({ code: 'INVALID', fields: ['parentId'] });
    expect(refused.message).toContain('不能跨级回收');
    const input = { orgId: '0604Z5', year };
    const plan = await story.test.ok('staff', 'numbering.previewReclaim', input);
    expect(plan.to.organization.name).toBe('0604团总支');
  });

  it('row 8: R-34 R-35: 陈甲 gets ..020 and 林乙 ..021 from their branch', async () => {
    expect(await story.approve('staff', '陈甲', 'approve-chen-jia')).toEqual(CHEN_JIA);
    expect(await story.approve('staff', '林乙')).toMatchObject({
      number: '202000012021',
      message: '审核成功！将202000012021编号分配给林乙，目前还剩18个名额',
    });
    expect(await story.mine('陈甲')).toMatchObject({
      status: 'APPROVED',
      memberNumber: '202000012020',
    });
  });

  it('row 9: R-24 R-27: 0604团总支 reclaims branch (5), as the preview had said', async () => {
    const all = [{ start: 202000012080, end: 202000012099 }];
    const input = { orgId: '0604Z5', year };
    const plan = await story.test.ok('general', 'numbering.previewReclaim', input);
    expect(plan.intervals).toEqual(all);
    expect(await story.reclaim('general', '0604Z5')).toMatchObject({
      ok: true,
      data: { message: '回收成功', moved: [{ count: 20, intervals: all }] },
    });
    expect(await story.rows('0604Z5')).toEqual([]);
    expect((await story.rows('0604Z')).at(-1)).toBe('..080–..099 否 20');
  });

  it('row 10: R-22 R-24: 0604团总支 reclaims branch (2)1, which keeps what it used', async () => {
    await story.reclaim('general', '0604Z2');
    expect(await story.rows('0604Z2')).toEqual(['..020–..021 已使用 2']);
    expect(await story.rows('0604Z')).toEqual([
      '..000–..019 是 20 (0604团支部（1）)',
      '..020–..021 是 2 (0604团支部（2）1)',
      '..022–..039 否 18',
      '..040–..059 是 20 (0604团支部（3）)',
      '..060–..079 是 20 (0604团支部（4）)',
      '..080–..099 否 20',
    ]);
  });

  it('row 11: R-32: 黄丙 is refused (P-7) although others have numbers, and told who', async () => {
    const registrationId = story.ids['黄丙']!;
    const input = { registrationId, status: 'PENDING_COMMITTEE' as const };
    const { answer } = await story.test.call('staff', 'review.pass', input);
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
    const detail = await story.test.ok('staff', 'review.get', { registrationId });
    expect(detail.status).toBe('PENDING_COMMITTEE');
  });

  it('row 12 (variant, taken back again): R-23: 10 from 0604团总支 are the top ten', async () => {
    const ten = [{ start: 202000012090, end: 202000012099 }];
    const input = { orgId: '0604Z', year, count: 10 };
    const plan = await story.test.ok('staff', 'numbering.previewReclaim', input);
    const left = [
      { start: 202000012022, end: 202000012039 },
      { start: 202000012080, end: 202000012089 },
    ];
    expect(plan).toMatchObject({ intervals: ten, from: { freeAfter: left } });
    const answer = await story.reclaim('staff', '0604Z', 10);
    expect(answer).toMatchObject({ ok: true, data: { moved: [{ intervals: ten }] } });
    const free = (await story.rows('0604Z')).filter((row) => row.includes('否'));
    expect(free).toEqual(['..022–..039 否 18', '..080–..089 否 10']);
    const { items } = await story.test.ok('staff', 'numbering.journal', { orgId: '0604Z', year });
    await story.test.ok('staff', 'numbering.undo', { entryId: items[0]!.id });
  });

  it('row 13: R-25: 0604团委 reclaims all 38 that came back from the branches; neighbours merge', async () => {
    const answer = await story.reclaim('staff', '0604Z');
    expect(answer).toMatchObject({ ok: true, data: { moved: [{ count: 38 }] } });
    expect(await story.overview('0604')).toMatchObject({ free: 138, handedDown: 62 });
    expect((await story.rows('0604')).filter((row) => row.includes('否'))).toEqual([
      '..022–..039 否 18',
      '..080–..199 否 120',
    ]);
  });

  it('row 14: R-31: 张丁 of 0604直属团支部 gets a number of the committee', async () => {
    expect(await story.approve('staff', '张丁')).toEqual({
      number: '202000012022',
      source: 'AUTO_COMMITTEE',
      message: '审核成功！将202000012022编号分配给张丁，目前还剩137个名额',
    });
    expect(await story.overview('0604')).toMatchObject({ handedDown: 62, free: 137, used: 1 });
  });

  it('row 15: R-31: 李戊 of branch (5), which holds nothing any more, too', async () => {
    expect(await story.approve('staff', '李戊')).toEqual({
      number: '202000012023',
      source: 'AUTO_COMMITTEE',
      message: '审核成功！将202000012023编号分配给李戊，目前还剩136个名额',
    });
  });

  it('row 16: R-33: 王己 of 0605团支部 is refused (P-8) and stays', async () => {
    expect(await story.approve('staff-5', '王己')).toEqual({
      code: 'EXHAUSTED',
      message: '该团员所在团组织及其上级团委均未分配编号，无法审核通过。',
    });
    const input = { registrationId: story.ids['王己']! };
    const detail = await story.test.ok('staff-5', 'review.get', input);
    expect(detail.status).toBe('PENDING_COMMITTEE');
  });

  it('row 17: R-16 R-26: 30 to 0604团总支 come in two intervals, the reclaimed ones first', async () => {
    const intervals = [
      { start: 202000012024, end: 202000012039 },
      { start: 202000012080, end: 202000012093 },
    ];
    expect(await story.allocate('staff', '0604', ['0604Z', 30])).toMatchObject({
      ok: true,
      data: { moved: [{ count: 30, intervals }] },
    });
  });

  it('row 18: R-36: what an AUTO person typed is replaced and stays in the history', async () => {
    expect(await story.approve('staff', '赵庚')).toMatchObject({ number: '202000012094' });
    expect(await story.history('赵庚')).toEqual([
      { value: '202099999999', why: 'TYPED_REPLACED', isPresent: false },
      { value: '202000012094', why: 'ASSIGNED', isPresent: true },
    ]);
  });

  it.each([
    ['row 19: R-37: joined in 2019', '钱辛', '201935000123'],
    ['row 20: R-37: joined in 2021 in another province', '孙壬', '202144000123'],
  ])('%s: the own number is kept (P-19), no place used', async (_, name, number) => {
    const before = [await story.rows('0604'), await story.rows('0604Z2')];
    expect(await story.approve('staff', name)).toEqual({
      number,
      source: 'MANUAL',
      message: `审核成功！${name}沿用编号${number}，未占用名额。`,
    });
    expect([await story.rows('0604'), await story.rows('0604Z2')]).toEqual(before);
  });

  const submit = (changes: { typedNumber?: string }) => {
    const joined = { joinMonth: '2019-05', idNumber: idNumber('20050101') };
    const form = formFor('周癸', '0604D', { ...joined, ...changes });
    return story.test.refused('周癸', 'registration.submit', form);
  };

  it('row 21: R-37: joined in 2019, number blank: refused at submission', async () => {
    expect(await submit({})).toMatchObject({ code: 'INVALID', fields: ['typedNumber'] });
  });

  it('row 22: R-37: typed the number of somebody else: refused (P-13)', async () => {
    expect(await submit({ typedNumber: '201935000123' })).toEqual({
      code: 'INVALID',
      message: '该编号已被使用，请核对《入团志愿书》封面编号或联系团支书。',
      fields: ['typedNumber'],
    });
  });

  it('row 23: R-40 R-41: 吴子, appointed secretary, is approved with a number of the branch', async () => {
    const { answer, requests } = await story.appoint('0604Z3', '吴子');
    const approval = {
      memberNumber: '202000012040',
      message: '审核成功！将202000012040编号分配给吴子，目前还剩19个名额',
    };
    const data = { dismissed: 'secretary-0604Z3', approval };
    expect(answer).toMatchObject({ ok: true, data });
    expect(requests - IDENTITY).toBeLessThanOrEqual(18);
    expect(await story.mine('吴子')).toMatchObject({ numberSource: 'AUTO_BRANCH' });
    const { posts } = await story.test.ok('吴子', 'account.me', {});
    expect(posts).toMatchObject([{ role: 'SECRETARY', organization: { id: '0604Z3' } }]);
    expect((await story.test.ok('secretary-0604Z3', 'account.me', {})).posts).toEqual([]);
  });

  it('row 24: R-40: a branch that is used up: prompt P-9, nothing happens', async () => {
    const { answer } = await story.appoint('0604Z2', '郑丑');
    expect(answer).toMatchObject({
      ok: false,
      error: {
        code: 'EXHAUSTED',
        message: expect.stringContaining(
          '该团支部的编号名额已全部分配完，无法指定该团员为团支书。',
        ),
        details: { helpers: [{ organization: { id: '0604Z' }, free: 30 }, {}, {}] },
      },
    });
    const branch = await story.test.database.get('organizations', '0604Z2');
    expect(branch?.secretary?.name).toBe('secretary-0604Z2');
    expect(await story.mine('郑丑')).toMatchObject({ status: 'PENDING_COMMITTEE' });
  });

  it('row 25: R-40: a branch without numbers: appointed with a number of the committee, once', async () => {
    const appoint = () => story.appoint('0604D', '王寅', 'appoint-wang-yin');
    const { answer, requests } = await appoint();
    const approval = {
      memberNumber: '202000012095',
      numberSource: 'AUTO_COMMITTEE',
      remaining: 104,
    };
    const data = { dismissed: 'secretary-0604D', approval };
    expect(answer).toMatchObject({ ok: true, data });
    expect(requests - IDENTITY).toBeLessThanOrEqual(20);
    expect((await appoint()).answer).toEqual(answer);
  });

  it('row 26: R-38: one number left, two staff approve two people at once: exactly one success', async () => {
    await story.allocate('staff', '0604', ['0604D', 1]);
    const answers = await Promise.all(['周卯', '吴辰'].map((name) => story.approve('staff', name)));
    expect(answers.filter((answer) => 'number' in answer)).toHaveLength(1);
    const refused = answers.filter((answer) => 'code' in answer && answer.code === 'EXHAUSTED');
    expect(refused).toHaveLength(1);
    expect(await story.rows('0604D')).toEqual(['..096–..096 已使用 1']);
  });

  it('row 27: the same approval sent again answers the same, one number used', async () => {
    const before = await story.rows('0604Z2');
    expect(await story.approve('staff', '陈甲', 'approve-chen-jia')).toEqual(CHEN_JIA);
    expect(await story.rows('0604Z2')).toEqual(before);
  });

  it('row 28: R-51 R-55: 陈甲’s pool is used up: release only, ..020 is free in the branch again', async () => {
    const { correctionId, decider } = await story.file('202000012020');
    expect(decider).toMatchObject({ id: 'P' });
    const message = '该团支部的编号名额已全部分配完，无法审核通过。请联系上级团组织补充分配编号。';
    expect((await story.decide(correctionId)).answer).toMatchObject({
      ok: false,
      error: { code: 'EXHAUSTED', message },
    });
    const { answer, requests } = await story.decide(correctionId, { releaseOnly: true });
    expect(answer).toMatchObject({ ok: true, data: { status: 'DONE', replacement: null } });
    expect(requests - IDENTITY).toBeLessThanOrEqual(18);
    expect(await story.rows('0604Z2')).toEqual(['..020–..020 否 1', '..021–..021 已使用 1']);
    expect(await story.mine('陈甲')).toMatchObject({
      status: 'PENDING_COMMITTEE',
      memberNumber: null,
    });
    const first = { value: '202000012020', why: 'ASSIGNED', isPresent: false };
    expect(await story.history('陈甲')).toEqual([first]);
    expect(await story.test.database.get('numbers', '202000012020')).toBeNull();
    expect(await story.approve('staff', '陈甲')).toMatchObject({ number: '202000012020' });
    expect(await story.history('陈甲')).toEqual([first, { ...first, isPresent: true }]);
  });

  it('row 28b: R-53 R-54: after 5 more, 陈甲 gets the lowest of them and ..020 is free', async () => {
    await story.allocate('general', '0604Z', ['0604Z2', 5]);
    const { correctionId } = await story.file('202000012020');
    const { answer, requests } = await story.decide(correctionId);
    const message = '编号202000012020已收回，新编号为202000012024，请改写《入团志愿书》封面。';
    expect(answer).toMatchObject({ ok: true, data: { replacement: '202000012024', message } });
    expect(requests - IDENTITY).toBeLessThanOrEqual(18);
    expect(await story.rows('0604Z2')).toEqual([
      '..020–..020 否 1',
      '..021–..021 已使用 1',
      '..024–..024 已使用 1',
      '..025–..028 否 4',
    ]);
    expect(await story.mine('陈甲')).toMatchObject({
      status: 'APPROVED',
      memberNumber: '202000012024',
    });
    expect(await story.history('陈甲')).toMatchObject([
      { value: '202000012020', isPresent: false },
      { value: '202000012020', isPresent: false },
      { value: '202000012024', isPresent: true },
    ]);
  });

  it('row 28c: R-31: a branch whose only number is void draws from the committee', async () => {
    await story.reclaim('general', '0604Z1');
    await story.allocate('general', '0604Z', ['0604Z1', 1]);
    expect(await story.approve('staff', '冯巳')).toMatchObject({ number: '202000012000' });
    const { correctionId } = await story.file('202000012000');
    await story.decide(correctionId, { disposal: 'VOID', releaseOnly: true });
    expect(await story.rows('0604Z1')).toEqual(['..000–..000 作废 1']);
    const stored = await story.test.database.get('numbers', '202000012000');
    expect(stored).toMatchObject({ state: 'VOID' });
    expect(await story.approve('staff', '冯巳')).toMatchObject({ source: 'AUTO_COMMITTEE' });
  });

  it('after the last row the proof finds nothing lost and every line fitting', async () => {
    const input = { orgId: 'P', year, full: true };
    const proof = await story.test.ok('province', 'numbering.reconcile', input);
    expect(proof).toMatchObject({ findings: [], total: 1000 });
  });
});
