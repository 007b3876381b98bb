import { z } from 'zod';

import { invalidField, Refusal } from '../../domain/refusal';
import { checkPhone } from '../../domain/phone';
import { SmsError } from '../../ports/sms';
import { type Context, query } from '../action';
import { postsInOffice } from '../identity';
import { hashPhone } from '../personal-hashes';
import { CODE, codeId, hashCode } from './codes';
import { dayOf, hourOf, type Limit, spend, tooOften } from '../limits';

/** How many codes are sent (design §10). A dormitory is one address; the last one protects the purse. */
const MOST = {
  phone: { hour: 5, day: 10 },
  openidDay: 10,
  addressHour: 500,
  provinceHour: 20_000,
};

/** Console answers take at least this long: whether a message was sent must not show. */
const CONSOLE_ANSWER_MS = 600;

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** What every code to a phone number is counted against. */
export function limitsFor({ caller, secrets }: Context, phoneHash: string, now: number): Limit[] {
  const hour = hourOf(now);
  const day = dayOf(now);
  const limit = (what: string, window: typeof hour, most: number, text: string): Limit => ({
    id: `send:${what}:${window.window}`,
    most,
    expiresAt: window.expiresAt,
    text,
  });
  const device = secrets.hash(caller.kind, caller.kind === 'phone' ? caller.openid : caller.ip);
  const address = secrets.hash('address', caller.ip);
  return [
    ...(caller.kind === 'phone'
      ? [
          limit(
            `openid:${device}`,
            day,
            MOST.openidDay,
            '今天在这台手机上获取验证码的次数已达上限，请明天再试。',
          ),
        ]
      : []),
    limit(
      `address:${address}`,
      hour,
      MOST.addressHour,
      '你所在的网络获取验证码过于频繁，请稍后再试。',
    ),
    limit(
      `phone:${phoneHash}`,
      hour,
      MOST.phone.hour,
      '这个手机号获取验证码过于频繁，请一小时后再试。',
    ),
    limit(
      `phone:${phoneHash}`,
      day,
      MOST.phone.day,
      '这个手机号今天获取验证码的次数已达上限，请明天再试。',
    ),
    limit('province', hour, MOST.provinceHour, '现在获取验证码的人太多，请稍后再试。'),
  ];
}

/** One code a minute per number, however often the button is pressed at once. */
async function takeTurn({ database }: Context, phoneHash: string, now: number): Promise<void> {
  const _id = `wait:${phoneHash}`;
  const expiresAt = now + CODE.waitMs;
  const waiting = await database.transact(async (transaction) => {
    const turn = await transaction.get('counters', _id);
    if (turn && turn.expiresAt > now) return turn.expiresAt;
    if (turn) await transaction.update('counters', _id, { expiresAt });
    else await transaction.create('counters', { _id, n: 1, expiresAt });
    return null;
  });
  if (waiting === null) return;
  const seconds = Math.ceil((waiting - now) / 1000);
  throw tooOften(`验证码已经发出，请${seconds}秒后再获取。`, now, waiting);
}

/** Hands a code to the carrier. Throws INTERNAL when it was not taken. */
export async function deliver({ sms }: Context, phone: string, code: string): Promise<void> {
  try {
    await sms.sendCode(phone, code);
  } catch (error) {
    if (!(error instanceof SmsError)) throw error;
    const refusal = new Refusal('INTERNAL', '短信没有发出去，请一分钟后再获取验证码。');
    refusal.cause = error;
    throw refusal;
  }
}

/** On the console only holders of a post get a message; nobody can learn from the answer who holds one. */
async function mayReceive(
  { database, caller }: Context,
  phoneHash: string,
  now: number,
): Promise<boolean> {
  if (caller.kind === 'phone') return true;
  const [account] = await database.find('accounts', { phoneHash }, { limit: 1 });
  return account !== undefined && postsInOffice(account, now).length > 0;
}

/**
 * Sends a code to sign in with. Declared as a query because it needs no operation key: the wait of a
 * minute between codes already makes sending twice harmless. Throws RATE_LIMITED with `retryAfter`.
 */
export const sendCode = query(
  'account.sendCode',
  z.strictObject({ phone: z.string().max(40) }),
  async (context, input) => {
    const checked = checkPhone(input.phone);
    if (!checked.ok) throw invalidField('phone', checked.text);
    const { database, runtime, secrets, caller } = context;
    const answer = caller.kind === 'console' ? pause(CONSOLE_ANSWER_MS) : Promise.resolve();
    const now = runtime.now();
    const phoneHash = hashPhone(secrets, checked.value);
    await takeTurn(context, phoneHash, now);
    await spend(database, now, limitsFor(context, phoneHash, now));

    const isReceiver = await mayReceive(context, phoneHash, now);
    const code = runtime.randomDigits(CODE.digits);
    const _id = codeId(caller, phoneHash);
    // What nobody receives is no code either: an id that no six digits match.
    const secret = isReceiver ? code : runtime.newId();
    await database.put('codes', {
      _id,
      codeHash: hashCode(secrets, _id, secret),
      expiresAt: now + CODE.lifeMs,
      triesLeft: CODE.tries,
      usedAt: null,
    });
    if (isReceiver) await deliver(context, checked.value, code);
    await answer;
    return { resendAfter: CODE.waitMs / 1000, expiresIn: CODE.lifeMs / 1000 };
  },
);
