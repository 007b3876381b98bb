/**
 * Event of a request through the HTTP access service (cloud-wire.md §5). `path` is the path as the
 * browser sent it (path pass-through), header names are in lower case, a text body is a string and
 * any other body base64.
 */
export interface HttpEvent {
  path: string;
  httpMethod: string;
  headers: Record<string, string>;
  queryStringParameters: Record<string, string>;
  requestContext: { requestId: string; envId: string; appId: string; uin: string };
  body: string;
  isBase64Encoded: boolean;
}

/** Who calls a function. The platform, not the caller's data, decides what the function learns of it. */
export type Caller =
  | { kind: 'phone'; openid: string; appid?: string; unionid?: string; ip?: string }
  | { kind: 'http'; request: HttpEvent }
  | { kind: 'timer'; triggerName: string; time: Date }
  /** Another function by `callFunction`, in the call `parent`; null for a program that uses the SDK directly. */
  | { kind: 'function'; parent: Caller | null };

/** One call: `event` is the caller's own object; HTTP and timer calls need none, the platform makes theirs. */
export interface Invocation {
  name: string;
  caller: Caller;
  event?: Record<string, unknown>;
}

/** The service's error of a failed call, `code` as in cloud-wire.md §3. */
export interface CallError {
  code: string;
  message: string;
}

/** What came of a call: `error` or else `result` (JSON data; undefined when the function returned nothing). */
export interface InvocationResult {
  requestId: string;
  result?: unknown;
  error?: CallError;
  /** Requests that the call sent to the database, in all and by action. */
  requests: number;
  byAction: Record<string, number>;
  /** Wall time from the request to the answer, waiting for a worker included. */
  ms: number;
}

/** A function's answer before it is told to the caller: JSON text, undefined when it returned nothing. */
export type Outcome = { result: string | undefined } | { error: CallError };
