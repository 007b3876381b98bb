import type { Operation } from '../../services/operation';
import { createOperation } from '../../services/operation';

export type Decision = 'pass' | 'return' | 'appoint' | 'supply';

/** What a reviewer can decide about a registration, each under an operation id of its own. */
export interface Operations {
  pass: Operation<'review.pass'>;
  return: Operation<'review.return'>;
  appoint: Operation<'organization.appoint'>;
  /** Numbers of the own organisation for the branch right below it. */
  supply: Operation<'numbering.allocate'>;
}

export const createOperations = (): Operations => ({
  pass: createOperation('review.pass'),
  return: createOperation('review.return'),
  appoint: createOperation('organization.appoint'),
  supply: createOperation('numbering.allocate'),
});
