import type { MyRegistration } from '../../../typings/api';
import type { Operation } from '../../services/operation';
import { createOperation } from '../../services/operation';

/** What the applicant can do on this page, each under an operation of its own. */
export interface Operations {
  withdraw: Operation<'registration.withdraw'>;
  nudge: Operation<'registration.nudge'>;
  move: Operation<'registration.confirmMove'>;
}
export type Deed = keyof Operations;

/** What the operations are about. A registration that has gone on since tells by itself what became of them. */
export const subjectOf = ({ id, version }: MyRegistration): string => `${id}.${version}`;

/** Whoever comes back to the registration as it stood goes on with what has no answer yet. */
export function createOperations(subject: string): Operations {
  const keyOf = (deed: Deed): string => `operation.registration.${deed}.${subject}`;
  return {
    withdraw: createOperation('registration.withdraw', keyOf('withdraw')),
    nudge: createOperation('registration.nudge', keyOf('nudge')),
    move: createOperation('registration.confirmMove', keyOf('move')),
  };
}
