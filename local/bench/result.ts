import type { Machine } from '../machine';
import type { Timing } from './measure';
import type { WorldSize } from './world/size';

/** What a run found out; written as JSON. Times in ms. */
export interface BenchResult {
  begunAt: string;
  minutes: number;
  command: string;
  isQuick: boolean;
  seed: number;
  /** With the load when it began. */
  machine: Machine;
  versions: Record<string, string>;
  worlds: WorldSize[];
  /** The world in which everything beside the comparison of sizes was asked. */
  province: number;
  flat: FlatResult[];
  approvals: ApprovalsResult[];
  million: MillionResult;
  batch: BatchResult;
  gaps: GapResult[];
  sweeps: SweepResult[];
  /** Of `--console`: measured apart from the rest. */
  console?: ConsoleResult;
  /** Of `--before` and `--after`. */
  compared?: ComparedRuns;
}

/** Two runs of the same plan, before something was improved and after it. */
export interface ComparedRuns {
  before: BenchResult;
  after: BenchResult;
}

/** What a clerk waits for in the console, in a real browser. */
export interface ConsoleResult {
  /** When it was measured, and with what load. */
  begunAt: string;
  load: number[];
  organizations: number;
  /** The yardstick: a request that only tells who is signed in. */
  plain: Timing;
  /** `target` in ms; null where none is set. */
  moments: Array<{ what: string; target: number | null; time: Timing }>;
  /** Words looked for, and how many organisations were shown. */
  searches: Array<{ q: string; hits: number; time: Timing }>;
}

/** One operation by one caller in every world, call by call in turn. */
export interface FlatResult {
  operation: string;
  /** In the order of `worlds`; the call's own identification included. */
  worlds: Array<{ requests: number; time: Timing }>;
  /** In the province's world. */
  floor: Timing;
}

export type Design = 'system' | 'floor' | 'row per number' | 'gap search';

/** Approvals by several callers at once, in rounds of each design in turn. */
export interface ApprovalsResult {
  callers: number;
  pools: number;
  designs: Array<{ design: Design; perSecond: number; call: Timing }>;
}

/** Numbers handed to many children in one operation, and taken back from each. */
export interface MillionResult {
  numbers: number;
  children: number;
  requests: { first: number; again: number };
  /** To children that had none before, and to children that had. */
  first: Timing;
  again: Timing;
  reclaim: Timing;
  /** All of them to one child. */
  one: Timing;
  /** The life of a number that came down with all the others in one entry of the journal. */
  traced: Timing;
  /** The yardstick: this many rows in batches, and what that makes for `numbers`. */
  rows: { measured: number; batch: number; ms: number; extrapolated: number };
}

/** Many people approved by one call. */
export interface BatchResult {
  people: number;
  requests: number;
  call: Timing;
}

/** The next number of a pool with so many members: found by looking for a gap, and by the system. */
export interface GapResult {
  members: number;
  gap: { requests: number; time: Timing };
  system: { requests: number; time: Timing };
}

/** Work over every organisation, done once. */
export interface SweepResult {
  name: string;
  organizations: number;
  slices: number;
  ms: number;
}
