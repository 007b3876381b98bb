import { checkPhone } from '../checks/phone';
import { call } from './call';
import type { Refusal } from './refusal';
import { refusalOf } from './refusal';
import { resendAfter, resendIn, resendWords } from './resend';

/** A phone number and its code while they are typed in. */
export interface PhoneEntry {
  phone: string;
  code: string;
  phoneProblem: string;
  codeProblem: string;
  /** The sentence after a code was sent. */
  sent: string;
  sending: boolean;
  /** The cursor goes to the code. */
  typesCode: boolean;
  /** Seconds until another code may be asked for, and the word on the button. */
  wait: number;
  waitWords: string;
}

export const CODE_LENGTH = 6;

export const emptyEntry = (): PhoneEntry => ({
  phone: '',
  code: '',
  phoneProblem: '',
  codeProblem: '',
  sent: '',
  sending: false,
  typesCode: false,
  wait: 0,
  waitWords: resendWords(0),
});

/** The entry after its reader typed. */
export const typed = (entry: PhoneEntry, field: 'phone' | 'code', value: string): PhoneEntry => ({
  ...entry,
  [field]: value,
  [`${field}Problem`]: '',
});

/** The entry a second later; the same object when nothing changed. `slot` names the timer of this number. */
export function ticked(entry: PhoneEntry, slot: string): PhoneEntry {
  const wait = resendIn(slot, Date.now());
  return wait === entry.wait ? entry : { ...entry, wait, waitWords: resendWords(wait) };
}

/** The number as eleven digits, or the entry that says why it is none. */
export function phoneIn(entry: PhoneEntry): { phone: string } | { entry: PhoneEntry } {
  const checked = checkPhone(entry.phone);
  if (checked.ok) return { phone: checked.value };
  const phoneProblem = entry.phone.trim() ? checked.text : '请填写手机号。';
  return { entry: { ...entry, phoneProblem } };
}

/** The code when all of it is there, or the entry that says what is missing. */
export function codeIn(entry: PhoneEntry): { code: string } | { entry: PhoneEntry } {
  const code = entry.code.trim();
  if (code.length === CODE_LENGTH) return { code };
  return { entry: { ...entry, codeProblem: '请先获取验证码，再填写短信里的6位数字。' } };
}

/** Asks for a code; the entry afterwards, and the refusal when it is about nothing in the entry. */
export async function sendCode(
  entry: PhoneEntry,
  phone: string,
  slot: string,
): Promise<{ entry: PhoneEntry; refusal: Refusal | null }> {
  const idle: PhoneEntry = { ...entry, sending: false, phoneProblem: '', codeProblem: '' };
  try {
    const { resendAfter: seconds, expiresIn } = await call('account.sendCode', { phone });
    resendAfter(slot, seconds, Date.now());
    const sent = `验证码已发送，${Math.round(expiresIn / 60)} 分钟内有效`;
    return { entry: ticked({ ...idle, sent, code: '', typesCode: true }, slot), refusal: null };
  } catch (error) {
    const refusal = refusalOf(error);
    const { retryAfter, fields = {} } = refusal.details;
    if (retryAfter) resendAfter(slot, retryAfter, Date.now());
    const phoneProblem = fields.phone ?? '';
    return {
      entry: ticked({ ...idle, phoneProblem }, slot),
      refusal: phoneProblem ? null : refusal,
    };
  }
}
