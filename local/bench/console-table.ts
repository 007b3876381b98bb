import { both, type Table, times, whole } from './figures';
import type { Timing } from './measure';
import type { BenchResult } from './result';

/** What has to hold for searching, in ms. */
const SEARCH_TARGET = 300;

/** What a clerk waits for; none where the console was not measured. */
export function consoleTables(console: BenchResult['console']): Table[] {
  if (!console) return [];
  const { plain, moments, searches } = console;
  const line = (what: string, target: number | null, time: Timing): string[] => [
    what,
    target === null ? '' : `≤ ${whole(target)}`,
    both(time),
    times(time.median / plain.median),
  ];
  return [
    {
      title: `What does a clerk wait for with ${whole(console.organizations)} organisations?`,
      text:
        `In Chromium, the whole system on this machine, ${console.begunAt}, load ${console.load.join(' / ')}. ` +
        'Beside a plain request (who is signed in) of the same run. Times in ms: median (95th percentile).',
      head: ['moment', 'target', 'ms', '÷ plain request'],
      rows: [
        line('a plain request', null, plain),
        ...moments.map(({ what, target, time }) => line(what, target, time)),
        ...searches.map(({ q, hits, time }) =>
          line(`search for ${q}: ${hits} shown`, SEARCH_TARGET, time),
        ),
      ],
    },
  ];
}
