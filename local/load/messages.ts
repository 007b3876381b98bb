import type { CpuProfile } from './sum-profile';
import type { Recorded } from './recorder';

/** What the process with the cloud is started with. */
export interface CloudSettings {
  dataDir: string;
  port: number;
  smsUrl: string;
}

/** What it has spent since it started; ms and counts. */
export interface Spent {
  /** Computing of the thread with HTTP and database. */
  databaseMs: number;
  /** Computing of the whole process. */
  processMs: number;
  requests: number;
}

/** What can be asked of it. */
export interface Asks {
  spent: { input: Record<string, never>; output: Spent };
  /** Samples all threads for so long. */
  profile: { input: { ms: number }; output: { database: CpuProfile; functions: CpuProfile[] } };
  /** Begins or ends noting every request; ending gives them. */
  record: { input: { on: boolean }; output: Recorded[] };
  close: { input: Record<string, never>; output: null };
}

export interface Ask {
  number: number;
  ask: keyof Asks;
  input: unknown;
}

/** `ready` once, then an answer to each question. */
export type Told = { ready: string } | { number: number; output: unknown } | { failed: string };
