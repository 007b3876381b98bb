import type { ActionName, InputOf, OutputOf, PendingStatus } from '../../typings/api';
import type { Call } from './system';

/** A registration as its acknowledged calls left it. */
export interface Known {
  id: string;
  branchId: string;
  committeeId: string;
  status: PendingStatus | 'RETURNED' | 'APPROVED';
  number: string | null;
  /** Released or given another number at least once. */
  corrected: boolean;
}

/** A call, and what its definite answer tells: `refused` when nothing happened. */
export interface Task {
  call: Omit<Call, 'opId'>;
  done(data: unknown): void;
  refused(): void;
}

/** A task of one call; a refusal changes nothing of what is known. */
export function task<A extends ActionName>(
  action: A,
  openid: string,
  input: InputOf<A>,
  done: (data: OutputOf<A>) => void = () => undefined,
): Task {
  return {
    call: { openid, action, input },
    done: (data) => done(data as OutputOf<A>),
    refused: () => undefined,
  };
}
