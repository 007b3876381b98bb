import { describe, expect, it } from '@jest/globals';

import { reviewLine } from '../../admin/src/pages/reviews/export-rows';
import { filterWords, monthOf, reviewFilter } from '../../admin/src/pages/reviews/review-filter';
import type { ReviewRow } from '../../typings/api';

const NOTHING = { orgId: '', own: false, q: '', joinMonth: undefined, check: undefined };

describe('the filter of the list of reviews', () => {
  it('sends only what narrows the list', () => {
    const status = 'PENDING_COMMITTEE' as const;
    expect(reviewFilter({ ...NOTHING, status })).toEqual({ status });
    const given = { orgId: '0604', own: true, q: '语桐', joinMonth: '2020-05' };
    expect(reviewFilter({ ...given, status, check: 'sound' })).toEqual({
      ...given,
      status,
      needsLook: false,
    });
  });

  it('does not ask about findings where nothing waits', () => {
    const approved = reviewFilter({ ...NOTHING, status: 'APPROVED', check: 'look' });
    expect(approved).toEqual({ status: 'APPROVED' });
  });

  it('takes months only', () => {
    expect(['2020-05', '2020-13', '2020', ''].map(monthOf)).toEqual([
      '2020-05',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('says what is exported', () => {
    const status = 'PENDING_COMMITTEE' as const;
    expect(filterWords({ status }, '0604团委')).toBe(' 0604团委 全部待团委审核');
    const narrowed = { status, joinMonth: '2020-05', needsLook: true };
    expect(filterWords(narrowed, '0604团委')).toBe(' 0604团委 2020年5月入团、需要留意的待团委审核');
  });
});

describe('a line of the exported list', () => {
  const ROW: ReviewRow = {
    name: '陈语桐',
    gender: 'FEMALE',
    idNumber: '350199********0042',
    phone: '136****7702',
    branchCode: '0604Z2',
    branch: '0604团支部（2）1',
    place: '0604团委 / 0604团总支',
    joinMonth: '2020-05',
    status: 'PENDING_COMMITTEE',
    mode: 'AUTO',
    memberNumber: null,
    findings: [],
    submittedAt: Date.UTC(2020, 4, 19),
    since: Date.UTC(2020, 4, 20),
    returned: null,
  };

  it('says how the number comes and what the checks found', () => {
    expect(reviewLine(ROW).slice(7)).toEqual([
      '2020-05',
      '自动分配',
      '待团委审核',
      '资料无误',
      '2020-05-19',
      '2020-05-20',
      '',
    ]);
    const approved = { ...ROW, status: 'APPROVED' as const, memberNumber: '202000012000' };
    expect(reviewLine(approved).slice(8, 11)).toEqual(['202000012000', '已通过', '']);
  });
});
