/// <reference types="miniprogram-api-typings" />
import { describe, expect, it } from '@jest/globals';
import type { Overview } from '../../typings/api';
import { momentWords, monthWords, waitedWords } from '../../miniprogram/format/time';
import { historyLines, holderNote, holderTitle } from '../../miniprogram/format/registration-view';
import { resendWords } from '../../miniprogram/services/resend';
import { stockLine, yearsOf } from '../../miniprogram/services/stock';
import {
  BRANCH,
  COMMITTEE,
  GENERAL,
  NOW,
  registration,
  returned,
  reviewItem,
} from './support/people';

const at = (text: string): number => Date.parse(`${text}+08:00`);

describe('times', () => {
  it('are said as short as they can be, in China whatever the phone thinks', () => {
    const now = at('2026-11-22T00:30:00');
    expect(momentWords(at('2026-11-22T00:05:00'), now)).toBe('00:05');
    expect(momentWords(at('2026-11-21T23:59:00'), now)).toBe('11月21日 23:59');
    expect(momentWords(at('2025-05-18T19:24:00'), now)).toBe('2025年5月18日');
    expect(monthWords('2020-05')).toBe('2020年5月');
  });

  it('waited are counted in the unit people think in', () => {
    const waited = (ms: number): string => waitedWords(NOW - ms, NOW);
    expect(waited(59_000)).toBe('不到 1 分钟');
    expect(waited(26 * 60_000)).toBe('26 分钟');
    expect(waited(14 * 3_600_000)).toBe('14 小时');
    expect(waited(73 * 3_600_000)).toBe('3 天');
  });

  it('until another code are seconds, then minutes', () => {
    expect([0, 58, 90, 91, 3600].map(resendWords)).toEqual([
      '获取验证码',
      '58 秒后重发',
      '90 秒后重发',
      '2 分钟后重发',
      '60 分钟后重发',
    ]);
  });
});

describe('a registration', () => {
  it('without a secretary in office says who stands in', () => {
    const { waitingFor } = registration();
    const alone = registration({ waitingFor: waitingFor && { ...waitingFor, who: null } });
    expect(holderTitle(alone)).toBe('在 0604团总支 手里');
    expect(holderNote(alone, NOW)).toContain('由上级团组织代审');
  });

  it('tells what happened, who acts now, and what is to come', () => {
    expect(
      historyLines(registration(), NOW).map(({ title, state }) => `${state} ${title}`),
    ).toEqual([
      'done 你提交了报到资料',
      'done 0604团支部（2）1通过',
      'now 团总支审核中',
      'later 团委审核',
    ]);
    expect(historyLines(returned, NOW)).toHaveLength(2);
  });

  it('reviewed from above says so', () => {
    const [first] = registration().steps;
    const step = {
      ...first!,
      decision: 'PASS' as const,
      organization: COMMITTEE,
      by: '王老师',
      onBehalfOf: BRANCH,
    };
    const [line] = historyLines(registration({ steps: [step] }), NOW);
    expect(line).toMatchObject({ title: '0604团委通过', note: '王老师 代0604团支部（2）1审核' });
  });
});

describe('"can I approve today"', () => {
  const line = (changes: Partial<Overview>) =>
    stockLine({
      organization: BRANCH,
      year: 2020,
      free: 0,
      waiting: 3,
      pool: null,
      ...changes,
    } as Overview);
  const pool = (free: number, organization: Overview['organization'] = BRANCH) => ({
    pool: { organization, free },
  });

  it('of a branch follows the pool that applies', () => {
    expect(line(pool(18))).toMatchObject({ level: 'ok', title: '今天能审核' });
    expect(line(pool(2))).toMatchObject({ level: 'warn', title: '今天只够审核 2 人' });
    expect(line(pool(0))).toMatchObject({ level: 'danger', title: '暂时不能通过' });
    expect(line(pool(9, COMMITTEE)).text).toContain('由0604团委统筹的编号还剩 9 个');
    expect(line(pool(0, COMMITTEE)).text).toContain('0604团委也没有');
  });

  it('of a branch for which nobody waits is no alarm', () => {
    expect(line({ ...pool(0), waiting: 0 })).toMatchObject({
      level: 'info',
      title: '2020年的编号已用完',
    });
    expect(line({ ...pool(0, COMMITTEE), waiting: 0 }).title).toBe('还没有2020年的编号');
  });

  it('of a general branch is what it can hand down: it is no pool', () => {
    expect(line({ organization: GENERAL, free: 38 }).text).toContain('38 个可分给支部');
  });

  it('of a committee without numbers says who can still be passed', () => {
    expect(line({ organization: COMMITTEE }).text).toContain('有自己编号的支部仍可通过');
  });

  it('is asked for the years of those who wait, at most two, else for this year', () => {
    const joined = (joinMonth: string, mode: 'AUTO' | 'MANUAL' = 'AUTO') =>
      reviewItem({ joinMonth, mode });
    const items = [
      joined('2020-05'),
      joined('2021-05'),
      joined('2021-06'),
      joined('2022-01'),
      joined('2019-01', 'MANUAL'),
    ];
    expect(yearsOf(items, NOW)).toEqual([2021, 2022]);
    expect(yearsOf([joined('2019-01', 'MANUAL')], at('2027-01-01T00:00:00'))).toEqual([2027]);
  });
});
