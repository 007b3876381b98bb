import { saveFile } from '../../components/save-file';
import { saveSheet } from '../../components/save-sheet';
import { COLUMNS } from './takeover-table';
import type { TakeoverClash } from './use-takeover';

const SAMPLE = [
  '202000012020',
  '张晓',
  '身份证',
  '350199200601150025',
  '',
  '',
  '0604-1-2',
  '2020-05',
  '是',
  '',
];

/** Saves an empty table with one line as an example. */
export const saveTemplate = () =>
  saveFile(() =>
    saveSheet({
      fileName: '团员接管模板.xlsx',
      sheet: '团员',
      columns: COLUMNS.map(({ word }) => ({ word, width: 20 })),
      rows: [SAMPLE],
    }),
  );

/** Saves what was found wrong, a line for each, with what to do. */
export const saveClashes = (clashes: readonly TakeoverClash[]) =>
  saveFile(() =>
    saveSheet({
      fileName: '接管问题.xlsx',
      sheet: '问题',
      columns: [
        { word: '行号', width: 8 },
        { word: '团员编号', width: 18 },
        { word: '姓名', width: 12 },
        { word: '团支部编码', width: 20 },
        { word: '列', width: 14 },
        { word: '问题', width: 50 },
        { word: '怎么改', width: 60 },
      ],
      rows: clashes.map(({ row, word, problem, fix }) => [
        String(row.line),
        row.number,
        row.name,
        row.branchCode,
        word,
        problem,
        fix,
      ]),
    }),
  );
