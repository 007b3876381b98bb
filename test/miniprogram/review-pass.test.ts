/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { inOffice, inputsOf, listing } from './support/office';
import { BRANCH, COMMITTEE, detail, GENERAL, postAt, PROVINCE, reviewItem } from './support/people';
import { ok, refuse } from './support/phone';
import { openDetail, passed, PASSED_MESSAGE } from './support/review-detail';
import { seenAgain, show, withStorageOf } from './support/simulate';

describe('passing one registration', () => {
  it('passes with the stage the reviewer saw, and shows the sentence of the guide', async () => {
    const page = await openDetail({}, (phone) => {
      phone.answers['review.pass'] = () => passed;
    });
    await page.run('onPass');
    const [input] = inputsOf(page.phone, 'review.pass');
    expect(input).toEqual({ registrationId: 'r1', status: 'PENDING_COMMITTEE' });
    expect(page.text().replace(/\s/g, '')).toContain(PASSED_MESSAGE);
    await page.run('onCloseResult');
    expect(page.phone.log).toContain('navigateBack');
  });

  it('asks for the look at the cover before a kept number is accepted', async () => {
    const page = await openDetail({ mode: 'MANUAL' }, (phone) => {
      phone.answers['review.pass'] = () => passed;
    });
    await page.run('onPass');
    expect(page.text()).toContain('请先核对《入团志愿书》封面上的编号');
    expect(inputsOf(page.phone, 'review.pass')).toEqual([]);
    await page.run('onCover');
    await page.run('onPass');
    expect(inputsOf(page.phone, 'review.pass')).toMatchObject([{ coverChecked: true }]);
  });

  it('tells who can help when there is no number, and what each of them can do', async () => {
    const sentence = '该团支部的编号名额已全部分配完，无法审核通过。请联系上级团组织补充分配编号。';
    const page = await openDetail({}, (phone) => {
      phone.answers['review.pass'] = () =>
        refuse('EXHAUSTED', sentence, {
          helpers: [
            { organization: GENERAL, free: 38 },
            { organization: COMMITTEE, free: 99 },
            { organization: PROVINCE, free: 800 },
          ],
        });
    });
    await page.run('onPass');
    expect(page.text()).toContain(sentence);
    expect(page.labels()).toEqual(
      expect.arrayContaining([
        '0604团总支，有38个可分，直属上级，可直接分给该支部',
        '0604团委，有99个可分，就是你所在的组织，可在综合管理系统“团员编号分配”里逐级分配',
        '团省委，有800个可分，不能跨级，要逐级分到该支部',
      ]),
    );
    expect(page.text()).toContain('请联系 0604团总支 分配编号');
    expect(page.text()).toContain('吴子墨的资料已保留，仍为“待团委审核”');
  });

  it('checks an unknown outcome under the same opId and locks both decisions meanwhile', async () => {
    const page = await openDetail({}, (phone) => {
      phone.answers['review.pass'] = () => null;
    });
    await page.run('onPass');
    expect(page.text()).toContain('结果未知，可能已经办成');
    expect(page.labels()).toContain('再次核对');
    page.phone.answers['review.pass'] = () => passed;
    await seenAgain(page);
    const opIds = page.phone.calls
      .filter(({ action }) => action === 'review.pass')
      .map(({ opId }) => opId);
    expect(opIds.length).toBeGreaterThan(1);
    expect(new Set(opIds).size).toBe(1);
    expect(page.text().replace(/\s/g, '')).toContain(PASSED_MESSAGE);
  });

  it('comes back to a pass without an answer: asked under the same opId, the sentence of the guide', async () => {
    const page = await openDetail({}, (phone) => {
      phone.answers['review.pass'] = () => null;
    });
    await page.run('onPass');
    const again = await openDetail(
      { status: 'APPROVED' },
      withStorageOf(page, (phone) => {
        phone.answers['review.pass'] = () => passed;
      }),
    );
    const sent = (of: typeof page) =>
      of.phone.calls.filter(({ action }) => action === 'review.pass');
    expect(sent(again)).toMatchObject([{ opId: sent(page)[0]!.opId, input: sent(page)[0]!.input }]);
    expect(again.text().replace(/\s/g, '')).toContain(PASSED_MESSAGE);
    const later = await openDetail(
      { status: 'APPROVED' },
      withStorageOf(again, () => undefined),
    );
    expect(sent(later)).toEqual([]);
  });

  it('ticks the cover in the dialog after an approval, and takes the tick away again', async () => {
    const page = await openDetail({}, (phone) => {
      phone.answers['review.pass'] = () => passed;
      phone.answers['roster.markCoverWritten'] = () => ok({ marked: 1, cover: null });
    });
    await page.run('onPass');
    expect(page.labels()).toContain('编号已写到封面');
    await page.run('onCoverWritten');
    await page.run('onCoverWritten');
    expect(inputsOf(page.phone, 'roster.markCoverWritten')).toEqual([
      { memberIds: ['r1'], written: true },
      { memberIds: ['r1'], written: false },
    ]);
  });

  it('a tick that did not arrive is not shown as done', async () => {
    const page = await openDetail({}, (phone) => {
      phone.answers['review.pass'] = () => passed;
      phone.answers['roster.markCoverWritten'] = () =>
        refuse('FORBIDDEN', '现在不能登记，请刷新后再试。');
    });
    await page.run('onPass');
    await page.run('onCoverWritten');
    expect(page.text()).toContain('没有登记上：现在不能登记，请刷新后再试。');
    await page.run('onCoverWritten');
    const again = { memberIds: ['r1'], written: true };
    expect(inputsOf(page.phone, 'roster.markCoverWritten')).toEqual([again, again]);
  });

  it('leaves the cover to committees: others are not offered the tick', async () => {
    const page = await show(
      'review/detail/index',
      { registrationId: 'r1' },
      inOffice([postAt(BRANCH)], (phone) => {
        phone.answers['review.get'] = () => ok(detail({ status: 'PENDING_BRANCH' }));
        phone.answers['review.pass'] = () => passed;
      }),
    );
    await page.run('onPass');
    expect(page.labels()).not.toContain('编号已写到封面');
  });

  it('somebody else was faster: their result, and the way on', async () => {
    const page = await openDetail({}, (phone) => {
      phone.answers['review.pass'] = () => {
        phone.answers['review.get'] = () =>
          ok(
            detail({
              status: 'APPROVED',
              memberNumber: '202000012020',
              checks: [],
              may: { pass: false, return: false, why: '这份报到已通过。', onBehalfOf: null },
            }),
          );
        return refuse('CONFLICT', '这份报到黄老师已经处理，现在是“已通过”，请刷新列表。');
      };
      phone.answers['review.list'] = () => listing([reviewItem({ id: 'r2', name: '陈甲' })]);
    });
    await page.run('onPass');
    expect(page.text()).toContain('这份报到黄老师已经处理，现在是“已通过”。');
    expect(page.text()).toContain('202000012020');
    expect(page.labels()).toEqual(expect.arrayContaining(['返回列表', '下一位，陈甲']));
  });

  it('sends the meeting of the branch along, when it is right', async () => {
    const page = await openDetail({ status: 'PENDING_BRANCH', joinMonth: '2020-05' }, (phone) => {
      phone.answers['review.pass'] = () => passed;
    });
    await page.run('onUnfoldMeeting');
    await page.run('onMeeting', { detail: { date: '2020-04-30', present: '20', votes: '20' } });
    await page.run('onPass');
    expect(page.text()).toContain('支部大会的日期不能早于入团年月。');
    await page.run('onMeeting', { detail: { date: '2020-05-18', present: '20', votes: '20' } });
    await page.run('onPass');
    expect(inputsOf(page.phone, 'review.pass')).toEqual([
      {
        registrationId: 'r1',
        status: 'PENDING_BRANCH',
        meeting: { date: '2020-05-18', present: 20, votes: 20 },
      },
    ]);
  });

  it('R-10: a committee right above the branch hands numbers down there and then, after a question', async () => {
    const path = [PROVINCE, COMMITTEE, BRANCH];
    const page = await openDetail({ path }, (phone) => {
      phone.answers['review.pass'] = () =>
        refuse('EXHAUSTED', '该团支部的编号名额已全部分配完，无法审核通过。', {
          helpers: [{ organization: COMMITTEE, free: 2 }],
        });
      phone.answers['numbering.overview'] = () => ok({ waiting: 3 });
      phone.answers['numbering.previewAllocation'] = () =>
        ok({
          year: 2020,
          total: 2,
          rev: 7,
          grantor: { organization: COMMITTEE },
          items: [
            {
              organization: BRANCH,
              count: 2,
              intervals: [{ start: 202000012060, end: 202000012061 }],
            },
          ],
          warnings: [],
        });
      phone.answers['numbering.allocate'] = () => ok({ message: '分配成功', moved: [] });
    });
    await page.run('onPass');
    expect(page.labels()).toContain('从本级分编号给0604团支部（2）1');
    await page.run('onCloseRefused');
    await page.run('onSupply');
    expect(inputsOf(page.phone, 'numbering.previewAllocation')).toEqual([
      { orgId: 'c1', year: 2020, items: [{ orgId: 'b2', count: 2 }] },
    ]);
    expect(page.phone.log).toEqual(['ask 分配 2 个编号？', 'toast 分配成功']);
    expect(inputsOf(page.phone, 'numbering.allocate')).toEqual([
      { orgId: 'c1', year: 2020, items: [{ orgId: 'b2', count: 2 }], rev: 7 },
    ]);
  });

  it('R-40: approves and appoints in one, after a question', async () => {
    const page = await openDetail({}, (phone) => {
      phone.answers['organization.appoint'] = () =>
        ok({ postId: 'p9', dismissed: '苏晓', approval: passed.ok ? passed.data : null });
    });
    await page.run('onAppoint');
    expect(page.phone.log).toContain('ask 任命吴子墨为团支书？');
    expect(inputsOf(page.phone, 'organization.appoint')).toEqual([
      { orgId: 'b2', registrationId: 'r1' },
    ]);
    expect(page.text().replace(/\s/g, '')).toContain(PASSED_MESSAGE);
    expect(page.text()).toContain('原团支书苏晓已卸任');
  });
});
