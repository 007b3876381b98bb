import { Refusal } from '../../domain/refusal';
import { SmsError } from '../../ports/sms';
import type { Context } from '../action';

/**
 * How long every answer of the console waits for the carrier, also when there is nothing to send: whether a
 * message was sent, and what became of it, must not show (design §10).
 */
export const QUIET_MS = 1_000;

/** Hands a code to the carrier. Throws INTERNAL when it was not taken. */
export async function deliver({ sms }: Context, phone: string, code: string): Promise<void> {
  try {
    await sms.sendCode(phone, code);
  } catch (error) {
    if (!(error instanceof SmsError)) throw error;
    const refusal = new Refusal('INTERNAL', '短信没有发出去，请一分钟后再获取验证码。');
    refusal.cause = error;
    throw refusal;
  }
}

/**
 * Sends, or with null only seems to: settles after `QUIET_MS` in any case, never with an error. What failed is
 * logged, and counted by the carrier's own wrapper, so that the alarm of messages tells.
 */
export async function deliverQuietly(send: (() => Promise<void>) | null): Promise<void> {
  const time = new Promise((resolve) => {
    setTimeout(resolve, QUIET_MS);
  });
  if (send) {
    send().catch((error: unknown) => {
      const failed = error instanceof SmsError ? error.reason : String(error);
      console.warn(JSON.stringify({ sms: 'not sent', failed }));
    });
  }
  await time;
}
