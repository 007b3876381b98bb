import { z } from 'zod';

import { checkPhone } from '../../domain/phone';
import { invalidField } from '../../domain/refusal';
import { type Context, query } from '../action';
import { hashPhone } from '../personal-hashes';
import { codeId, isCode, readCode, usableCode } from './codes';
import { type Proof, signInWith } from './entering';
import { readIdTail } from './id-tail';

function read(context: Context, input: { phone: string; code: string; idTail?: string }): Proof {
  const { caller, secrets } = context;
  const phone = checkPhone(input.phone);
  if (!phone.ok) throw invalidField('phone', phone.text);
  const typed = readCode('code', input.code);
  return {
    phone: phone.value,
    idTail: readIdTail(input.idTail),
    codeId: codeId(caller, hashPhone(secrets, phone.value)),
    usable: usableCode,
    fits: (code) => isCode(secrets, code, typed),
  };
}

/**
 * Signs in with a phone number and its SMS code. Declared as a query because it needs no operation key:
 * the code works once, and a second sending of the same call is told so. The right code alone is answered
 * with ID_TAIL on a new device (design §10) and stays good. 10 requests on a device known before, 12 on a
 * new one, 14 when its WeChat identity moves from another account.
 */
export const signIn = query(
  'account.signIn',
  z.strictObject({
    phone: z.string().max(40),
    code: z.string().max(20),
    idTail: z.string().max(20).optional(),
  }),
  async (context, input) => signInWith(context, read(context, input)),
);
