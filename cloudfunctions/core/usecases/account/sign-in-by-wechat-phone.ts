import { z } from 'zod';

import type { SignInOutput } from '../../../../typings/api';
import { checkPhone } from '../../domain/phone';
import { invalidField, Refusal } from '../../domain/refusal';
import type { CodeDocument } from '../../ports/documents';
import { WechatError } from '../../ports/wechat';
import { type Context, query } from '../action';
import { dayOf, spend, tooOften } from '../limits';
import { accountByPhone } from './by-phone';
import { CODE } from './codes';
import { signInWith } from './entering';
import { readIdTail } from './id-tail';
import { meOf, registrationOf } from './me';

/** WeChat asks money for every code it opens. */
const MOST_A_DAY = 20;

const bySms = '请改用短信验证码登录。';

const stale = (): Refusal =>
  invalidField('code', `微信给出的手机号已失效，请再点一次“微信手机号快捷登录”，或${bySms}`);

function refusalOf(error: WechatError, now: number): Refusal {
  switch (error.reason) {
    case 'BAD_CODE':
      return stale();
    case 'OTHER_APP':
      return invalidField('code', `这不是本小程序取得的手机号，${bySms}`);
    case 'QUOTA':
      return tooOften(`微信手机号快捷登录的次数已用完，${bySms}`, now, dayOf(now).expiresAt);
    default:
      return new Refusal('INTERNAL', `微信没有答复，${bySms}`);
  }
}

/** Asks WeChat for the number and keeps it under the code, for the call that brings the last six. */
async function exchange(
  context: Context,
  openid: string,
  code: string,
  _id: string,
): Promise<CodeDocument> {
  const { database, runtime, secrets, wechat } = context;
  const now = runtime.now();
  const { window, expiresAt } = dayOf(now);
  const id = `wxphone:${secrets.hash('phone', openid)}:${window}`;
  const text = `今天在这台手机上快捷登录的次数太多，${bySms}`;
  await spend(database, now, [{ id, most: MOST_A_DAY, expiresAt, text }]);
  const answer = await wechat.phoneOf(code, openid).catch((error: unknown) => {
    if (!(error instanceof WechatError)) throw error;
    const refusal = refusalOf(error, now);
    refusal.cause = error;
    throw refusal;
  });
  const phone = checkPhone(answer.phone);
  if (answer.countryCode !== '86' || !phone.ok) {
    throw invalidField('code', '只能用中国大陆的手机号登录，请换用本人的大陆手机号收短信验证码。');
  }
  const stored: CodeDocument = {
    _id,
    codeHash: '',
    expiresAt: now + CODE.lifeMs,
    triesLeft: CODE.tries,
    usedAt: null,
    phoneSealed: secrets.seal(phone.value),
  };
  await database.put('codes', stored);
  return stored;
}

/** The call whose answer was lost, sent again by the same identity: it is signed in already. */
async function signedInBefore(
  context: Context,
  openid: string,
  phone: string,
): Promise<SignInOutput | null> {
  const account = await accountByPhone(context, phone);
  if (!account?.openids.includes(openid)) return null;
  const me = await meOf(context, account, await registrationOf(context, account));
  return { state: 'SIGNED_IN', me };
}

/**
 * Signs in with the phone number that WeChat vouches for; from there on as with an SMS code, ID_TAIL on a
 * new device included. WeChat opens a code once: the number is kept under it, sealed, for as long as an SMS
 * code is good. A query as `signIn` is. 6 requests more than `signIn` on the first call of a code.
 */
export const signInByWechatPhone = query(
  'account.signInByWechatPhone',
  z.strictObject({ code: z.string().min(1).max(200), idTail: z.string().max(20).optional() }),
  async (context, input): Promise<SignInOutput> => {
    const { caller, database, secrets, wechat } = context;
    if (caller.kind !== 'phone' || !wechat.quickPhone) {
      throw new Refusal('FORBIDDEN', `这里不能用微信手机号快捷登录，${bySms}`);
    }
    const idTail = readIdTail(input.idTail);
    const { openid } = caller;
    const codeId = `wechat:${secrets.hash('code', `${openid}|${input.code}`)}`;
    const stored =
      (await database.get('codes', codeId)) ??
      (await exchange(context, openid, input.code, codeId));
    const phone = secrets.open(stored.phoneSealed ?? '');
    if (stored.usedAt !== null) {
      const earlier = await signedInBefore(context, openid, phone);
      if (earlier) return earlier;
    }
    return signInWith(context, {
      phone,
      idTail,
      codeId,
      usable: (code, now) =>
        code && code.usedAt === null && code.expiresAt > now ? code : stale(),
      fits: () => true,
    });
  },
);
