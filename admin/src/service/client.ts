import type { ActionName, Answer, Call, InputOf, OutputOf } from '../../../typings/api';
import { NETWORK_TEXT, Refusal } from './refusal';

/** What the client needs from the page it runs in; replaced in tests. */
export interface ClientEnvironment {
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Value of the cookie `csrf`, empty when there is none. */
  csrf: () => string;
  /** Id of the acting post, null before sign-in. */
  post: () => string | null;
  /** Called with every answer of a signed-in session: the server's idle clock began anew. */
  answered: () => void;
  /** Called when the server no longer knows the session. */
  signedOut: () => void;
  pause: (milliseconds: number) => Promise<void>;
}

export interface CallOptions {
  /** Marks a write: made once per intent, kept for every retry of it (design.md §3). */
  opId?: string;
}

export type CallAction = <A extends ActionName>(
  action: A,
  input: InputOf<A>,
  options?: CallOptions,
) => Promise<OutputOf<A>>;

/** Pauses in milliseconds before a write is sent again under the same opId. */
export const RETRY_PAUSES = [600, 1_500, 4_000] as const;
const RETRIED = new Set(['BUSY', 'NETWORK', 'UNKNOWN']);

/**
 * The one way from the desk to the server: POST /api/<action>, answered with 200 and an envelope.
 * A write (with opId) that was busy, lost or unknown is sent again with the same opId.
 * Throws Refusal; reads are never repeated by themselves.
 */
export function createClient(environment: ClientEnvironment): CallAction {
  async function once<A extends ActionName>(
    action: A,
    input: InputOf<A>,
    opId: string | undefined,
  ): Promise<OutputOf<A>> {
    const body: Omit<Call<A, InputOf<A>>, 'action'> = { input };
    if (opId) body.opId = opId;
    const post = environment.post();
    if (post) body.post = post;
    const answer = await ask<OutputOf<A>>(action, JSON.stringify(body));
    if (answer.ok) {
      environment.answered();
      return answer.data;
    }
    if (answer.error.code === 'UNAUTHENTICATED') environment.signedOut();
    else environment.answered();
    throw Refusal.of(answer.error);
  }

  async function ask<T>(action: ActionName, body: string): Promise<Answer<T>> {
    try {
      const response = await environment.fetch(`/api/${action}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-csrf': environment.csrf() },
        credentials: 'same-origin',
        body,
      });
      if (response.status === 200) return (await response.json()) as Answer<T>;
    } catch {
      // Told below in the same words: what matters is that no answer came.
    }
    throw new Refusal('NETWORK', NETWORK_TEXT);
  }

  return async (action, input, { opId } = {}) => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await once(action, input, opId);
      } catch (error) {
        const pause = RETRY_PAUSES[attempt];
        const again = opId && error instanceof Refusal && RETRIED.has(error.code);
        if (!again || pause === undefined) throw error;
        await environment.pause(pause);
      }
    }
  };
}
