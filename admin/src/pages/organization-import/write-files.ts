import type { ImportProblem } from '../../../../typings/api';
import { COLUMNS } from './import-table';

const SAMPLE = [
  ['350199001', '0606团委', '0606', '基层团委', '350000'],
  ['35019900101', '0606团总支', '总支', '团总支', '350199001'],
  ['3501990010101', '0606团支部（1）', '1班', '团支部', '35019900101'],
];
const HINTS = [
  ['组织编码', '必填，数字、字母和短横线，最多 32 位，每个组织一个，不重复'],
  ['组织全称', '必填，同一上级下不重名'],
  ['简称', '可不填'],
  ['组织类型', '必填：市级团委、县级团委、基层团委、团工委、团总支、团支部'],
  ['上级组织编码', '必填，可以是表里的组织，也可以是系统里已有的组织'],
];

/** Saves the template: first sheet to fill in (text cells), second sheet with what each column takes. */
export async function saveTemplate(): Promise<void> {
  const { default: writeXlsx } = await import('write-excel-file/browser');
  const text = (value: string) => ({ value, type: String });
  const head = (value: string) => ({ value, type: String, fontWeight: 'bold' as const });
  await writeXlsx([
    {
      sheet: '组织',
      columns: [{ width: 20 }, { width: 36 }, { width: 16 }, { width: 14 }, { width: 20 }],
      stickyRowsCount: 1,
      data: [COLUMNS.map(({ word }) => head(word)), ...SAMPLE.map((row) => row.map(text))],
    },
    {
      sheet: '填写说明',
      columns: [{ width: 16 }, { width: 60 }],
      data: HINTS.map(([column, hint]) => [head(column!), text(hint!)]),
    },
  ]).toFile('组织导入模板.xlsx');
}

/** Saves the problems as CSV that spreadsheet programs open with the right characters. */
export async function saveProblems(problems: readonly ImportProblem[]): Promise<void> {
  const { default: papa } = await import('papaparse');
  const words = new Map(COLUMNS.map(({ column, word }) => [column, word]));
  const csv = papa.unparse(
    {
      fields: ['行号', '列', '内容', '问题', '怎么改'],
      data: problems.map((problem) => [
        problem.row,
        words.get(problem.column),
        problem.value,
        problem.problem,
        problem.fix,
      ]),
    },
    // A cell of somebody else's file must not become a formula here.
    { escapeFormulae: true },
  );
  const url = URL.createObjectURL(new Blob(['\uFEFF', csv], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = '导入问题.csv';
  link.click();
  URL.revokeObjectURL(url);
}
