import { idTail } from '../domain/id-number';
import type { Secrets } from '../ports/secrets';

/*
 * Keyed hashes by which people are found and compared without their data being readable. Each purpose
 * has hashes of its own. All take checked values (domain/phone.ts, domain/id-number.ts).
 */

export const hashPhone = (secrets: Secrets, phone: string): string => secrets.hash('phone', phone);

/** Of the last six characters of an ID number, as `AccountDocument.idTailHash` keeps it. */
export const hashIdTail = (secrets: Secrets, idNumber: string): string =>
  secrets.hash('idTail', idTail(idNumber));
