import type { Table } from './figures';
import type { BenchResult } from './result';
import { tablesOf } from './tables';
import { targetsOf } from './targets';

/** The table in columns of plain text. */
export function columns({ title, head, rows }: Table): string {
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
