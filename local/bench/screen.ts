import type { BenchResult } from './result';
import { type Table, tablesOf, targetsOf } from './tables';

/** The table in columns of plain text. */
function columns({ title, head, rows }: Table): string {
  const widths = head.map((_, c) =>
    Math.max(...[head, ...rows].map((row) => Math.min(32, row[c]?.length ?? 0))),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, c) => (c === 0 ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!)))
      .join('  ');
  return [title, line(head), ...rows.map(line)].join('\n');
}

/** A run for the terminal. */
export const screenOf = (result: BenchResult): string =>
  [targetsOf(result), ...tablesOf(result)].map(columns).join('\n\n');
