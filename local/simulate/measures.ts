/** Buckets grow by this factor: a quantile is right within one percent. */
const GROWTH = 1.02;

/** What became of an action so far. */
export interface ActionMeasure {
  /** Calls answered, repeats of one not counted. */
  calls: number;
  /** Answers by code; OK among them. */
  outcomes: Record<string, number>;
  /** Sent again after BUSY or UNKNOWN. */
  repeats: number;
  requests: number;
  /** Calls by bucket of their time, as the caller waits for it, repeats included. */
  times: Record<string, number>;
}

export type Measures = Record<string, ActionMeasure>;

/** Adds one answered call. */
export function note(
  measures: Measures,
  action: string,
  { code, ms, requests, repeats }: { code: string; ms: number; requests: number; repeats: number },
): void {
  const measure = (measures[action] ??= {
    calls: 0,
    outcomes: {},
    repeats: 0,
    requests: 0,
    times: {},
  });
  measure.calls += 1;
  measure.outcomes[code] = (measure.outcomes[code] ?? 0) + 1;
  measure.repeats += repeats;
  measure.requests += requests;
  const bucket = Math.max(0, Math.ceil(Math.log(Math.max(ms, 0.1) / 0.1) / Math.log(GROWTH)));
  measure.times[bucket] = (measure.times[bucket] ?? 0) + 1;
}

/** The time in ms below which the share `q` of the calls lies; 0 when there were none. */
export function timeAt(
  { calls, times }: Pick<ActionMeasure, 'calls' | 'times'>,
  q: number,
): number {
  let left = Math.ceil(calls * q);
  for (const [bucket, n] of Object.entries(times)) {
    left -= n;
    if (left <= 0) return 0.1 * GROWTH ** Number(bucket);
  }
  return 0;
}
