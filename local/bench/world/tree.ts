import { placeUnder } from '../../../cloudfunctions/core/domain/organizations';
import type { OrganizationDocument } from '../../../cloudfunctions/core/ports/documents';
import { newOrganization } from '../../../cloudfunctions/core/usecases/organization/document';
import type { OrganizationType } from '../../../typings/api';

/** Branches that approvals draw from, each with a committee of its own. */
export const POOLS = 8;
/** One operation hands numbers to this many branches of a committee, in trees that are large enough. */
export const WIDEST = 100;
/** That committee has branches for this many such operations, fewer in trees of less than 10,000. */
const WIDEST_TIMES = 10;

/** Branches of every other committee. */
const BRANCHES = 8;
const ROOT = '35';
/** Summer of 2020: when the organisations were made. */
const MADE_AT = Date.UTC(2020, 0, 2);

/** A tree of province, cities, counties, committees and branches, with the places the bench works at. */
export interface Tree {
  /** Parents before children. */
  organizations: OrganizationDocument[];
  province: OrganizationDocument;
  /** `POOLS` branches, each of another committee. */
  pools: OrganizationDocument[];
  /** A branch with many members. */
  large: OrganizationDocument;
  /** The committee above it, where lists are read and numbers handed down and back, and another branch of it. */
  committee: OrganizationDocument;
  child: OrganizationDocument;
  /** A committee with up to `WIDEST_TIMES` × `WIDEST` and some more branches, which hold nothing at first. */
  wide: OrganizationDocument;
  wideBranches: OrganizationDocument[];
}

const code = (parent: string, digits: number, number: number): string =>
  parent + String(number).padStart(digits, '0');

/** A tree of exactly `total` organisations, at least 100. The depth is the same at every size. */
export function growTree(total: number): Tree {
  const organizations: OrganizationDocument[] = [];
  const add = (
    parent: OrganizationDocument | null,
    id: string,
    name: string,
    type: OrganizationType,
  ): OrganizationDocument => {
    const names = { fullName: name, shortName: name };
    const place = placeUnder(parent, { id, type });
    const made = newOrganization(id, names, type, place, type !== 'BRANCH', MADE_AT);
    organizations.push(made);
    return made;
  };
  const branchOf = (committee: OrganizationDocument, number: number): OrganizationDocument =>
    add(committee, code(committee._id, 3, number), `${number}班团支部`, 'BRANCH');

  const countyCount = Math.max(1, Math.floor(total / 200));
  const cityCount = Math.min(10, Math.max(1, Math.floor(countyCount / 5)));
  const province = add(null, ROOT, '团省委', 'PROVINCE');
  const cities = Array.from({ length: cityCount }, (_, i) =>
    add(province, code(ROOT, 2, i + 1), `${i + 1}市团委`, 'CITY'),
  );
  const counties = Array.from({ length: countyCount }, (_, i) => {
    const city = cities[i % cityCount]!;
    const number = Math.floor(i / cityCount) + 1;
    return add(city, code(city._id, 2, number), `${i + 1}县团委`, 'COUNTY');
  });
  const committeeAt = (i: number): OrganizationDocument => {
    const county = counties[i % countyCount]!;
    const number = Math.floor(i / countyCount) + 1;
    return add(county, code(county._id, 3, number), `${i + 1}中学团委`, 'GRASSROOTS_COMMITTEE');
  };

  const grown = (
    i: number,
  ): { committee: OrganizationDocument; branches: OrganizationDocument[] } => {
    const committee = committeeAt(i);
    const branches = Array.from({ length: BRANCHES }, (_, b) => branchOf(committee, b + 1));
    return { committee, branches };
  };

  const pools = Array.from({ length: POOLS }, (_, i) => grown(i).branches[0]!);
  const { committee, branches } = grown(POOLS);
  const wide = committeeAt(POOLS + 1);
  const wideTimes = Math.min(WIDEST_TIMES, Math.floor(total / (10 * WIDEST)));
  const wideLeast = Math.max(wideTimes * WIDEST, BRANCHES);
  const rest = total - organizations.length - wideLeast;
  if (rest < 0) throw new RangeError(`a tree has at least 100 organisations, not ${total}`);
  const others = Math.floor(rest / (BRANCHES + 1));
  for (let i = 0; i < others; i++) grown(POOLS + 2 + i);
  // What does not make a whole committee goes to the wide one.
  const wideBranches = Array.from({ length: total - organizations.length }, (_, i) =>
    branchOf(wide, i + 1),
  );
  return {
    organizations,
    province,
    pools,
    large: branches[0]!,
    committee,
    child: branches[1]!,
    wide,
    wideBranches,
  };
}
