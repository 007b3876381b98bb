import type { ProfileResult } from './result';

/** The part of V8's profile that is read here; times in microseconds. */
export interface CpuProfile {
  nodes: Array<{
    id: number;
    callFrame: { functionName: string; url: string; lineNumber: number };
  }>;
  samples: number[];
  timeDeltas: number[];
}

/** Gives the place of a line: a package, a file of ours, `node`. Lines count from 0. */
export type PlaceOf = (url: string, line: number) => string;

/**
 * Not counted: waiting; in a worker V8 cannot tell it from the program. And the sampling itself, which takes
 * its commands by `dispatch`.
 */
const isLeftOut = (name: string, url: string, thread: ProfileResult['thread']): boolean =>
  name === '(idle)' ||
  (name === '(program)' && thread === 'function') ||
  (name === 'dispatch' && url === '');

const NOWHERE: Record<string, string> = {
  '(program)': 'V8 and system',
  '(garbage collector)': 'garbage collection',
};

const share = (part: number, whole: number): number => Math.round((part / whole) * 1000) / 1000;

/** Entries by value, the largest first. */
const ranked = <T>(sums: Map<T, number>): Array<[T, number]> =>
  [...sums].sort(([, a], [, b]) => b - a);

const add = <T>(sums: Map<T, number>, key: T, value: number): void => {
  sums.set(key, (sums.get(key) ?? 0) + value);
};

/** Own time of functions and places over all profiles of a kind of thread together, of the time that was not idle. */
export function sumProfiles(
  thread: ProfileResult['thread'],
  profiles: readonly CpuProfile[],
  placeOf: PlaceOf,
  most: number,
): Pick<ProfileResult, 'busyMs' | 'functions' | 'places'> {
  const functions = new Map<string, number>();
  const places = new Map<string, number>();
  let busy = 0;
  for (const { nodes, samples, timeDeltas } of profiles) {
    const own = new Map<number, number>();
    for (const [i, id] of samples.entries()) add(own, id, timeDeltas[i] ?? 0);
    for (const { id, callFrame } of nodes) {
      const time = own.get(id) ?? 0;
      const { functionName, url, lineNumber } = callFrame;
      if (time === 0 || isLeftOut(functionName, url, thread)) continue;
      const where = NOWHERE[functionName] ?? placeOf(url, lineNumber);
      busy += time;
      add(functions, JSON.stringify([functionName || '(without name)', where]), time);
      add(places, where, time);
    }
  }
  return {
    busyMs: Math.round(busy / 1000),
    functions: ranked(functions)
      .slice(0, most)
      .map(([key, time]) => {
        const [name, where] = JSON.parse(key) as [string, string];
        return { name, where, share: share(time, busy) };
      }),
    places: ranked(places)
      .slice(0, most)
      .map(([where, time]) => ({ where, share: share(time, busy) })),
  };
}
