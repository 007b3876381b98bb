import type { InvocationResult } from './types';

/** What the gateway sends to the browser; a header given several times (Set-Cookie) is an array. */
export interface HttpAnswer {
  status: number;
  headers: Record<string, string | string[]>;
  body: string | Buffer;
}

const STATUS_OF_CODE: Record<string, number> = {
  EXCEED_MAX_PAYLOAD_SIZE: 413,
  FUNCTION_NOT_FOUND: 404,
  EXCEED_CONCURRENT_REQUEST_LIMIT: 429,
  FUNCTIONS_TIME_LIMIT_EXCEEDED: 504,
};

interface IntegratedAnswer {
  statusCode: number;
  headers?: Record<string, string | number | boolean | string[]>;
  body?: unknown;
  isBase64Encoded?: boolean;
}

const isIntegrated = (value: unknown): value is IntegratedAnswer =>
  typeof value === 'object' && value !== null && 'statusCode' in value;

const json = (status: number, value: unknown): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(value),
});

function integrated({
  statusCode,
  headers = {},
  body,
  isBase64Encoded,
}: IntegratedAnswer): HttpAnswer {
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? '');
  return {
    status: statusCode,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name.toLowerCase(),
        Array.isArray(value) ? value.map(String) : String(value),
      ]),
    ),
    body: isBase64Encoded === true ? Buffer.from(text, 'base64') : text,
  };
}

/**
 * The HTTP answer to a function's result (cloud-wire.md §5): `{statusCode, headers, body,
 * isBase64Encoded}` as it is, a string or number as plain text, any other value as JSON. A failed
 * call gives `{code, message, requestId}` with a fitting status.
 */
export function httpAnswer({ requestId, result, error }: InvocationResult): HttpAnswer {
  if (error !== undefined) {
    return json(STATUS_OF_CODE[error.code] ?? 500, { ...error, requestId });
  }
  if (isIntegrated(result)) {
    return integrated(result);
  }
  if (typeof result === 'string' || typeof result === 'number') {
    return {
      status: 200,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: String(result),
    };
  }
  return json(200, result ?? null);
}
