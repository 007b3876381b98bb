import { z } from 'zod';

import { checkPhone, maskPhone } from '../../domain/phone';
import { invalidField, Refusal } from '../../domain/refusal';
import type { Attempt, Transaction } from '../../ports/database';
import { accountOf, type Context, query } from '../action';
import { hasPhone, hashPhone } from '../personal-hashes';
import { OutOfDate, rereading } from './by-phone';
import { codeId, countWrongTry, isCode, readCode, usableCode } from './codes';
import { lookAtPhone, movePhone, type NewPhone } from './move-phone';

/** One of the two numbers with the code that was sent to it. */
interface Shown {
  phoneHash: string;
  code: string;
  field: 'oldCode' | 'newCode';
}

function readPhone(field: string, text: string): string {
  const checked = checkPhone(text);
  if (checked.ok) return checked.value;
  throw invalidField(field, checked.text);
}

/** Looks at both codes; a wrong one is counted. Gives the refusal, null when both are right. Used up then. */
async function useCodes(
  context: Context,
  transaction: Transaction,
  shown: readonly Shown[],
  now: number,
): Promise<Refusal | null> {
  const { caller, secrets } = context;
  const ids: string[] = [];
  for (const { phoneHash, code, field } of shown) {
    const _id = codeId(caller, phoneHash);
    const stored = usableCode(await transaction.get('codes', _id), now, field);
    if (stored instanceof Refusal) return stored;
    if (!isCode(secrets, stored, code)) {
      return countWrongTry(transaction, stored, accountOf(context)._id, now, field);
    }
    ids.push(_id);
  }
  for (const _id of ids) await transaction.update('codes', _id, { usedAt: now });
  return null;
}

async function change(
  context: Context,
  transaction: Transaction,
  attempt: Attempt,
  oldPhone: string,
  shown: readonly Shown[],
  newPhone: NewPhone,
  operation: { now: number; audit: string },
): Promise<Refusal | null> {
  const { now, audit } = operation;
  // A commit whose answer was lost is run again: its audit entry tells.
  if (attempt.number > 1 && (await transaction.get('audit', audit))) return null;
  if (attempt.afterDuplicate) throw new OutOfDate();
  const account = await transaction.get('accounts', accountOf(context)._id);
  if (!account || !hasPhone(context.secrets, account, oldPhone)) throw new OutOfDate();
  const refusal = await useCodes(context, transaction, shown, now);
  if (refusal) return refusal;
  await movePhone(context, transaction, account, newPhone, { now, phoneGiven: false });
  await transaction.create('audit', {
    _id: audit,
    at: now,
    actor: account._id,
    post: null,
    what: 'CHANGE_PHONE',
    subject: account._id,
  });
  return null;
}

/**
 * Another phone number for the signed-in person: both the old and the new one are proven by a code
 * (design §10). It ends all sessions, this one included, so a second sending of the same call meets
 * nobody signed in; the codes work once, and no operation key is needed. 20 requests at most.
 */
export const changePhone = query(
  'account.changePhone',
  z.strictObject({
    oldPhone: z.string().max(40),
    oldCode: z.string().max(20),
    newPhone: z.string().max(40),
    newCode: z.string().max(20),
  }),
  async (context, input): Promise<{ phone: string }> => {
    const { caller, database, runtime, secrets } = context;
    const oldPhone = readPhone('oldPhone', input.oldPhone);
    const phone = readPhone('newPhone', input.newPhone);
    if (caller.kind !== 'phone') {
      throw new Refusal('FORBIDDEN', '请在手机小程序的“我的”里更换手机号。');
    }
    if (!hasPhone(secrets, accountOf(context), oldPhone)) {
      throw invalidField('oldPhone', '这不是你现在登记的手机号，请核对。');
    }
    if (phone === oldPhone) throw invalidField('newPhone', '新手机号与原手机号相同，无需更换。');
    const shown = [
      {
        phoneHash: hashPhone(secrets, oldPhone),
        code: readCode('oldCode', input.oldCode),
        field: 'oldCode',
      },
      {
        phoneHash: hashPhone(secrets, phone),
        code: readCode('newCode', input.newCode),
        field: 'newCode',
      },
    ] as const;
    const operation = { now: runtime.now(), audit: runtime.newId() };
    const refusal = await rereading(async () => {
      const newPhone = await lookAtPhone(context, phone);
      return database.transact((transaction, attempt) =>
        change(context, transaction, attempt, oldPhone, shown, newPhone, operation),
      );
    });
    if (refusal) throw refusal;
    return { phone: maskPhone(phone) };
  },
);
