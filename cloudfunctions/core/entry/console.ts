import type { ActionName } from '../../../typings/api';
import { platformContext } from '../adapters/sdk';
import { ACCESS } from '../usecases/access';
import type { Action, Caller } from '../usecases/action';
import { answerCall, byName, type EntryRefusal, envelope, logTurnedAway, refusal } from './answer';
import { cookie, cookiesFor, token } from './cookies';
import { healthChecks } from './health';
import { http, type HttpAnswer, type HttpRequest, requestIn } from './http';
import { servicesFromEnvironment } from './services';

/** For whoever watches the system: GET, without a session (docs/运维手册.md). */
const HEALTH = '/api/health';

const PATH = /^\/api\/([a-z]+\.[a-zA-Z]+)$/;

/** Why a request reaches no action. */
interface TurnedAway {
  status: number;
  code: EntryRefusal;
  message: string;
  headers?: Record<string, string>;
}

/** The body as an object; null when it is none. */
function objectIn(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body);
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
function isOwnOrigin(action: string, { origin, host }: HttpRequest['headers']): boolean {
  if (origin === undefined) return ACCESS[action as ActionName]?.who !== 'ANYONE';
  return host !== undefined && [`http://${host}`, `https://${host}`].includes(origin);
}

/** What is wrong with the request itself, before it is known who sent it; else its body. */
function readBody(
  action: string | undefined,
  { method, headers, body }: HttpRequest,
): TurnedAway | { body: Record<string, unknown> } {
  if (action === undefined) {
    return { status: 404, code: 'NOT_FOUND', message: '没有这个功能，请刷新页面后再试。' };
  }
  if (method !== 'POST') {
    const allow = { allow: 'POST' };
    return { status: 405, code: 'INVALID', message: '请从网页上办理。', headers: allow };
  }
  if (!isOwnOrigin(action, headers)) {
    return { status: 403, code: 'FORBIDDEN', message: '请从本系统的网页上办理。' };
  }
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')) {
    return { status: 415, code: 'INVALID', message: '请从网页上办理。' };
  }
  const parsed = objectIn(body);
  const message = '没有看懂提交的内容，请刷新页面后再试。';
  return parsed ? { body: parsed } : { status: 400, code: 'INVALID', message };
}

/** The address the gateway saw; a client may have put others before it. */
const addressIn = (headers: HttpRequest['headers']): string =>
  (headers['x-forwarded-for'] ?? '').split(',').at(-1)?.trim() ?? '';

const callerIn = (headers: HttpRequest['headers']): Caller => ({
  kind: 'console',
  ip: addressIn(headers),
  agent: headers['user-agent'] ?? '',
  session: token(cookie(headers.cookie, 'session')),
  browser: token(cookie(headers.cookie, 'browser')),
  csrf: token(headers['x-csrf']),
});

/**
 * The entry of the web console: POST /api/<action> with JSON {input, opId?, post?}. Calls that carry a
 * WeChat identity are turned away: a phone has its own functions. Whatever an action answers comes
 * with status 200; other statuses say that no action was reached. `GET /api/health` tells how the system is.
 */
export function consoleFunction(actions: readonly Action[]) {
  const known = byName(actions);
  const servicesOfCall = servicesFromEnvironment();
  const checkHealth = healthChecks(servicesOfCall);

  return async (event: unknown): Promise<HttpAnswer> => {
    const request = requestIn(event);
    const { host } = request.headers;
    const named = PATH.exec(request.path)?.[1];
    const action = named !== undefined && known.has(named) ? named : undefined;
    const turnAway = ({ status, code, message, headers }: TurnedAway): HttpAnswer => {
      logTurnedAway(request.requestId, action ?? '?', code);
      return http(host, status, refusal(code, message), headers);
    };
    if (platformContext().OPENID) {
      const message = '请从电脑的浏览器打开管理系统。';
      return turnAway({ status: 403, code: 'FORBIDDEN', message });
    }
    if (request.path === HEALTH && request.method === 'GET') {
      const data = await checkHealth(request.requestId);
      return http(host, data.ok ? 200 : 503, { ok: true, data });
    }
    const read = readBody(action, request);
    if ('status' in read) return turnAway(read);
    const services = servicesOfCall();
    const { answer, sessionChange } = await answerCall(
      known,
      services,
      callerIn(request.headers),
      envelope(read.body, action),
      request.requestId ?? services.runtime.newId(),
    );
    const cookies = sessionChange && { 'set-cookie': cookiesFor(sessionChange, host ?? '') };
    return http(host, 200, answer, cookies ?? {});
  };
}
