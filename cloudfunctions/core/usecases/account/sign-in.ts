import { z } from 'zod';

import type { SignInOutput } from '../../../../typings/api';
import { daysLater, today } from '../../domain/dates';
import { checkPhone } from '../../domain/phone';
import { invalidField, Refusal } from '../../domain/refusal';
import { halfWidth } from '../../domain/text';
import type { Transaction } from '../../ports/database';
import type { AccountDocument, RegistrationDocument } from '../../ports/documents';
import { type Context, query } from '../action';
import { postsInOffice, sleeps } from '../identity';
import { hashPhone } from '../personal-hashes';
import { accountByPhone, recheckIfMissing, rereading } from './by-phone';
import { codeId, hashCode, usableCode, wrongCode } from './codes';
import { hashBrowser, remembering } from './devices';
import { checkIdTail, needsIdTail, readIdTail } from './id-tail';
import { meOf, registrationOf } from './me';
import { newAccount } from './new-account';

/** What was typed, checked. */
interface Attempted {
  phone: string;
  phoneHash: string;
  code: string;
  idTail: string | null;
}

/** What the transaction needs, read and thrown before it. */
interface Preparation {
  now: number;
  found: AccountDocument | null;
  /** Whose account the phone's WeChat identity is tied to now, when it is another one. */
  previous: AccountDocument | null;
  registration: RegistrationDocument | null;
  ids: { account: string; audit: string; session: string; csrf: string; browser: string };
}

/** How a run of the transaction ended; a refusal may have counted a wrong try, so it is no exception. */
type Verdict = { account: AccountDocument } | { refusal: Refusal } | 'ID_TAIL';

function read(
  context: Context,
  input: { phone: string; code: string; idTail?: string },
): Attempted {
  const phone = checkPhone(input.phone);
  if (!phone.ok) throw invalidField('phone', phone.text);
  const code = halfWidth(input.code).replace(/\s/g, '');
  if (!/^\d{6}$/.test(code)) throw invalidField('code', '请填写短信里的6位数字验证码。');
  return {
    phone: phone.value,
    phoneHash: hashPhone(context.secrets, phone.value),
    code,
    idTail: readIdTail(input.idTail),
  };
}

async function prepare(context: Context, phoneHash: string): Promise<Preparation> {
  const { caller, database, runtime } = context;
  const found = await accountByPhone(database, phoneHash);
  const isTied = caller.kind === 'phone' && !found?.openids.includes(caller.openid);
  const [previous] = isTied
    ? await database.find('accounts', { openids: caller.openid }, { limit: 1 })
    : [];
  const presented = caller.kind === 'console' ? caller.browser : null;
  return {
    now: runtime.now(),
    found,
    previous: previous ?? null,
    registration: found && (await registrationOf(context, found)),
    ids: {
      account: runtime.newId(),
      audit: runtime.newId(),
      session: runtime.newId(),
      csrf: runtime.newId(),
      browser: presented ?? runtime.newId(),
    },
  };
}

/** The account after this sign-in. Posts that went to sleep end: coming back does not wake them. */
function signedIn(
  { caller, secrets }: Context,
  account: AccountDocument,
  { now, ids }: Preparation,
): AccountDocument {
  const yesterday = daysLater(today(now), -1);
  const device = caller.kind === 'phone' ? caller.openid : hashBrowser(secrets, ids.browser);
  return {
    ...account,
    ...remembering(account, caller, device),
    posts: account.posts.map((post) =>
      post.to > yesterday && sleeps(post, account, now) ? { ...post, to: yesterday } : post,
    ),
    lastSignInAt: now,
  };
}

async function untie(transaction: Transaction, accountId: string, openid: string): Promise<void> {
  const account = await transaction.get('accounts', accountId);
  const openids = account?.openids.filter((known) => known !== openid) ?? [];
  await transaction.update('accounts', accountId, { openids });
}

async function enter(
  context: Context,
  transaction: Transaction,
  known: AccountDocument | null,
  attempted: Attempted,
  preparation: Preparation,
): Promise<AccountDocument> {
  const { caller, secrets } = context;
  const { now, previous, ids } = preparation;
  const before = known ?? newAccount(secrets, ids.account, attempted.phone, now);
  const account = signedIn(context, before, preparation);
  if (previous && caller.kind === 'phone') await untie(transaction, previous._id, caller.openid);
  if (known) {
    const { openids, browsers, posts, lastSignInAt } = account;
    await transaction.update('accounts', known._id, { openids, browsers, posts, lastSignInAt });
  } else {
    await transaction.create('accounts', account);
  }
  if (caller.kind === 'console') {
    await transaction.create('sessions', {
      _id: secrets.hash('session', ids.session),
      accountId: account._id,
      csrfHash: secrets.hash('csrf', ids.csrf),
      createdAt: now,
      seenAt: now,
    });
  }
  await transaction.create('audit', {
    _id: ids.audit,
    at: now,
    actor: account._id,
    post: null,
    what: 'SIGN_IN',
    subject: account._id,
  });
  return account;
}

async function decide(
  context: Context,
  transaction: Transaction,
  attempted: Attempted,
  preparation: Preparation,
): Promise<Verdict> {
  const { caller, secrets } = context;
  const { now, found, registration, ids } = preparation;
  const id = codeId(caller, attempted.phoneHash);
  const stored = await transaction.get('codes', id);
  const account = await transaction.get('accounts', found?._id ?? ids.account);
  const code = usableCode(stored, now);
  if (code instanceof Refusal) {
    // A commit whose answer was lost is run again and finds the code used: by itself, says its audit entry.
    const isOwn = stored?.usedAt === now && (await transaction.get('audit', ids.audit)) !== null;
    return isOwn && account ? { account } : { refusal: code };
  }
  const isRight = secrets.same(hashCode(secrets, id, attempted.code), code.codeHash);
  // On the console a stranger's right code must look like a wrong one.
  const isWelcome =
    caller.kind === 'phone' || (account !== null && postsInOffice(account, now).length > 0);
  if (!isRight || !isWelcome) {
    const triesLeft = code.triesLeft - 1;
    await transaction.update('codes', id, { triesLeft });
    return { refusal: wrongCode(triesLeft) };
  }
  if (account && needsIdTail(context, account, registration)) {
    if (attempted.idTail === null) return 'ID_TAIL';
    const refusal = await checkIdTail(context, transaction, account, attempted.idTail, now);
    if (refusal) return { refusal };
  }
  await transaction.update('codes', id, { usedAt: now });
  return { account: await enter(context, transaction, account, attempted, preparation) };
}

async function attempt(context: Context, attempted: Attempted): Promise<SignInOutput> {
  const preparation = await prepare(context, attempted.phoneHash);
  const verdict = await context.database.transact((transaction, run) => {
    recheckIfMissing(preparation.found, run);
    return decide(context, transaction, attempted, preparation);
  });
  if (verdict === 'ID_TAIL') return { state: 'ID_TAIL' };
  if ('refusal' in verdict) throw verdict.refusal;
  if (context.caller.kind === 'console') {
    const { session, csrf, browser } = preparation.ids;
    context.sessionChange = { session, csrf, browser };
  }
  const me = await meOf(context, verdict.account, preparation.registration);
  return { state: 'SIGNED_IN', me };
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
  async (context, input) => {
    const attempted = read(context, input);
    return rereading(() => attempt(context, attempted));
  },
);
