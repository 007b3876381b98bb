/** A column of an exported table. */
export interface SheetColumn {
  word: string;
  /** In characters. */
  width: number;
}
