/** What an error of the SDK means for us; its shapes differ from call to call (cloud-wire.md §3). */
export type SdkFailure =
  | 'CONFLICT'
  | 'TRANSACTION_GONE'
  | 'DUPLICATE'
  | 'LOST' /* no answer: it may have happened */
  | 'OVERLOADED'
  | 'OTHER';

const textOf = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return String(error);
  const { code, errCode, errMsg, message } = error as Record<string, unknown>;
  return [code, errCode, errMsg, message].filter((part) => part !== undefined).join(' ');
};

const PATTERNS: ReadonlyArray<readonly [RegExp, SdkFailure]> = [
  [/TransactionConflict|TRANSACTION_CONFLICT/, 'CONFLICT'],
  [/TransactionNotExist/, 'TRANSACTION_GONE'],
  [/E11000|DATABASE_DUPLICATE_WRITE/, 'DUPLICATE'],
  [/EXCEED_(CONCURRENT_)?REQUEST_LIMIT|EXCEED_RATELIMIT|-50100[34]\b/, 'OVERLOADED'],
  [
    /ESOCKETTIMEDOUT|ETIMEDOUT|ECONNRESET|ECONNREFUSED|EPIPE|EAI_AGAIN|socket hang up|SERVER_TIMEOUT|-501002\b|timed? ?out|premature close/i,
    'LOST',
  ],
];

/** Reads the meaning of an error thrown by the SDK from its texts, which is all it reliably carries. */
export function sdkFailure(error: unknown): SdkFailure {
  const text = textOf(error);
  return PATTERNS.find(([pattern]) => pattern.test(text))?.[1] ?? 'OTHER';
}
