import type { CallFigures } from '../../../../typings/api';

/** Milliseconds as people read them. */
export const timeWords = (ms: number): string =>
  ms < 1_000 ? `${ms} 毫秒` : `${(ms / 1_000).toFixed(1)} 秒`;

/** A share in per cent; small ones with a decimal, so that one in a thousand is not nothing. */
export function shareWords(part: number, whole: number): string {
  if (whole === 0 || part === 0) return '0%';
  const share = (part / whole) * 100;
  return share < 10 ? `${share < 0.1 ? '<0.1' : share.toFixed(1)}%` : `${Math.round(share)}%`;
}

/** Whether so many calls could not be done that somebody should look. */
export const isBad = ({ calls, failed }: Pick<CallFigures, 'calls' | 'failed'>): boolean =>
  failed > 0 && failed >= calls * 0.05;

/** What the drawing of the hours shows, as a sentence. */
export function hoursSentence(
  hours: ReadonlyArray<{ hour: number } & Pick<CallFigures, 'calls' | 'failed' | 'p95'>>,
): string {
  if (hours.length === 0) return '这一天还没有办理。';
  const busiest = hours.reduce((most, one) => (one.calls > most.calls ? one : most));
  const slowest = hours.reduce((most, one) => (one.p95 > most.p95 ? one : most));
  return (
    `最忙的是 ${busiest.hour} 点，${busiest.calls} 次；` +
    `最慢的是 ${slowest.hour} 点，95% 在 ${timeWords(slowest.p95)}内答复。`
  );
}
