/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import type { Post } from '../../typings/api';
import { sideView } from '../../miniprogram/branch/side-view';
import {
  callsOf,
  giveBackPlan,
  inOffice,
  inputsOf,
  journalEntry,
  member,
  undoPlan,
} from './support/branch';
import { BRANCH, COMMITTEE, PROVINCE } from './support/people';
import type { FakePhone } from './support/phone';
import { ok, refuse } from './support/phone';
import { show, withStorageOf } from './support/simulate';

describe('giving back', () => {
  const open = (more: (phone: FakePhone) => void = () => undefined) =>
    show(
      'branch/give-back/index',
      { year: '2020' },
      inOffice(BRANCH, (phone) => {
        phone.answers['numbering.previewGiveBack'] = ({ input }) =>
          ok(giveBackPlan((input as { count?: number }).count ?? 18));
        more(phone);
      }),
    );
  const done = ok({
    message: '交还成功',
    moved: [
      { organization: BRANCH, intervals: [{ start: 202000012038, end: 202000012039 }], count: 2 },
    ],
  });

  it('R-23: shows the very numbers, asks once, and sends what was shown', async () => {
    const page = await open((phone) => {
      phone.answers['numbering.giveBack'] = () => done;
    });
    await page.run('onCount', { detail: { count: 2 } });
    expect(page.text()).toContain('202000012038(包)—202000012039(包)');
    await page.run('onSend');
    expect(page.text()).toContain('请写明事由');
    await page.run('onSuggestion', { dataset: { text: '编号多于需要' } });
    await page.run('onSend');
    expect(page.phone.log).toContain('ask 交还编号');
    expect(inputsOf(page.phone, 'numbering.giveBack')).toEqual([
      { orgId: 'b2', year: 2020, count: 2, rev: 3, reason: '编号多于需要' },
    ]);
    expect(page.text()).toContain('交还成功');
    expect(page.text()).toContain('2 个：202000012038(包)—202000012039(包)');
  });

  it('sends nothing while more is asked for than there is, or when the question is declined', async () => {
    const page = await open((phone) => {
      phone.says = 'no';
    });
    await page.run('onSuggestion', { dataset: { text: '编号多于需要' } });
    await page.run('onSend');
    await page.run('onCount', { detail: { count: 19 } });
    expect(page.text()).toContain('最多交还 18 个。');
    await page.run('onSend');
    expect(inputsOf(page.phone, 'numbering.giveBack')).toEqual([]);
  });

  it('moved meanwhile: says so and shows it anew', async () => {
    const page = await open((phone) => {
      phone.answers['numbering.giveBack'] = () =>
        refuse('CONFLICT', '编号刚刚有变动，请重新核对。');
    });
    await page.run('onSuggestion', { dataset: { text: '编号多于需要' } });
    await page.run('onSend');
    expect(page.text()).toContain('编号刚刚有变动');
    expect(inputsOf(page.phone, 'numbering.previewGiveBack')).toHaveLength(2);
  });

  it('P-6: says so when there is nothing to give back', async () => {
    const page = await open((phone) => {
      phone.answers['numbering.previewGiveBack'] = () =>
        refuse('EXHAUSTED', '该组织没有可回收的编号，仅可查看。');
    });
    expect(page.text()).toContain('该组织没有可回收的编号，仅可查看。');
    expect(page.labels()).not.toContain('重试');
  });

  it('leaving keeps the count and the reason of this year, until it was given back', async () => {
    const page = await open();
    await page.run('onCount', { detail: { count: 2 } });
    await page.run('onReason', { detail: { value: '五月只发展 3 人' } });
    const again = await open(
      withStorageOf(page, (phone) => {
        phone.answers['numbering.giveBack'] = () => done;
      }),
    );
    expect(again.view.data).toMatchObject({ count: 2, reason: '五月只发展 3 人' });
    expect(again.text()).toContain('将交还这 2 个');
    await again.run('onSend');
    expect(inputsOf(again.phone, 'numbering.giveBack')).toMatchObject([{ count: 2 }]);
    expect(again.phone.storage.has('draft.giveBack')).toBe(false);
  });

  it('fewer are left than were typed before: begins with what is left', async () => {
    const page = await open();
    await page.run('onCount', { detail: { count: 17 } });
    const again = await open(
      withStorageOf(page, (phone) => {
        phone.answers['numbering.previewGiveBack'] = () => ok(giveBackPlan(4));
      }),
    );
    expect(again.view.data).toMatchObject({ most: 4, count: 4, hint: '' });
  });

  it('an unknown outcome locks everything until it is known, under the same opId', async () => {
    const page = await open();
    await page.run('onSuggestion', { dataset: { text: '编号多于需要' } });
    await page.run('onSend');
    expect(page.labels()).toContain('再次核对');
    page.phone.answers['numbering.giveBack'] = () => done;
    await page.run('onCheckAgain');
    const opIds = callsOf(page.phone, 'numbering.giveBack').map(({ opId }) => opId);
    expect(new Set(opIds).size).toBe(1);
    expect(page.text()).toContain('交还成功');
  });
});

describe('history and members', () => {
  const history = (answers: (phone: FakePhone) => void) =>
    show(
      'branch/history/index',
      { year: '2020' },
      inOffice(BRANCH, (phone) => {
        phone.answers['numbering.journal'] = () => ok({ items: [journalEntry()], next: null });
        phone.answers['numbering.previewUndo'] = () => ok(undoPlan);
        phone.answers['numbering.undo'] = () => ok({ message: '撤销成功', moved: [] });
        answers(phone);
      }),
    );

  it('R-71: takes a movement back once everybody concerned was shown', async () => {
    const page = await history(() => undefined);
    expect(page.text()).toContain('交还给0604团总支 2 个');
    await page.run('onUndo', { dataset: { id: 'j2' } });
    expect(inputsOf(page.phone, 'numbering.undo')).toEqual([]);
    expect(page.text()).toContain(`${undoPlan.text}，确定吗？`);
    expect(page.labels()).toContain('0604团支部（2）1，未使用从16个变为18个，3人等待审核');
    await page.run('onSend');
    expect(page.phone.log).toEqual(expect.arrayContaining(['toast 撤销成功']));
    expect(inputsOf(page.phone, 'numbering.undo')).toEqual([{ entryId: 'j2' }]);
  });

  it('R-71: what can no longer be taken back says so before the question', async () => {
    const page = await history((phone) => {
      phone.answers['numbering.previewUndo'] = () =>
        refuse('CONFLICT', '这些编号之后已有变动，不能撤销。');
    });
    await page.run('onUndo', { dataset: { id: 'j2' } });
    expect(page.text()).toContain('这些编号之后已有变动，不能撤销。');
    expect(inputsOf(page.phone, 'numbering.undo')).toEqual([]);
  });

  it('the sheet tells the sentence, each side and the warning', async () => {
    const sheet = await show('branch/components/undo-sheet/index', {
      show: true,
      movement: '交还给0604团总支 2 个',
      text: undoPlan.text,
      sides: undoPlan.sides.map(sideView),
      warnings: ['还有 3 人在等待审核'],
    });
    expect(sheet.text()).toContain(`${undoPlan.text}，确定吗？`);
    expect(sheet.text()).toContain('还有 3 人在等待审核');
    expect(sheet.labels()).toContain('确定撤销');
    const sides = await show('branch/components/plan-sides/index', {
      sides: undoPlan.sides.map(sideView),
    });
    expect(sides.labels()).toContain('0604团支部（2）1，未使用从16个变为18个，3人等待审核');
  });

  it('goes on with the cursor, and says so when there is nothing', async () => {
    const page = await show(
      'branch/history/index',
      {},
      inOffice(BRANCH, (phone) => {
        phone.answers['numbering.journal'] = ({ input }) =>
          (input as { cursor?: string }).cursor
            ? ok({ items: [journalEntry({ id: 'j1', text: '更早的' })], next: null })
            : ok({ items: [journalEntry()], next: '5.1' });
      }),
    );
    await page.run('onReachBottom');
    await page.run('onReachBottom');
    expect(inputsOf(page.phone, 'numbering.journal')).toEqual([
      { orgId: 'b2' },
      { orgId: 'b2', cursor: '5.1' },
    ]);
    expect(page.text()).toContain('更早的');
    const empty = await show(
      'branch/history/index',
      {},
      inOffice(BRANCH, (phone) => {
        phone.answers['numbering.journal'] = () => ok({ items: [], next: null });
      }),
    );
    expect(empty.text()).toContain('还没有编号变动');
  });

  const members = (organization: Post['organization']) =>
    show(
      'branch/members/index',
      {},
      inOffice(organization, (phone) => {
        phone.answers['roster.list'] = () => ok({ items: [member()], next: null });
        phone.answers['roster.markCoverWritten'] = () => ok({ marked: 1 });
      }),
    );

  it('a secretary sees whether the cover is written, and ticks nothing', async () => {
    const page = await members(BRANCH);
    expect(page.labels()).toContain('陈甲，编号 202000012020，封面未写，入团 2020年5月');
    expect(page.labels()).not.toContain('陈甲的编号已写到封面');
  });

  it('a committee ticks a cover', async () => {
    const page = await members(COMMITTEE);
    await page.run('onMark', { dataset: { id: 'm1' } });
    expect(inputsOf(page.phone, 'roster.markCoverWritten')).toEqual([
      { memberIds: ['m1'], written: true },
    ]);
    expect(page.text()).toContain('封面已写');
  });

  it('R-73: a member without an account gets the phone number, after a look at the document', async () => {
    const page = await members(BRANCH);
    expect(page.labels()).not.toContain('确认陈甲的手机号');
    page.phone.answers['roster.list'] = () => ok({ items: [member({ bound: false })], next: null });
    await page.run('load');
    expect(page.labels()).toContain('确认陈甲的手机号');
    await page.run('onAskPhone', { dataset: { id: 'm1' } });
    page.phone.answers['roster.confirmPhone'] = () => refuse('CONFLICT', '号码是别人的。');
    await page.run('onPhone', { detail: { phone: '13900000001', reason: '看过身份证' } });
    expect(page.view.data).toMatchObject({ asked: { id: 'm1' }, refusal: '号码是别人的。' });
    page.phone.answers['roster.confirmPhone'] = () => ok({ phone: '139****0001' });
    await page.run('onPhone', { detail: { phone: '13900000001', reason: '看过身份证' } });
    expect(inputsOf(page.phone, 'roster.confirmPhone').pop()).toEqual({
      memberId: 'm1',
      phone: '13900000001',
      reason: '看过身份证',
    });
    expect(page.text()).toContain('陈甲的手机号 139****0001 已确认');
  });

  it('members are found by name or number', async () => {
    const page = await members(BRANCH);
    page.phone.answers['roster.list'] = () => ok({ items: [], next: '7.1' });
    await page.run('onSearch', { detail: '林' });
    expect(inputsOf(page.phone, 'roster.list').pop()).toMatchObject({ q: '林' });
    await page.run('onReachBottom');
    expect(inputsOf(page.phone, 'roster.list').pop()).toMatchObject({ q: '林', cursor: '7.1' });
    expect(page.text()).toContain('没有姓名以“林”开头的团员');
  });
});

describe('organisations below', () => {
  it('a search asks for the own organisation and what is below it', async () => {
    const hit = (id: string, path: object[]) => ({
      ...BRANCH,
      id,
      name: `支部${id}`,
      shortName: '',
      code: id,
      secretary: null,
      path,
    });
    const page = await show(
      'branch/below/index',
      { year: '2020' },
      inOffice(COMMITTEE, (phone) => {
        phone.answers['organization.children'] = () => ok({ items: [], next: null });
        phone.answers['organization.search'] = ({ input }) =>
          ok({
            items:
              (input as { under?: string }).under === COMMITTEE.id
                ? [hit('in', [PROVINCE, COMMITTEE])]
                : [hit('out', [PROVINCE])],
          });
      }),
    );
    expect(page.text()).toContain('还没有下级组织。');
    await page.run('onSearch', { detail: '支部' });
    expect(page.text()).toContain('支部in');
    expect(page.text()).not.toContain('支部out');
    await page.run('onRow', { dataset: { id: 'in' } });
    expect(page.phone.log).toContain('navigateTo /branch/home/index?orgId=in&year=2020');
  });
});
