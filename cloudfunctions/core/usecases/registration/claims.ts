import { Refusal } from '../../domain/refusal';
import type { Transaction } from '../../ports/database';
import type { ClaimDocument, MemberDocument } from '../../ports/documents';
import type { Secrets } from '../../ports/secrets';
import { accountOf, type Context } from '../action';
import { dayOf, spend } from '../limits';

/** What a person is claimed by; people taken over have no phone. */
type Claimed = Pick<
  MemberDocument,
  'idNumberSealed' | 'idNumberHash' | 'phoneSealed' | 'phoneHash'
>;

/** Ids of the claims on an ID number, by every configured key. */
export const idClaimIds = (secrets: Secrets, idNumber: string): string[] =>
  secrets.hashes('idNumber', idNumber).map((hash) => `id:${hash}`);

/** Ids of the claims on a phone number, by every configured key. */
export const phoneClaimIds = (secrets: Secrets, phone: string): string[] =>
  secrets.hashes('phone', phone).map((hash) => `phone:${hash}`);

/**
 * Ids of the claims of a person: one open registration or member per ID number and per phone. While a key is
 * being changed there is a claim by each: whoever was registered before it and is not yet hashed anew is met
 * by the old one, and nobody is registered in between.
 */
export const claimIds = (secrets: Secrets, person: Claimed): string[] => [
  ...idClaimIds(secrets, secrets.open(person.idNumberSealed)),
  ...(person.phoneSealed ? phoneClaimIds(secrets, secrets.open(person.phoneSealed)) : []),
];

/** Those of them that are there as long as the person holds any: by the keys of the stored hashes. */
export const certainClaimIds = (person: Claimed): string[] => [
  `id:${person.idNumberHash}`,
  ...(person.phoneHash ? [`phone:${person.phoneHash}`] : []),
];

/** Which of these claims there are; a request for each. */
export async function standingClaims(
  transaction: Pick<Transaction, 'get'>,
  ids: readonly string[],
): Promise<ClaimDocument[]> {
  const found: ClaimDocument[] = [];
  for (const id of ids) {
    const claim = await transaction.get('claims', id);
    if (claim) found.push(claim);
  }
  return found;
}

/** Gives the claims of a person up, but for those in `keep`; one request each where one key is in use. */
export async function dropClaims(
  secrets: Secrets,
  transaction: Transaction,
  person: Claimed,
  keep: readonly string[] = [],
): Promise<void> {
  const certain = certainClaimIds(person);
  const ids = claimIds(secrets, person).filter((id) => !keep.includes(id));
  const others = await standingClaims(
    transaction,
    ids.filter((id) => !certain.includes(id)),
  );
  const standing = [...ids.filter((id) => certain.includes(id)), ...others.map(({ _id }) => _id)];
  for (const id of standing) await transaction.remove('claims', id);
}

/** So often a day somebody may run into a claim of somebody else: each time is a look at who is registered. */
const LOOKS_A_DAY = 5;

/** Counts one look of the caller at who is registered. Throws RATE_LIMITED. */
export function spendLook(context: Context): Promise<void> {
  const { database, runtime } = context;
  const { window, expiresAt } = dayOf(runtime.now());
  return spend(database, runtime.now(), [
    {
      id: `claim:${accountOf(context)._id}:${window}`,
      most: LOOKS_A_DAY,
      expiresAt,
      text: '今天核对的次数已用完，请明天再试，或联系所在团支部、团委核实。',
    },
  ]);
}

/** Thrown out of a transaction when a claim is held by another registration; explained by `explainClaim`. */
export class ClaimedError extends Error {
  override readonly name = 'ClaimedError';
  constructor(
    readonly registrationId: string,
    readonly by: 'id' | 'phone',
  ) {
    super('claimed');
  }
}

/** Throws a ClaimedError when somebody else's registration holds one of the claims; gives those nobody holds. */
export async function requireUnclaimed(
  transaction: Pick<Transaction, 'get'>,
  ids: readonly string[],
  registrationId: string,
): Promise<string[]> {
  const standing = await standingClaims(transaction, ids);
  const others = standing.find((claim) => claim.registrationId !== registrationId);
  if (others) {
    throw new ClaimedError(others.registrationId, others._id.startsWith('id:') ? 'id' : 'phone');
  }
  return ids.filter((id) => standing.every(({ _id }) => _id !== id));
}

/** Takes claims for a registration, in one request. A claim that exists ends the run as a duplicate. */
export const takeClaims = (
  transaction: Transaction,
  ids: readonly string[],
  registrationId: string,
): Promise<void> => transaction.create('claims', ...ids.map((_id) => ({ _id, registrationId })));

/**
 * The refusal for a person who is registered already. Where is told only when ID number and name both
 * match, so that nobody can learn from it whether a stranger is a member (design §10).
 */
export function claimRefusal(
  error: ClaimedError,
  holder: { accountId: string | null; name: string } | null,
  branchName: string,
  person: { name: string; accountId: string },
): Refusal {
  if (holder?.accountId === person.accountId) {
    return new Refusal('CONFLICT', '你已有一份报到，请在“办理进度”里查看，不要重复提交。');
  }
  if (error.by === 'phone') {
    return new Refusal('CONFLICT', '该手机号已用于另一份报到，请换用本人手机号登录后再提交。');
  }
  if (holder?.name === person.name && holder.accountId === null) {
    return new Refusal(
      'CONFLICT',
      `你已在“${branchName}”登记，不用再报到。绑定本人的团籍资料后，就能在手机上看到编号。`,
      { mayBind: true },
    );
  }
  if (holder?.name === person.name) {
    return new Refusal('CONFLICT', `你已在“${branchName}”登记，请联系该团支部或其上级团委核实。`);
  }
  return new Refusal('CONFLICT', '该证件号已登记，请联系所在团支部或团委核实。');
}
