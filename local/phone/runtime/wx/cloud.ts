import { WxError, wxFunction } from './api';
import type { Network } from './network';
import { notPlain } from './plain-value';

const MB = 1024 * 1024;

/** Errors of callFunction: numbers and words of the platform (cloud-wire.md §3, §5). */
const ERRORS = {
  parameters: [-601002, 'system args error'],
  network: [-601003, 'system network error'],
  notFound: [-501000, 'resource not found'],
  failed: [-504002, 'functions execute fail'],
  timeout: [-504003, 'functions time limit exceeded'],
  resultTooLarge: [-604001, 'cloudfunction result size exceed limit (1MB)'],
} as const;

type ErrorKind = keyof typeof ERRORS;

/** The function host's code → ours; anything else is a failed execution. */
const KINDS: Record<string, ErrorKind> = {
  FUNCTION_NOT_FOUND: 'notFound',
  FUNCTIONS_TIME_LIMIT_EXCEEDED: 'timeout',
  EXCEED_MAX_PAYLOAD_SIZE: 'resultTooLarge',
};

function cloudError(kind: ErrorKind, detail: string): WxError {
  const [errCode, words] = ERRORS[kind];
  const message = `Error: errCode: ${errCode} ${words} | errMsg: ${detail}`;
  return new WxError(message, { errCode });
}

/** What the local cloud answers to a call. */
interface Answer {
  requestId: string;
  result?: unknown;
  error?: { code: string; message: string };
}

interface CallOptions {
  name: string;
  data?: object;
}

async function post(openid: string, { name, data = {} }: CallOptions): Promise<Answer> {
  const response = await fetch(`/call/${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ openid, data }),
  });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return (await response.json()) as Answer;
}

/** wx.cloud: calls of functions as the phone's owner. */
export function createCloud(openid: string, network: Network): Record<string, unknown> {
  let ready = false;
  const callFunction = async (options: CallOptions): Promise<object> => {
    if (!ready)
      throw cloudError('parameters', 'Cloud API isn’t enabled, please call wx.cloud.init first');
    const wrong = notPlain(options.data ?? {});
    if (wrong !== undefined) throw cloudError('parameters', `${wrong} is no plain JSON value`);
    const { length } = new TextEncoder().encode(JSON.stringify(options.data ?? {}));
    if (length > MB) throw cloudError('parameters', `data has ${length} bytes, over 1 MB`);
    let answer: Answer;
    try {
      await network.pass();
      answer = await post(openid, options);
      network.check();
    } catch (error) {
      throw cloudError('network', (error as Error).message);
    }
    const { error, result, requestId } = answer;
    if (error) throw cloudError(KINDS[error.code] ?? 'failed', `${error.code} ${error.message}`);
    return { result, requestID: requestId };
  };
  return {
    init() {
      ready = true;
    },
    callFunction: wxFunction<CallOptions>('cloud.callFunction', callFunction),
  };
}
