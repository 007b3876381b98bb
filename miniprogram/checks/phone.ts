import type { Outcome } from './outcome';
import { refused } from './outcome';
import { halfWidth } from './text';

/** A mainland mobile number (domain.md §5.3), in the words of the server. */
export function checkPhone(text: string): Outcome {
  const value = halfWidth(text).replace(/[\s-]/g, '').replace(/^\+86/, '');
  if (/^1[3-9]\d{9}$/.test(value)) return { ok: true, value };
  if (!/^\d*$/.test(value)) return refused('手机号只能是数字，请检查后重新填写。');
  if (value.length !== 11) {
    return refused(`手机号应为11位数字，现在是${value.length}位，请检查。`);
  }
  return refused('手机号格式不正确，请检查后重新填写。');
}
