import { figure, type Table } from '../bench/figures';
import { type Compared, improvementTable, least, pairOf } from './improvements';
import { usedUp } from './step';
import type { ActionResult, LoadResult, PathResult, ProfileResult, StepResult } from './result';

const percent = (part: number): string => `${Math.round(part * 1000) / 10} %`;

const failuresOf = ({ failures }: StepResult): string =>
  Object.entries(failures)
    .map(([outcome, n]) => `${n} ${outcome}`)
    .join(', ') || '–';

/** The step at the highest rate that was borne, or else the first. */
export const bestStep = ({ steps, borne }: ActionResult): StepResult =>
  steps.find(({ perSecond }) => perSecond === borne) ?? steps[0]!;

function capacityTable({ actions, machine }: LoadResult): Table {
  return {
    title: 'What is borne',
    text:
      'Jobs a second that are borne: 95 of 100 wait no longer than the limit and no more than one in a hundred ' +
      'fails. Computing of one job in ms; cores are those that were busy at that rate.',
    head: [
      'action',
      'borne, per second',
      'limit, ms',
      'p50',
      'p95',
      'p99',
      'requests',
      'database thread, ms',
      'functions, ms',
      'cores: database / functions / generator / others',
      'used up at the next rate',
    ],
    rows: actions.map((result) => {
      const beyond = result.saturated ? result.steps.at(-1) : undefined;
      const { p50, p95, p99, cost } = bestStep(result);
      const { database, others, generator, elsewhere } = cost.cores;
      return [
        result.action,
        `${result.borne ?? 'less than the first'}${result.saturated ? '' : ' and more'}`,
        figure(result.limitMs),
        ...[p50, p95, p99, cost.requests, cost.databaseMs, cost.othersMs].map(figure),
        `${database} / ${others} / ${generator} / ${elsewhere}`,
        beyond ? usedUp(beyond.cost, machine.cores) : '',
      ];
    }),
  };
}

function stepTable({ action, what, steps }: ActionResult): Table {
  return {
    title: action[0]!.toUpperCase() + action.slice(1),
    text: `${what[0]!.toUpperCase()}${what.slice(1)}.`,
    head: [
      'offered, per second',
      'jobs',
      'served, per second',
      'p50',
      'p95',
      'p99',
      'failures',
      'database thread, cores',
    ],
    rows: steps.map((step) => [
      String(step.perSecond),
      String(step.n),
      figure(step.servedPerSecond),
      figure(step.p50),
      figure(step.p95),
      figure(step.p99),
      failuresOf(step),
      String(step.cost.cores.database),
    ]),
  };
}

/** What one profile says, by function. */
export function profileTable({ thread, action, perSecond, functions }: ProfileResult): Table {
  const where = thread === 'database' ? 'Thread with HTTP and database' : 'Function workers';
  return {
    title: `${where}: ${action} at ${perSecond} per second`,
    text: 'Own time of functions, as a share of the time in which the thread was busy.',
    head: ['function', 'where', 'share'],
    rows: functions.map(({ name, where: place, share }) => [name, place, percent(share)]),
  };
}

/** What is borne and what a job costs, before and after. */
function comparisonTable(compared: Compared): Table {
  const rows = compared.after[0]!.actions.flatMap(({ action }) => {
    const pair = pairOf(compared, action);
    if (!pair) return [];
    const both = (value: (result: ActionResult) => number): string =>
      pair.map((result) => figure(value(result))).join(' → ');
    return [
      [
        action,
        both(({ borne }) => borne ?? 0),
        both((result) => least(result, ({ cost }) => cost.databaseMs)),
        both((result) => least(result, ({ cost }) => cost.othersMs)),
      ],
    ];
  });
  return {
    title: 'Before and after',
    text:
      'The same command without the improvements and with them in turn, ' +
      `${compared.before.length} and ${compared.after.length} runs, some of them of a few actions only. Computing is the least ` +
      'at any rate of any run: two runs of the same system differ by up to a fifth here. What is borne rises in steps of 1.6.',
    head: ['action', 'borne, per second', 'database thread, ms a job', 'functions, ms a job'],
    rows,
  };
}

function pathTable({ requests }: PathResult): Table {
  return {
    title: 'Its requests',
    text: 'In their order; medians in ms. “Before” is the function’s own time and the way since the request before.',
    head: ['request', 'part', 'before', 'database'],
    rows: requests.map(({ what, part, before, database }) => [
      what,
      part,
      figure(before),
      figure(database),
    ]),
  };
}

/** The tables of a run in the order of the page. */
export function loadTables(result: LoadResult, compared: Compared | null): Table[] {
  return [
    capacityTable(result),
    ...(compared ? [improvementTable(compared), comparisonTable(compared)] : []),
    ...result.profiles.map(profileTable),
    ...(result.path ? [pathTable(result.path)] : []),
    ...result.actions.map(stepTable),
  ];
}
