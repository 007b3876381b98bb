import { figure, type Table } from '../bench/figures';
import type { ActionResult, LoadResult, StepResult } from './result';

/** What was improved after it was measured, and the figure that shows it. */
interface Improvement {
  what: string;
  action: string;
  figure: string;
  of: (result: ActionResult) => number;
}

/** The least of all rates: whatever disturbs a step makes it more. */
export const least = ({ steps }: ActionResult, value: (step: StepResult) => number): number =>
  Math.min(...steps.map(value));

/** A rate at which a morning needs every function at once. */
const MORNING = 26;

const IMPROVEMENTS: readonly Improvement[] = [
  {
    what: 'documents read or written lately stay decoded (`local/cloud/database/recent.ts`), and counting by groups no longer decodes anew',
    action: 'page of reviews',
    figure: 'database thread, ms a page',
    of: (result) => least(result, ({ cost }) => cost.databaseMs),
  },
  {
    what: 'index rows are put together as texts, and become bytes only when they are written (`stored.ts`, `keys.ts`)',
    action: 'passMany',
    figure: 'database thread, ms a batch',
    of: (result) => least(result, ({ cost }) => cost.databaseMs),
  },
  {
    what: 'a function waits a moment for its own busy worker before one of another function is stopped and loaded anew, and takes whichever is free first, the busy one or a new one (`local/cloud/functions/pool.ts`)',
    action: 'a morning',
    figure: `p95 at ${MORNING} a second, ms`,
    of: ({ steps }) =>
      Math.min(
        ...steps.filter(({ perSecond }) => Math.round(perSecond) === MORNING).map(({ p95 }) => p95),
      ),
  },
  {
    what: 'the same',
    action: 'a morning',
    figure: 'functions, ms a job',
    of: (result) => least(result, ({ cost }) => cost.othersMs),
  },
];

/** Runs without the improvements and with them; a machine is not equally fast all the time, so several of each. */
export interface Compared {
  before: readonly LoadResult[];
  after: readonly LoadResult[];
}

/** An action as several runs saw it: every step of theirs, and the highest rate that was borne. */
function together(runs: readonly LoadResult[], name: string): ActionResult | undefined {
  const all = runs.flatMap(({ actions }) => actions.filter(({ action }) => action === name));
  const [first] = all;
  if (!first) return undefined;
  const borne = Math.max(...all.map((result) => result.borne ?? 0));
  return { ...first, borne, steps: all.flatMap(({ steps }) => steps) };
}

/** What all runs saw of an action, before and after; undefined where one side did not look. */
export function pairOf(
  { before, after }: Compared,
  action: string,
): readonly [was: ActionResult, is: ActionResult] | undefined {
  const [was, is] = [together(before, action), together(after, action)];
  return was && is && [was, is];
}

/** Each improvement with its figure before and after. */
export function improvementTable(compared: Compared): Table {
  const rows = IMPROVEMENTS.flatMap(({ what, action, figure: name, of }) => {
    const figures = pairOf(compared, action)?.map(of) ?? [];
    // A short run knows not every rate.
    const isKnown = figures.length > 0 && figures.every(Number.isFinite);
    return isKnown ? [[what, action, name, figures.map(figure).join(' → ')]] : [];
  });
  return {
    title: 'What was improved',
    text: 'Measured first, then changed where it was cheap; each with the figure that shows it.',
    head: ['improvement', 'shown by', 'figure', 'before → after'],
    rows,
  };
}
