import { readStored, store } from '../platform/storage';

const keyOf = (slot: string): string => `sms.resend-at.${slot}`;

/**
 * Seconds until another code may be asked for; 0 when that is now. `slot` says for which number, as the page
 * knows it. Survives leaving the page and a restart.
 */
export function resendIn(slot: string, now: number): number {
  const at = readStored<number>(keyOf(slot)) ?? 0;
  return Math.max(0, Math.ceil((at - now) / 1000));
}

export function resendAfter(slot: string, seconds: number, now: number): void {
  store(keyOf(slot), now + seconds * 1000);
}

/** The word on the button that asks for a code. */
export function resendWords(seconds: number): string {
  if (seconds <= 0) return '获取验证码';
  return seconds <= 90 ? `${seconds} 秒后重发` : `${Math.ceil(seconds / 60)} 分钟后重发`;
}
