/** A column of a table that people fill in. */
export interface TableColumn<C extends string> {
  column: C;
  /** The word over it. */
  word: string;
  needed: boolean;
}

export interface HeadedRow<C extends string> {
  /** The row as Excel numbers it: counted from 1, with the heading and empty lines. */
  line: number;
  /** Trimmed text of each column, empty where there is none. */
  cell: (column: C) => string;
}

export type HeadedResult<C extends string> =
  { ok: true; rows: Array<HeadedRow<C>> } | { ok: false; problem: string };

/** Heading as written by people: spaces, case, `*` marks and brackets with hints do not matter. */
const plainHeading = (cell: string): string =>
  cell
    .replaceAll(/[（(].*?[)）]/g, '')
    .replaceAll(/[\s\u3000\uFEFF*＊_-]/g, '')
    .toLowerCase();

/**
 * Reads cells by their heading, which may stand in any order, Chinese or English, below a title; empty
 * lines are dropped. Gives what is wrong when no such table is there or it has more than `most` rows.
 */
export function readHeaded<C extends string>(
  columns: ReadonlyArray<TableColumn<C>>,
  table: ReadonlyArray<readonly string[]>,
  most: number,
): HeadedResult<C> {
  const headings = new Map<string, C>(
    columns.flatMap(({ column, word }) => [
      [word, column],
      [column.toLowerCase(), column],
    ]),
  );
  const columnOf = (cell: string) => headings.get(plainHeading(cell));
  const expected = `第一行应为：${columns.map(({ word }) => word).join('、')}。可以下载模板填写。`;
  const head = table.findIndex((cells) => cells.filter((cell) => columnOf(cell)).length >= 2);
  if (head === -1) return { ok: false, problem: `没有找到表头。${expected}` };
  const places = new Map<C, number>();
  for (const [index, cell] of table[head]!.entries()) {
    const column = columnOf(cell);
    if (column && !places.has(column)) places.set(column, index);
  }
  const missing = columns.filter(({ column, needed }) => needed && !places.has(column));
  if (missing.length > 0) {
    const words = missing.map(({ word }) => word).join('”“');
    return { ok: false, problem: `表头缺少“${words}”。${expected}` };
  }
  const rows = table
    .map((cells, index) => ({ line: index + 1, cells }))
    .slice(head + 1)
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
    .map(({ line, cells }) => ({
      line,
      cell: (column: C) => (cells[places.get(column) ?? -1] ?? '').trim(),
    }));
  if (rows.length === 0) return { ok: false, problem: '表头下面没有数据，请填好后重新上传。' };
  if (rows.length > most) {
    return { ok: false, problem: `共 ${rows.length} 行，一次最多 ${most} 行，请分成几个表。` };
  }
  return { ok: true, rows };
}
