import type { ImportRow } from '../../../../typings/api';

export type ImportColumn = keyof ImportRow;

/** Columns in the order of the template, with the words over them. */
export const COLUMNS: ReadonlyArray<{ column: ImportColumn; word: string; needed: boolean }> = [
  { column: 'code', word: '组织编码', needed: true },
  { column: 'name', word: '组织全称', needed: true },
  { column: 'shortName', word: '简称', needed: false },
  { column: 'type', word: '组织类型', needed: true },
  { column: 'parentCode', word: '上级组织编码', needed: true },
];

const HEADINGS = new Map<string, ImportColumn>(
  COLUMNS.flatMap(({ column, word }) => [
    [word, column],
    [column.toLowerCase(), column],
  ]),
);

/** Rows sent in one call; slices begin at multiples of it (contract of importRows). */
export const SLICE = 200;
/** The most rows that the server takes in one import. */
export const MOST_ROWS = 100_000;

/** The rows of a table, or why it cannot be read as a list of organisations. */
export type TableResult = { ok: true; rows: ImportRow[] } | { ok: false; problem: string };

/** Heading as written by people: spaces, case, `*` marks and brackets with hints do not matter. */
function headingOf(cell: string): ImportColumn | undefined {
  const plain = cell
    .replaceAll(/[（(].*?[)）]/g, '')
    .replaceAll(/[\s\u3000\uFEFF*＊_-]/g, '')
    .toLowerCase();
  return HEADINGS.get(plain);
}

/**
 * Turns cells into rows. The heading may stand in any order, Chinese or English; empty lines are
 * dropped; every cell stays text as it was written, the server tells what is wrong with it.
 */
export function readTable(table: ReadonlyArray<readonly string[]>): TableResult {
  const head = table.findIndex((cells) => cells.filter((cell) => headingOf(cell)).length >= 2);
  if (head === -1) return { ok: false, problem: `没有找到表头。${expected()}` };
  const places = new Map<ImportColumn, number>();
  for (const [index, cell] of table[head]!.entries()) {
    const column = headingOf(cell);
    if (column && !places.has(column)) places.set(column, index);
  }
  const missing = COLUMNS.filter(({ column, needed }) => needed && !places.has(column));
  if (missing.length > 0)
    return {
      ok: false,
      problem: `表头缺少“${missing.map(({ word }) => word).join('”“')}”。${expected()}`,
    };
  const rows = table
    .slice(head + 1)
    .filter((cells) => cells.some((cell) => cell.trim() !== ''))
    .map((cells): ImportRow => {
      const cell = (column: ImportColumn) => (cells[places.get(column) ?? -1] ?? '').trim();
      const shortName = cell('shortName');
      return {
        code: cell('code'),
        name: cell('name'),
        ...(shortName ? { shortName } : {}),
        type: cell('type'),
        parentCode: cell('parentCode'),
      };
    });
  if (rows.length === 0) return { ok: false, problem: '表头下面没有数据，请填好后重新上传。' };
  if (rows.length > MOST_ROWS)
    return { ok: false, problem: `共 ${rows.length} 行，一次最多 ${MOST_ROWS} 行，请分成几个表。` };
  return { ok: true, rows };
}

function expected(): string {
  return `第一行应为：${COLUMNS.map(({ word }) => word).join('、')}。可以下载模板填写。`;
}

/** Starts of the slices that are still to be sent when the server has `received` rows. */
export function slicesFrom(received: number, total: number): number[] {
  const starts: number[] = [];
  for (let from = received - (received % SLICE); from < total; from += SLICE) starts.push(from);
  return starts;
}

/** A cell of any kind as text; numbers were read as text already, nothing is rounded. */
export function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  return typeof cell === 'string' ? cell : String(cell as number | boolean);
}
