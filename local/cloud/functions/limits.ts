import type { CallError, Caller } from './types';

const KB = 1024;
const MB = 1024 * KB;

/** Sizes that the service accepts, in bytes of UTF-8 (cloud-wire.md §5). */
export const LIMITS = {
  event: 6 * MB,
  result: 6 * MB,
  resultToPhone: MB,
  httpTextBody: 100 * KB,
  httpBody: 6 * MB,
};

const tooLarge = (what: string, bytes: number, limit: number): CallError | undefined =>
  bytes > limit
    ? { code: 'EXCEED_MAX_PAYLOAD_SIZE', message: `${what} has ${bytes} bytes, over ${limit}` }
    : undefined;

/** The error for an event (JSON text) that the service would not take, or undefined. */
export function checkEvent(event: string, caller: Caller): CallError | undefined {
  if (caller.kind === 'http' && !caller.request.isBase64Encoded) {
    const bytes = Buffer.byteLength(caller.request.body);
    const error = tooLarge('the text body', bytes, LIMITS.httpTextBody);
    if (error !== undefined) {
      return error;
    }
  }
  return tooLarge('the event', Buffer.byteLength(event), LIMITS.event);
}

/** The error for a result (JSON text) that would not reach this caller, or undefined. */
export function checkResult(result: string | undefined, caller: Caller): CallError | undefined {
  const limit = caller.kind === 'phone' ? LIMITS.resultToPhone : LIMITS.result;
  return tooLarge('the result', Buffer.byteLength(result ?? ''), limit);
}
