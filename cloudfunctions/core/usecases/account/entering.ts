import type { SignInOutput } from '../../../../typings/api';
import { browserName } from '../../domain/browser-name';
import { daysLater, today } from '../../domain/dates';
import { Refusal } from '../../domain/refusal';
import type { Transaction } from '../../ports/database';
import type {
  AccountDocument,
  CodeDocument,
  RegistrationDocument,
  SessionDocument,
} from '../../ports/documents';
import type { Context } from '../action';
import { postsInOffice, sleeps } from '../identity';
import { hasPhone } from '../personal-hashes';
import { accountByPhone, OutOfDate, recheckIfMissing, rereading } from './by-phone';
import { countWrongTry, noteUsedCode } from './codes';
import { hashBrowser, remembering } from './devices';
import { checkIdTail, needsIdTail } from './id-tail';
import { meOf, registrationOf } from './me';
import { newAccount } from './new-account';

/** That a phone number is the caller's: a code that was sent to it, or WeChat's word for it. */
export interface Proof {
  /** Checked. */
  phone: string;
  idTail: string | null;
  /** The stored code it stands on; used up when it lets somebody in. */
  codeId: string;
  /** The stored code when it is still good, else the refusal that says why not. */
  usable(code: CodeDocument | null, now: number): CodeDocument | Refusal;
  fits(code: CodeDocument): boolean;
}

/** When, and the ids and tokens of what is made at an admission: thrown before the transaction. */
export interface Admission {
  now: number;
  ids: { audit: string; session: string; csrf: string; browser: string };
}

/** What the transaction needs, read and thrown before it. */
interface Preparation extends Admission {
  found: AccountDocument | null;
  /** Whose account the phone's WeChat identity is tied to now, when it is another one. */
  previous: AccountDocument | null;
  registration: RegistrationDocument | null;
  ids: Admission['ids'] & { account: string };
}

/** How a run of the transaction ended; a refusal may have counted a wrong try, so it is no exception. */
type Verdict = { account: AccountDocument } | { refusal: Refusal } | 'ID_TAIL';

async function prepare(context: Context, phone: string): Promise<Preparation> {
  const { caller, database, runtime } = context;
  const found = await accountByPhone(context, phone);
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
  { now, ids }: Admission,
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
  proof: Proof,
  preparation: Preparation,
): Promise<AccountDocument> {
  const { caller, secrets } = context;
  const { now, previous, ids } = preparation;
  if (previous && caller.kind === 'phone') await untie(transaction, previous._id, caller.openid);
  const account = known ?? newAccount(secrets, ids.account, proof.phone, now);
  return admit(context, transaction, account, preparation, { how: 'CODE', isNew: !known });
}

/**
 * Lets an account in at the device of the call: the device is remembered, the console gets its session, and
 * there is a line in the audit. Two requests, three in the console.
 */
export async function admit(
  context: Context,
  transaction: Transaction,
  before: AccountDocument,
  admission: Admission,
  { how, isNew }: { how: SessionDocument['how']; isNew: boolean },
): Promise<AccountDocument> {
  const { caller, secrets } = context;
  const { now, ids } = admission;
  const account = signedIn(context, before, admission);
  if (isNew) {
    await transaction.create('accounts', account);
  } else {
    const { openids, browsers, posts, lastSignInAt } = account;
    await transaction.update('accounts', before._id, { openids, browsers, posts, lastSignInAt });
  }
  if (caller.kind === 'console') {
    await transaction.create('sessions', {
      _id: secrets.digest('session', ids.session),
      accountId: account._id,
      csrfHash: secrets.digest('csrf', ids.csrf),
      browserHash: hashBrowser(secrets, ids.browser),
      createdAt: now,
      seenAt: now,
      agent: browserName(caller.agent),
      address: caller.ip,
      how,
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
  proof: Proof,
  preparation: Preparation,
): Promise<Verdict> {
  const { caller } = context;
  const { now, found, registration, ids } = preparation;
  const stored = await transaction.get('codes', proof.codeId);
  const account = await transaction.get('accounts', found?._id ?? ids.account);
  // The number may have gone to another account since it was looked up.
  if (found && !(account && hasPhone(context.secrets, account, proof.phone))) throw new OutOfDate();
  const code = proof.usable(stored, now);
  if (code instanceof Refusal) {
    // A commit whose answer was lost is run again and finds the code used: by itself, says its audit entry.
    const isOwn = stored?.usedAt === now && (await transaction.get('audit', ids.audit)) !== null;
    if (isOwn && account) return { account };
    if (stored?.usedAt != null && proof.fits(stored)) {
      await noteUsedCode(transaction, stored, account?._id ?? null, now);
    }
    return { refusal: code };
  }
  // On the console a stranger's right code must look like a wrong one.
  const isWelcome =
    caller.kind === 'phone' || (account !== null && postsInOffice(account, now).length > 0);
  if (!proof.fits(code) || !isWelcome) {
    return { refusal: await countWrongTry(transaction, code, account?._id ?? null, now) };
  }
  if (account && needsIdTail(context, account, registration)) {
    if (proof.idTail === null) return 'ID_TAIL';
    const refusal = await checkIdTail(context, transaction, account, proof.idTail, now);
    if (refusal) return { refusal };
  }
  await transaction.update('codes', proof.codeId, { usedAt: now });
  return { account: await enter(context, transaction, account, proof, preparation) };
}

async function attempt(context: Context, proof: Proof): Promise<SignInOutput> {
  const preparation = await prepare(context, proof.phone);
  const verdict = await context.database.transact((transaction, run) => {
    recheckIfMissing(preparation.found, run);
    return decide(context, transaction, proof, preparation);
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

/** Signs in whoever brings a proof, reading again what changed meanwhile; requests as in `signIn`. */
export const signInWith = (context: Context, proof: Proof): Promise<SignInOutput> =>
  rereading(() => attempt(context, proof));
