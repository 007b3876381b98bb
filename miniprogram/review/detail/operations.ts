import type { Operation } from '../../services/operation';
import { createOperation } from '../../services/operation';

/** What a reviewer can decide about a registration, each under an operation id of its own. */
export interface Operations {
  pass: Operation<'review.pass'>;
  return: Operation<'review.return'>;
  appoint: Operation<'organization.appoint'>;
  /** Numbers of the own organisation for the branch right below it. */
  supply: Operation<'numbering.allocate'>;
}
export type Decision = keyof Operations;

/** Whoever comes back to this registration goes on with what has no answer yet. */
export function createOperations(registrationId: string): Operations {
  const keyOf = (decision: Decision): string => `operation.review.${decision}.${registrationId}`;
  return {
    pass: createOperation('review.pass', keyOf('pass')),
    return: createOperation('review.return', keyOf('return')),
    appoint: createOperation('organization.appoint', keyOf('appoint')),
    supply: createOperation('numbering.allocate', keyOf('supply')),
  };
}
