import type { Machine } from '../machine';

/** What one rate came to; times in ms. */
export interface StepResult {
  /** Offered. */
  perSecond: number;
  seconds: number;
  n: number;
  /** Of all that came, until the last one was through. */
  servedPerSecond: number;
  p50: number;
  p95: number;
  p99: number;
  worst: number;
  /** 99th percentile of how much later than meant the generator began a job; part of the times above. */
  late: number;
  /** How often each failure happened. */
  failures: Record<string, number>;
  cost: StepCost;
}

/** What the local cloud spent on one job, on average. */
export interface StepCost {
  /** Requests to the database. */
  requests: number;
  /** Computing of the thread with HTTP and database, ms. */
  databaseMs: number;
  /** Computing of everything else in the process: function workers, collection of garbage, disk. */
  othersMs: number;
  /** Cores that were busy during the step: that thread, the rest of the cloud, the generator, other programs. */
  cores: { database: number; others: number; generator: number; elsewhere: number };
}

export interface ActionResult {
  action: string;
  /** What somebody does, in words. */
  what: string;
  /** The 95th percentile above which a rate is not borne any more. */
  limitMs: number;
  steps: StepResult[];
  /** The highest rate that was borne; null when not even the first was. */
  borne: number | null;
  /** Whether a higher rate was tried and not borne. */
  saturated: boolean;
}

/** Where computing time goes: share of the busy time of a thread, as a whole and by place. */
export interface ProfileResult {
  thread: 'database' | 'function';
  action: string;
  perSecond: number;
  busyMs: number;
  functions: Array<{ name: string; where: string; share: number }>;
  places: Array<{ where: string; share: number }>;
}

/** One request of an approval, medians in ms. */
export interface PathRequest {
  what: string;
  part: string;
  /** From the end of the request before (or the arrival at the host) to this one: the function's own time and the way. */
  before: number;
  database: number;
}

/** The way of one approval on the phone from tap to answer, medians of many in ms. */
export interface PathResult {
  n: number;
  total: number;
  /** From the tap to the host's door. */
  arrival: number;
  requests: PathRequest[];
  /** From the last request's end to the end of the host's answer. */
  answer: number;
  /** From there to the phone. */
  back: number;
}

export interface LoadResult {
  begunAt: string;
  minutes: number;
  command: string;
  seed: number;
  /** With the load when it began. */
  machine: Machine;
  world: { organizations: number; members: number; waiting: number };
  actions: ActionResult[];
  profiles: ProfileResult[];
  path: PathResult | null;
}
