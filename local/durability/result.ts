import type { Machine } from '../machine';
import type { FullDisk } from './disk';
import type { Caught } from './mutants';
import type { Restarts } from './restart';
import type { Round } from './rounds';
import type { Tear, TornOutcome } from './torn';

/** Rounds on one data folder. */
export interface Slice {
  begunAt: string;
  seed: number;
  minutes: number;
  load: number[];
  rounds: Round[];
}

/** What the runs found; written as JSON, part by part. */
export interface DurabilityResult {
  machine: Machine;
  slices: Slice[];
  torn?: {
    seed: number;
    outcomes: Array<{ tear: Tear; count: Partial<Record<TornOutcome, number>> }>;
  };
  disk?: FullDisk;
  restarts?: Restarts;
  mutants?: Caught[];
}

/** Everything that was found to be wrong, as sentences. */
export const problemsOf = ({ slices, torn, disk, mutants }: DurabilityResult): string[] => [
  ...slices.flatMap(({ rounds }) => rounds.flatMap(({ problems }) => problems)),
  ...(torn?.outcomes ?? []).flatMap(({ tear, count }) =>
    count.WRONG ? [`${count.WRONG} files (${tear}) gave wrong data`] : [],
  ),
  ...(disk?.problems ?? []),
  ...(mutants ?? []).flatMap(({ mutant, said }) =>
    said === null ? [`${mutant} was not noticed`] : [],
  ),
];
