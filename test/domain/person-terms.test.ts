import { describe, expect, it } from '@jest/globals';

import { personTerms, wantedTerms } from '../../cloudfunctions/core/domain/person-terms';

const terms = (name: string, phoneMasked = '138****0604'): Set<string> =>
  new Set(personTerms({ name, phoneMasked, path: ['P', 'B'] }));
const finds = (name: string, q: string, orgId = 'B'): boolean => {
  const stored = terms(name);
  const wanted = wantedTerms(orgId, q);
  return wanted.length > 0 && wanted.every((term) => stored.has(term));
};

describe('finding people in a list', () => {
  it('any part of the name finds them, below every organisation they stand under', () => {
    for (const q of ['陈', '语', '桐', '陈语', '语桐', '陈语桐']) {
      expect([q, finds('陈语桐', q)]).toEqual([q, true]);
      expect([q, finds('陈语桐', q, 'P')]).toEqual([q, true]);
      expect([q, finds('陈语桐', q, 'X')]).toEqual([q, false]);
    }
    for (const q of ['陈桐', '语陈', '林', '陈语桐林']) expect(finds('陈语桐', q)).toBe(false);
  });

  it('long names are found by long parts, with or without dots, spaces and capitals', () => {
    expect(finds('阿依古丽·买买提', '依古丽买买提')).toBe(true);
    expect(finds('阿依古丽·买买提', '依古丽·买买')).toBe(true);
    expect(finds('阿依古丽·买买提', '依古丽买提')).toBe(false);
    expect(finds('Anna Maria Lopez', 'maria l')).toBe(true);
    expect(finds('Anna Maria Lopez', 'ＭＡＲＩＡ')).toBe(true);
  });

  it('four digits are the end of the phone number, others nothing', () => {
    expect(finds('陈语桐', '0604')).toBe(true);
    expect(finds('陈语桐', '０６０４')).toBe(true);
    expect(finds('陈语桐', '0605')).toBe(false);
    expect(finds('陈语桐', '604')).toBe(false);
    expect(finds('陈语桐', '13800000604')).toBe(false);
  });

  it('signs alone find nobody', () => {
    expect(wantedTerms('B', '·')).toEqual([]);
    expect(wantedTerms('B', ' ')).toEqual([]);
  });

  it('the longest name stays a small document', () => {
    const most = personTerms({
      name: '阿'.repeat(1) + 'abcdefghijklmnopqrstuvwxyzabc',
      phoneMasked: '138****0604',
      path: ['P', 'C', 'D', 'E', 'F', 'G'],
    });
    expect(most.length).toBeLessThan(800);
  });
});
