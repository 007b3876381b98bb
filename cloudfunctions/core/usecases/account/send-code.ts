import { z } from 'zod';

import { invalidField } from '../../domain/refusal';
import { checkPhone } from '../../domain/phone';
import { type Context, query } from '../action';
import { postsInOffice } from '../identity';
import { hashPhone } from '../personal-hashes';
import { accountByPhone } from './by-phone';
import { CODE, codeId, hashCode } from './codes';
import { deliver, deliverQuietly } from './deliver';
import { dayOf, hourOf, type Limit, spend, tooOften } from '../limits';

/** How many codes are sent (design §10). A dormitory is one address; the last one protects the purse. */
const MOST = {
  phone: { hour: 5, day: 10 },
  openidDay: 10,
  addressHour: 500,
  provinceHour: 20_000,
};

/** What every code to a phone number is counted against. */
export function limitsFor({ caller, secrets }: Context, phoneHash: string, now: number): Limit[] {
  const hour = hourOf(now);
  const day = dayOf(now);
  const limit = (what: string, window: typeof hour, most: number, text: string): Limit => ({
    id: `send:${what}:${window.window}`,
    most,
    expiresAt: window.expiresAt,
    text,
    noted: { what: `FLOOD_${what.split(':')[0]!.toUpperCase()}`, actor: null },
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

/**
 * One code a minute per number, however often the button is pressed at once; `work` is done by whoever has the turn.
 * Where it fails no code was sent, and the turn is given back: the next try must not be told to wait for one.
 */
async function inTurn(
  { database, runtime }: Context,
  phoneHash: string,
  now: number,
  work: () => Promise<void>,
): Promise<void> {
  const _id = `wait:${phoneHash}`;
  const turn = { n: 1, expiresAt: now + CODE.waitMs, by: runtime.newId() };
  const waiting = await database.transact(async (transaction) => {
    const last = await transaction.get('counters', _id);
    // The own one is there when the commit happened and its answer was lost.
    if (last && last.expiresAt > now && last.by !== turn.by) return last.expiresAt;
    if (last) await transaction.update('counters', _id, turn);
    else await transaction.create('counters', { _id, ...turn });
    return null;
  });
  if (waiting !== null) {
    const seconds = Math.ceil((waiting - now) / 1000);
    throw tooOften(`验证码已经发出，请${seconds}秒后再获取。`, now, waiting);
  }
  try {
    await work();
  } catch (error) {
    await database.removeWhere('counters', { _id, by: turn.by }).catch(() => undefined);
    throw error;
  }
}

/** On the console only holders of a post get a message; nobody can learn from the answer who holds one. */
async function mayReceive(context: Context, phone: string, now: number): Promise<boolean> {
  if (context.caller.kind === 'phone') return true;
  const account = await accountByPhone(context, phone);
  return account !== null && postsInOffice(account, now).length > 0;
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
    const now = runtime.now();
    const phoneHash = hashPhone(secrets, checked.value);
    const phone = checked.value;
    const code = runtime.randomDigits(CODE.digits);
    let isReceiver = false;
    await inTurn(context, phoneHash, now, async () => {
      await spend(database, now, limitsFor(context, phoneHash, now));
      isReceiver = await mayReceive(context, phone, now);
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
    });
    if (caller.kind === 'phone') await deliver(context, phone, code);
    else await deliverQuietly(isReceiver ? () => context.sms.sendCode(phone, code) : null);
    return { resendAfter: CODE.waitMs / 1000, expiresIn: CODE.lifeMs / 1000 };
  },
);
