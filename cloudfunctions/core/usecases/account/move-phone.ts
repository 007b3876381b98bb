import { maskPhone } from '../../domain/phone';
import { personTerms } from '../../domain/person-terms';
import { Refusal } from '../../domain/refusal';
import type { Transaction } from '../../ports/database';
import type { AccountDocument } from '../../ports/documents';
import type { Context } from '../action';
import { hashPhone } from '../personal-hashes';
import { accountByPhone, OutOfDate } from './by-phone';
import { registrationOf } from './me';

/** What is known of a new phone number before the transaction that gives it to somebody. */
export interface NewPhone {
  /** Checked. */
  phone: string;
  hash: string;
  /** Somebody signed in with it before and did nothing else: gives way. */
  blank: AccountDocument | null;
  /** It belongs to somebody with a post, a record or a registration. */
  isTaken: boolean;
}

const isUnused = (account: AccountDocument): boolean =>
  account.posts.length === 0 && account.idTailHash === null;

/** Looks who has the number; two requests at most. */
export async function lookAtPhone(context: Context, phone: string): Promise<NewPhone> {
  const hash = hashPhone(context.secrets, phone);
  const other = await accountByPhone(context.database, hash);
  const isBlank =
    other !== null && isUnused(other) && (await registrationOf(context, other)) === null;
  return { phone, hash, blank: isBlank ? other : null, isTaken: other !== null && !isBlank };
}

export const phoneTaken = (): Refusal =>
  new Refusal(
    'CONFLICT',
    '这个新手机号已由别人登记使用，请核对号码；如果确是本人的号码，请由上级团委核实后办理。',
  );

/**
 * Gives an account another phone number in this transaction: the claim on the number, the registration and
 * the member record follow, and every session, phone and browser is forgotten. `account` as read in this
 * transaction. Whoever is given the old number by the carrier finds nothing under it. Throws CONFLICT,
 * OutOfDate. At most 11 requests.
 */
export async function movePhone(
  { secrets }: Pick<Context, 'secrets'>,
  transaction: Transaction,
  account: AccountDocument,
  { phone, hash, blank, isTaken }: NewPhone,
  changes: { now: number; phoneGiven?: boolean; idTailHash?: string },
): Promise<void> {
  if (isTaken) throw phoneTaken();
  const { now, ...known } = changes;
  const fields = {
    phoneSealed: secrets.seal(phone),
    phoneHash: hash,
    phoneMasked: maskPhone(phone),
  };
  if (await transaction.get('claims', `phone:${hash}`)) throw phoneTaken();
  if (blank) {
    const present = await transaction.get('accounts', blank._id);
    if (present?.phoneHash !== hash || !isUnused(present)) throw new OutOfDate();
    await transaction.remove('accounts', blank._id);
  }
  await transaction.update('accounts', account._id, {
    ...fields,
    ...known,
    openids: [],
    browsers: [],
    sessionsEndedAt: now,
  });
  const claim = await transaction.get('claims', `phone:${account.phoneHash}`);
  const registration = claim && (await transaction.get('registrations', claim.registrationId));
  if (registration?.accountId !== account._id) return;
  const { _id, name, path } = registration;
  await transaction.remove('claims', `phone:${account.phoneHash}`);
  await transaction.create('claims', { _id: `phone:${hash}`, registrationId: _id });
  const terms = personTerms({ name, path, phoneMasked: fields.phoneMasked });
  await transaction.update('registrations', _id, { ...fields, terms });
  if (registration.status === 'APPROVED') {
    await transaction.update('members', _id, { ...fields, terms });
  }
}
