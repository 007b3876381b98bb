import { decodeText } from './decode-text';

export type CellsResult = { ok: true; cells: string[][] } | { ok: false; problem: string };

type Reader = (file: File) => Promise<string[][]>;

/** Reads the cells of .xlsx (first sheet) or .csv in the browser; the readers are loaded only when needed. */
export async function readCells(file: File): Promise<CellsResult> {
  const name = file.name.toLowerCase();
  let reader: Reader;
  try {
    if (name.endsWith('.xlsx')) reader = await xlsxReader();
    else if (name.endsWith('.csv') || name.endsWith('.txt')) reader = await csvReader();
    else return { ok: false, problem: '只能上传 .xlsx 或 .csv 文件；.xls 请先另存为 .xlsx。' };
  } catch {
    return { ok: false, problem: '读不了表格，网络好像断了。请检查网络后再选一次文件。' };
  }
  try {
    return { ok: true, cells: await reader(file) };
  } catch {
    return { ok: false, problem: '文件打不开，可能已损坏或加密。请另存为 .xlsx 后重新上传。' };
  }
}

async function xlsxReader(): Promise<Reader> {
  const { readSheet } = await import('read-excel-file/browser');
  // Codes such as 0604 must not become numbers.
  return async (file) =>
    (await readSheet(file, { parseNumber: (text) => text })).map((row) => row.map(cellText));
}

async function csvReader(): Promise<Reader> {
  const { default: papa } = await import('papaparse');
  // Empty lines stay: the rows are told by the numbers that a spreadsheet program shows.
  return async (file) =>
    papa.parse<string[]>(decodeText(new Uint8Array(await file.arrayBuffer()))).data;
}

/** A cell of any kind as text; numbers were read as text already, nothing is rounded. */
export function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return typeof cell === 'string' ? cell : String(cell as number | boolean);
}
