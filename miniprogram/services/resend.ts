import { readStored, store } from '../platform/storage';

const RESEND_KEY = 'sms.resend-at';

/** Seconds until another code may be asked for; 0 when that is now. Survives leaving the page and a restart. */
export function resendIn(now: number): number {
  const at = readStored<number>(RESEND_KEY) ?? 0;
  return Math.max(0, Math.ceil((at - now) / 1000));
}

export function resendAfter(seconds: number, now: number): void {
  store(RESEND_KEY, now + seconds * 1000);
}

/** The word on the button that asks for a code. */
export function resendWords(seconds: number): string {
  if (seconds <= 0) return '获取验证码';
  return seconds <= 90 ? `${seconds} 秒后重发` : `${Math.ceil(seconds / 60)} 分钟后重发`;
}
