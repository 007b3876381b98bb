import { describe, expect, it } from '@jest/globals';
import {
  childHint,
  idleOf,
  idlePlaces,
  waitingPlaces,
} from '../../admin/src/pages/home/child-hint';
import { dayWords, paceSentence, usageLine } from '../../admin/src/pages/home/pace';
import type { DashboardChild, OrganizationType } from '../../typings/api';

const child = (
  id: string,
  figures: Partial<DashboardChild> = {},
  type: OrganizationType = 'BRANCH',
): DashboardChild => ({
  organization: { id, name: id, type },
  held: 20,
  free: 20,
  used: 0,
  unused: 20,
  waiting: 0,
  short: 0,
  pace: 0,
  exhaustedOn: null,
  ...figures,
});
const committee = (free: number) => ({
  organization: { id: 'c', name: '0604团委', type: 'GRASSROOTS_COMMITTEE' as const },
  free,
});

describe('an organisation on the page 首页', () => {
  it('whose people find no number is told first', () => {
    const used = child('b', { used: 20, unused: 0, free: 0, waiting: 1, short: 1, pace: 0.4 });
    expect(childHint(used, committee(0))).toEqual({ tone: 'bad', text: '已用完，1 人会被拒' });
    const few = child('b', { unused: 2, waiting: 5, short: 3, pace: 0.4 });
    expect(childHint(few, committee(0))?.text).toBe('还缺 3 个');
  });

  it('R-31: a branch without numbers is served by the committee while that has some', () => {
    const bare = child('b', { held: 0, free: 0, unused: 0, waiting: 2, short: 2 });
    expect(childHint(bare, committee(9))).toEqual({ tone: 'mute', text: '用团委的编号' });
    expect(childHint(bare, committee(0))).toEqual({ tone: 'bad', text: '没有编号，2 人在等' });
    expect(waitingPlaces({ ...committee(9), below: [bare] })).toEqual([]);
    expect(waitingPlaces({ ...committee(0), below: [bare] })).toEqual([bare]);
  });

  it('lies idle when nothing was used for two months and nobody waits for it', () => {
    expect(idleOf(child('b', { waiting: 3 }))).toBe(17);
    expect(idleOf(child('b', { pace: 0.1 }))).toBe(0);
    expect(childHint(child('b'), committee(0))).toEqual({ tone: 'warn', text: '闲置 20 个' });
    const places = [child('a', { unused: 3 }), child('b'), child('d', { pace: 1 })];
    expect(idlePlaces(places).map(({ organization }) => organization.id)).toEqual(['b', 'a']);
  });
});

describe('the line of use', () => {
  it('adds up the months and ends today', () => {
    const months = [
      { month: '2026-02', used: 3 },
      { month: '2026-03', used: 0 },
      { month: '2026-04', used: 7 },
    ];
    expect(usageLine({ months, year: 2026 }, '2026-04-20')).toEqual([
      { day: '2026-01-01', used: 0 },
      { day: '2026-02-01', used: 0 },
      { day: '2026-02-28', used: 3 },
      { day: '2026-03-31', used: 3 },
      { day: '2026-04-20', used: 10 },
    ]);
  });

  it('lies at nothing up to today while no number was used', () => {
    expect(usageLine({ months: [], year: 2026 }, '2026-03-01')).toEqual([
      { day: '2026-01-01', used: 0 },
      { day: '2026-03-01', used: 0 },
    ]);
    expect(usageLine({ months: [], year: 2027 }, '2026-12-01')).toHaveLength(1);
  });

  it('begins before the year where numbers were used before', () => {
    const months = [{ month: '2025-12', used: 1 }];
    expect(usageLine({ months, year: 2026 }, '2026-01-05')[0]).toEqual({
      day: '2025-12-01',
      used: 0,
    });
  });
});

describe('the sentence of the pace', () => {
  const board = {
    held: 200,
    used: 40,
    unused: 160,
    pace: 0.5,
    exhaustedOn: null as string | null,
    year: 2026,
    closed: false,
    dates: {
      firstDistribution: '2026-03-31',
      midyear: '2026-09-30',
      useUp: '2026-12-15',
      lastDay: '2026-12-31',
    },
  };

  it('tells how many will be left in the middle of December', () => {
    expect(paceSentence(board, '2026-06-08')).toBe(
      '按近两个月的速度，12月15日约用到 135 个，会剩 65 个。',
    );
  });

  it('tells the day on which they run out, when that is earlier', () => {
    expect(paceSentence({ ...board, pace: 4, exhaustedOn: '2026-07-18' }, '2026-06-08')).toBe(
      '按近两个月的速度，约在7月18日用完。',
    );
  });

  it('tells where there is no pace, no number, or no time left', () => {
    expect(paceSentence({ ...board, pace: 0 }, '2026-06-08')).toContain('近两个月没有使用');
    expect(paceSentence({ ...board, held: 0 }, '2026-06-08')).toBe('还没有2026年的编号。');
    expect(paceSentence({ ...board, unused: 0 }, '2026-06-08')).toBe('编号已全部用完。');
    expect(paceSentence(board, '2027-01-01')).toContain('已经过去');
    expect(paceSentence({ ...board, closed: true }, '2027-01-01')).toContain('已关闭');
  });

  it('names the year of a day only when it is another one', () => {
    expect(dayWords('2026-05-01', 2026)).toBe('5月1日');
    expect(dayWords('2027-05-01', 2026)).toBe('2027年5月1日');
  });
});
