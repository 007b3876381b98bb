import type { ActionName } from '../../../typings/api';
import { createClient } from './client';
import type { ClientEnvironment } from './client';
import { createOperation } from './operation';
import type { Operation } from './operation';

export { Refusal, refusalOf } from './refusal';
export type { Operation } from './operation';

type Hooks = Pick<ClientEnvironment, 'post' | 'answered' | 'signedOut'>;

let hooks: Hooks = { post: () => null, answered: () => {}, signedOut: () => {} };

/** Tells the service who is acting and where to report the state of the session. */
export function connectService(given: Hooks): void {
  hooks = given;
}

function cookie(name: string): string {
  const found = document.cookie.split('; ').find((part) => part.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : '';
}

/** Calls an action of the contract; throws Refusal. Writes carry `{ opId }`. */
export const call = createClient({
  fetch: (url, init) => fetch(url, init),
  csrf: () => cookie('csrf'),
  post: () => hooks.post(),
  answered: () => hooks.answered(),
  signedOut: () => hooks.signedOut(),
  pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
});

export const newOpId = (): string => crypto.randomUUID();

/** A write of one form or dialog; make it when that opens. */
export function useOperation<A extends ActionName>(action: A): Operation<A> {
  return createOperation(call, newOpId, action);
}
