import type { AccountDocument } from '../../ports/documents';
import type { Secrets } from '../../ports/secrets';
import type { Caller } from '../action';

/** Devices an account remembers of each kind; a further one takes the place of the oldest. */
const MOST_DEVICES = 10;

/** The list of an account that remembers devices of this kind. */
const listOf = (caller: Caller): 'openids' | 'browsers' =>
  caller.kind === 'phone' ? 'openids' : 'browsers';

/** How the device at the other end is remembered; null for a browser without its cookie. */
function deviceId(secrets: Secrets, caller: Caller): string | null {
  if (caller.kind === 'phone') return caller.openid;
  return caller.browser === null ? null : hashBrowser(secrets, caller.browser);
}

export const hashBrowser = (secrets: Secrets, token: string): string =>
  secrets.digest('browser', token);

/** Whether the account was signed in to from this WeChat identity or browser before. */
export function knowsDevice(account: AccountDocument, secrets: Secrets, caller: Caller): boolean {
  const id = deviceId(secrets, caller);
  return id !== null && account[listOf(caller)].includes(id);
}

/** The account's lists of devices with this one as the newest. */
export function remembering(
  account: Pick<AccountDocument, 'openids' | 'browsers'>,
  caller: Caller,
  id: string,
): Pick<AccountDocument, 'openids' | 'browsers'> {
  const list = listOf(caller);
  const others = account[list].filter((known) => known !== id);
  return {
    openids: account.openids,
    browsers: account.browsers,
    [list]: [...others, id].slice(-MOST_DEVICES),
  };
}
