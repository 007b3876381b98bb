import type { Me } from '../../typings/api';
import { PAGES, replace } from '../platform/pages';
import { goAfterSignIn } from './after-sign-in';
import { call } from './call';
import { clearAllDrafts } from './draft';
import { newOpId } from './op-id';
import { refusalOf } from './refusal';
import { enter, fail, leave, session } from './session';

/** Asks the server who this is; the session store tells the pages. */
export async function loadSession(): Promise<void> {
  try {
    enter(await call('account.me', {}));
  } catch (error) {
    const { code, message } = refusalOf(error);
    if (code !== 'UNAUTHENTICATED') fail(message);
  }
}

/** Unties this WeChat from the account; what was being filled in goes with it. Throws Refusal. */
export async function signOut(): Promise<void> {
  const { me } = session.get();
  await call('account.signOut', {});
  if (me) clearAllDrafts(me.accountId);
  leave();
}

/** 注销账号; what was being filled in goes with it. Throws Refusal. */
export async function eraseAccount(): Promise<void> {
  const { me } = session.get();
  await call('account.erase', {}, { opId: newOpId() });
  if (me) clearAllDrafts(me.accountId);
  leave();
}

/**
 * Who is signed in, for pages that are nothing without it: strangers are led to the sign-in page, and from
 * there to `page`. null when nobody is, or when it cannot be known now (the session store tells why).
 */
export async function signedInMe(page: string | null = null): Promise<Me | null> {
  if (session.get().phase !== 'SIGNED_IN') await loadSession();
  const { phase, me } = session.get();
  if (phase === 'SIGNED_OUT') {
    goAfterSignIn(page);
    replace(PAGES.signIn);
  }
  return me;
}
