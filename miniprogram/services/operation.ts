import type { ActionName, InputOf, OutputOf } from '../../typings/api';
import { forget, readStored, store } from '../platform/storage';
import { call } from './call';
import type { WriteAction } from './client';
import { newOpId } from './op-id';
import { Refusal, refusalOf, UNKNOWN_TEXT } from './refusal';

/** One intent of a person: its id, what was sent, and whether the last try may or may not have happened. */
interface Intent<A extends ActionName> {
  opId: string;
  input: InputOf<A>;
  unknown: boolean;
}

/** How a try ended; `unknown` locks the form until `checkAgain` tells. */
export type Outcome<A extends ActionName> =
  { ok: true; data: OutputOf<A> } | { ok: false; refusal: Refusal; unknown: boolean };

/** Sends one intent under one opId, however often it takes. */
export interface Operation<A extends WriteAction> {
  run(input: InputOf<A>): Promise<Outcome<A>>;
  /** Sends the very same input again; null when nothing is open. */
  checkAgain(): Promise<Outcome<A> | null>;
  /** Whether an earlier try, perhaps before a restart, may or may not have happened. */
  isUnknown(): boolean;
}

const send = call as <A extends WriteAction>(
  action: A,
  input: InputOf<A>,
  options: { opId: string },
) => Promise<OutputOf<A>>;

/**
 * Keeps the opId of an intent for all its tries; with `key` also on the phone until the outcome is known, so
 * that it survives leaving the page and a restart. A changed input after a known refusal is a new intent; after an unknown outcome nothing but
 * the same input may be asked for again.
 */
export function createOperation<A extends WriteAction>(action: A, key?: string): Operation<A> {
  let intent = key ? readStored<Intent<A>>(key) : null;

  function keep(next: Intent<A> | null): void {
    intent = next;
    if (!key) return;
    // Once it is known there is nothing to go on with after a restart.
    if (next?.unknown) store(key, next);
    else forget(key);
  }

  async function attempt(current: Intent<A>): Promise<Outcome<A>> {
    keep({ ...current, unknown: true });
    try {
      const data = await send(action, current.input, { opId: current.opId });
      keep(null);
      return { ok: true, data };
    } catch (error) {
      const refusal = refusalOf(error);
      const unknown = refusal.code === 'NETWORK' || refusal.code === 'UNKNOWN';
      keep({ ...current, unknown });
      return {
        ok: false,
        unknown,
        refusal: unknown ? new Refusal('UNKNOWN', UNKNOWN_TEXT) : refusal,
      };
    }
  }

  return {
    run: (input) => {
      if (intent?.unknown) return attempt(intent);
      const isSame = intent !== null && JSON.stringify(intent.input) === JSON.stringify(input);
      return attempt({ opId: isSame && intent ? intent.opId : newOpId(), input, unknown: false });
    },
    checkAgain: async () => (intent?.unknown ? attempt(intent) : null),
    isUnknown: () => intent?.unknown === true,
  };
}

/** Which of a page's operations may or may not have happened; empty when none. */
export function unansweredOf<Name extends string>(
  operations: Readonly<Record<Name, Pick<Operation<never>, 'isUnknown'>>>,
): Name | '' {
  const names = Object.keys(operations) as Name[];
  return names.find((name) => operations[name].isUnknown()) ?? '';
}
