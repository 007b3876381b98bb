import { isPhone } from '../../format/checks';
import { plainDigits } from '../../format/numbers';

export type SignInField = 'phone' | 'code' | 'idTail';
export type SignInForm = Record<SignInField, string>;

const ORDER: SignInField[] = ['phone', 'code', 'idTail'];
const CHECKS: Record<SignInField, { ok: (text: string) => boolean; text: string }> = {
  phone: { ok: isPhone, text: '请填写 11 位手机号。' },
  code: { ok: (text) => /^\d{6}$/.test(plainDigits(text)), text: '请填写短信里的 6 位验证码。' },
  idTail: {
    ok: (text) => /^[0-9A-Za-z]{6}$/.test(text.trim()),
    text: '请填写证件号的后 6 位（末位可能是 X）。',
  },
};

/** The first field up to and including `last` that needs work, with what to do; null when none. */
export function signInProblem(
  form: SignInForm,
  last: SignInField,
): { field: SignInField; text: string } | null {
  for (const field of ORDER.slice(0, ORDER.indexOf(last) + 1))
    if (!CHECKS[field].ok(form[field])) return { field, text: CHECKS[field].text };
  return null;
}
