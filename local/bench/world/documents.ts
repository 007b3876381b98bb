import type {
  CollectionName,
  Documents,
  MemberDocument,
  OrganizationDocument,
} from '../../../cloudfunctions/core/ports/documents';
import type { Secrets } from '../../../cloudfunctions/core/ports/secrets';
import { holdingId } from '../../../cloudfunctions/core/usecases/holdings';
import { totalsId } from '../../../cloudfunctions/core/usecases/totals';
import { randomFrom } from '../../random';
import { WorldNumbers, YEAR } from './numbers';
import { approvedBy, WorldPeople } from './people';
import { shadowCover, shadowId, shadowInterval, shadowOf } from './shadow';
import type { WorldSettings, WorldSize } from './size';
import type { Tree } from './tree';

/** A document and its collection. */
export type Planted = { [C in CollectionName]: readonly [C, Documents[C]] }[CollectionName];

/** The id of the registration that waits in the pool of this number, the how manyeth of them. */
export const pendingId = (pool: number, index: number): string =>
  `p${pool}-${String(index).padStart(19, '0')}`;
/** The same for the yardsticks. */
export const spareId = (pool: number, index: number): string =>
  `s${pool}-${String(index).padStart(19, '0')}`;

/** The id of the member who got the number of this place in the order of all. */
export const memberId = (sequence: number): string => `m-${String(sequence).padStart(20, '0')}`;

/** Whose phone belongs to the staff of an organisation. */
export const staffOf = ({ _id }: OrganizationDocument): string => `staff-${_id}`;

/**
 * Every document of a world, one after the other: the tree, its numbers and their journal, one member for
 * each number given out with registration and account, and people who wait.
 */
export function* documentsOf(
  tree: Tree,
  size: WorldSize,
  settings: WorldSettings,
  secrets: Secrets,
): Generator<Planted> {
  const numbers = new WorldNumbers(tree, size, settings);
  const people = new WorldPeople(secrets, randomFrom(settings.seed));
  const used = new Map<string, number>();

  for (const organization of tree.organizations) yield ['organizations', organization];
  for (const entry of numbers.handedDown()) yield ['journal', entry];
  for (const { branch, number, sequence, line } of numbers.draws()) {
    const id = memberId(sequence);
    const account = people.account(id);
    const { registration, member } = approvedBy(people.registration(id, account, branch), number);
    yield ['accounts', account];
    yield ['registrations', registration];
    yield ['members', member];
    const at = member.approvedAt;
    yield [
      'numbers',
      {
        _id: String(number),
        year: YEAR,
        state: 'ASSIGNED',
        holderOrgId: branch._id,
        memberId: id,
        at,
      },
    ];
    yield ['journal', { ...numbers.entry('ASSIGN', [line], id), at }];
    yield* copyOf(tree, member, used.get(branch._id) ?? 0);
    for (const orgId of branch.path) used.set(orgId, (used.get(orgId) ?? 0) + 1);
  }
  const copied = new Set([...tree.pools, tree.committee, tree.child].map(({ _id }) => _id));
  for (const holding of numbers.stored()) {
    yield ['holdings', holding];
    if (!copied.has(holding.orgId)) continue;
    const orgId = shadowId(holding.orgId);
    // With the parent and the cover of the original it would be part of the tree.
    const parentId = holding.parentId && shadowId(holding.parentId);
    const apart = { orgId, parentId, cover: shadowCover(holding.cover) };
    yield ['holdings', { ...holding, _id: holdingId(YEAR, orgId), ...apart }];
  }
  yield* waiting(tree, settings, people);
  for (const office of officesOf(tree)) {
    yield ['accounts', people.account(staffOf(office), office)];
  }
  for (const { _id: orgId } of [...tree.organizations, ...tree.pools.map(shadowOf)]) {
    const figures = { used: used.get(orgId) ?? 0, waiting: 0 };
    yield ['totals', { _id: totalsId(YEAR, orgId), orgId, year: YEAR, ...figures }];
  }
  yield ['rangeGuards', { _id: String(YEAR), rev: 1, ranges: numbers.ranges() }];
}

/** What the gap search finds: members of the pools and the large branch with numbers of intervals of their own. */
function* copyOf(tree: Tree, member: MemberDocument, index: number): Generator<Planted> {
  const place = [...tree.pools, tree.large].findIndex(({ _id }) => _id === member.branchId);
  if (place < 0) return;
  const memberNumber = String(shadowInterval(place).start + index);
  const branchId = shadowId(member.branchId);
  yield [
    'members',
    { ...member, _id: `g${member._id.slice(1)}`, path: [branchId], branchId, memberNumber },
  ];
}

/** Organisations in whose office somebody works. */
const officesOf = ({
  province,
  organizations,
  pools,
  committee,
  wide,
}: Tree): OrganizationDocument[] => {
  const committees = new Set(pools.map(({ committeeId }) => committeeId));
  return [province, wide, committee, ...organizations.filter(({ _id }) => committees.has(_id))];
};

function* waiting(tree: Tree, settings: WorldSettings, people: WorldPeople): Generator<Planted> {
  const apply = function* (id: string, branch: OrganizationDocument): Generator<Planted> {
    const account = people.account(id);
    yield ['accounts', account];
    yield ['registrations', people.registration(id, account, branch)];
  };
  for (const [p, pool] of tree.pools.entries()) {
    const more = p === 0 ? settings : { pendingInFirst: 0, spareInFirst: 0 };
    for (let i = 0; i < settings.pendingPerPool + more.pendingInFirst; i++) {
      yield* apply(pendingId(p, i), pool);
    }
    for (let i = 0; i < settings.sparePerPool + more.spareInFirst; i++) {
      yield* apply(spareId(p, i), shadowOf(pool));
    }
  }
  for (let i = 0; i < settings.waiting; i++) {
    yield* apply(`w-${String(i).padStart(20, '0')}`, tree.large);
  }
}
