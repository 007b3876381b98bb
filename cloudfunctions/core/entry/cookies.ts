import type { SessionChange } from '../usecases/action';

/** Tokens as runtime.newId makes them; anything else in a cookie or header is nobody's. */
const TOKEN = /^[0-9A-Za-z_-]{22}$/;

const BROWSER_AGE_S = 365 * 24 * 3600;

/** A token as it came in a cookie or header; null when it is none. */
export const token = (text: string | undefined): string | null =>
  text !== undefined && TOKEN.test(text) ? text : null;

/** The first cookie of this name in the header `cookie`. */
export function cookie(header: string | undefined, name: string): string | undefined {
  const parts = (header ?? '').split(';').map((part) => part.trim());
  return parts.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** Plain HTTP only reaches the machine itself. */
export const isThisMachine = (host: string): boolean =>
  /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host);

/**
 * Values of `set-cookie` for a change of session. The session is out of reach of scripts and goes with
 * calls of the API only; `csrf` is there for the page to read and send back in a header.
 */
export function cookiesFor(change: SessionChange, host: string): string[] {
  const secure = isThisMachine(host) ? '' : '; Secure';
  const hidden = `Path=/api; HttpOnly; SameSite=Strict${secure}`;
  const shown = `Path=/; SameSite=Strict${secure}`;
  if (change === 'CLEAR') return [`session=; ${hidden}; Max-Age=0`, `csrf=; ${shown}; Max-Age=0`];
  return [
    `session=${change.session}; ${hidden}`,
    `browser=${change.browser}; ${hidden}; Max-Age=${BROWSER_AGE_S}`,
    `csrf=${change.csrf}; ${shown}`,
  ];
}
