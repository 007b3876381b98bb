import type { Answer } from '../../../typings/api';
import type { Action, Caller, SessionChange } from '../usecases/action';
import { dispatch, type Request } from '../usecases/dispatch';
import type { CallServices } from './services';

/** Actions by name, as a call names them. */
export const byName = (actions: readonly Action[]): ReadonlyMap<string, Action> =>
  new Map(actions.map((action) => [action.name, action]));

/** Of what a caller sent, the four parts of a call and nothing else; whatever else there is is ignored. */
export function envelope(sent: unknown, action?: string): Request {
  const { action: named, input, opId, post } = (sent ?? {}) as Record<string, unknown>;
  return { action: action ?? named, input, opId, post };
}

/** A refusal by the entry itself, before any action is looked for. */
export const refusal = (
  code: 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'INVALID',
  message: string,
): Answer<never> => ({ ok: false, error: { code, message } });

const stackOf = (error: unknown): string => {
  if (!(error instanceof Error)) return JSON.stringify(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
};

/** One line of JSON per call, never with personal data: ids, words of ours and figures only. */
export function log(line: Record<string, unknown> & { error?: unknown }): void {
  const { error, ...rest } = line;
  console.log(JSON.stringify({ ...rest, ...(error !== undefined && { error: stackOf(error) }) }));
}

/** Takes a call to its answer and logs what came of it. */
export async function answerCall(
  actions: ReadonlyMap<string, Action>,
  services: CallServices,
  caller: Caller,
  request: Request,
  requestId: string,
): Promise<{ answer: Answer<unknown>; sessionChange: SessionChange | null }> {
  const startedAt = services.runtime.now();
  const reply = await dispatch(actions, services, caller, request, requestId);
  log({
    requestId,
    ...reply.log,
    ms: services.runtime.now() - startedAt,
    requests: services.requests(),
  });
  return reply;
}
