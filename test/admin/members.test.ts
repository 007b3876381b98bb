import { describe, expect, it } from '@jest/globals';
import { coverRow, coverText } from '../../admin/src/components/cover-table/cover-row';
import {
  INSPECTION_COLUMNS,
  inspectionLine,
  MEMBER_COLUMNS,
  memberLine,
} from '../../admin/src/pages/members/export-rows';
import { filterWords, memberFilter } from '../../admin/src/pages/members/member-filter';
import { changeText } from '../../admin/src/pages/reviews/change-text';
import type { InspectionRow, MemberItem, MemberRow, OrganizationRef } from '../../typings/api';

const branch: OrganizationRef = { id: 'b', name: '0604团支部（1）', type: 'BRANCH' };
const committee: OrganizationRef = { id: 'c', name: '0604团委', type: 'GRASSROOTS_COMMITTEE' };
const nobody = { q: '', year: null, status: '', source: '', cover: '' };
const MAY_20 = Date.UTC(2020, 4, 20, 1);

describe('the filter of 团籍资料', () => {
  it('takes a number with spaces or full-width digits as the number', () => {
    expect(memberFilter({ ...nobody, q: '2020 0001 ２０２０' })).toEqual({ q: '202000012020' });
    expect(memberFilter({ ...nobody, q: '陈' })).toEqual({ q: '陈' });
  });
  it('leaves out what nobody knows in the address', () => {
    const given = { ...nobody, year: 2020, status: 'LEFT', source: 'constructor', cover: 'maybe' };
    expect(memberFilter(given)).toEqual({ year: 2020, status: 'LEFT' });
    expect(memberFilter({ ...nobody, cover: 'no', source: 'MANUAL' })).toEqual({
      coverWritten: false,
      numberSource: 'MANUAL',
    });
  });
  it('says in words what is exported', () => {
    expect(filterWords({}, '0604团委')).toBe(' 0604团委 全部团员');
    expect(filterWords({ year: 2020, status: 'LEFT', coverWritten: true }, '0604团委')).toBe(
      ' 0604团委 2020年入团、已离团、封面已填写',
    );
  });
});

describe('the exported tables', () => {
  const cellOf = (columns: readonly { word: string }[], line: string[], word: string) =>
    line[columns.findIndex((column) => column.word === word)];

  it('a member: words instead of codes, days in China, nothing but text', () => {
    const row: MemberRow = {
      memberNumber: '202000012020',
      name: '陈甲',
      gender: 'FEMALE',
      birthDate: '2005-05-04',
      idType: 'RESIDENT',
      idNumber: '350199********0042',
      phone: null,
      branchCode: '0604-1-1',
      branch: branch.name,
      place: '0604团委 / 0604团总支',
      joinMonth: '2020-05',
      joinedInProvince: true,
      numberSource: 'AUTO_BRANCH',
      status: 'ACTIVE',
      ethnicity: null,
      education: null,
      politicalStatus: '共青团员',
      occupation: null,
      workUnit: '福州大学',
      hukou: null,
      joinUnit: null,
      isCadre: true,
      cadrePost: '班级团支部书记',
      cadreSince: '2025-09',
      cadreNature: null,
      approvedAt: Date.UTC(2020, 4, 20, 17),
      coverWrittenAt: null,
    };
    const line = memberLine(row);
    expect(line).toHaveLength(MEMBER_COLUMNS.length);
    expect(line.every((cell) => typeof cell === 'string')).toBe(true);
    const cell = (word: string) => cellOf(MEMBER_COLUMNS, line, word);
    expect([cell('性别'), cell('编号来自'), cell('团籍状态'), cell('手机号')]).toEqual([
      '女',
      '本支部',
      '在册',
      '',
    ]);
    expect(cell('通过日期')).toBe('2020-05-21');
    expect([cell('职业'), cell('工作单位')]).toEqual(['', '福州大学']);
    expect(cell('团干部')).toBe('班级团支部书记，2025年9月起');
    expect(memberLine({ ...row, isCadre: false })).not.toContain(cell('团干部'));
  });

  const pass = (status: InspectionRow['reviews'][number]['status'], at: number, by: string) => ({
    at,
    status,
    organization: branch,
    by,
    onBehalfOf: null,
    meeting: null,
  });
  const inspected: InspectionRow = {
    memberId: 'm',
    memberNumber: '202000012022',
    name: '陈甲',
    branchCode: '0604-1-1',
    branch: branch.name,
    joinMonth: '2020-05',
    numberSource: 'AUTO_BRANCH',
    status: 'ACTIVE',
    submittedAt: MAY_20,
    approvedAt: MAY_20 + 3,
    reviews: [],
    coverWrittenAt: null,
    corrections: [],
  };
  const inspect = (change: Partial<InspectionRow>, word: string) =>
    cellOf(INSPECTION_COLUMNS, inspectionLine({ ...inspected, ...change }), word);

  it('the inspection: who reviewed at which stage, the general branch only where there is one', () => {
    const straight = {
      reviews: [
        pass('PENDING_COMMITTEE', MAY_20 + 1, '苏同学'),
        pass('APPROVED', MAY_20 + 2, '郑老师'),
      ],
    };
    expect(inspect(straight, '团支部审核')).toBe('2020-05-20 0604团支部（1） 苏同学');
    expect(inspect(straight, '团总支审核')).toBe('');
    expect(inspect(straight, '团委审核')).toBe('2020-05-20 0604团支部（1） 郑老师');
    const three = {
      reviews: [
        { ...pass('PENDING_GENERAL', MAY_20 + 1, '郑老师'), onBehalfOf: branch },
        pass('PENDING_COMMITTEE', MAY_20 + 2, '林同学'),
      ],
    };
    expect(inspect(three, '团支部审核')).toBe(
      '2020-05-20 0604团支部（1） 郑老师（代 0604团支部（1））',
    );
    expect(inspect(three, '团总支审核')).toBe('2020-05-20 0604团支部（1） 林同学');
  });
  it('R-74: reviews before the last submission do not count', () => {
    const moved = {
      reviews: [
        pass('PENDING_GENERAL', MAY_20 - 2, '林同学'),
        pass('PENDING_COMMITTEE', MAY_20 + 1, '苏同学'),
      ],
    };
    expect(inspect(moved, '团支部审核')).toContain('苏同学');
    expect(inspect(moved, '团总支审核')).toBe('');
  });
  it('R-54: the corrections with what became of them', () => {
    const corrected = {
      corrections: [
        {
          number: '202000012020',
          kind: 'WRONG_PERSON' as const,
          status: 'DONE' as const,
          filedAt: MAY_20,
          decidedAt: MAY_20,
          replacement: '202000012022',
        },
      ],
    };
    expect(inspect(corrected, '编号更正')).toBe(
      '2020-05-20 202000012020 分错了人，已更正，改为 202000012022',
    );
  });
});

describe('the list to copy onto covers', () => {
  const member: MemberItem = {
    id: 'm',
    name: '陈甲',
    branch,
    joinMonth: '2020-05',
    memberNumber: '202000012020',
    numberSource: 'AUTO_BRANCH',
    status: 'ACTIVE',
    approvedAt: MAY_20,
    coverWrittenAt: null,
    bound: true,
  };
  it('has a row for whoever has a number, with who ticked it', () => {
    expect(coverRow({ ...member, memberNumber: null })).toBeNull();
    expect(coverRow(member)?.cover).toBeNull();
    const ticked = { ...member, coverWrittenAt: MAY_20, coverWrittenBy: '郑老师' };
    expect(coverRow(ticked)?.cover).toEqual({ at: MAY_20, by: '郑老师' });
  });
  it('copies as lines for a spreadsheet, the number as twelve plain digits', () => {
    expect(coverText([coverRow(member)!])).toBe('陈甲\t0604团支部（1）\t202000012020');
  });
});

describe('what an applicant changed', () => {
  it('is told in words', () => {
    expect(changeText('joinMonth', '2020-06')).toBe('2020年6月');
    expect(changeText('joinedInProvince', 'false')).toBe('否');
    expect(changeText('gender', 'MALE')).toBe('男');
    expect(changeText('typedNumber', null)).toBe('未填');
    expect(changeText('branchId', committee.name)).toBe('0604团委');
  });
});
