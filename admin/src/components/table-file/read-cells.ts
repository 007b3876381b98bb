import { decodeText } from './decode-text';

export type CellsResult = { ok: true; cells: string[][] } | { ok: false; problem: string };

/** Reads the cells of .xlsx (first sheet) or .csv in the browser; the readers are loaded only when needed. */
export async function readCells(file: File): Promise<CellsResult> {
  const name = file.name.toLowerCase();
  try {
    if (name.endsWith('.xlsx')) return { ok: true, cells: await readXlsx(file) };
    if (name.endsWith('.csv') || name.endsWith('.txt')) {
      return { ok: true, cells: await readCsv(file) };
    }
  } catch {
    return { ok: false, problem: '文件打不开，可能已损坏或加密。请另存为 .xlsx 后重新上传。' };
  }
  return { ok: false, problem: '只能上传 .xlsx 或 .csv 文件；.xls 请先另存为 .xlsx。' };
}

async function readXlsx(file: File): Promise<string[][]> {
  const { readSheet } = await import('read-excel-file/browser');
  // Codes such as 0604 must not become numbers.
  const cells = await readSheet(file, { parseNumber: (text) => text });
  return cells.map((row) => row.map(cellText));
}

async function readCsv(file: File): Promise<string[][]> {
  const { default: papa } = await import('papaparse');
  const text = decodeText(new Uint8Array(await file.arrayBuffer()));
  // Empty lines stay: the rows are told by the numbers that a spreadsheet program shows.
  return papa.parse<string[]>(text).data;
}

/** A cell of any kind as text; numbers were read as text already, nothing is rounded. */
export function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return typeof cell === 'string' ? cell : String(cell as number | boolean);
}
