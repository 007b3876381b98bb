import type { ImportRow } from '../../../../typings/api';
import { readHeaded } from '../../components/table-file/headed-table';
import type { TableColumn } from '../../components/table-file/headed-table';
import { readCells } from '../../components/table-file/read-cells';

export type ImportColumn = Exclude<keyof ImportRow, 'line'>;

/** Columns in the order of the template, with the words over them. */
export const COLUMNS: ReadonlyArray<TableColumn<ImportColumn>> = [
  { column: 'code', word: '组织编码', needed: true },
  { column: 'name', word: '组织全称', needed: true },
  { column: 'shortName', word: '简称', needed: false },
  { column: 'type', word: '组织类型', needed: true },
  { column: 'parentCode', word: '上级组织编码', needed: true },
];

/** Rows sent in one call; slices begin at multiples of it (contract of importRows). */
export const SLICE = 200;
/** The most rows that the server takes in one import. */
export const MOST_ROWS = 100_000;

/** The rows of a table, or why it cannot be read as a list of organisations. */
export type TableResult = { ok: true; rows: ImportRow[] } | { ok: false; problem: string };

/** Turns cells into rows; every cell stays text as it was written, the server tells what is wrong with it. */
export function readTable(table: ReadonlyArray<readonly string[]>): TableResult {
  const read = readHeaded(COLUMNS, table, MOST_ROWS);
  if (!read.ok) return read;
  return {
    ok: true,
    rows: read.rows.map(({ line, cell }) => ({
      line,
      code: cell('code'),
      name: cell('name'),
      ...(cell('shortName') ? { shortName: cell('shortName') } : {}),
      type: cell('type'),
      parentCode: cell('parentCode'),
    })),
  };
}

export async function readFile(file: File): Promise<TableResult> {
  const read = await readCells(file);
  return read.ok ? readTable(read.cells) : read;
}

/** Starts of the slices that are still to be sent when the server has `received` rows. */
export function slicesFrom(received: number, total: number): number[] {
  const starts: number[] = [];
  for (let from = received - (received % SLICE); from < total; from += SLICE) starts.push(from);
  return starts;
}

/** A digest of the rows, by which the same file is known again. */
export async function fingerprintOf(rows: readonly ImportRow[]): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(rows));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest.slice(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
