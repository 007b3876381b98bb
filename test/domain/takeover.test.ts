import { describe, expect, it } from '@jest/globals';

import { emptyHolding } from '../../cloudfunctions/core/domain/holdings';
import { replay } from '../../cloudfunctions/core/domain/replay';
import { judge, takeOver, type TakeoverFacts } from '../../cloudfunctions/core/domain/takeover';
import {
  repeatedLines,
  rowsAgainstEachOther,
} from '../../cloudfunctions/core/domain/takeover-duplicates';
import { readMonth, readTakeoverRow } from '../../cloudfunctions/core/domain/takeover-row';
import type { TakeoverRow } from '../../typings/api';

const NOW = Date.parse('2026-11-22T04:00:00Z');
const row: TakeoverRow = {
  line: 3,
  number: '202000012020',
  name: '陈甲',
  idNumber: '350199200601150025',
  branchCode: '0604Z2',
  joinMonth: '2020-05',
};
const span = (start: number, end: number) => [
  { start: 202000012000 + start, end: 202000012000 + end },
];

function checked(changes: Partial<TakeoverRow> = {}) {
  const read = readTakeoverRow({ ...row, ...changes }, NOW);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read;
}

describe('a row of the take-over by itself', () => {
  it('R-73: is kept normalised, with birth date and gender out of the ID number', () => {
    expect(
      checked({
        number: ' ２０２0 0001 2020',
        idNumber: '35019920050101005x',
        branchCode: ' 0604z2 ',
        joinMonth: '2020年5月',
      }).row,
    ).toEqual({
      line: 3,
      number: '202000012020',
      name: '陈甲',
      idType: 'RESIDENT',
      idNumber: '35019920050101005X',
      birthDate: '2005-01-01',
      gender: 'MALE',
      branchCode: '0604Z2',
      joinMonth: '2020-05',
      joinedInProvince: true,
      phone: null,
    });
  });

  it('R-73: a phone number is kept as its 11 digits; an empty cell is none', () => {
    expect(checked({ phone: ' +86 138-0000-0001 ' }).row.phone).toBe('13800000001');
    expect(checked({ phone: ' ' }).row.phone).toBeNull();
  });

  it.each([
    ['2020-05', '2020-05'],
    ['2020/5', '2020-05'],
    ['2020.5.4', '2020-05'],
    ['2020年12月', '2020-12'],
    ['2020年5月4日', '2020-05'],
    ['202005', '2020-05'],
    ['20200504', '2020-05'],
    ['2020-13', null],
    ['43955', null],
    ['五月', null],
  ])('the month %s is read as %s', (text, month) => {
    expect(readMonth(text)).toBe(month);
  });

  it.each([
    [
      'the year of another number',
      { number: '202100012020' },
      'number',
      '编号前四位应与入团年份一致',
    ],
    ['a number that is too short', { number: '20200001202' }, 'number', '12位'],
    ['no number', { number: ' ' }, 'number', '请填写团员编号'],
    ['a wrong check digit', { idNumber: '350199200603010017' }, 'idNumber', '校验码'],
    ['a name with digits', { name: '陈甲1' }, 'name', '数字'],
    ['a month to come', { joinMonth: '2027-05', number: '202700012020' }, 'joinMonth', '不能晚于'],
    ['no month', { joinMonth: '' }, 'joinMonth', '不正确'],
    ['a short phone number', { phone: '1380000' }, 'phone', '手机号不正确'],
    ['no branch', { branchCode: '' }, 'branchCode', '没有填写'],
    [
      'no birth date',
      { idType: 'OVERSEAS', idNumber: 'H1234567', gender: 'MALE' },
      'birthDate',
      '出生日期',
    ],
    [
      'no gender',
      { idType: 'OVERSEAS', idNumber: 'H1234567', birthDate: '2006-01-02' },
      'gender',
      '性别',
    ],
  ] as const)('%s is a problem of its column with a fix', (_, changes, column, text) => {
    const read = readTakeoverRow({ ...row, ...changes } as TakeoverRow, NOW);
    if (read.ok) throw new Error('accepted');
    expect(read.problems).toEqual([
      {
        column,
        problem: expect.stringContaining(text),
        fix: expect.stringMatching(/[\u4e00-\u9fff]{4}/),
      },
    ]);
  });

  it('tells all problems of a row at once', () => {
    const read = readTakeoverRow({ ...row, name: '', idNumber: '1', number: '2' }, NOW);
    if (read.ok) throw new Error('accepted');
    expect(read.problems.map(({ column }) => column)).toEqual(['name', 'idNumber', 'number']);
  });

  it('domain.md §5.5: 2017 and 2018 interchange, 16 digits of the old kind are kept', () => {
    const ids = { idNumber: '350199200203010012' };
    const read = (changes: Partial<TakeoverRow>) =>
      readTakeoverRow({ ...row, ...ids, ...changes }, NOW);
    for (const [number, joinMonth] of [
      ['201735000001', '2018-05'],
      ['201835000001', '2017-05'],
      ['2016171234567890', '2016-05'],
    ] as const) {
      const result = read({ number, joinMonth });
      const problems = result.ok ? [] : result.problems.filter(({ column }) => column === 'number');
      expect([number, problems]).toEqual([number, []]);
    }
    const wrong = read({ number: '201635000001', joinMonth: '2017-05' });
    expect(wrong.ok).toBe(false);
  });

  it('an unusual age at joining is worth a look, not a refusal', () => {
    expect(checked().warnings).toEqual([]);
    expect(checked({ joinMonth: '2020-01', idNumber: '350199200605040034' }).warnings).toEqual([
      expect.stringContaining('14周岁'),
    ]);
  });
});

describe('a row beside what is stored', () => {
  const branch: TakeoverFacts['branch'] = {
    id: '0604Z2',
    name: '0604团支部（2）1',
    type: 'BRANCH',
    status: 'ACTIVE',
    path: ['P', '0604', '0604Z', '0604Z2'],
  };
  const place = {
    name: '0604团支部（2）1',
    type: 'BRANCH' as const,
    orgId: '0604Z2',
    parentId: '0604Z',
    free: span(20, 39),
    used: [],
    voided: [],
    expired: [],
  };
  const facts: TakeoverFacts = { branch, taken: null, person: null, ranges: span(0, 999), place };
  const member = {
    memberId: 'm1',
    name: '陈甲',
    branchId: '0604Z2',
    branchName: '0604团支部（2）1',
    joinMonth: '2020-05',
    memberNumber: '202000012020',
  };
  const at = (changes: Partial<TakeoverFacts>, rowChanges: Partial<TakeoverRow> = {}) =>
    judge(checked(rowChanges).row, { ...facts, ...changes });
  const problemOf = (...given: Parameters<typeof at>) => {
    const verdict = at(...given);
    if (verdict.result !== 'CLASH') throw new Error(verdict.result);
    for (const { fix } of verdict.problems) expect(fix).toMatch(/[\u4e00-\u9fff]{4}/);
    return verdict.problems.map(({ column, problem }) => `${column}: ${problem}`).join('；');
  };

  it('R-73: free with the branch or with any organisation above it', () => {
    for (const orgId of ['0604Z2', '0604Z', '0604', 'P']) {
      expect(at({ place: { ...place, orgId } })).toEqual({
        result: 'READY',
        state: 'ASSIGNED',
        warnings: [],
      });
    }
  });

  it("R-73: another subtree's number names who has it", () => {
    const beside = { ...place, orgId: '0604Z3', name: '0604团支部（3）' };
    expect(problemOf({ place: beside })).toContain('该编号现在“0604团支部（3）”');
    expect(JSON.stringify(at({ place: beside }))).toContain('改为“0604团支部（3）”的编码');
    const county = { ...place, orgId: '0605', name: '0605团委', type: 'COUNTY' as const };
    expect(JSON.stringify(at({ place: county }))).toContain('改为“0605团委”下的团支部编码');
  });

  it('R-73: not free: void, expired, occupied', () => {
    const not = { free: [], used: [] };
    expect(problemOf({ place: { ...place, ...not, voided: span(20, 20) } })).toContain('已作废');
    expect(problemOf({ place: { ...place, ...not, expired: span(20, 20) } })).toContain('已关闭');
    expect(problemOf({ place: { ...place, free: [], used: span(20, 20) } })).toContain(
      '没有组织持有',
    );
    expect(problemOf({ place: null })).toContain('没有组织持有');
    expect(problemOf({ taken: { owner: null, state: 'VOID' } })).toContain('已作废');
    expect(problemOf({ taken: { owner: null, state: 'EXTERNAL' } })).toContain('已被使用');
  });

  it('R-73: the same person again is no clash; what differs is told', () => {
    const known = { taken: { owner: member, state: 'ASSIGNED' as const }, person: member };
    expect(at(known)).toEqual({ result: 'ALREADY', memberId: 'm1', warnings: [] });
    expect(at(known, { name: '陈乙', joinMonth: '2020-06' })).toMatchObject({
      result: 'ALREADY',
      warnings: [expect.stringMatching(/姓名为“陈甲”，入团年月为 2020-05/)],
    });
    // Even when the branch was closed since.
    const closed = { ...branch, status: 'CLOSED' as const };
    expect(at({ ...known, branch: closed }).result).toBe('ALREADY');
  });

  it('R-73: a number of somebody else, a person with another number, both told', () => {
    const other = { ...member, memberId: 'm2', name: '林乙' };
    const both = { taken: { owner: other, state: 'ASSIGNED' as const }, person: member };
    expect(problemOf(both)).toMatch(/number: .*林乙的编号；idNumber: .*编号为 202000012020/);
    expect(problemOf({ person: { ...member, memberNumber: null } })).toContain('没有编号');
    expect(problemOf({ person: { waitingIn: '0605团支部' } })).toContain('“0605团支部”有一份报到');
  });

  it('R-73: only an active branch can have members', () => {
    expect(problemOf({ branch: null })).toContain('没有编码为“0604Z2”的团支部');
    const committee = { ...branch, type: 'GRASSROOTS_COMMITTEE' as const, name: '0604团委' };
    expect(problemOf({ branch: committee })).toContain('“0604团委”是基层团委');
    expect(problemOf({ branch: { ...branch, status: 'CLOSED' } })).toContain('已撤销');
  });

  it('R-73: outside every range it is EXTERNAL; of this province, with a warning', () => {
    const outside = { ranges: span(500, 999), place: null };
    expect(at(outside)).toEqual({
      result: 'READY',
      state: 'EXTERNAL',
      warnings: [expect.stringContaining('不在本省2020年的编号区间')],
    });
    expect(at(outside, { joinedInProvince: false })).toMatchObject({ warnings: [] });
    expect(at({ ...outside, ranges: [] }, { joinedInProvince: false })).toMatchObject({
      state: 'EXTERNAL',
      warnings: [],
    });
    const before2020 = {
      number: '201935000001',
      joinMonth: '2019-05',
      idNumber: '35019920050101005X',
    };
    expect(at({ ranges: [], place: null }, before2020)).toMatchObject({
      state: 'EXTERNAL',
      warnings: [],
    });
  });

  it('R-73: joined here in a year that has no range: ranges come first', () => {
    expect(problemOf({ ranges: [], place: null })).toContain('2020年尚未设置编号区间');
  });

  it('a number of the province is not for somebody who joined elsewhere', () => {
    expect(problemOf({}, { joinedInProvince: false })).toContain('joinedInProvince: ');
  });
});

describe('rows beside each other', () => {
  const claim = (line: number, number: string, idNumber: string) => ({ line, number, idNumber });

  it('R-73: a row that repeats an earlier one is no clash', () => {
    const rows = [claim(1, 'n1', 'a'), claim(2, 'n2', 'b'), claim(3, 'n1', 'a')];
    expect(repeatedLines(rows)).toEqual(new Map([[3, 1]]));
  });

  it('R-73: one number for two people, two numbers for one: every line is told the others', () => {
    const rows = [
      claim(1, 'n1', 'a'),
      claim(2, 'n1', 'b'),
      claim(3, 'n2', 'b'),
      claim(4, 'n3', 'c'),
    ];
    const problems = rowsAgainstEachOther(rows);
    expect([...problems.keys()]).toEqual([1, 2, 3]);
    expect(problems.get(2)).toEqual([
      { column: 'number', problem: '与第1行的编号相同', fix: expect.any(String) },
      { column: 'idNumber', problem: '与第3行的证件号相同，编号却不同', fix: expect.any(String) },
    ]);
  });
});

describe('the holding', () => {
  it('R-73: free to used, and the journal replays to the same', () => {
    const before = { ...emptyHolding('B', 2020, 'C'), held: span(0, 9), free: span(0, 9) };
    const set = [...span(2, 2), ...span(5, 6)];
    const after = takeOver(before, set);
    expect(after).toMatchObject({
      used: set,
      rev: 1,
      free: [...span(0, 1), ...span(3, 4), ...span(7, 9)],
    });
    const line = { kind: 'IMPORT' as const, intervals: set, revBefore: 0, revAfter: 1 };
    expect(replay(before, [line])).toEqual({ holding: after, misfits: [] });
  });

  it('R-63: nothing is taken over in a closed year', () => {
    const closed = { ...emptyHolding('B', 2020, 'C'), closed: true };
    expect(() => takeOver(closed, span(0, 0))).toThrow('2020年编号已关闭');
  });
});
