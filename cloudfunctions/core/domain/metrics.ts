import type { CallFigures } from '../../../typings/api';

/** Upper bounds of the classes in which answering times are counted, in ms; what took longer is in a last one. */
const BOUNDS = [10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000] as const;

/** What longer answers are taken to have needed: a function may run for 20 s. */
const LONGEST_MS = 20_000;

/**
 * Counters of calls by name: `calls`, `refused`, `failed`, `requests`, the classes `t0`, `t1` … of answering
 * times, and of messages `sent` and `notSent`. Those that are 0 are left out.
 */
export type Counters = Record<string, number>;

/** Codes of answers that were not given although nothing was wrong with the call. */
const FAILED: ReadonlySet<string> = new Set(['INTERNAL', 'BUSY', 'UNKNOWN']);

/** Whether an outcome of a call (`OK` or a code) counts as failed. */
export const isFailure = (outcome: string): boolean => FAILED.has(outcome);

/** One call as counters. */
export function callCounters(outcome: string, ms: number, requests: number): Counters {
  const at = BOUNDS.findIndex((bound) => ms <= bound);
  return {
    calls: 1,
    requests,
    [`t${at < 0 ? BOUNDS.length : at}`]: 1,
    ...(isFailure(outcome) ? { failed: 1 } : outcome !== 'OK' && { refused: 1 }),
  };
}

/** Both together, counter by counter. */
export const addCounters = (a: Counters, b: Counters): Counters => {
  const sum = { ...a };
  for (const [name, n] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + n;
  return sum;
};

/** The time in which a share (0–1) of the calls was answered, as if they were spread evenly in their class. */
function timeOf(counters: Counters, share: number): number {
  const classes = Array.from({ length: BOUNDS.length + 1 }, (_, at) => counters[`t${at}`] ?? 0);
  const wanted = share * classes.reduce((sum, n) => sum + n, 0);
  let before = 0;
  for (const [at, n] of classes.entries()) {
    if (n > 0 && before + n >= wanted) {
      const from = BOUNDS[at - 1] ?? 0;
      const to = BOUNDS[at] ?? LONGEST_MS;
      return Math.round(from + ((to - from) * (wanted - before)) / n);
    }
    before += n;
  }
  return 0;
}

/** Counters as they are shown. */
export function figuresOf(counters: Counters): CallFigures {
  const { calls = 0, refused = 0, failed = 0, requests = 0 } = counters;
  return {
    calls,
    refused,
    failed,
    requests: calls === 0 ? 0 : Math.round((requests / calls) * 10) / 10,
    p50: timeOf(counters, 0.5),
    p95: timeOf(counters, 0.95),
  };
}
