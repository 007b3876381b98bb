import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import type { OrganizationType } from '../../typings/api';
import { rankOf, readQuery, storedTerms } from '../../cloudfunctions/core/domain/search-terms';

interface Organization {
  code: string;
  fullName: string;
  shortName: string;
  initials: string[];
  type: OrganizationType;
}

const gudong: Organization = {
  code: '350102001',
  fullName: '共青团鼓楼区鼓东街道委员会',
  shortName: '鼓楼区鼓东街道团委',
  initials: ['gqtglqgdjdwyh', 'glqgdjdtw'],
  type: 'GRASSROOTS_COMMITTEE',
};
const branch: Organization = {
  code: '0604-1-2',
  fullName: '0604团支部（2）1',
  shortName: '0604团支部（2）1',
  initials: ['0604tzb21', '0604tzb21'],
  type: 'BRANCH',
};

const isCandidate = (q: string, organization: Organization): boolean => {
  const stored = new Set(storedTerms(organization));
  const { terms, code } = readQuery(q);
  if (code !== null && organization.code.startsWith(code)) return true;
  return terms.every((term) => stored.has(term));
};
const finds = (q: string, organization: Organization): boolean =>
  isCandidate(q, organization) && rankOf(readQuery(q), organization) !== null;

describe('search terms', () => {
  it.each([
    '鼓',
    '鼓东',
    '鼓楼区鼓东',
    '鼓东街道团委',
    '鼓楼 鼓东',
    '鼓楼区团委',
    'gdjd',
    'GDJD',
    'glqgd',
    '350102',
    '350102001',
    '３５０１０２００１',
  ])('finds a street committee by %s', (q) => {
    expect(finds(q, gudong)).toBe(true);
  });

  it.each([
    '0604',
    '0604团',
    '0604团支',
    '0604团支部(2)1',
    '0604团支部（2）1',
    '(2)1',
    '0604tzb',
    '0604-1',
  ])('finds the branch with the odd name by %s', (q) => {
    expect(finds(q, branch)).toBe(true);
  });

  it.each(['台江', '鼓西', 'gxjd', '350103', '东鼓'])('does not find it by %s', (q) => {
    expect(finds(q, gudong)).toBe(false);
  });

  it('stores nothing of the words that all names share', () => {
    const terms = storedTerms({ ...gudong, initials: [] });
    for (const common of ['共青', '青团', '团委', '委员', '员会', '团', '委']) {
      expect(terms).not.toContain(common);
    }
    expect(terms).toEqual(expect.arrayContaining(['鼓楼', '楼区', '区鼓', '鼓东', '鼓']));
  });

  it.each(['团', '团支', '团支部', '委员会', '共青团', '团委'])(
    'looks nothing up for %s, which all names share, but still compares it',
    (q) => {
      expect(readQuery(q).terms).toEqual([]);
      expect(rankOf(readQuery(q), gudong) !== null || rankOf(readQuery(q), branch) !== null).toBe(
        true,
      );
    },
  );

  it('finds nothing by signs only', () => {
    expect(rankOf(readQuery('（）'), gudong)).toBeNull();
  });

  it('ranks the exact name first, then the beginning, then what only contains it', () => {
    const ranks = ['鼓楼区鼓东街道团委', '鼓楼区', '鼓东', '鼓楼 街道', 'gdjd'].map((q) =>
      rankOf(readQuery(q), gudong),
    );
    expect(ranks).toEqual([...ranks].sort((a, b) => a! - b!));
    expect(new Set(ranks).size).toBe(ranks.length);
  });

  it('puts the type that the query names before the others', () => {
    const query = readQuery('鼓楼区团委');
    const committee = rankOf(query, { ...gudong, shortName: '鼓楼区街道团委' })!;
    const other = rankOf(query, { ...gudong, type: 'BRANCH' })!;
    expect(committee).toBeLessThan(other);
  });

  it('brings every organisation as a candidate whose name contains the query', () => {
    const sign = fc.constantFrom(...'共青团委员会总支部中国年鼓楼东西区一二12（）AB'.split(''));
    const name = fc.array(sign, { minLength: 2, maxLength: 14 }).map((signs) => signs.join(''));
    fc.assert(
      fc.property(name, fc.nat(13), fc.nat(13), (fullName, a, b) => {
        const q = fullName.slice(Math.min(a, b), Math.max(a, b) + 1);
        const organization = { ...branch, fullName, shortName: fullName, initials: [] };
        const { text, terms } = readQuery(q);
        if (text === '') return;
        const stored = new Set(storedTerms(organization));
        expect(terms.filter((term) => !stored.has(term))).toEqual([]);
        expect(rankOf(readQuery(q), organization)).not.toBeNull();
      }),
      { numRuns: 2000 },
    );
  });
});
