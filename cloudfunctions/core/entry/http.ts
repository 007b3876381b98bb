import type { Answer } from '../../../typings/api';
import { isThisMachine } from './cookies';

/** A request through the HTTP access service (cloud-wire.md §5); header names are in lower case. */
export interface HttpRequest {
  path: string;
  method: string;
  headers: Record<string, string | undefined>;
  requestId: string | undefined;
  body: string;
}

/** The answer in the form the HTTP access service passes on as it is. */
export interface HttpAnswer {
  statusCode: number;
  headers: Record<string, string | string[]>;
  body: string;
}

/** An answer is never a page: a browser that is made to open one shows text, in no frame, and runs nothing. */
const HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Browsers keep to HTTPS for a year; a machine's own address has none. */
const onlyHttps = (host: string | undefined): Record<string, string> =>
  host === undefined || isThisMachine(host)
    ? {}
    : { 'strict-transport-security': 'max-age=31536000' };

/** An answer of ours with the headers that all of them carry; `host` is the one that was asked. */
export const http = (
  host: string | undefined,
  statusCode: number,
  answer: Answer<unknown>,
  headers: HttpAnswer['headers'] = {},
): HttpAnswer => ({
  statusCode,
  headers: { ...HEADERS, ...onlyHttps(host), ...headers },
  body: JSON.stringify(answer),
});

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The parts of an event that are what they should be; the rest counts as absent, whoever made the event. */
export function requestIn(event: unknown): HttpRequest {
  const { path, httpMethod, headers, requestContext, body, isBase64Encoded } = objectOf(event);
  const text = textOf(body);
  return {
    path: textOf(path),
    method: textOf(httpMethod),
    headers: Object.fromEntries(
      Object.entries(objectOf(headers)).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    ),
    requestId: textOf(objectOf(requestContext).requestId) || undefined,
    body: isBase64Encoded === true ? Buffer.from(text, 'base64').toString('utf8') : text,
  };
}
