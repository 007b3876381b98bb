import type { OrganizationRow } from '../../../../typings/api';
import type { SheetColumn } from '../../components/sheet-column';
import { TYPE_WORDS } from '../../format/words';

type Term = { name: string; from: string; to: string };

const termText = ({ name, from, to }: Term): string => `${name}（${from} 至 ${to}）`;

/** The first five are those of the import template: the file can be changed and imported again. */
const COLUMNS: ReadonlyArray<SheetColumn & { text: (row: OrganizationRow) => string }> = [
  { word: '组织编码', width: 20, text: ({ code }) => code },
  { word: '组织全称', width: 36, text: ({ name }) => name },
  { word: '简称', width: 20, text: ({ shortName }) => shortName },
  { word: '组织类型', width: 12, text: ({ type }) => TYPE_WORDS[type] },
  { word: '上级组织编码', width: 20, text: ({ parentCode }) => parentCode ?? '' },
  { word: '上级组织', width: 36, text: ({ parent }) => parent ?? '' },
  { word: '状态', width: 10, text: ({ status }) => (status === 'CLOSED' ? '已撤销' : '在用') },
  { word: '书记', width: 12, text: ({ secretary }) => secretary?.name ?? '' },
  { word: '书记任期起', width: 14, text: ({ secretary }) => secretary?.from ?? '' },
  { word: '书记任期止', width: 14, text: ({ secretary }) => secretary?.to ?? '' },
  { word: '工作人员', width: 40, text: ({ staff }) => staff.map(termText).join('；') },
];

export const EXPORT_COLUMNS: readonly SheetColumn[] = COLUMNS;

/** An organisation as a line of the exported table, in the order of the columns. */
export const exportLine = (row: OrganizationRow): string[] => COLUMNS.map(({ text }) => text(row));
