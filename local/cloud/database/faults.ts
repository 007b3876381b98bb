/** Faults that tests switch on: what a network and a loaded service do at the worst moment. */

export type FaultKind =
  /** The answer comes `ms` later. */
  | 'delay'
  /** A transaction conflict; the transaction is over. */
  | 'conflict'
  /** No answer within `ms`, and nothing has happened. */
  | 'timeout-before'
  /** No answer within `ms`, but it has happened. */
  | 'timeout-after'
  /** It has happened, and the connection breaks instead of an answer. */
  | 'drop'
  /** It has happened, and the function that asked for it dies. */
  | 'death'
  /** SYS_ERR, and nothing has happened. */
  | 'error';

export interface Fault {
  kind: FaultKind;
  /** Only requests of this action (`database.modifyDocument`), of this collection. */
  action?: string;
  collection?: string;
  /** The first matching request that is hit, counted from 1 (default 1). */
  nth?: number;
  /** How many matching requests are hit from there on (default 1). */
  times?: number;
  /** For `delay` and the time-outs, in ms (default 60,000: longer than any client waits). */
  ms?: number;
}

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
}

/** Thrown instead of an answer: after `afterMs` the connection is to be destroyed. */
export class NoAnswer extends Error {
  constructor(readonly afterMs: number) {
    super('no answer');
  }
}

/** Longer than the time-out of any client. */
export const FOREVER_MS = 60_000;

export class FaultList implements Faults {
  private faults: Array<{ fault: Fault; seen: number }> = [];

  add(fault: Fault): void {
    this.faults.push({ fault, seen: 0 });
  }

  clear(): void {
    this.faults = [];
  }

  /** Counts a request and gives the fault that hits it, if one does. */
  take(action: string, collection: unknown): Fault | undefined {
    let hit: Fault | undefined;
    for (const entry of this.faults) {
      const { fault } = entry;
      if (fault.action !== undefined && fault.action !== action) continue;
      if (fault.collection !== undefined && fault.collection !== collection) continue;
      entry.seen++;
      const first = fault.nth ?? 1;
      if (entry.seen >= first && entry.seen < first + (fault.times ?? 1)) hit ??= fault;
    }
    return hit;
  }
}
