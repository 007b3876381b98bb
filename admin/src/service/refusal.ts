import type { ApiError, ErrorCode, ErrorDetails } from '../../../typings/api';

/** NETWORK: no answer of the server could be read. */
export type RefusalCode = ErrorCode | 'NETWORK';

export const NETWORK_TEXT = '网络不稳，没有收到系统的答复。请检查网络后重试。';
export const UNKNOWN_TEXT = '结果未知，正在核对。请勿重复提交，稍后点“再次核对”。';

/** The same question may be answered when it is asked again; with the others something has to change first. */
const PASSING: ReadonlySet<RefusalCode> = new Set([
  'NETWORK',
  'BUSY',
  'UNKNOWN',
  'INTERNAL',
  'RATE_LIMITED',
]);

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

  /** Whether it may help to ask the same again. */
  get passing(): boolean {
    return PASSING.has(this.code);
  }

  /** The sentence for people; what to quote when asking for help already stands in it. */
  get sentence(): string {
    return this.message;
  }
}

/** Any thrown thing as a refusal; a programming error must not look like a network failure. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  return new Refusal('INTERNAL', '页面出错了，请刷新后重试。');
}
