import { reactive } from 'vue';
import type { ActionName, InputOf, OutputOf } from '../../../typings/api';
import type { CallAction } from './client';
import { Refusal, refusalOf, UNKNOWN_TEXT } from './refusal';

/** One intent of a person (a form or dialog): what it is doing and how its last try ended. */
export interface Operation<A extends ActionName> {
  readonly running: boolean;
  /** The last try may or may not have happened: the form is locked until that is known. */
  readonly unknown: boolean;
  readonly error: Refusal | null;
  /** Sends the input; null when it was refused (see `error`). */
  run: (input: InputOf<A>) => Promise<OutputOf<A> | null>;
  /** Sends the very same input under the same opId again. */
  checkAgain: () => Promise<OutputOf<A> | null>;
  /** Text of the server for a field of the input, such as `items.3.count`. */
  fieldError: (path: string) => string;
  clear: () => void;
}

/**
 * Keeps one opId for all tries of one intent. A changed input after a known refusal is a new intent;
 * after an unknown outcome it is not: then only the first input can be asked for again.
 */
export function createOperation<A extends ActionName>(
  call: CallAction,
  newOpId: () => string,
  action: A,
): Operation<A> {
  let opId = newOpId();
  let intent: { key: string; input: InputOf<A> } | null = null;
  const state = reactive({ running: false, unknown: false, error: null as Refusal | null });

  async function send(input: InputOf<A>): Promise<OutputOf<A> | null> {
    if (state.running) return null;
    const key = JSON.stringify(input);
    if (state.unknown && intent && intent.key !== key) return null;
    if (intent && intent.key !== key) opId = newOpId();
    intent = { key, input };
    state.running = true;
    state.error = null;
    try {
      const output = await call(action, input, { opId });
      state.unknown = false;
      intent = null;
      opId = newOpId();
      return output;
    } catch (error) {
      const refusal = refusalOf(error);
      state.unknown = refusal.code === 'NETWORK' || refusal.code === 'UNKNOWN';
      state.error = state.unknown ? new Refusal('UNKNOWN', UNKNOWN_TEXT, refusal.details) : refusal;
      return null;
    } finally {
      state.running = false;
    }
  }

  return {
    get running() {
      return state.running;
    },
    get unknown() {
      return state.unknown;
    },
    get error() {
      return state.error;
    },
    run: send,
    checkAgain: async () => (intent ? send(intent.input) : null),
    fieldError: (path) => state.error?.details.fields?.[path] ?? '',
    clear: () => {
      if (!state.unknown) state.error = null;
    },
  };
}
