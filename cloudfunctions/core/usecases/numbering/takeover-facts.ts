import { contains } from '../../domain/intervals';
import type { KnownMember, TakeoverFacts } from '../../domain/takeover';
import type { CheckedRow } from '../../domain/takeover-row';
import type { HoldingDocument, MemberDocument, OrganizationDocument } from '../../ports/documents';
import { type Context, postOf } from '../action';
import { OrganizationNames } from '../organization-lookup';
import { idClaimIds } from '../registration/claims';
import { guardIdOf } from '../registration/typed-number';
import { holdersOf } from './holders';

/** A checked row with what is stored about it. */
export interface RowFacts {
  facts: TakeoverFacts;
  branch: OrganizationDocument | null;
  /** The lowest one that has the number. */
  holding: HoldingDocument | null;
  /** The organisation whose number it was when it was given out; null for EXTERNAL ones. */
  holderId: string | null;
}

const MEMBER = [
  'name',
  'branchId',
  'joinMonth',
  'memberNumber',
  'poolOrgId',
  'idNumberHash',
  'status',
];

/**
 * Reads what is stored about branches, numbers and people of up to 200 rows; by line. At most nine requests
 * (organisations, numbers, claims, members, registrations, ranges, holdings twice, names).
 */
export async function factsOf(
  context: Context,
  rows: readonly CheckedRow[],
): Promise<Map<number, RowFacts>> {
  const { database, secrets } = context;
  const branches = await OrganizationNames.load(
    database,
    rows.map(({ branchCode }) => branchCode),
  );
  const guardIds = rows.flatMap(({ number }) => guardIdOf(number) ?? []);
  const guards = await byId(database.getMany('rangeGuards', [...new Set(guardIds)]));
  const rangesOf = (number: string) => guards.get(guardIdOf(number) ?? '')?.ranges ?? [];
  // Holdings before claims before numbers: what is given out meanwhile shows with its owner.
  const inside = rows
    .map(({ number }) => number)
    .filter((number) => contains(rangesOf(number), Number(number)));
  const holders = await holdersOf(database, [...new Set(inside)]);
  const claimIds = rows.flatMap(({ idNumber }) => idClaimIds(secrets, idNumber));
  const claims = await byId(database.getMany('claims', claimIds));
  const given = rows.map(({ number }) => number);
  const numbers = await byId(database.getMany('numbers', given));
  const registered = [...claims.values()].map(({ registrationId }) => registrationId);
  const owners = [...numbers.values()].flatMap(({ memberId }) => memberId ?? []);
  const members = await byId(
    database.getMany('members', [...new Set([...registered, ...owners])], MEMBER),
  );
  const waiting = await byId(
    database.getMany(
      'registrations',
      registered.filter((id) => !isNumbered(members.get(id))),
      ['branchId'],
    ),
  );
  const names = await OrganizationNames.load(database, [
    ...[...holders.values()].map(({ orgId }) => orgId),
    ...[...members.values(), ...waiting.values()].map(({ branchId }) => branchId),
  ]);

  const known = (id: string | null | undefined): KnownMember | null => {
    const member = id ? members.get(id) : undefined;
    if (!member) return null;
    const { name, branchId, joinMonth, memberNumber } = member;
    const branchName = names.ref(branchId).name;
    return { memberId: member._id, name, branchId, branchName, joinMonth, memberNumber };
  };
  const personOf = (idNumber: string, ownerId: string | null): TakeoverFacts['person'] => {
    // Registered since the claims were read: the owner of the number says so.
    const owner = ownerId === null ? undefined : members.get(ownerId);
    const isOwner = owner && secrets.fits('idNumber', idNumber, owner.idNumberHash);
    const claimed = idClaimIds(secrets, idNumber).flatMap((claim) => claims.get(claim) ?? []);
    const id = isOwner ? owner._id : claimed[0]?.registrationId;
    if (id === undefined) return null;
    const member = members.get(id);
    if (isNumbered(member)) return known(id);
    const branchId = waiting.get(id)?.branchId ?? member?.branchId;
    return { waitingIn: branchId ? names.ref(branchId).name : '本省' };
  };
  return new Map(
    rows.map((row): [number, RowFacts] => {
      const found = branches.get(row.branchCode);
      const branch = found?.path.includes(postOf(context).orgId) ? found : null;
      const stored = numbers.get(row.number);
      const holding = holders.get(row.number) ?? null;
      const facts: TakeoverFacts = {
        branch: branch && { ...branch, id: branch._id, name: branch.fullName },
        taken: stored ? { owner: known(stored.memberId), state: stored.state } : null,
        person: personOf(row.idNumber, stored?.memberId ?? null),
        ranges: rangesOf(row.number),
        place: holding && { ...holding, ...nameAndType(names, holding.orgId) },
      };
      const holderId = stored?.holderOrgId ?? null;
      return [row.line, { facts, branch, holding, holderId }];
    }),
  );
}

const nameAndType = (names: OrganizationNames, orgId: string) => {
  const { name, type } = names.ref(orgId);
  return { name, type };
};

/** A member record that stands; one whose number was released waits for the committee again. */
const isNumbered = (member: MemberDocument | undefined): boolean =>
  member !== undefined && member.status !== 'RELEASED';

async function byId<D extends { _id: string }>(found: Promise<D[]>): Promise<Map<string, D>> {
  return new Map((await found).map((document) => [document._id, document]));
}
