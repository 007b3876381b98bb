import { idTail } from '../../cloudfunctions/core/domain/id-number';
import type { AccountDocument } from '../../cloudfunctions/core/ports/documents';
import type { SignInOutput } from '../../typings/api';
import { Browser } from './browser';
import type { TestCloud } from './phones';

/** The code of the latest message to a number; throws when there is none. */
export function codeFor(test: TestCloud, phone: string): string {
  const message = test.cloud.sms.last(phone);
  if (!message) throw new Error(`no message to ${phone}`);
  return message.code;
}

/** A code of six digits that is not this one. */
export const notThis = (code: string): string => (code === '000000' ? '000001' : '000000');

/** Asks for a code and signs in with it on the phone with this WeChat identity. */
export async function signIn(
  test: TestCloud,
  openid: string,
  phone: string,
  idTailTyped?: string,
): Promise<SignInOutput> {
  await forgetLimits(test);
  await test.ok(openid, 'account.sendCode', { phone });
  const code = codeFor(test, phone);
  return test.ok(openid, 'account.signIn', {
    phone,
    code,
    ...(idTailTyped !== undefined && { idTail: idTailTyped }),
  });
}

/** The same in a new browser, which is given back signed in. */
export async function signInBrowser(test: TestCloud, phone: string): Promise<Browser> {
  await forgetLimits(test);
  const browser = new Browser(test.cloud.url);
  await browser.call('account.sendCode', { phone });
  const answer = await browser.call('account.signIn', { phone, code: codeFor(test, phone) });
  if (!answer.ok || answer.data.state !== 'SIGNED_IN') throw new Error(JSON.stringify(answer));
  return browser;
}

const forget = (test: TestCloud, prefix: string): Promise<number> =>
  test.database.removeWhere('counters', { _id: { gte: `${prefix}:`, lt: `${prefix};` } });

/** As if the minute between two codes had passed. */
export const forgetWaits = (test: TestCloud): Promise<number> => forget(test, 'wait');

/** As if a day had passed since the last code. */
export async function forgetLimits(test: TestCloud): Promise<void> {
  await forgetWaits(test);
  await forget(test, 'send');
}

/** Gives the account that `addPerson` made this phone number and, if given, an ID number on record. */
export async function knownBy(
  test: TestCloud,
  name: string,
  phone: string,
  idNumber: string | null = null,
): Promise<void> {
  const { secrets } = test;
  await test.database.update('accounts', `account-${name}`, {
    phoneHash: secrets.hash('phone', phone),
    phoneSealed: secrets.seal(phone),
    phoneMasked: `${phone.slice(0, 3)}****${phone.slice(-4)}`,
    idTailSealed: idNumber && secrets.seal(idTail(idNumber)),
  });
}

/** The account of a phone number as it is stored; throws when there is none. */
export async function storedAccount(test: TestCloud, phone: string): Promise<AccountDocument> {
  const phoneHash = test.secrets.hash('phone', phone);
  const [account] = await test.database.find('accounts', { phoneHash });
  if (!account) throw new Error(`no account for ${phone}`);
  return account;
}
