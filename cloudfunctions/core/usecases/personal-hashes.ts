import { idTail } from '../domain/id-number';
import type { AccountDocument } from '../ports/documents';
import type { Secrets } from '../ports/secrets';

/*
 * How people are found and compared without their data being readable. Each purpose has hashes of its own.
 * All take checked values (domain/phone.ts, domain/id-number.ts).
 */

/** By the newest key: what is stored. Look-ups go by every key (`secrets.hashes`). */
export const hashPhone = (secrets: Secrets, phone: string): string => secrets.hash('phone', phone);

/** Whether the account is the one of this phone number, by whichever key it was hashed. */
export const hasPhone = (
  secrets: Secrets,
  { phoneHash }: Pick<AccountDocument, 'phoneHash'>,
  phone: string,
): boolean => secrets.fits('phone', phone, phoneHash);

/**
 * The last six characters of an ID number, as `AccountDocument.idTailSealed` keeps them: sealed and not hashed, for
 * nothing is looked up by them and no other record could give them back when the key of the hashes changes.
 */
export const sealIdTail = (secrets: Secrets, idNumber: string): string =>
  secrets.seal(idTail(idNumber));

/** Whether the account's last six are these; false where none are known. */
export const isIdTail = (
  secrets: Secrets,
  { idTailSealed }: Pick<AccountDocument, 'idTailSealed'>,
  tail: string,
): boolean => idTailSealed !== null && secrets.same(secrets.open(idTailSealed), tail);
