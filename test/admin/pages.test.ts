import { describe, expect, it } from '@jest/globals';
import { appointProblems, givesWay } from '../../admin/src/pages/organizations/officer-words';
import { homeTab, nextAfter, tabCount, tabOf } from '../../admin/src/pages/reviews/review-tabs';
import { signInProblem } from '../../admin/src/pages/sign-in/sign-in-problem';
import type { OrganizationType } from '../../typings/api';

const post = (type: OrganizationType) => ({ organization: { id: 'o', name: 'o', type } });

describe('the review page', () => {
  it('begins with what waits for the own organisation', () => {
    expect(homeTab(post('BRANCH'))).toBe('PENDING_BRANCH');
    expect(homeTab(post('GENERAL_BRANCH'))).toBe('PENDING_GENERAL');
    expect(homeTab(post('WORK_COMMITTEE'))).toBe('PENDING_COMMITTEE');
    expect(tabOf('RETURNED', post('BRANCH'))).toBe('RETURNED');
    expect(tabOf('WHATEVER', post('BRANCH'))).toBe('PENDING_BRANCH');
  });
  it('goes on with the next person, at the end with the one before', () => {
    const people = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
    expect(nextAfter(people, 'a')).toEqual({ id: 'b' });
    expect(nextAfter(people, 'c')).toEqual({ id: 'b' });
    expect(nextAfter([{ id: 'a' }], 'a')).toBeNull();
  });
  it('counts every tab but the one that only grows', () => {
    const counts = {
      PENDING_BRANCH: 1,
      PENDING_GENERAL: 0,
      PENDING_COMMITTEE: 7,
      RETURNED: 2,
    };
    expect(tabCount('PENDING_COMMITTEE', counts)).toBe(7);
    expect(tabCount('APPROVED', counts)).toBeNull();
    expect(tabCount('RETURNED', null)).toBeNull();
  });
});

describe('signing in', () => {
  it('names the first field that needs work, as far as the form has come', () => {
    const form = { phone: '138 0000 0604', code: '', idTail: '' };
    expect(signInProblem({ ...form, phone: '2380000060' }, 'code')?.field).toBe('phone');
    expect(signInProblem(form, 'phone')).toBeNull();
    expect(signInProblem(form, 'code')?.field).toBe('code');
    expect(signInProblem({ ...form, code: '123456' }, 'idTail')?.field).toBe('idTail');
    expect(
      signInProblem({ phone: '16600000604', code: '１２３456', idTail: '01005x' }, 'idTail'),
    ).toBeNull();
  });
});

describe('appointing', () => {
  const officer = {
    accountId: 'a',
    postId: 'p',
    name: '苏晓',
    phone: '138****0006',
    role: 'SECRETARY' as const,
    from: '2026-01-01',
    to: '2026-12-31',
  };
  it('tells who gives way: a branch has one secretary, a committee many staff', () => {
    expect(givesWay('BRANCH', [officer])).toEqual(officer);
    expect(givesWay('GRASSROOTS_COMMITTEE', [officer])).toBeNull();
    expect(givesWay('BRANCH', [])).toBeNull();
  });
  it('needs name and phone; the ID number only when the account has none', () => {
    const form = { name: '苏晓', phone: '13800000006', idNumber: '' };
    const wrong = (changes: Partial<typeof form>) =>
      Object.entries(appointProblems({ ...form, ...changes })).flatMap(([field, text]) =>
        text ? [field] : [],
      );
    expect(wrong({})).toEqual([]);
    expect(wrong({ phone: '138 0000 0006', idNumber: ' 35012620080311001x ' })).toEqual([]);
    expect(wrong({ name: ' ' })).toEqual(['name']);
    expect(wrong({ phone: '1380000' })).toEqual(['phone']);
    expect(wrong({ idNumber: '3501-99' })).toEqual(['idNumber']);
    expect(wrong({ name: '', phone: '', idNumber: '3501' })).toEqual(['name', 'phone', 'idNumber']);
  });
});
