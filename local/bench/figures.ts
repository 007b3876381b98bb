import type { Timing } from './measure';

/** One question of a run and its answer, ready to be set; ratios come first. */
export interface Table {
  title: string;
  /** What is compared, in a sentence or two. */
  text: string;
  head: string[];
  rows: string[][];
}

/** 12.3, 1,234, 0.45: three digits that matter. */
export function figure(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en-US');
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** 1.30× */
export const times = (ratio: number): string => `${figure(ratio)}×`;
/** 1,234 */
export const whole = (value: number): string => value.toLocaleString('en-US');
/** 67 % */
export const percent = (ratio: number): string => `${Math.round(ratio * 100)} %`;
/** 12.3 (45.6): median (95th percentile). */
export const both = ({ median, p95 }: Timing): string => `${figure(median)} (${figure(p95)})`;
