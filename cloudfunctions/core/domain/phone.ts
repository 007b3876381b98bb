import { halfWidth } from './text';

/** A mainland mobile number (domain.md §5.3): all of 13x … 19x, 16x and 19x included. */
const PHONE = /^1[3-9]\d{9}$/;

/**
 * Reads a mobile number as people type it: full-width digits, spaces, hyphens and a leading +86 are
 * understood. Gives the 11 digits, or a Chinese sentence that says what is wrong.
 */
export function checkPhone(
  text: string,
): { ok: true; value: string } | { ok: false; text: string } {
  const value = halfWidth(text).replace(/[\s-]/g, '').replace(/^\+86/, '');
  if (PHONE.test(value)) return { ok: true, value };
  if (!/^\d*$/.test(value)) return { ok: false, text: '手机号只能是数字，请检查后重新填写。' };
  if (value.length !== 11) {
    return { ok: false, text: `手机号应为11位数字，现在是${value.length}位，请检查。` };
  }
  return { ok: false, text: '手机号格式不正确，请检查后重新填写。' };
}

/** A checked number as lists show it: `138****0604`. */
export const maskPhone = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`;
