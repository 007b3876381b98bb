import type { ApiError, ErrorCode, ErrorDetails } from '../../typings/api';

/** NETWORK: no answer of the server could be read. */
export type RefusalCode = ErrorCode | 'NETWORK';

export const NETWORK_TEXT = '网络不稳，没有收到系统的答复。请检查网络后重试。';
export const UNKNOWN_TEXT =
  '结果未知，可能已经办成。网络通畅时会自动核对，不会办两次；也可以点“再次核对”。';

/** What an action throws when it did not succeed: code, the sentence for people, details. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly details: ErrorDetails;

  constructor(code: RefusalCode, message: string, details: ErrorDetails = {}) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.details = details;
  }

  static of(error: ApiError): Refusal {
    return new Refusal(error.code, error.message, error.details);
  }
}

/** Any thrown thing as a refusal; a mistake in the program must not look like a weak network. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  console.error(error);
  return new Refusal('INTERNAL', '页面出错了，请返回首页后重试。');
}
