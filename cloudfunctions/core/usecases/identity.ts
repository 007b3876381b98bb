import { daysLater, today } from '../domain/dates';
import { Refusal } from '../domain/refusal';
import type { AccountDocument, SessionDocument, StoredPost } from '../ports/documents';
import type { Secrets } from '../ports/secrets';
import { ACCESS, postKind } from './access';
import { browserName } from '../domain/browser-name';
import { hashBrowser } from './account/devices';
import type { Action, Caller, Services } from './action';
import { noteOnce } from './note-once';

/** Console sessions end after half an hour without a request, and after eight hours in any case. */
export const SESSION = { idleMs: 30 * 60_000, absoluteMs: 8 * 3_600_000, touchMs: 60_000 };

/** A post sleeps when its holder has not been here for this long; the organisation above wakes it by renewing. */
const DORMANT_DAYS = 120;

/** A phone stays signed in by its OPENID: its use counts as signing in, noted at most this often. */
const SEEN_EVERY_MS = 7 * 24 * 3_600_000;

type Holder = Pick<AccountDocument, 'posts' | 'lastSignInAt'>;

/** Whether the holder of a post has stayed away too long, counted from taking office or the last visit. */
export function sleeps(post: StoredPost, { lastSignInAt }: Holder, now: number): boolean {
  const lastSeen = lastSignInAt === null ? post.from : today(lastSignInAt);
  const since = lastSeen > post.from ? lastSeen : post.from;
  return today(now) > daysLater(since, DORMANT_DAYS);
}

/** The posts of an account that are in office on the day of `now`. */
export function postsInOffice(account: Holder, now: number): StoredPost[] {
  const day = today(now);
  return account.posts.filter(
    (post) => post.from <= day && day <= post.to && !sleeps(post, account, now),
  );
}

/** One request, and another once a week for holders of a post. */
async function identifyPhone(
  { database, runtime }: Services,
  openid: string,
): Promise<AccountDocument | null> {
  const [account] = await database.find('accounts', { openids: openid }, { limit: 1 });
  if (!account) return null;
  const now = runtime.now();
  const isStale = now - (account.lastSignInAt ?? 0) > SEEN_EVERY_MS;
  if (isStale && postsInOffice(account, now).length > 0) {
    await database.update('accounts', account._id, { lastSignInAt: now });
  }
  return account;
}

/**
 * Whether a session is used in the browser it was made in: by the cookie that stays there, and by what the
 * browser says of itself. Networks change while people work, so the address decides nothing.
 */
const isAtHome = (
  { browserHash, agent }: SessionDocument,
  caller: Caller & { kind: 'console' },
  secrets: Secrets,
): boolean =>
  caller.browser !== null &&
  secrets.same(hashBrowser(secrets, caller.browser), browserHash) &&
  browserName(caller.agent) === agent;

/** Ends a session that turned up somewhere else, with a line in 操作日志. Its owner signs in again. */
async function endStolen(
  { database, runtime }: Services,
  { _id, accountId }: SessionDocument,
): Promise<void> {
  const ended = await database.removeWhere('sessions', { _id });
  // Of several calls at the same moment one removes it, and one line is enough.
  if (ended === 0) return;
  await database.add('audit', {
    _id: runtime.newId(),
    at: runtime.now(),
    actor: null,
    post: null,
    what: 'SESSION_ELSEWHERE',
    subject: accountId,
  });
}

/** Leaves a line in 操作日志 when a session is used that its owner signed out of. */
const noteReplay = (
  { database, runtime }: Services,
  { _id, accountId }: SessionDocument,
): Promise<void> =>
  noteOnce(database, {
    _id: `replayed:session:${_id}`,
    at: runtime.now(),
    actor: null,
    post: null,
    what: 'SESSION_REPLAYED',
    subject: accountId,
  });

/**
 * Finds the account behind a caller: one request for a phone (its OPENID), two for the console (session,
 * account). null when nobody is signed in. Refuses a console request whose CSRF token does not fit, and ends a
 * session that comes from another browser.
 */
export async function identify(
  services: Services,
  caller: Caller,
): Promise<AccountDocument | null> {
  const { database, secrets, runtime } = services;
  if (caller.kind === 'phone') return identifyPhone(services, caller.openid);
  if (!caller.session) return null;
  const id = secrets.digest('session', caller.session);
  const session = await database.get('sessions', id);
  const now = runtime.now();
  if (session?.endedAt !== undefined) {
    await noteReplay(services, session);
    return null;
  }
  if (
    !session ||
    now - session.seenAt > SESSION.idleMs ||
    now - session.createdAt > SESSION.absoluteMs
  ) {
    return null;
  }
  if (!isAtHome(session, caller, secrets)) {
    await endStolen(services, session);
    return null;
  }
  if (!caller.csrf || !secrets.same(secrets.digest('csrf', caller.csrf), session.csrfHash)) {
    throw new Refusal('FORBIDDEN', '页面已过期，请刷新后重试。');
  }
  const account = await database.get('accounts', session.accountId);
  if (session.createdAt <= (account?.sessionsEndedAt ?? 0)) return null;
  if (now - session.seenAt > SESSION.touchMs) {
    await database.update('sessions', id, { seenAt: now });
  }
  return account;
}

/**
 * The post that acts: the one named, or the only one; must be in office and of a kind the action allows. Throws
 * FORBIDDEN, and INVALID where one of several has to be named.
 */
export function actingPost(
  action: Action,
  account: AccountDocument,
  wanted: string | undefined,
  now: number,
): StoredPost | null {
  const access = ACCESS[action.name];
  const posts = postsInOffice(account, now);
  const named = wanted === undefined ? undefined : posts.find((post) => post.id === wanted);
  if (wanted !== undefined && !named) {
    throw new Refusal('FORBIDDEN', '该职务已不在任期内，请重新选择职务。');
  }
  const post = named ?? (posts.length === 1 ? posts[0] : undefined);
  if (access.who !== 'POST') return post ?? null;
  if (posts.length === 0) {
    throw new Refusal('FORBIDDEN', '你目前没有在任职务，请联系上级团组织任命。');
  }
  if (!post) throw new Refusal('INVALID', '你有多个职务，请先选择以哪个职务办理。');
  if (!access.posts.includes(postKind(post.orgType))) {
    throw new Refusal('FORBIDDEN', '你的职务不能办理此事，请联系上级团组织。');
  }
  return post;
}
