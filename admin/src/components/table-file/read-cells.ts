import { decodeText } from './decode-text';
import { cellText, readTable } from './import-table';
import type { TableResult } from './import-table';

/** Reads .xlsx (first sheet) or .csv in the browser; the readers are loaded only when needed. */
export async function readFile(file: File): Promise<TableResult> {
  const name = file.name.toLowerCase();
  try {
    if (name.endsWith('.xlsx')) return readTable(await readXlsx(file));
    if (name.endsWith('.csv') || name.endsWith('.txt')) return readTable(await readCsv(file));
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
  return papa.parse<string[]>(text, { skipEmptyLines: true }).data;
}
