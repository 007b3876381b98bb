import { Refusal } from '../../domain/refusal';
import type { Transaction } from '../../ports/database';
import type { PersonFields } from '../../ports/documents';

type Person = Pick<PersonFields, 'idNumberHash' | 'phoneHash' | 'name'>;

/** Ids of the claims of a person: one open registration or member per ID number and per phone. */
export const claimIds = (person: Pick<Person, 'idNumberHash' | 'phoneHash'>): [string, string] => [
  `id:${person.idNumberHash}`,
  `phone:${person.phoneHash}`,
];

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

/** Throws a ClaimedError when somebody else's registration holds one of the claims. */
export async function requireUnclaimed(
  transaction: Transaction,
  ids: readonly string[],
  registrationId: string,
): Promise<void> {
  for (const id of ids) {
    const claim = await transaction.get('claims', id);
    if (claim && claim.registrationId !== registrationId) {
      throw new ClaimedError(claim.registrationId, id.startsWith('id:') ? 'id' : 'phone');
    }
  }
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
  if (holder?.name === person.name) {
    return new Refusal('CONFLICT', `你已在“${branchName}”登记，请联系该团支部或其上级团委核实。`);
  }
  return new Refusal('CONFLICT', '该证件号已登记，请联系所在团支部或团委核实。');
}
