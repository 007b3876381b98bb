import { figure, type Table } from '../bench/figures';
import { improvementTable } from './improvements';
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

/** Costs at the first rate, which hardly anything disturbs: before and after. */
function comparisonTable(before: LoadResult, after: LoadResult): Table {
  const rows = after.actions.flatMap((now) => {
    const then = before.actions.find(({ action }) => action === now.action);
    if (!then) return [];
    const was = then.steps[0]!;
    const is = now.steps[0]!;
    const change = (a: number, b: number): string => `${figure(a)} → ${figure(b)}`;
    return [
      [
        now.action,
        change(was.cost.databaseMs, is.cost.databaseMs),
        change(was.cost.othersMs, is.cost.othersMs),
        `${was.cost.cores.elsewhere} → ${is.cost.cores.elsewhere}`,
      ],
    ];
  });
  return {
    title: 'Before and after',
    text:
      `The same command before the improvements (${before.begunAt}) and after them (${after.begunAt}). ` +
      'Computing at the lowest rate of each; times are not compared, for other programs share the machine.',
    head: [
      'action',
      'database thread, ms a job',
      'functions, ms a job',
      'cores taken by other programs',
    ],
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
export function loadTables(result: LoadResult, before: LoadResult | null): Table[] {
  return [
    capacityTable(result),
    ...(before ? [improvementTable(before, result), comparisonTable(before, result)] : []),
    ...result.profiles.map(profileTable),
    ...(result.path ? [pathTable(result.path)] : []),
    ...result.actions.map(stepTable),
  ];
}
