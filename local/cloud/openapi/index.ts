import type { FastifyInstance } from 'fastify';
import { type WxAnswer, WxRefusal, wxCalls } from './calls';
import { createMessageInbox, type MessageInbox } from './messages';
import { answerMessage, formParts, readParameters, refusalMessage } from './wire';

/** What the functions of WeChat's platform are told apart by: which one calls, and what it may call. */
export interface CallingFunction {
  /** `permissions.openapi` of its config.json. */
  openapi: readonly string[];
}

/** WeChat's own servers, as far as functions reach them through the SDK. */
export interface OpenApi {
  messages: MessageInbox;
  /** The next call of this interface is refused so, as by a quota (45009) or a busy server (-1). */
  refuseNext(api: string, errcode: number, errmsg: string): void;
  /** Answers one form of the SDK; `caller` is undefined for a program that is no function. */
  answer(parts: Map<string, Buffer>, caller: CallingFunction | undefined): Promise<Reply>;
}

interface Reply {
  contentType: string;
  body: Buffer;
}

/** The function's config.json does not name the interface. */
const NO_PERMISSION = -604101;

/** The SDK takes exactly this content type for an error of the platform. */
const JSON_TYPE = 'application/json; charset=utf-8';

const jsonOf = (value: object): Buffer => Buffer.from(JSON.stringify(value));
const binary = (body: Buffer): Reply => ({ contentType: 'application/octet-stream', body });
const platformError = (code: string, message: string): Reply => ({
  contentType: JSON_TYPE,
  body: jsonOf({ code, message, requestId: '' }),
});

const packed = (answer: WxAnswer): Reply =>
  binary(
    'bytes' in answer
      ? answerMessage(answer.bytes, answer.contentType)
      : answerMessage(
          jsonOf({ errcode: 0, errmsg: 'ok', ...answer.json }),
          'application/json; charset=UTF-8',
        ),
  );

/** Makes the stand-in with an empty inbox of messages. */
export function createOpenApi(): OpenApi {
  const messages = createMessageInbox();
  const calls = wxCalls(messages);
  const refusals: Array<{ api: string; errcode: number; errmsg: string }> = [];

  const switchedOn = (api: string): WxRefusal | undefined => {
    const at = refusals.findIndex((refusal) => refusal.api === api);
    const [found] = at < 0 ? [] : refusals.splice(at, 1);
    return found && new WxRefusal(found.errcode, found.errmsg);
  };

  return {
    messages,
    refuseNext: (api, errcode, errmsg) => {
      refusals.push({ api, errcode, errmsg });
    },
    async answer(parts, caller) {
      const api = String(parts.get('apiName') ?? '');
      // Only calls from the mini-program and the timer carry one; through HTTP there is none.
      if (!parts.get('wxCloudApiToken')?.length) {
        return platformError('SYS_ERR', 'invalid wx openapi access_token');
      }
      if (caller && !caller.openapi.includes(api)) return binary(refusalMessage(NO_PERMISSION));
      const call = Object.hasOwn(calls, api) ? calls[api] : undefined;
      if (!call) return platformError('INVALID_PARAM', `the local cloud does not offer ${api}`);
      try {
        const refusal = switchedOn(api);
        if (refusal) throw refusal;
        return packed(await call(readParameters(parts.get('requestData') ?? Buffer.alloc(0))));
      } catch (error) {
        if (!(error instanceof WxRefusal)) throw error;
        const { errcode, errmsg } = error;
        return binary(answerMessage(jsonOf({ errcode, errmsg }), 'application/json'));
      }
    },
  };
}

/**
 * Lets the SDK's endpoint take forms as well: `POST /admin` with JSON is the database's, with a form
 * it is WeChat's. `callerOf` finds the function behind the address of a call.
 */
export function takeForms(
  app: FastifyInstance,
  openApi: OpenApi,
  callerOf: (call: string) => CallingFunction | undefined,
): void {
  app.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, (request, body, done) => {
    done(null, formParts(body as Buffer, request.headers['content-type'] ?? ''));
  });
  app.addHook('preHandler', async (request, reply) => {
    if (!(request.body instanceof Map)) return;
    const { call } = request.params as { call?: string };
    const parts = request.body as Map<string, Buffer>;
    const answer = await openApi.answer(parts, call === undefined ? undefined : callerOf(call));
    await reply.header('content-type', answer.contentType).send(answer.body);
  });
}
