import type { Random } from '../random';

/**
 * When people come, in ms from the beginning of a step, ascending: on average `perSecond` of them for
 * `seconds`, each independently of the others (a Poisson process). Nobody waits for an answer to somebody else.
 */
export function arrivalsOf(perSecond: number, seconds: number, random: Random): number[] {
  const due: number[] = [];
  for (let at = 0; ;) {
    at += (-Math.log(1 - random()) * 1000) / perSecond;
    if (at >= seconds * 1000) return due;
    due.push(at);
  }
}
