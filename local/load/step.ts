import { quantile } from '../bench/measure';
import { type Sample, waited } from './open-loop';
import type { StepResult } from './result';

/** Failures that a step may have and still hold its rate, as a share. */
const MOST_FAILED = 0.01;

const round = (ms: number): number => Math.round(ms * 100) / 100;

/** What came of a step at `perSecond` for `seconds`; all times in ms. */
export function stepOf(
  perSecond: number,
  seconds: number,
  samples: readonly Sample[],
): Omit<StepResult, 'cost'> {
  const all = samples.map(waited);
  const failures: Record<string, number> = {};
  for (const { outcome } of samples) {
    if (outcome !== 'OK') failures[outcome] = (failures[outcome] ?? 0) + 1;
  }
  const last = Math.max(seconds * 1000, ...samples.map(({ ended }) => ended));
  return {
    perSecond,
    seconds,
    n: samples.length,
    servedPerSecond: round((samples.length * 1000) / last),
    p50: round(quantile(all, 0.5)),
    p95: round(quantile(all, 0.95)),
    p99: round(quantile(all, 0.99)),
    worst: round(quantile(all, 1)),
    late: round(
      quantile(
        samples.map(({ due, began }) => began - due),
        0.99,
      ),
    ),
    failures,
  };
}

/** Whether a rate is borne: 95 of 100 within `limitMs`, and nearly none fails. */
export function isBorne(
  { n, p95, failures }: Pick<StepResult, 'n' | 'p95' | 'failures'>,
  limitMs: number,
): boolean {
  const failed = Object.values(failures).reduce((sum, count) => sum + count, 0);
  return p95 <= limitMs && failed <= n * MOST_FAILED;
}

/** From this share on something counts as used up. */
const FULL = 0.85;

/** What there was no more of at a rate that was not borne. */
export function usedUp({ cores }: StepResult['cost'], all: number): string {
  const { database, others, generator, elsewhere } = cores;
  if (database >= FULL) return 'the thread of the database';
  if (database + others + generator >= FULL * all) {
    return others > database ? 'the cores, most of it functions' : 'the cores, most of it database';
  }
  if (database + others + generator + elsewhere >= FULL * all) {
    return 'the cores, other programs among them';
  }
  return 'nothing: people wait for one another, or for the disk';
}

/** The rates that are tried, each by `factor` higher than the one before, in whole figures where they are large. */
export const ratesFrom = (first: number, factor: number, most: number): number[] =>
  Array.from({ length: most }, (_, i) => first * factor ** i).map((rate) =>
    rate < 10 ? Math.round(rate * 10) / 10 : Math.round(rate),
  );
