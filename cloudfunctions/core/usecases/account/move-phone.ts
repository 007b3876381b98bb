import { maskPhone } from '../../domain/phone';
import { personTerms } from '../../domain/person-terms';
import { Refusal } from '../../domain/refusal';
import type { Transaction } from '../../ports/database';
import type { AccountDocument } from '../../ports/documents';
import type { Context } from '../action';
import { hasPhone, hashPhone } from '../personal-hashes';
import { phoneClaimIds, standingClaims, takeClaims } from '../registration/claims';
import { accountByPhone, OutOfDate } from './by-phone';
import { registrationOf } from './me';

/** What is known of a new phone number before the transaction that gives it to somebody. */
export interface NewPhone {
  /** Checked. */
  phone: string;
  /** Somebody signed in with it before and did nothing else: gives way. */
  blank: AccountDocument | null;
  /** It belongs to somebody with a post, a record or a registration. */
  isTaken: boolean;
}

const isUnused = (account: AccountDocument): boolean =>
  account.posts.length === 0 && account.idTailSealed === null;

/** Looks who has the number; two requests at most. */
export async function lookAtPhone(context: Context, phone: string): Promise<NewPhone> {
  const other = await accountByPhone(context, phone);
  const isBlank =
    other !== null && isUnused(other) && (await registrationOf(context, other)) === null;
  return { phone, blank: isBlank ? other : null, isTaken: other !== null && !isBlank };
}

const phoneTaken = (): Refusal =>
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
  { phone, blank, isTaken }: NewPhone,
  changes: { now: number; phoneGiven?: boolean; idTailSealed?: string },
): Promise<void> {
  if (isTaken) throw phoneTaken();
  const { now, ...known } = changes;
  const fields = {
    phoneSealed: secrets.seal(phone),
    phoneHash: hashPhone(secrets, phone),
    phoneMasked: maskPhone(phone),
  };
  const newClaims = phoneClaimIds(secrets, phone);
  if ((await standingClaims(transaction, newClaims)).length > 0) throw phoneTaken();
  if (blank) {
    const present = await transaction.get('accounts', blank._id);
    if (!present || !hasPhone(secrets, present, phone) || !isUnused(present)) throw new OutOfDate();
    await transaction.remove('accounts', blank._id);
  }
  await transaction.update('accounts', account._id, {
    ...fields,
    ...known,
    openids: [],
    browsers: [],
    sessionsEndedAt: now,
  });
  const oldPhone = secrets.open(account.phoneSealed);
  const claims = await standingClaims(transaction, phoneClaimIds(secrets, oldPhone));
  const registration =
    claims[0] && (await transaction.get('registrations', claims[0].registrationId));
  if (registration?.accountId !== account._id) return;
  const { _id, name, path } = registration;
  for (const claim of claims) await transaction.remove('claims', claim._id);
  await takeClaims(transaction, newClaims, _id);
  const terms = personTerms({ name, path, phoneMasked: fields.phoneMasked });
  await transaction.update('registrations', _id, { ...fields, terms });
  if (registration.status === 'APPROVED') {
    await transaction.update('members', _id, { ...fields, terms });
  }
}
