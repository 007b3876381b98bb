import type { Answer } from '../../../typings/api';
import { machineRuntime } from '../adapters/runtime';
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

/** Codes that the entry itself refuses with. */
export type EntryRefusal = 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'INVALID';

/** A refusal by the entry itself, before any action is looked for. */
export const refusal = (code: EntryRefusal, message: string): Answer<never> => ({
  ok: false,
  error: { code, message },
});

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

/**
 * Logs a call that the entry itself turned away, before it touched the database. `action` is one of ours, or
 * `?`: what a stranger calls it may be anything.
 */
export function logTurnedAway(
  requestId: string | undefined,
  action: string,
  outcome: EntryRefusal,
): void {
  log({
    requestId: requestId ?? machineRuntime.newId(),
    action,
    outcome,
    account: null,
    ms: 0,
    requests: 0,
  });
}

/** Takes a call to its answer, logs what came of it and counts it. */
export async function answerCall(
  actions: ReadonlyMap<string, Action>,
  services: CallServices,
  caller: Caller,
  request: Request,
  requestId: string,
): Promise<{ answer: Answer<unknown>; sessionChange: SessionChange | null }> {
  const startedAt = services.runtime.now();
  const reply = await dispatch(actions, services, caller, request, requestId);
  const now = services.runtime.now();
  const [ms, requests] = [now - startedAt, services.requests()];
  log({ requestId, ...reply.log, ms, requests });
  services.meter.call(now, reply.log.action, reply.log.outcome, ms, requests);
  await services.meter.flush(services.database, now);
  return reply;
}
