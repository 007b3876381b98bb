import { invalidField, type Refusal } from '../../domain/refusal';
import { halfWidth } from '../../domain/text';
import type { CodeDocument } from '../../ports/documents';
import type { Transaction } from '../../ports/database';
import type { Secrets } from '../../ports/secrets';
import type { Caller } from '../action';

/** SMS codes (design §10): 6 digits, good for 5 minutes and 5 tries, another one after a minute. */
export const CODE = { digits: 6, lifeMs: 5 * 60_000, tries: 5, waitMs: 60_000 };

/** A code asked for on a phone is no good on the console, and the other way round. */
export const codeId = (caller: Caller, phoneHash: string): string => `${caller.kind}:${phoneHash}`;

export const hashCode = (secrets: Secrets, id: string, code: string): string =>
  secrets.hash('code', `${id}|${code}`);

/** Whether the stored code is this one. */
export const isCode = (
  secrets: Secrets,
  { _id, codeHash }: Pick<CodeDocument, '_id' | 'codeHash'>,
  code: string,
): boolean => secrets.fits('code', `${_id}|${code}`, codeHash);

/** A code as typed, in plain digits. Throws INVALID for anything that cannot be one. */
export function readCode(field: string, text: string): string {
  const code = halfWidth(text).replace(/\s/g, '');
  if (/^\d{6}$/.test(code)) return code;
  throw invalidField(field, '请填写短信里的6位数字验证码。');
}

/** The stored code when it can still be tried, else the refusal that says why not. */
export function usableCode(
  code: CodeDocument | null,
  now: number,
  field = 'code',
): CodeDocument | Refusal {
  if (code?.usedAt != null) {
    return invalidField(field, '这个验证码已经用过。如果还没有登录成功，请重新获取验证码。');
  }
  if (!code || code.expiresAt <= now) {
    return invalidField(field, '验证码还没有获取或已过期，请重新获取验证码。');
  }
  if (code.triesLeft <= 0) {
    return invalidField(field, '验证码输错次数过多，请重新获取验证码。');
  }
  return code;
}

/** Leaves a line in 操作日志 when a code is brought again that was used; two requests, one for the next time. */
export async function noteUsedCode(
  transaction: Transaction,
  { _id, expiresAt }: CodeDocument,
  accountId: string | null,
  now: number,
): Promise<void> {
  const line = `replayed:${_id}:${expiresAt}`;
  if (await transaction.get('audit', line)) return;
  await transaction.create('audit', {
    _id: line,
    at: now,
    actor: null,
    post: null,
    what: 'CODE_REPLAYED',
    subject: accountId,
  });
}

/** What to tell after a wrong code when `left` tries remain. */
const wrongCode = (left: number, field = 'code'): Refusal =>
  invalidField(
    field,
    left > 0
      ? `验证码不正确，还可以再试${left}次。`
      : '验证码不正确，次数已用完，请重新获取验证码。',
  );

/**
 * Counts a wrong try of a code; the last one ends it and leaves a line in 操作日志, for `accountId` when it is
 * known whose code it was. One request, two for the last. Gives the refusal.
 */
export async function countWrongTry(
  transaction: Transaction,
  { _id, triesLeft: before, expiresAt }: CodeDocument,
  accountId: string | null,
  now: number,
  field = 'code',
): Promise<Refusal> {
  const triesLeft = before - 1;
  await transaction.update('codes', _id, { triesLeft });
  if (triesLeft === 0) {
    await transaction.create('audit', {
      _id: `refused:${_id}:${expiresAt}`,
      at: now,
      actor: null,
      post: null,
      what: 'CODE_GUESSED',
      subject: accountId,
    });
  }
  return wrongCode(triesLeft, field);
}
