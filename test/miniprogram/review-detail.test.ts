/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { inOffice, inputsOf, listing } from './support/office';
import { BRANCH, COMMITTEE, detail, GENERAL, postAt, PROVINCE, reviewItem } from './support/people';
import type { FakePhone } from './support/phone';
import { ok, refuse } from './support/phone';
import { show } from './support/simulate';

describe('review detail', () => {
  const open = (
    given: Parameters<typeof detail>[0],
    more: (phone: FakePhone) => void = () => undefined,
  ) =>
    show(
      'review/detail/index',
      { registrationId: 'r1' },
      inOffice([postAt(COMMITTEE)], (phone) => {
        phone.answers['review.get'] = () => ok(detail(given));
        more(phone);
      }),
    );
  const message = '审核成功！将202000012020编号分配给吴子墨，目前还剩19个名额';
  const passed = ok({
    registrationId: 'r1',
    status: 'APPROVED',
    message,
    memberNumber: '202000012020',
    numberSource: 'AUTO_BRANCH',
    remaining: 19,
  });

  it('shows what needs a look before what is well', async () => {
    const page = await open({});
    expect(page.text()).toContain('1 项通过，1 项不符');
    expect(page.text().indexOf('编号已用完')).toBeLessThan(page.text().indexOf('证件号校验通过'));
    expect(page.text()).toContain('350199********0034');
  });

  it('passes with the stage the reviewer saw, and shows the sentence of the guide', async () => {
    const page = await open({}, (phone) => {
      phone.answers['review.pass'] = () => passed;
    });
    await page.run('onPass');
    const [input] = inputsOf(page.phone, 'review.pass');
    expect(input).toEqual({ registrationId: 'r1', status: 'PENDING_COMMITTEE' });
    expect(page.text().replace(/\s/g, '')).toContain(message);
    await page.run('onCloseResult');
    expect(page.phone.log).toContain('navigateBack');
  });

  it('asks for the look at the cover before a kept number is accepted', async () => {
    const page = await open({ mode: 'MANUAL' }, (phone) => {
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
    const page = await open({}, (phone) => {
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
    const page = await open({}, (phone) => {
      phone.answers['review.pass'] = () => null;
    });
    await page.run('onPass');
    expect(page.text()).toContain('结果未知，正在核对');
    expect(page.labels()).toContain('再次核对');
    page.phone.answers['review.pass'] = () => passed;
    await page.run('onCheckAgain');
    const opIds = page.phone.calls
      .filter(({ action }) => action === 'review.pass')
      .map(({ opId }) => opId);
    expect(opIds.length).toBeGreaterThan(1);
    expect(new Set(opIds).size).toBe(1);
    expect(page.text().replace(/\s/g, '')).toContain(message);
  });

  it('shows a masked value in full after saying that it is recorded, and only that one', async () => {
    const page = await open({}, (phone) => {
      phone.answers['review.reveal'] = () => ok({ value: '350199200605040034' });
    });
    expect(page.labels()).toEqual(expect.arrayContaining(['查看完整证件号码', '查看完整手机号']));
    await page.run('onReveal', { detail: 'idNumber' });
    expect(page.phone.log).toContain('ask 查看完整证件号码？');
    expect(inputsOf(page.phone, 'review.reveal')).toEqual([
      { registrationId: 'r1', field: 'idNumber' },
    ]);
    expect(page.text()).toContain('350199200605040034');
    expect(page.labels()).not.toContain('查看完整证件号码');
    expect(page.labels()).toContain('查看完整手机号');
    await page.run('load');
    expect(page.text()).not.toContain('350199200605040034');
  });

  it('asks for nothing in full when the reader says no, and says what was refused', async () => {
    const text = '查看完整个人信息的次数已达上限，请稍后再试；需要整批信息时请用导出功能。';
    const page = await open({}, (phone) => {
      phone.answers['review.reveal'] = () => refuse('RATE_LIMITED', text);
    });
    page.phone.says = 'no';
    await page.run('onReveal', { detail: 'phone' });
    expect(inputsOf(page.phone, 'review.reveal')).toEqual([]);
    page.phone.says = 'yes';
    await page.run('onReveal', { detail: 'phone' });
    expect(page.text()).toContain(text);
    expect(page.labels()).toContain('查看完整手机号');
  });

  it('offers full values only to those whose turn it is', async () => {
    const page = await open({ may: { pass: false, return: false, why: '', onBehalfOf: null } });
    expect(page.labels()).not.toContain('查看完整证件号码');
  });

  it('ticks the cover in the dialog after an approval, and takes the tick away again', async () => {
    const page = await open({}, (phone) => {
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
    const page = await open({}, (phone) => {
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

  it('returns with reason and marked fields', async () => {
    const page = await open({}, (phone) => {
      phone.answers['review.return'] = () => ok({ registrationId: 'r1', status: 'RETURNED' });
    });
    await page.run('onReturn');
    const sent = { reason: '请核对入团年月。', fields: ['joinMonth'] };
    await page.run('onSendReturn', { detail: sent });
    expect(inputsOf(page.phone, 'review.return')).toEqual([
      { registrationId: 'r1', status: 'PENDING_COMMITTEE', ...sent },
    ]);
    expect(page.phone.log).toEqual(['toast 已退回，本人会看到原因', 'navigateBack']);
  });

  it('says who was faster, and shows how it stands now', async () => {
    const text = '这份报到黄同学已经处理，现在是“已退回”，请刷新列表。';
    const page = await open({}, (phone) => {
      phone.answers['review.pass'] = () => refuse('CONFLICT', text);
    });
    await page.run('onPass');
    expect(page.text()).toContain('这份报到黄同学已经处理，现在是“已退回”。');
    expect(inputsOf(page.phone, 'review.get')).toHaveLength(2);
  });

  it('offers nothing to those whose turn it is not, and says why', async () => {
    const why = '现在是“待团总支审核”，还没有轮到你审核。';
    const page = await open({ may: { pass: false, return: false, why, onBehalfOf: null } });
    expect(page.text()).toContain(why);
    expect(page.labels()).not.toContain('通过');
  });

  it('shows what was changed since it was returned, before everything else', async () => {
    const page = await open({
      changes: [
        { field: 'joinMonth', before: '2020-04', after: '2020-05' },
        { field: 'branchId', before: '0604团支部（3）', after: '0604团支部（2）1' },
        { field: 'idNumber', before: '350199********0034', after: '350199********0034' },
        { field: 'birthDate', before: '2006-05-04', after: '2006-05-05' },
        { field: 'ethnicity', before: null, after: '汉族' },
      ],
    });
    expect(page.text()).toContain('本人这次改了 4 处');
    expect(page.labels()).toEqual(
      expect.arrayContaining([
        '入团年月，原来是2020年4月，现在是2020年5月',
        '所在团支部，原来是0604团支部（3），现在是0604团支部（2）1',
        '证件号码，原来是350199********0034，现在是350199********0034（中间几位有改动）',
        '民族，原来是未填，现在是汉族',
      ]),
    );
    expect(page.text().indexOf('本人这次改了')).toBeLessThan(page.text().indexOf('预检'));
  });

  it('goes on to the next one waiting, in the same page', async () => {
    const page = await open({}, (phone) => {
      phone.answers['review.pass'] = () => passed;
      phone.answers['review.get'] = ({ input }) => {
        const { registrationId: id } = input as { registrationId: string };
        return ok(detail({ id, name: id === 'r1' ? '吴子墨' : '陈甲' }));
      };
      phone.answers['review.list'] = () =>
        listing([reviewItem(), reviewItem({ id: 'r2', name: '陈甲' })]);
    });
    await page.run('onPass');
    expect(page.labels()).toContain('下一位，陈甲');
    await page.run('onNext');
    expect(inputsOf(page.phone, 'review.get')).toEqual([
      { registrationId: 'r1' },
      { registrationId: 'r2' },
    ]);
    expect(page.text()).toContain('陈甲');
    await page.run('onPass');
    expect(inputsOf(page.phone, 'review.pass')).toMatchObject([
      { registrationId: 'r1' },
      { registrationId: 'r2' },
    ]);
  });

  it('somebody else was faster: their result, and the way on', async () => {
    const page = await open({}, (phone) => {
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
    const page = await open({ status: 'PENDING_BRANCH', joinMonth: '2020-05' }, (phone) => {
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
    const page = await open({ path }, (phone) => {
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
    const page = await open({}, (phone) => {
      phone.answers['organization.appoint'] = () =>
        ok({ postId: 'p9', dismissed: '苏晓', approval: passed.ok ? passed.data : null });
    });
    await page.run('onAppoint');
    expect(page.phone.log).toContain('ask 任命吴子墨为团支书？');
    expect(inputsOf(page.phone, 'organization.appoint')).toEqual([
      { orgId: 'b2', registrationId: 'r1' },
    ]);
    expect(page.text().replace(/\s/g, '')).toContain(message);
    expect(page.text()).toContain('原团支书苏晓已卸任');
  });

  it('R-74: leads to the page that proposes another branch; not for secretaries of a branch', async () => {
    const page = await open({});
    await page.run('onReassign');
    expect(page.phone.log).toContain(
      'navigateTo /review/reassign/index?registrationId=r1&status=PENDING_COMMITTEE',
    );
    const secretary = await show(
      'review/detail/index',
      { registrationId: 'r1' },
      inOffice([postAt(BRANCH)], (phone) => {
        phone.answers['review.get'] = () => ok(detail({ status: 'PENDING_BRANCH' }));
      }),
    );
    expect(secretary.labels()).not.toContain('改派到其他团支部');
    expect(secretary.labels()).not.toContain('通过并任命为团支书');
  });
});

describe('reassigning', () => {
  const branch = {
    id: 'b9',
    name: '0604直属团支部',
    path: ['团省委', '0604团委'],
    secretary: null,
  };
  const open = (answer: () => ReturnType<typeof ok> | null) =>
    show(
      'review/reassign/index',
      { registrationId: 'r1', status: 'PENDING_COMMITTEE' },
      inOffice([postAt(COMMITTEE)], (phone) => {
        phone.answers['organization.children'] = () => ok({ items: [], next: null });
        phone.answers['review.reassign'] = answer;
      }),
    );
  const sent = ok({ registrationId: 'r1', status: 'RETURNED' });

  it('R-74: offers only branches below the own organisation', async () => {
    const page = await open(() => sent);
    expect(inputsOf(page.phone, 'organization.children')).toEqual([{ parentId: 'c1' }]);
  });

  it('needs a reason, and sends the branch to the applicant', async () => {
    const page = await open(() => sent);
    await page.run('onChoose', { detail: branch });
    expect(page.text()).toContain('团省委 / 0604团委');
    await page.run('onSend');
    expect(page.text()).toContain('请写明改派的原因，本人会看到。');
    await page.run('onReason', { dataset: { at: 0 } });
    await page.run('onSend');
    expect(inputsOf(page.phone, 'review.reassign')).toEqual([
      {
        registrationId: 'r1',
        status: 'PENDING_COMMITTEE',
        branchId: 'b9',
        reason: '选错了团支部，应在这里报到。',
      },
    ]);
    expect(page.phone.log).toEqual(['toast 已发给本人确认', 'navigateBack']);
  });

  it('a lost answer is asked for again under the same opId', async () => {
    const page = await open(() => null);
    await page.run('onChoose', { detail: branch });
    await page.run('onReason', { dataset: { at: 0 } });
    await page.run('onSend');
    expect(page.labels()).toContain('再次核对');
    page.phone.answers['review.reassign'] = () => sent;
    await page.run('onCheckAgain');
    const opIds = page.phone.calls
      .filter(({ action }) => action === 'review.reassign')
      .map(({ opId }) => opId);
    expect(new Set(opIds).size).toBe(1);
    expect(page.phone.log).toContain('navigateBack');
  });
});
