import { figure, type Table } from '../bench/figures';
import type { ActionResult, LoadResult, StepResult } from './result';

/** What was improved after it was measured, and the figure that shows it. */
interface Improvement {
  what: string;
  action: string;
  figure: string;
  of: (result: ActionResult) => number;
}

const lowest = (value: (step: StepResult) => number) => (result: ActionResult) =>
  value(result.steps[0]!);

const IMPROVEMENTS: readonly Improvement[] = [
  {
    what: 'documents read or written lately stay decoded (`local/cloud/database/recent.ts`), and counting by groups no longer decodes anew',
    action: 'page of reviews',
    figure: 'database thread, ms a page',
    of: lowest(({ cost }) => cost.databaseMs),
  },
  {
    what: 'index rows are put together as texts, and become bytes only when they are written (`stored.ts`, `keys.ts`)',
    action: 'passMany',
    figure: 'database thread, ms a batch',
    of: lowest(({ cost }) => cost.databaseMs),
  },
  {
    what: 'a function waits a moment for its own busy worker before one of another function is stopped and loaded anew (`local/cloud/functions/pool.ts`)',
    action: 'a morning',
    figure: 'p95 at the lowest rate, ms',
    of: lowest(({ p95 }) => p95),
  },
  {
    what: 'the same',
    action: 'a morning',
    figure: 'functions, ms a job',
    of: lowest(({ cost }) => cost.othersMs),
  },
];

/** Each improvement with its figure before and after. */
export function improvementTable(before: LoadResult, after: LoadResult): Table {
  const find = ({ actions }: LoadResult, name: string): ActionResult | undefined =>
    actions.find(({ action }) => action === name);
  const rows = IMPROVEMENTS.flatMap(({ what, action, figure: name, of }) => {
    const [was, is] = [find(before, action), find(after, action)];
    if (!was || !is) return [];
    const shown = [of(was), of(is)].map(figure);
    return [[what, action, name, shown.join(' → ')]];
  });
  return {
    title: 'What was improved',
    text: 'Measured first, then changed where it was cheap; each with the figure that shows it.',
    head: ['improvement', 'shown by', 'figure', 'before → after'],
    rows,
  };
}
