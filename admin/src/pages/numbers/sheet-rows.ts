import type { NumberRow, Overview } from '../../../../typings/api';

const STATE_WORDS: Record<NumberRow['kind'], string> = {
  HANDED_DOWN: '是',
  FREE: '否',
  USED: '已使用',
  VOID: '作废',
  EXPIRED: '已过期',
};

/** The rows of an organisation as a sheet would show them: text only, the guide's words. */
export function sheetRows(overview: Overview): string[][] {
  return overview.rows.map((row) => [
    String(row.start),
    String(row.end),
    String(row.count),
    STATE_WORDS[row.kind],
    row.kind === 'HANDED_DOWN' ? (row.organization?.name ?? '') : '本级',
  ]);
}
