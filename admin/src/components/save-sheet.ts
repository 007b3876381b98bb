import type { SheetColumn } from './sheet-column';

/** How long the browser may take to pick the file up, in ms. */
const KEPT_FOR = 60_000;

/**
 * Saves a table as an Excel file. Every cell is text: a spreadsheet would turn 12-digit numbers into
 * 2.02E+11. `notes` are lines above the head, such as who exported it and when. Throws Error when the
 * file could not be made.
 */
export async function saveSheet(given: {
  fileName: string;
  sheet: string;
  columns: readonly SheetColumn[];
  rows: ReadonlyArray<readonly string[]>;
  notes?: readonly string[];
}): Promise<void> {
  const { sheet, rows, notes = [] } = given;
  const columns = given.columns.map(({ word, width }) => ({ word, width }));
  const { writeSheet } = await import('./sheet-writer/write-sheet');
  const blob = await writeSheet({ sheet, columns, rows, notes: [...notes] });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = given.fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_FOR);
}
