/** Body of a request of the SDK: `action` and what belongs to it (documents travel as EJSON text). */
export type WireBody = Record<string, unknown> & { action: string };

/** Answer to the SDK, always sent with HTTP 200; a truthy `code` makes the SDK throw. */
export type WireAnswer = Record<string, unknown> & { code?: string; message?: string };

/**
 * Who asks. A call of a function has an address of its own (`/admin/{callId}`), so that its requests
 * can be told from those of other calls; a program that uses the SDK directly has none (`null`).
 */
export type CallId = string | null;

/** Answers one action of the SDK's protocol. Throws a WireError for an answer with a code. */
export type ActionHandler = (body: WireBody, call: CallId) => Promise<WireAnswer>;

/** An error as the service reports it: the SDK shows `code` and `message` to the program. */
export class WireError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
