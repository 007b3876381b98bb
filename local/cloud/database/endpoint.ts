/** The address the SDK sends its requests to: `POST /admin`, or `POST /admin/{call}` for one call. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  WireError,
  type ActionHandler,
  type CallId,
  type WireAnswer,
  type WireBody,
} from '../types';
import { invalidParameter, requestFailed } from './errors';
import { NoAnswer } from './faults';

/** Largest request, in bytes: an insert of many documents. */
const BODY_LIMIT = 64 * 1024 * 1024;

function bodyOf(request: FastifyRequest): WireBody {
  const body = request.body as Partial<WireBody> | null | undefined;
  if (typeof body !== 'object' || body === null || typeof body.action !== 'string')
    throw invalidParameter('the body must be JSON with an action');
  return body as WireBody;
}

async function answer(
  actions: Record<string, ActionHandler>,
  request: FastifyRequest,
  call: CallId,
): Promise<WireAnswer> {
  const body = bodyOf(request);
  const handler = Object.hasOwn(actions, body.action) ? actions[body.action] : undefined;
  if (!handler)
    throw invalidParameter(`the local cloud does not offer the action '${body.action}'`);
  return handler(body, call);
}

function failure(error: unknown): WireAnswer {
  if (error instanceof WireError) return { code: error.code, message: error.message };
  console.error('the local cloud database failed', error);
  const text = error instanceof Error ? error.message : String(error);
  const { code, message } = requestFailed(text);
  return { code, message };
}

function destroyLater(reply: FastifyReply, afterMs: number): void {
  reply.hijack();
  const { socket } = reply.raw;
  const timer = setTimeout(() => socket?.destroy(), afterMs);
  timer.unref();
  socket?.once('close', () => clearTimeout(timer));
}

/**
 * Mounts the SDK's endpoint for a map of actions (the database's and any others). Every answer is HTTP
 * 200 with JSON `{requestId, ...}` or `{code, message, requestId}`; an action that is not in the map is
 * INVALID_PARAM. A NoAnswer breaks the connection.
 */
export function mountEndpoint(
  server: FastifyInstance,
  actions: Record<string, ActionHandler>,
): void {
  const handle = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { call } = request.params as { call?: string };
    const requestId = randomUUID();
    try {
      return { requestId, ...(await answer(actions, request, call ?? null)) };
    } catch (error) {
      if (!(error instanceof NoAnswer)) return { ...failure(error), requestId };
      destroyLater(reply, error.afterMs);
      return reply;
    }
  };
  const options = { bodyLimit: BODY_LIMIT };
  server.post('/admin', options, handle);
  server.post('/admin/:call', options, handle);
}
