import type { Overview } from '../../../../typings/api';
import { saveSheet } from '../../components/save-sheet';
import { momentText } from '../../format/dates';
import { sheetRows } from './sheet-rows';

/** Saves the rows as an Excel file, with who did it and when above the table. */
export async function exportRows(overview: Overview, by: string): Promise<void> {
  const { organization, year } = overview;
  const now = Date.now();
  await saveSheet({
    fileName: `${organization.name} ${year}年编号区间.xlsx`,
    sheet: `${year}年`,
    columns: [
      { word: '起始编号(包)', width: 18 },
      { word: '结束编号(包)', width: 18 },
      { word: '编号总数', width: 12 },
      { word: '编号分配状态', width: 14 },
      { word: '分配给', width: 44 },
    ],
    rows: sheetRows(overview),
    notes: [`${organization.name} ${year}年编号区间 · ${by} 导出于 ${momentText(now, 0)}`],
  });
}
