import type { Interval, OrganizationRef } from './common';

/** UNKNOWN: in no range and nobody's. UNREADABLE: not twelve digits. */
export type NumberState =
  'FREE' | 'ASSIGNED' | 'VOID' | 'EXPIRED' | 'EXTERNAL' | 'UNKNOWN' | 'UNREADABLE';

/** Who has a number; only for those in whose scope the person is. */
export interface NumberOwner {
  memberId: string;
  name: string;
  branch: OrganizationRef;
}

/** One movement of a number. */
export interface TraceStep {
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  kind: string;
  /** The movement as a sentence. */
  text: string;
  /** What moved together with it, in one piece. */
  interval: Interval;
  from: OrganizationRef | null;
  to: OrganizationRef | null;
  actor: string;
  reason: string | null;
}

export interface TracedNumber {
  number: string;
  state: NumberState;
  /** State and place as a sentence, and what to do where something is wrong. */
  text: string;
  /** Who has it in the end: the organisation lowest in the tree. */
  holder: OrganizationRef | null;
  owner: NumberOwner | null;
}

export interface Trace extends TracedNumber {
  /** Every organisation that answers for it, from the province down; outside the caller's scope only the last. */
  holders: OrganizationRef[];
  /** From the first on; empty outside the caller's scope. */
  steps: TraceStep[];
}

export interface TraceActions {
  'numbering.trace': { input: { number: string }; output: Trace };
  /** 1–500 numbers as they were pasted; answered in their order. */
  'numbering.traceMany': { input: { numbers: string[] }; output: { items: TracedNumber[] } };
}
