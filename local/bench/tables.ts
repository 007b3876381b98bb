import { beforeAfterTable } from './before-after';
import { consoleTables } from './console-table';
import { both, figure, percent, type Table, times, whole } from './figures';
import { growth, rateOf, shareOfFloor } from './ratios';
import type { BenchResult } from './result';
import { AT_ONCE } from './world/numbers';

function flatTable({ flat, worlds }: BenchResult): Table {
  return {
    title: 'Does it cost more where there is more?',
    text:
      'One caller; the calls of all sizes take turns one by one. Requests include the one that identifies ' +
      'the caller. Times in ms: median (95th percentile).',
    head: [
      'operation',
      'slowest ÷ smallest size',
      'requests',
      ...worlds.map(
        ({ organizations, given }) =>
          `${whole(organizations)} organisations, ${whole(given)} numbers given out`,
      ),
    ],
    rows: flat.map((result) => [
      result.operation,
      times(growth(result)),
      [...new Set(result.worlds.map(({ requests }) => requests))].join(' / '),
      ...result.worlds.map(({ time }) => both(time)),
    ]),
  };
}

function floorTable({ flat, worlds, province }: BenchResult): Table {
  const size = worlds[province]!;
  return {
    title: 'What do the rules cost one caller?',
    text:
      `The system against the floor, call by call in turn, at ${whole(size.organizations)} organisations. ` +
      'Times in ms: median (95th percentile).',
    head: ['operation', 'system ÷ floor', 'system', 'floor'],
    rows: flat.map(({ operation, worlds: answers, floor }) => {
      const { time: system } = answers[province]!;
      return [operation, times(system.median / floor.median), both(system), both(floor)];
    }),
  };
}

function approvalsTable({ approvals }: BenchResult): Table {
  const rate = (value: number | null): string => (value === null ? '' : figure(value));
  return {
    title: 'How many approvals a second?',
    text:
      'Approvals per second, median of the rounds. Every design writes the same registration, member ' +
      'record, account and journal entry; only the system checks any rule.',
    head: [
      'callers',
      'pools',
      'system ÷ floor',
      'system',
      'floor',
      'row per number',
      'gap search',
      'one call of the system, ms',
    ],
    rows: approvals.map((result) => [
      String(result.callers),
      String(result.pools),
      percent(shareOfFloor(result)),
      rate(rateOf(result, 'system')),
      rate(rateOf(result, 'floor')),
      rate(rateOf(result, 'row per number')),
      rate(rateOf(result, 'gap search')),
      both(result.designs[0]!.call),
    ]),
  };
}

function millionTable({ million }: BenchResult): Table {
  const { numbers, children, requests, first, again, reclaim, one, traced, rows } = million;
  const many = `${whole(numbers)} numbers to ${children} children`;
  return {
    title: 'How long does it take to hand down a million numbers?',
    text:
      `Row per number: ${whole(rows.measured)} rows measured in batches of ${whole(rows.batch)}, ` +
      `${figure(rows.ms / 1000)} s, and extrapolated. The trace is of numbers that came down in such an operation, ` +
      `whose one entry has ${children} lines; entries of the worlds above have ${AT_ONCE} at most.`,
    head: [
      'operation',
      'row per number ÷ system',
      'requests',
      'times',
      'ms: median (95th percentile)',
    ],
    rows: [
      [
        `${many}, who had none`,
        times(rows.extrapolated / first.median),
        whole(requests.first),
        String(first.n),
        both(first),
      ],
      [
        `${many} again`,
        times(rows.extrapolated / again.median),
        whole(requests.again),
        String(again.n),
        both(again),
      ],
      [
        `${whole(numbers)} numbers to one child`,
        times(rows.extrapolated / one.median),
        '',
        String(one.n),
        both(one),
      ],
      [
        `reclaim ${whole(numbers / children)} from one of them`,
        times(rows.extrapolated / children / reclaim.median),
        '',
        String(reclaim.n),
        both(reclaim),
      ],
      ['trace of one of them', '', '', String(traced.n), both(traced)],
      [
        'reclaim all of them, child by child',
        times(rows.extrapolated / (reclaim.median * children)),
        '',
        '',
        figure(reclaim.median * children),
      ],
      [
        'row per number, extrapolated',
        '',
        whole(numbers / rows.batch),
        '',
        figure(rows.extrapolated),
      ],
    ],
  };
}

function gapTable({ gaps }: BenchResult): Table {
  return {
    title: 'How is the next number found?',
    text: 'Requests and ms (median, 95th percentile) until the next number of a pool is known.',
    head: [
      'members in the pool',
      'gap search ÷ system',
      'gap search',
      'requests',
      'system',
      'requests',
    ],
    rows: gaps.map(({ members, gap, system }) => [
      whole(members),
      times(gap.time.median / system.time.median),
      both(gap.time),
      String(gap.requests),
      both(system.time),
      String(system.requests),
    ]),
  };
}

function batchTable({ batch, approvals }: BenchResult): Table {
  const alone = approvals.find(({ callers, pools }) => callers === 1 && pools === 1)!;
  const each = batch.call.median / batch.people;
  return {
    title: 'What does a batch save?',
    text: 'Many people of one pool approved by one call, against one call for each.',
    head: ['people', 'one by one ÷ batch', 'requests', 'calls', 'ms a call', 'ms a person'],
    rows: [
      [
        String(batch.people),
        times(alone.designs[0]!.call.median / each),
        String(batch.requests),
        String(batch.call.n),
        both(batch.call),
        figure(each),
      ],
    ],
  };
}

function sweepTable({ sweeps }: BenchResult): Table {
  return {
    title: 'How long does work over every organisation take?',
    text: 'Done once. A slice is one call.',
    head: ['work', 'ms an organisation', 'organisations', 'slices', 's'],
    rows: sweeps.map(({ name, organizations, slices, ms }) => [
      name,
      figure(ms / organizations),
      whole(organizations),
      whole(slices),
      figure(ms / 1000),
    ]),
  };
}

/** Every question of a run. */
export const tablesOf = (result: BenchResult): Table[] => [
  flatTable(result),
  floorTable(result),
  approvalsTable(result),
  millionTable(result),
  gapTable(result),
  batchTable(result),
  sweepTable(result),
  ...consoleTables(result.console),
  ...(result.compared ? [beforeAfterTable(result.compared)] : []),
];
