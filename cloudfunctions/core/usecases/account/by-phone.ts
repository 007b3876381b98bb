import { type Attempt, BusyError } from '../../ports/database';
import type { AccountDocument } from '../../ports/documents';
import type { Services } from '../action';

/** What was read before the transaction is out of date: everything is to be read again. */
export class OutOfDate extends Error {
  override readonly name = 'OutOfDate';
}

const MOST_READINGS = 5;

/** Runs `work` again from its first reading while it throws OutOfDate; BusyError after five times. */
export async function rereading<T>(work: () => Promise<T>): Promise<T> {
  for (let reading = 1; reading <= MOST_READINGS; reading++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof OutOfDate)) throw error;
    }
  }
  throw new BusyError();
}

/** The account of a phone number (checked), by whichever key it was hashed; one request. */
export async function accountByPhone(
  { database, secrets }: Pick<Services, 'database' | 'secrets'>,
  phone: string,
): Promise<AccountDocument | null> {
  const phoneHash = { in: secrets.hashes('phone', phone) };
  const [account] = await database.find('accounts', { phoneHash }, { limit: 1 });
  return account ?? null;
}

/**
 * To be called in a transaction that may create the account of a phone number: after a duplicate the
 * account may exist by now, which only a query outside the transaction can tell.
 */
export function recheckIfMissing(found: AccountDocument | null, attempt: Attempt): void {
  if (!found && attempt.afterDuplicate) throw new OutOfDate();
}
