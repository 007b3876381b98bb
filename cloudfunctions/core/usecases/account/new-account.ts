import { maskPhone } from '../../domain/phone';
import type { AccountDocument } from '../../ports/documents';
import type { Secrets } from '../../ports/secrets';
import { hashPhone } from '../personal-hashes';

/** The account of a phone number (checked) that nobody signed in with or was appointed by so far. */
export const newAccount = (
  secrets: Secrets,
  id: string,
  phone: string,
  now: number,
): AccountDocument => ({
  _id: id,
  phoneSealed: secrets.seal(phone),
  phoneHash: hashPhone(secrets, phone),
  phoneMasked: maskPhone(phone),
  name: null,
  idTailSealed: null,
  openids: [],
  browsers: [],
  posts: [],
  lastSignInAt: null,
  createdAt: now,
});
