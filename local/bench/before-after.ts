import { figure, type Table, whole } from './figures';
import type { BenchResult, ComparedRuns } from './result';

/** What a run says of one operation. */
interface Measure {
  operation: string;
  requests: number | null;
  ms: number;
}

/** What was changed between the two runs, by words of the operations whose figures show it. */
const IMPROVED: ReadonlyArray<readonly [word: string, what: string]> = [
  [
    'overview',
    'people and organisations of a movement come with its entry (`numbering/entries.ts`)',
  ],
  [
    'review list',
    'documents read or written lately stay decoded (`local/cloud/database/recent.ts`)',
  ],
  ['who had none', 'one look tells who has no numbers of the year (`numbering/allocate.ts`)'],
  ['close a year', 'twenty holdings in one transaction (`numbering/year-sweep.ts`)'],
];
const EVERYWHERE =
  'decoded documents, and index rows put together as texts (`local/cloud/database/stored.ts`)';

const improvedBy = (operation: string): string =>
  IMPROVED.find(([word]) => operation.includes(word))?.[1] ?? EVERYWHERE;

/** What can be asked of any run, in the order of its page. */
function measuresOf({ flat, province, million, batch, sweeps }: BenchResult): Measure[] {
  const many = `${whole(million.numbers)} numbers to ${million.children} children`;
  return [
    ...flat.map(({ operation, worlds }) => {
      const { requests, time } = worlds[province]!;
      return { operation, requests, ms: time.median };
    }),
    {
      operation: `approve ${batch.people} in a batch`,
      requests: batch.requests,
      ms: batch.call.median,
    },
    {
      operation: `${many}, who had none`,
      requests: million.requests.first,
      ms: million.first.median,
    },
    { operation: `${many} again`, requests: million.requests.again, ms: million.again.median },
    ...sweeps.map(({ name, organizations, ms }) => ({
      operation: `${name}, an organisation`,
      requests: null,
      ms: ms / organizations,
    })),
  ];
}

const change = (was: number | null, is: number | null, shown: (value: number) => string): string =>
  was === null || is === null ? '' : `${shown(was)} → ${shown(is)}`;

/** Two runs of one plan on one machine, before something was improved and after it; by operation. */
export function beforeAfterTable({ before, after }: ComparedRuns): Table {
  const earlier = new Map(measuresOf(before).map((measure) => [measure.operation, measure]));
  return {
    title: 'Before and after',
    text:
      `\`${after.command}\` with the engine of issue C (${before.begunAt}) and with this one (${after.begunAt}), ` +
      'one after the other on the same machine. Medians.',
    head: ['operation', 'before ÷ after', 'requests', 'ms', 'improved by'],
    rows: measuresOf(after).flatMap(({ operation, requests, ms }) => {
      const was = earlier.get(operation);
      if (!was) return [];
      return [
        [
          operation,
          `${figure(was.ms / ms)}×`,
          change(was.requests, requests, whole),
          change(was.ms, ms, figure),
          improvedBy(operation),
        ],
      ];
    }),
  };
}
