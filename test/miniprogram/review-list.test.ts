/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import type { PassManyInput, PassResult } from '../../typings/api';
import { inOffice, inputsOf, listing } from './support/office';
import { BRANCH, COMMITTEE, GENERAL, postAt, reviewItem } from './support/people';
import { ok } from './support/phone';
import type { Shown } from './support/simulate';
import { seenAgain, show } from './support/simulate';

interface Row {
  id: string;
  name: string;
  selected: boolean;
}
type ListInput = { status: string | string[]; cursor?: string; q?: string; limit?: number };

const open = (answer: (input: ListInput) => ReturnType<typeof ok>, posts = [postAt(BRANCH)]) =>
  show(
    'review/list/index',
    {},
    inOffice(posts, (phone) => {
      phone.answers['review.list'] = ({ input }) => answer(input as ListInput);
      phone.answers['review.passMany'] = ({ input }) => {
        const { registrationIds } = input as PassManyInput;
        return ok({ results: registrationIds.map(passed), unfinished: [] });
      };
    }),
  );
const passed = (registrationId: string): PassResult => ({
  registrationId,
  ok: true,
  data: {
    registrationId,
    status: 'PENDING_GENERAL',
    message: '已通过，现在是“待团总支审核”。',
    memberNumber: null,
    numberSource: null,
    remaining: null,
  },
});
const rows = (page: Shown): Row[] => page.view.data.people as Row[];
const names = (page: Shown): string[] => rows(page).map(({ name }) => name);
const lists = (page: Shown): ListInput[] => inputsOf(page.phone, 'review.list') as ListInput[];
const many = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) =>
    reviewItem({ id: `p${from + at}`, name: `甲${from + at}`, submittedAt: from + at }),
  );

describe('review list', () => {
  it('counts in the tabs what waits here and elsewhere', async () => {
    const page = await open(() => listing([reviewItem(), reviewItem({ id: 'r2' })]));
    const tabs = page.view.data.tabs as Array<{ title: string }>;
    expect(tabs.map(({ title }) => title)).toEqual(['待我审核 2', '流转中 3', '已办结']);
  });

  it('shows how each one stands, a reminder of the applicant, and whether numbers suffice', async () => {
    const items = [
      reviewItem(),
      reviewItem({ id: 'r2', name: '郑一诺', attention: 1, nudgedAt: Date.now() }),
      reviewItem({ id: 'r3', name: '蔡思齐', stops: 1 }),
    ];
    const pools = [
      { organization: BRANCH, year: 2020, free: 2, wanted: 2 },
      { organization: COMMITTEE, year: 2021, free: 0, wanted: 1 },
    ];
    const page = await open(() => listing(items, null, pools));
    expect(page.text()).toContain('预检通过');
    expect(page.text()).toContain('1 项留意');
    expect(page.text()).toContain('1 项不符');
    expect(page.text()).toMatch(/申请人 \d\d:\d\d 提醒/);
    expect(page.text()).toContain('”2020年的编号还剩 2 个，2 人都够用');
    expect(page.text()).toContain('0604团委没有2021年的编号了，1 人要等上级补充');
  });

  it('asks for people elsewhere in one question, and by state for one of its chips', async () => {
    const page = await open(({ status }) =>
      listing(
        Array.isArray(status) || status === 'RETURNED'
          ? [reviewItem({ id: 'r9', name: '退回者', status: 'RETURNED', mayReview: false })]
          : [],
      ),
    );
    await page.run('onTab', { detail: { name: 'others' } });
    expect(names(page)).toEqual(['退回者']);
    expect(page.text()).toContain('已退回');
    expect(page.labels().join()).not.toContain('选择退回者');
    expect(lists(page)[1]!.status).toEqual(['PENDING_GENERAL', 'PENDING_COMMITTEE', 'RETURNED']);
    await page.run('onChip', { dataset: { name: 'PENDING_GENERAL' } });
    expect(lists(page)[2]!.status).toBe('PENDING_GENERAL');
    expect(page.text()).toContain('这一类里现在没有人。');
  });

  it('goes on with the cursor at the end of the page', async () => {
    const page = await open(({ cursor }) =>
      cursor ? listing(many(1, 40)) : listing(many(40), 'after-39'),
    );
    expect(names(page)).toHaveLength(40);
    expect(page.labels()).toContain('显示更多');
    await page.run('onReachBottom');
    expect(names(page)[40]).toBe('甲40');
    expect(page.text()).toContain('共 41 人，已全部显示');
    expect(page.labels()).not.toContain('显示更多');
    await page.run('onReachBottom');
    expect(lists(page)).toHaveLength(2);
  });

  it('searches by a part of the name or the end of the phone number, and filters by the checks', async () => {
    const page = await open(({ q }) =>
      q === '8813'
        ? listing([])
        : listing([reviewItem(), reviewItem({ id: 'r2', name: '郑一诺', attention: 2 })]),
    );
    await page.run('onChip', { dataset: { name: 'passed' } });
    expect(names(page)).toEqual(['吴子墨']);
    await page.run('onChip', { dataset: { name: 'look' } });
    expect(names(page)).toEqual(['郑一诺']);
    await page.run('onSearch', { detail: '8813' });
    expect(lists(page).pop()).toMatchObject({ q: '8813' });
    expect(page.text()).toContain('没有找到“8813”');
  });

  it('R-29: shows a general branch whom it may review on behalf, with a badge', async () => {
    const page = await open(
      ({ status }) =>
        listing(
          Array.isArray(status) || status === 'PENDING_BRANCH'
            ? [
                reviewItem({ id: 'r1', name: '有书记', mayReview: false }),
                reviewItem({ id: 'r2', name: '卫丑', onBehalf: true }),
              ]
            : [],
        ),
      [postAt(GENERAL)],
    );
    expect(page.text()).toContain('没有等你审核的人');
    await page.run('onChip', { dataset: { name: 'behalf' } });
    expect(names(page)).toEqual(['卫丑']);
    expect(page.text()).toContain('代审');
    expect(page.labels()).toContain('选择卫丑');
  });

  it('says so when nobody waits, and when there is no post in office', async () => {
    const page = await open(() => listing([]));
    expect(page.text()).toContain('没有等你审核的人');
    const nobody = await show('review/list/index', {}, inOffice([]));
    expect(nobody.text()).toContain('你目前没有在任职务，请联系上级团组织任命。');
  });

  it('keeps the rows and says why when a refresh fails', async () => {
    const page = await open(() => listing([reviewItem()]));
    page.phone.answers['review.list'] = () => null;
    await page.run('onPullDownRefresh');
    expect(names(page)).toEqual(['吴子墨']);
    expect(page.text()).toContain('网络不稳，没有收到系统的答复');
    expect(page.phone.log).toContain('stopPullDownRefresh');
  });

  it('lets another of the own posts act', async () => {
    const page = await open(() => listing([]), [postAt(BRANCH), postAt(COMMITTEE)]);
    expect(page.text()).toContain('0604团支部（2）1 · 团支书');
    page.phone.chooses = 1;
    await page.run('onOffice');
    expect(page.phone.calls.pop()).toMatchObject({
      post: 'post-c1',
      input: { status: 'PENDING_COMMITTEE' },
    });
    expect(page.text()).toContain('0604团委 · 团委工作人员');
  });
});

describe('passing several of the list', () => {
  const passes = (page: Shown): PassManyInput[] =>
    inputsOf(page.phone, 'review.passMany') as PassManyInput[];

  it('chooses everybody with one tap, those not loaded yet included', async () => {
    const page = await open(({ cursor }) =>
      cursor ? listing(many(10, 40)) : listing(many(40), 'after-39'),
    );
    await page.run('onToggleAll');
    expect(rows(page).every(({ selected }) => selected)).toBe(true);
    expect(page.labels()).toContain('通过 50 人');
    await page.run('onToggleAll');
    expect(rows(page).some(({ selected }) => selected)).toBe(false);
  });

  it('chooses those whose checks are all green', async () => {
    const page = await open(() =>
      listing([reviewItem(), reviewItem({ id: 'r2', attention: 1 }), reviewItem({ id: 'r3' })]),
    );
    await page.run('onSelectPassed');
    expect(rows(page).map(({ selected }) => selected)).toEqual([true, false, true]);
  });

  it('asks once, passes, shows a result per person, and reads the list anew', async () => {
    const page = await open(() => listing(many(12)));
    await page.run('onToggleAll');
    await page.run('onPassSelected');
    expect(page.labels()).toContain('确认通过 12 人');
    expect(page.text()).toContain('补记支部大会（选填）');
    expect(passes(page)).toEqual([]);
    const meeting = { date: '2026-05-18', present: 23, votes: 23 };
    await page.run('onConfirmPass', { detail: { meeting, coverChecked: false } });
    expect(passes(page).map(({ registrationIds }) => registrationIds.length)).toEqual([10, 2]);
    expect(passes(page)[0]).toMatchObject({ status: 'PENDING_BRANCH', meeting });
    expect(page.text()).toContain('12 人已通过');
    const before = lists(page).length;
    await page.run('onCloseResults');
    expect(lists(page)).toHaveLength(before + 1);
    expect(rows(page).some(({ selected }) => selected)).toBe(false);
  });

  it('keeps the unknown ones in view, and checks them under the same opId', async () => {
    const page = await open(() => listing(many(3)));
    page.phone.answers['review.passMany'] = () => null;
    await page.run('onToggleAll');
    await page.run('onConfirmPass', { detail: { meeting: null, coverChecked: false } });
    expect(page.text()).toContain('3 人结果未知');
    expect(page.labels()).toContain('再次核对');
    page.phone.answers['review.passMany'] = ({ input }) =>
      ok({ results: (input as PassManyInput).registrationIds.map(passed), unfinished: [] });
    await seenAgain(page);
    expect(page.text()).toContain('3 人已通过');
    const sent = page.phone.calls.filter(({ action }) => action === 'review.passMany');
    expect(new Set(sent.map(({ opId }) => opId)).size).toBe(1);
  });

  it('shows who was refused alone', async () => {
    const page = await open(() => listing(many(2)));
    page.phone.answers['review.passMany'] = () =>
      ok({
        results: [
          passed('p0'),
          {
            registrationId: 'p1',
            ok: false,
            error: { code: 'FORBIDDEN', message: '不能审核本人的报到。' },
          },
        ],
        unfinished: [],
      });
    await page.run('onToggleAll');
    await page.run('onConfirmPass', { detail: { meeting: null, coverChecked: false } });
    expect(page.text()).toContain('1 人已通过，1 人没有通过');
    expect(page.labels()).toContain('只看没有通过的 1 人');
    expect(page.text()).toContain('不能审核本人的报到。');
  });

  it('asks for a choice before it passes nobody', async () => {
    const page = await open(() => listing(many(2)));
    await page.run('onPassSelected');
    expect(page.phone.log).toContain('toast 请先选择要通过的人');
  });
});
