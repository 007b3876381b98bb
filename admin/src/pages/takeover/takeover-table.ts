import type { TakeoverColumn, TakeoverHeadings, TakeoverRow } from '../../../../typings/api';
import { readHeaded } from '../../components/table-file/headed-table';
import type { TableColumn } from '../../components/table-file/headed-table';

/** Rows of one call. */
export const SLICE = 200;
/** The most rows of one file. */
const MOST_ROWS = 100_000;

/** Words of the columns, in the order of the template. */
export const HEADINGS: TakeoverHeadings = {
  number: '团员编号',
  name: '姓名',
  idType: '证件类型',
  idNumber: '证件号',
  birthDate: '出生日期',
  gender: '性别',
  branchCode: '团支部编码',
  joinMonth: '入团年月',
  joinedInProvince: '是否省内入团',
  phone: '手机号',
};

const NEEDED = new Set<TakeoverColumn>(['number', 'name', 'idNumber', 'branchCode', 'joinMonth']);

export const COLUMNS = (Object.keys(HEADINGS) as TakeoverColumn[]).map(
  (column): TableColumn<TakeoverColumn> => ({
    column,
    word: HEADINGS[column],
    needed: NEEDED.has(column),
  }),
);

export type TakeoverTable = { ok: true; rows: TakeoverRow[] } | { ok: false; problem: string };

/** The rows of a table of members; what a cell says wrongly is told by the server, row by row. */
export function readTakeover(cells: ReadonlyArray<readonly string[]>): TakeoverTable {
  const read = readHeaded(COLUMNS, cells, MOST_ROWS);
  if (!read.ok) return read;
  return {
    ok: true,
    rows: read.rows.map(({ line, cell }) => ({
      line,
      number: cell('number'),
      name: cell('name'),
      idType: /^(居民)?身份证$|^$/.test(cell('idType')) ? 'RESIDENT' : 'OVERSEAS',
      idNumber: cell('idNumber'),
      ...(cell('birthDate') && { birthDate: cell('birthDate') }),
      ...(cell('gender') && { gender: cell('gender').startsWith('女') ? 'FEMALE' : 'MALE' }),
      branchCode: cell('branchCode'),
      joinMonth: cell('joinMonth'),
      ...(cell('phone') && { phone: cell('phone') }),
      joinedInProvince: !/^(否|不是|外省|no?|0)$/i.test(cell('joinedInProvince')),
    })),
  };
}

/** Columns in which rows of a whole file may stand against each other. */
const ALONE = ['number', 'idNumber'] as const;

/** Lines that share a number or an ID number with another line, with what they share. */
export function sharedLines(rows: readonly TakeoverRow[]): Map<number, string> {
  const found = new Map<number, string>();
  for (const column of ALONE) {
    const lines = new Map<string, number[]>();
    for (const row of rows) {
      const value = row[column].replaceAll(/\s/g, '').toUpperCase();
      if (value) lines.set(value, [...(lines.get(value) ?? []), row.line]);
    }
    for (const same of lines.values()) {
      if (same.length < 2) continue;
      for (const line of same) {
        const others = same.filter((other) => other !== line);
        const shown = others.slice(0, 3).map((other) => `第 ${other} 行`);
        const words = `${HEADINGS[column]}与${shown.join('、')}${others.length > 3 ? '等' : ''}相同`;
        found.set(line, found.has(line) ? `${found.get(line)}；${words}` : words);
      }
    }
  }
  return found;
}

/** Consecutive slices of at most 200 rows. */
export function slicesOf<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / SLICE) }, (_, index) =>
    rows.slice(index * SLICE, (index + 1) * SLICE),
  );
}

/** Names a slice of a file for all time, so that sending it again is known as the same operation. */
export async function sliceOpId(rows: readonly TakeoverRow[]): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(rows));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest.slice(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
