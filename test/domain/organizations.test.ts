import { describe, expect, it } from '@jest/globals';

import {
  childTypes,
  isCode,
  isCommittee,
  isName,
  placementProblem,
  placeUnder,
  shortNameOf,
  sortKey,
  tidyCode,
  tidyName,
} from '../../cloudfunctions/core/domain/organizations';

describe('types of organisations', () => {
  it('counts every type but general branch and branch as a committee', () => {
    expect(isCommittee('PROVINCE')).toBe(true);
    expect(isCommittee('WORK_COMMITTEE')).toBe(true);
    expect(isCommittee('GENERAL_BRANCH')).toBe(false);
    expect(isCommittee('BRANCH')).toBe(false);
  });

  it('allows any committee under any committee, as in the tree of the guide', () => {
    expect(placementProblem('PROVINCE', 'GRASSROOTS_COMMITTEE')).toBeNull();
    expect(placementProblem('GRASSROOTS_COMMITTEE', 'GRASSROOTS_COMMITTEE')).toBeNull();
    expect(placementProblem('GRASSROOTS_COMMITTEE', 'BRANCH')).toBeNull();
  });

  it('allows only branches under a general branch and nothing under a branch', () => {
    expect(childTypes('GENERAL_BRANCH')).toEqual(['BRANCH']);
    expect(placementProblem('GENERAL_BRANCH', 'GENERAL_BRANCH')?.problem).toBe(
      '团总支不能设在团总支下面',
    );
    expect(placementProblem('BRANCH', 'BRANCH')?.problem).toBe('上级是团支部，下面不能再有组织');
    expect(placementProblem('CITY', 'PROVINCE')?.problem).toBe('团省委只能在最上级');
  });
});

describe('placeUnder', () => {
  const root = {
    _id: 'P',
    ...placeUnder(null, { id: 'P', type: 'PROVINCE' }),
    type: 'PROVINCE',
  } as const;
  const general = {
    _id: 'G',
    ...placeUnder(root, { id: 'G', type: 'GENERAL_BRANCH' }),
    type: 'GENERAL_BRANCH',
  } as const;

  it('makes the root its own committee', () => {
    expect(root).toMatchObject({ parentId: null, path: ['P'], committeeId: 'P' });
  });

  it('gives a branch its general branch and the committee above that', () => {
    expect(placeUnder(general, { id: 'B', type: 'BRANCH' })).toEqual({
      parentId: 'G',
      path: ['P', 'G', 'B'],
      committeeId: 'P',
      generalBranchId: 'G',
    });
  });

  it('gives a branch directly under a committee no general branch', () => {
    expect(placeUnder(root, { id: 'B', type: 'BRANCH' })).toMatchObject({
      committeeId: 'P',
      generalBranchId: null,
    });
  });
});

describe('codes', () => {
  it('sorts as people count', () => {
    const codes = ['0604-10', '0604-2', '0604', '0604-1', '0604-A2', '0604-A10', '0605'];
    const sorted = codes.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
    expect(sorted).toEqual(['0604', '0604-1', '0604-2', '0604-10', '0604-A2', '0604-A10', '0605']);
  });

  it('keeps codes apart that differ in leading zeros only', () => {
    expect(sortKey('007')).not.toBe(sortKey('7'));
  });

  it('stays within its length for the code with the most runs of digits', () => {
    expect(sortKey('1-'.repeat(16)).length).toBeLessThanOrEqual(97);
  });

  it('takes full-width and small letters and refuses other signs', () => {
    expect(tidyCode(' ０６０４-a ')).toBe('0604-A');
    expect(isCode('0604-A')).toBe(true);
    for (const wrong of ['', '0604_1', '团', 'a', '1'.repeat(33)])
      expect(isCode(wrong)).toBe(false);
  });
});

describe('names', () => {
  it('keeps the brackets of the guide and removes invisible signs', () => {
    expect(tidyName('\u200B 0604团支部（2）1\t\n ')).toBe('0604团支部（2）1');
  });

  it('needs 2 to 60 characters', () => {
    expect([1, 2, 60, 61].map((length) => isName('团'.repeat(length)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('derives the short name of a committee', () => {
    expect(shortNameOf('共青团鼓楼区委员会')).toBe('鼓楼区团委');
    expect(shortNameOf('0604团总支')).toBe('0604团总支');
  });
});
