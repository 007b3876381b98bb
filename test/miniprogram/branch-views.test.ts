import { describe, expect, it } from '@jest/globals';
import { belowRow, hitRow, wantFirst } from '../../miniprogram/branch/below-row';
import { planView } from '../../miniprogram/branch/give-back/view';
import { requestOf, waitingWords, wantLine } from '../../miniprogram/branch/home/view';
import { memberRow } from '../../miniprogram/branch/members/view';
import {
  arrivalOf,
  mayBePassed,
  nextStage,
  stockWords,
  voteWords,
} from '../../miniprogram/branch/meeting/view';
import { barOf, figuresOf, intervalRows } from '../../miniprogram/branch/numbers';
import { poolWords, yearWords } from '../../miniprogram/branch/pool-words';
import { requestRow } from '../../miniprogram/branch/requests/view';
import { movementLine, sentenceOf } from '../../miniprogram/format/movement-view';
import type { OrganizationNode } from '../../typings/api';
import { giveBackPlan, journalEntry, member, overview, request } from './support/branch';
import { BRANCH, COMMITTEE, GENERAL, NOW, PATH, PROVINCE, reviewItem } from './support/people';
import { stockOf } from '../support/stock';

describe('the numbers of an organisation', () => {
  it('R-24: intervals are rows in the words of the guide, a branch’s used or not', () => {
    const rows = intervalRows(overview());
    expect(rows.map(({ start, end, count, state }) => [start, end, count, state])).toEqual([
      ['202000012020', '202000012021', 2, '已使用'],
      ['202000012022', '202000012039', 18, '未使用'],
    ]);
    expect(rows[0]?.label).toBe(
      '编号区间 202000012020(包)—202000012021(包)，编号总数 2，编号分配状态 已使用',
    );
  });

  it('R-17: what was handed down is 是 with who has it, the rest 否', () => {
    const general = overview({
      organization: GENERAL,
      rows: [
        {
          start: 202000012000,
          end: 202000012019,
          count: 20,
          kind: 'HANDED_DOWN',
          organization: BRANCH,
        },
        { start: 202000012020, end: 202000012020, count: 1, kind: 'FREE' },
        { start: 202000012021, end: 202000012021, count: 1, kind: 'VOID' },
        { start: 202000012022, end: 202000012022, count: 1, kind: 'EXPIRED' },
      ],
    });
    const rows = intervalRows(general);
    expect(rows.map(({ state }) => state)).toEqual([
      `是（${BRANCH.name}）`,
      '否',
      '作废',
      '已过期',
    ]);
    expect(rows[1]?.end).toBe('');
  });

  it('draws few numbers one by one and many in parts, and says what is drawn', () => {
    const few = barOf(overview());
    expect(few.single).toBe(true);
    expect(few.cells.map(({ kind }) => kind)).toEqual([
      ...(['used', 'used'] as const),
      ...Array.from({ length: 18 }, () => 'free'),
    ]);
    expect([few.first, few.last]).toEqual(['202000012020', '202000012039']);
    expect(few.spoken).toBe('共 20 个，已使用 2 个，未使用 18 个');
    const many = barOf(overview({ total: 200, handedDown: 100 }));
    expect(many.cells.map(({ weight }) => weight)).toEqual([2, 18]);
    expect(many.spoken).toContain('已分给下级 100 个');
    expect(barOf(overview({ rows: [], total: 0 }))).toMatchObject({
      first: '',
      last: '',
      cells: [],
    });
  });

  it('tells a branch what it used, those above what they handed down', () => {
    const words = (changes: Parameters<typeof overview>[0]) =>
      figuresOf(overview(changes)).map(({ word }) => word);
    expect(words({})).toEqual(['共分到', '已使用', '未使用']);
    expect(words({ organization: GENERAL })).toEqual(['共分到', '已分给下级', '本级未分配']);
  });
});

describe('whose numbers an approval takes', () => {
  it('R-31, R-32: the branch’s own, and nobody else’s when they are used up', () => {
    expect(poolWords(overview())).toBe(
      '用本支部自己的编号，从小到大。用完后不会自动用上级的，要请0604团总支补充。',
    );
  });

  it('R-31: the committee’s, when the branch has none', () => {
    const none = overview({ total: 0, rows: [], pool: { organization: COMMITTEE, free: 137 } });
    expect(poolWords(none)).toBe(
      '本支部没有2020年的编号，审核通过时由0604团委统筹，从小到大分配。',
    );
  });

  it('R-31: never a general branch’s', () => {
    expect(poolWords(overview({ organization: GENERAL, pool: null }))).toContain('不直接用于审核');
    expect(poolWords(overview({ organization: COMMITTEE, pool: null }))).toContain('用本级的编号');
  });

  it('R-63: a year that is being closed or closed is named', () => {
    expect(yearWords(overview())).toBe('');
    expect(yearWords(overview({ yearState: 'CLOSING' }))).toContain('2020年编号即将关闭');
    expect(yearWords(overview({ yearState: 'CLOSED' }))).toBe('2020年编号已关闭，仅可查看。');
  });
});

describe('requests for more', () => {
  const line = (changes: Parameters<typeof request>[0]) =>
    requestOf([request({ year: 2021 }), request(changes)], 2020, '0604团总支', NOW);

  it('tell how the latest one of the year stands', () => {
    expect(line({})).toMatchObject({ level: 'info', title: '已申请 10 个，等待0604团总支答复' });
    expect(
      line({ state: 'ACCEPTED', granted: 7, answer: '先给 7 个', decidedAt: NOW }),
    ).toMatchObject({ level: 'ok', title: '0604团总支给了 7 个（申请 10 个）' });
    expect(line({ state: 'ACCEPTED', granted: 10, answer: '同意', decidedAt: NOW })?.title).toBe(
      '0604团总支给了 10 个',
    );
    const refused = line({ state: 'REJECTED', answer: '请先用完', decidedAt: NOW });
    expect(refused).toMatchObject({ level: 'warn', title: '0604团总支没有同意申请的 10 个' });
    expect(refused?.text).toContain('答复：请先用完');
    expect(requestOf([], 2020, '0604团总支', NOW)).toBeNull();
  });

  it('show the one above what to decide by', () => {
    expect(requestRow(request(), NOW)).toMatchObject({
      name: BRANCH.name,
      count: 10,
      figures: '已使用 2 个 · 未使用 0 个 · 等待 4 人',
      tag: '待答复',
    });
    expect(requestRow(request({ state: 'ACCEPTED', granted: 7 }), NOW).tag).toBe(
      '已给 7 个（申请 10 个）',
    );
    expect(requestRow(request({ state: 'REJECTED' }), NOW).tag).toBe('未同意');
  });
});

describe('giving back', () => {
  it('R-23: names the very numbers and both sides before and after', () => {
    const view = planView(giveBackPlan(2));
    expect(view.intervals).toEqual(['202000012038(包)—202000012039(包)']);
    expect(view.sides).toEqual([
      {
        id: 'b2',
        name: BRANCH.name,
        before: 18,
        after: 16,
        waiting: 3,
        intervals: '202000012022(包)—202000012037(包)',
        label: '0604团支部（2）1，未使用从18个变为16个，3人等待审核',
      },
      {
        id: 'g1',
        name: GENERAL.name,
        before: 0,
        after: 2,
        waiting: 3,
        intervals: '202000012038(包)—202000012039(包)',
        label: '0604团总支，未使用从0个变为2个，3人等待审核',
      },
    ]);
    expect(view.question).toBe(
      '将从0604团支部（2）1交还 2 个未使用编号（202000012038(包)—202000012039(包)）给0604团总支，确定吗？',
    );
    expect(planView(giveBackPlan(18)).sides[0]?.intervals).toBe('没有');
  });
});

describe('the history', () => {
  it('puts the numbers below the sentence', () => {
    expect(sentenceOf('0604团总支分来 20 个（202000012020—202000012039）')).toEqual({
      title: '0604团总支分来 20 个',
      numbers: '202000012020—202000012039',
    });
    expect(sentenceOf('审核通过，分配编号 202000012020')).toEqual({
      title: '审核通过，分配编号 202000012020',
      numbers: '',
    });
  });

  it('R-71: says what was or may be taken back', () => {
    expect(movementLine(journalEntry(), NOW)).toMatchObject({ mayUndo: true, undone: false });
    const line = movementLine(journalEntry({ mayUndo: false, undone: true }), NOW);
    expect(line).toMatchObject({ undone: true, note: '苏晓 办理 · 事由：编号多于需要' });
  });
});

describe('organisations below', () => {
  const node = (changes: Partial<OrganizationNode>): OrganizationNode => ({
    ...BRANCH,
    shortName: '',
    code: '0604-1-2',
    status: 'ACTIVE',
    hasChildren: false,
    ...changes,
  });
  const stock = (held: number, free: number, waiting: number) => ({
    stock: stockOf({ held, free, usedBelow: held - free, waiting }),
  });

  it('R-31, R-32: a branch with numbers is judged by its own, one without is not', () => {
    expect(belowRow(node(stock(20, 3, 5)))).toMatchObject({ level: 'warn', tag: '缺 2 个' });
    expect(belowRow(node(stock(20, 5, 5)))).toMatchObject({ level: 'ok', tag: '够用' });
    expect(belowRow(node(stock(0, 0, 5)))).toMatchObject({ level: 'mute', tag: '未分到' });
    expect(belowRow(node({ ...GENERAL, ...stock(100, 40, 5) })).tag).toBe('本级剩 40 个');
  });

  it('come with those in want first', () => {
    const rows = [stock(20, 5, 5), stock(20, 3, 5)].map((given, at) =>
      belowRow(node({ id: `b${at}`, ...given })),
    );
    expect(wantFirst(rows).map(({ id }) => id)).toEqual(['b1', 'b0']);
    expect(wantLine(2020, 1, 0).text).toContain('请先向上级申请');
    expect(wantLine(2020, 1, 4).text).toContain('本级还有 4 个');
  });

  it('found by search are told apart by where they are', () => {
    const hit = {
      ...BRANCH,
      shortName: '',
      code: '',
      path: [PROVINCE, COMMITTEE],
      secretary: null,
    };
    expect(hitRow(hit).note).toBe('团省委 / 0604团委');
  });
});

describe('members', () => {
  it('say whether the number stands on the cover', () => {
    expect(memberRow(member(), BRANCH.id)).toMatchObject({
      number: ['2020', '0001', '2020'],
      tag: '封面未写',
      written: false,
      note: '入团 2020年5月',
    });
    expect(memberRow(member({ coverWrittenAt: NOW }), COMMITTEE.id)).toMatchObject({
      tag: '封面已写',
      note: `入团 2020年5月 · ${BRANCH.name}`,
    });
    expect(
      memberRow(member({ memberNumber: null, numberSource: 'NONE' }), BRANCH.id),
    ).toMatchObject({
      written: null,
      tag: '无需编号',
    });
    expect(memberRow(member({ status: 'TRANSFERRED_OUT' }), BRANCH.id).tag).toBe('已转出');
  });
});

describe('the meeting', () => {
  it('passes together only those with nothing to look at', () => {
    expect(mayBePassed(reviewItem())).toBe(true);
    expect(mayBePassed(reviewItem({ attention: 1 }))).toBe(false);
    expect(mayBePassed(reviewItem({ stops: 1 }))).toBe(false);
    expect(mayBePassed(reviewItem({ mayReview: false }))).toBe(false);
  });

  it('names whose turn comes next', () => {
    expect(nextStage(PATH.slice(0, -1))).toBe('团总支');
    expect(nextStage([PROVINCE, COMMITTEE])).toBe('团委');
  });

  it('says who just came, what was voted, and whether numbers suffice', () => {
    expect(arrivalOf(reviewItem({ submittedAt: NOW - 5_000 }), NOW).when).toBe('刚刚');
    expect(voteWords({ date: '2020-05-20', present: '23', votes: '22' })).toBe(
      '5月20日 · 实到 23 人 · 赞成 22 票',
    );
    expect(voteWords({ date: '', present: '', votes: '' })).toBe('');
    const pool = { organization: BRANCH, year: 2020, free: 3 };
    expect(stockWords([{ ...pool, wanted: 3 }])).toBe('编号够用');
    expect(stockWords([{ ...pool, wanted: 5 }])).toBe('编号缺 2 个');
    expect(stockWords(undefined)).toBe('');
  });

  it('counts who waits at which stage', () => {
    const counts = { PENDING_BRANCH: 2, PENDING_GENERAL: 0, PENDING_COMMITTEE: 1, RETURNED: 4 };
    expect(waitingWords(counts)).toBe('待团支部 2 人 · 待团委 1 人');
  });
});
