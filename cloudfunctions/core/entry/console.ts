import type { ActionName, Answer } from '../../../typings/api';
import { platformContext } from '../adapters/sdk';
import { ACCESS } from '../usecases/access';
import type { Action, Caller } from '../usecases/action';
import { answerCall, byName, envelope, refusal } from './answer';
import { cookie, cookiesFor, token } from './cookies';
import { healthChecks } from './health';
import { servicesFromEnvironment } from './services';

/** A request through the HTTP access service (cloud-wire.md §5); header names are in lower case. */
interface HttpEvent {
  path?: string;
  httpMethod?: string;
  headers?: Record<string, string | undefined>;
  requestContext?: { requestId?: string };
  body?: string;
  isBase64Encoded?: boolean;
}

/** The answer in the form the HTTP access service passes on as it is. */
export interface HttpAnswer {
  statusCode: number;
  headers: Record<string, string | string[]>;
  body: string;
}

/** For whoever watches the system: GET, without a session (docs/运维手册.md). */
const HEALTH = '/api/health';

const PATH = /^\/api\/([a-z]+\.[a-zA-Z]+)$/;

function http(
  statusCode: number,
  answer: Answer<unknown>,
  headers: HttpAnswer['headers'] = {},
): HttpAnswer {
  return {
    statusCode,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...headers,
    },
    body: JSON.stringify(answer),
  };
}

/** The body as an object; null when it is none. */
function objectIn({ body = '', isBase64Encoded }: HttpEvent): Record<string, unknown> | null {
  try {
    const text = isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/**
 * Whether the request comes from our own page: browsers tell in `origin`, other programs may leave it out.
 * Before there is a session it has to be there, for no CSRF token protects signing in.
 */
function isOwnOrigin(
  action: string,
  { origin, host }: Record<string, string | undefined>,
): boolean {
  if (origin === undefined) return ACCESS[action as ActionName]?.who !== 'ANYONE';
  return host !== undefined && [`http://${host}`, `https://${host}`].includes(origin);
}

/** What is wrong with the request itself, before it is known who sent it; else its action and body. */
function readRequest(
  event: HttpEvent,
  headers: Record<string, string | undefined>,
  known: ReadonlyMap<string, Action>,
): HttpAnswer | { action: string; body: Record<string, unknown> } {
  const action = PATH.exec(event.path ?? '')?.[1];
  if (action === undefined || !known.has(action)) {
    return http(404, refusal('NOT_FOUND', '没有这个功能，请刷新页面后再试。'));
  }
  if (event.httpMethod !== 'POST') {
    return http(405, refusal('INVALID', '请从网页上办理。'), { allow: 'POST' });
  }
  if (!isOwnOrigin(action, headers)) {
    return http(403, refusal('FORBIDDEN', '请从本系统的网页上办理。'));
  }
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')) {
    return http(415, refusal('INVALID', '请从网页上办理。'));
  }
  const body = objectIn(event);
  return body
    ? { action, body }
    : http(400, refusal('INVALID', '没有看懂提交的内容，请刷新页面后再试。'));
}

/** The address the gateway saw; a client may have put others before it. */
const addressIn = (headers: Record<string, string | undefined>): string =>
  (headers['x-forwarded-for'] ?? '').split(',').at(-1)?.trim() ?? '';

/**
 * The entry of the web console: POST /api/<action> with JSON {input, opId?, post?}. Calls that carry a
 * WeChat identity are turned away: a phone has its own functions. Whatever an action answers comes
 * with status 200; other statuses say that no action was reached. `GET /api/health` tells how the system is.
 */
export function consoleFunction(actions: readonly Action[]) {
  const known = byName(actions);
  const servicesOfCall = servicesFromEnvironment();
  const checkHealth = healthChecks(servicesOfCall);

  return async (sent: unknown): Promise<HttpAnswer> => {
    if (platformContext().OPENID) {
      return http(403, refusal('FORBIDDEN', '请从电脑的浏览器打开管理系统。'));
    }
    const event = (sent ?? {}) as HttpEvent;
    const headers = event.headers ?? {};
    if (event.path === HEALTH && event.httpMethod === 'GET') {
      const data = await checkHealth(event.requestContext?.requestId);
      return http(data.ok ? 200 : 503, { ok: true, data });
    }
    const request = readRequest(event, headers, known);
    if ('statusCode' in request) return request;
    const services = servicesOfCall();
    const caller: Caller = {
      kind: 'console',
      ip: addressIn(headers),
      agent: headers['user-agent'] ?? '',
      session: token(cookie(headers.cookie, 'session')),
      browser: token(cookie(headers.cookie, 'browser')),
      csrf: token(headers['x-csrf']),
    };
    const { answer, sessionChange } = await answerCall(
      known,
      services,
      caller,
      envelope(request.body, request.action),
      event.requestContext?.requestId ?? services.runtime.newId(),
    );
    if (!sessionChange) return http(200, answer);
    return http(200, answer, { 'set-cookie': cookiesFor(sessionChange, headers.host ?? '') });
  };
}
