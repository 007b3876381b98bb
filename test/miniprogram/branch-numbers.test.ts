/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import type { Post } from '../../typings/api';
import { callsOf, giveBackPlan, inOffice, inputsOf, journalEntry, member } from './support/branch';
import { BRANCH, COMMITTEE, PROVINCE } from './support/people';
import type { FakePhone } from './support/phone';
import { ok, refuse } from './support/phone';
import { show } from './support/simulate';

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
  it('R-71: takes a movement back after a question', async () => {
    const page = await show(
      'branch/history/index',
      { year: '2020' },
      inOffice(BRANCH, (phone) => {
        phone.answers['numbering.journal'] = () => ok({ items: [journalEntry()], next: null });
        phone.answers['numbering.undo'] = () => ok({ message: '撤销成功', moved: [] });
      }),
    );
    expect(page.text()).toContain('交还给0604团总支 2 个');
    await page.run('onUndo', { dataset: { id: 'j2' } });
    expect(page.phone.log).toEqual(expect.arrayContaining(['ask 撤销操作', 'toast 撤销成功']));
    expect(inputsOf(page.phone, 'numbering.undo')).toEqual([{ entryId: 'j2' }]);
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

  it('members are found by name or number', async () => {
    const page = await members(BRANCH);
    page.phone.answers['roster.list'] = () => ok({ items: [], next: null });
    await page.run('onSearch', { detail: '林' });
    expect(inputsOf(page.phone, 'roster.list').pop()).toMatchObject({ q: '林' });
    expect(page.text()).toContain('没有姓名以“林”开头的团员');
  });
});

describe('organisations below', () => {
  it('a search leaves out what is not below the own organisation', async () => {
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
        phone.answers['organization.search'] = () =>
          ok({ items: [hit('in', [PROVINCE, COMMITTEE]), hit('out', [PROVINCE])] });
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
