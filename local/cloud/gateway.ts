import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { httpRequestContext } from './functions/environment';
import type { Host } from './functions/host';
import { httpAnswer } from './functions/http-answer';
import { LIMITS } from './functions/limits';
import type { HttpEvent } from './functions/types';

const TEXT_TYPES =
  /^(text\/|application\/(json|javascript|xml|x-www-form-urlencoded|[\w.-]+\+(json|xml)))/;

const isText = (contentType: string | undefined): boolean =>
  contentType === undefined || TEXT_TYPES.test(contentType);

const single = (value: string | string[] | undefined): string =>
  Array.isArray(value) ? value.join(',') : (value ?? '');

/** Only the gateway knows the caller's address: what the browser itself says about it is dropped. */
const eventHeaders = (request: FastifyRequest): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, single(value)]),
  ),
  'x-forwarded-for': request.ip,
});

function httpEvent(request: FastifyRequest): HttpEvent {
  const body = (request.body as Buffer | undefined) ?? Buffer.alloc(0);
  const text = isText(request.headers['content-type']);
  const url = new URL(request.url, 'http://local');
  return {
    path: url.pathname,
    httpMethod: request.method,
    headers: eventHeaders(request),
    queryStringParameters: Object.fromEntries(url.searchParams),
    requestContext: httpRequestContext(randomUUID()),
    body: body.toString(text ? 'utf8' : 'base64'),
    isBase64Encoded: !text,
  };
}

/**
 * The HTTP access service (cloud-wire.md §5): every request under `/api/` becomes a call of the
 * function. `host` is asked for per request; while it gives undefined the answer is 503.
 */
export function mountGateway(
  app: FastifyInstance,
  functionName: string,
  host: () => Host | undefined,
): void {
  void app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: LIMITS.httpBody },
      (_request, body, parsed) => parsed(null, body),
    );
    scope.setErrorHandler<{ statusCode?: number; message: string }>((error, _request, reply) => {
      const status = error.statusCode ?? 500;
      const code = status === 413 ? 'EXCEED_MAX_PAYLOAD_SIZE' : 'BAD_REQUEST';
      return reply.code(status).send({ code, message: error.message });
    });
    scope.all('/api/*', async (request, reply) => {
      const running = host();
      if (running === undefined) {
        return reply.code(503).send({ code: 'ENV_NOT_READY', message: '系统正在启动，请稍候再试' });
      }
      const caller = { kind: 'http', request: httpEvent(request) } as const;
      const answer = httpAnswer(await running.invoke({ name: functionName, caller }));
      return reply.code(answer.status).headers(answer.headers).send(answer.body);
    });
    done();
  });
}
