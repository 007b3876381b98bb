import { daysLater, today } from '../../cloudfunctions/core/domain/dates';
import { checkCharacter } from '../../cloudfunctions/core/domain/id-number';
import { placeUnder, sortKey } from '../../cloudfunctions/core/domain/organizations';
import type { OrganizationDocument, StoredPost } from '../../cloudfunctions/core/ports/documents';
import type { OrganizationType, RegistrationForm } from '../../typings/api';
import type { TestCloud } from './phones';

/** id, name, type, parent: the tree of domain.md §8. Starred ones of the page are included. */
export const TREE_0604 = [
  ['P', '团省委', 'PROVINCE', null],
  ['0604', '0604团委', 'GRASSROOTS_COMMITTEE', 'P'],
  ['0604Z', '0604团总支', 'GENERAL_BRANCH', '0604'],
  ['0604Z1', '0604团支部（1）', 'BRANCH', '0604Z'],
  ['0604Z2', '0604团支部（2）1', 'BRANCH', '0604Z'],
  ['0604Z3', '0604团支部（3）', 'BRANCH', '0604Z'],
  ['0604Z4', '0604团支部（4）', 'BRANCH', '0604Z'],
  ['0604Z5', '0604团支部（5）', 'BRANCH', '0604Z'],
  ['0604D', '0604直属团支部', 'BRANCH', '0604'],
  ['0605', '0605团委', 'GRASSROOTS_COMMITTEE', 'P'],
  ['0605A', '0605团支部', 'BRANCH', '0605'],
] as const satisfies ReadonlyArray<readonly [string, string, OrganizationType, string | null]>;

export type TreeRow = readonly [
  id: string,
  name: string,
  type: OrganizationType,
  parentId: string | null,
];

/** Puts organisations into the database, parents before children. */
export async function plantTree(test: TestCloud, rows: readonly TreeRow[]): Promise<void> {
  const planted = new Map<string, OrganizationDocument>();
  const parents = new Set(rows.map(([, , , parentId]) => parentId));
  for (const [id, name, type, parentId] of rows) {
    const parent = parentId === null ? null : planted.get(parentId)!;
    const organization: OrganizationDocument = {
      _id: id,
      fullName: name,
      shortName: name,
      type,
      status: 'ACTIVE',
      ...placeUnder(parent, { id, type }),
      terms: [],
      sort: sortKey(id),
      hasChildren: parents.has(id),
      secretary: null,
      createdAt: 0,
      updatedAt: 0,
    };
    planted.set(id, organization);
    await test.database.add('organizations', organization);
  }
}

let people = 0;

/** A phone number nobody else in the test has. */
const nextPhone = (): string => `137${String(people++).padStart(8, '0')}`;

/** An account signed in on a phone, with posts in the organisations named; its openid is `name`. */
export async function addPerson(test: TestCloud, name: string, ...orgIds: string[]): Promise<void> {
  const phone = nextPhone();
  const day = today(Date.now());
  const organizations = await test.database.getMany('organizations', orgIds);
  const posts: StoredPost[] = organizations.map(({ _id, type }) => ({
    id: `post-${name}-${_id}`,
    orgId: _id,
    orgType: type,
    role: type === 'BRANCH' || type === 'GENERAL_BRANCH' ? 'SECRETARY' : 'STAFF',
    from: day,
    to: daysLater(day, 365),
  }));
  await test.database.add('accounts', {
    _id: `account-${name}`,
    phoneSealed: test.secrets.seal(phone),
    phoneHash: test.secrets.hash('phone', phone),
    phoneMasked: `${phone.slice(0, 3)}****${phone.slice(-4)}`,
    name,
    idTailSealed: null,
    openids: [name],
    browsers: [],
    posts,
    lastSignInAt: Date.now(),
    createdAt: Date.now(),
  });
  for (const post of posts) {
    if (post.role !== 'SECRETARY') continue;
    await test.database.update('organizations', post.orgId, {
      secretary: { accountId: `account-${name}`, postId: post.id, name, to: post.to },
    });
  }
}

/**
 * The tree of domain.md §8, its people `province`, `staff` of 0604 and `secretary` of the branch right below, and
 * `count` numbers of 2020 at 0604.
 */
export async function plant0604(test: TestCloud, count: number): Promise<void> {
  await plantTree(test, TREE_0604);
  await addPerson(test, 'province', 'P');
  await addPerson(test, 'staff', '0604');
  await addPerson(test, 'secretary', '0604D');
  const year = 2020;
  const range = { year, start: '202000012000', end: '202000012999' };
  await test.ok('province', 'numbering.defineRange', range);
  const items = [{ orgId: '0604', count }];
  await test.ok('province', 'numbering.allocate', { orgId: 'P', year, items });
}

let applicants = 0;

/** An ID number that passes every check and belongs to nobody: area 350199 is not assigned. */
export function idNumber(birthDate = '20060115'): string {
  const digits = `350199${birthDate}${String(applicants++ % 1000).padStart(3, '0')}`;
  return digits + checkCharacter(digits);
}

/** A complete form of somebody who joined in the province in May 2020. */
export const formFor = (
  name: string,
  branchId: string,
  changes: Partial<RegistrationForm> = {},
): RegistrationForm => ({
  branchId,
  name,
  idType: 'RESIDENT',
  idNumber: idNumber(),
  joinMonth: '2020-05',
  joinedInProvince: true,
  consent: true,
  ...changes,
});

/** Signs somebody in, who then submits a registration; gives its id. The openid is the name. */
export async function applies(
  test: TestCloud,
  name: string,
  branchId: string,
  changes: Partial<RegistrationForm> = {},
): Promise<string> {
  await addPerson(test, name);
  return (await test.ok(name, 'registration.submit', formFor(name, branchId, changes))).id;
}
