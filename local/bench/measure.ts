import { performance } from 'node:perf_hooks';

/** What became of the same thing done many times; times in ms. */
export interface Timing {
  n: number;
  median: number;
  p95: number;
}

/** The value below which the share `q` of the values lies (nearest rank). */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export const timingOf = (values: readonly number[]): Timing => ({
  n: values.length,
  median: median(values),
  p95: quantile(values, 0.95),
});

/** How long something takes, in ms, and what it gives. */
export async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const begun = performance.now();
  const result = await work();
  return { ms: performance.now() - begun, result };
}

/** Does the jobs with `callers` at once, each taking the next when it is through; gives each job's ms. */
export async function together(
  callers: number,
  jobs: ReadonlyArray<() => Promise<unknown>>,
): Promise<number[]> {
  const times: number[] = [];
  let next = 0;
  const caller = async (): Promise<void> => {
    while (next < jobs.length) times.push((await timed(jobs[next++]!)).ms);
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return times;
}
