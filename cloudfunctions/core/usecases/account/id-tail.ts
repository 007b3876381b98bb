import { today } from '../../domain/dates';
import { halfWidth } from '../../domain/text';
import { invalidField, type Refusal } from '../../domain/refusal';
import type { Transaction } from '../../ports/database';
import type { AccountDocument, RegistrationDocument } from '../../ports/documents';
import type { Context } from '../action';
import { isIdTail } from '../personal-hashes';
import { knowsDevice } from './devices';
import { dayOf, tooOften } from '../limits';

const TRIES_A_DAY = 5;

/** Six characters as typed, in capitals. Throws INVALID for anything that cannot be the end of an ID number. */
export function readIdTail(text: string | undefined): string | null {
  if (text === undefined) return null;
  const tail = halfWidth(text).toUpperCase();
  if (/^[0-9A-Z]{6}$/.test(tail)) return tail;
  throw invalidField('idTail', '请填写证件号的最后六位，最后一位可以是X。');
}

/**
 * Phone numbers are given to new people after a while: where there is something to lose, a code alone
 * does not let in a device that was never here before (design §10).
 */
export function needsIdTail(
  { caller, secrets, runtime }: Context,
  account: AccountDocument,
  registration: RegistrationDocument | null,
): boolean {
  if (account.idTailSealed === null || knowsDevice(account, secrets, caller)) return false;
  if (account.phoneGiven) return true;
  const day = today(runtime.now());
  return registration?.status === 'APPROVED' || account.posts.some((post) => post.to >= day);
}

/**
 * Compares and counts wrong tries of the day; null when the tail is right. The last one leaves a line in
 * 操作日志. One request, two when it is wrong, three for the last.
 */
export async function checkIdTail(
  { secrets }: Context,
  transaction: Transaction,
  account: AccountDocument,
  tail: string,
  now: number,
): Promise<Refusal | null> {
  const { window, expiresAt } = dayOf(now);
  const _id = `tail:${account._id}:${window}`;
  const counter = await transaction.get('counters', _id);
  const tries = counter?.n ?? 0;
  const tooMany = tooOften(
    '今天输错证件号后六位的次数已达上限，请明天再试，或联系上级团组织核实身份。',
    now,
    expiresAt,
  );
  if (tries >= TRIES_A_DAY) return tooMany;
  if (isIdTail(secrets, account, tail)) return null;
  if (counter) await transaction.update('counters', _id, { n: tries + 1 });
  else await transaction.create('counters', { _id, n: 1, expiresAt });
  const left = TRIES_A_DAY - tries - 1;
  if (left === 0) {
    await transaction.create('audit', {
      _id: `refused:${_id}`,
      at: now,
      actor: null,
      post: null,
      what: 'ID_TAIL_GUESSED',
      subject: account._id,
    });
    return tooMany;
  }
  return invalidField('idTail', `证件号后六位不正确，今天还可以再试${left}次。`);
}
