import type { ReviewRow } from '../../../../typings/api';
import type { SheetColumn } from '../../components/sheet-column';
import { dayText } from '../../format/dates';
import { isPending, MODE_WORDS, REGISTRATION_WORDS } from '../../format/words';
import { CHECK_WORDS } from './review-filter';

const COLUMNS: ReadonlyArray<SheetColumn & { text: (row: ReviewRow) => string }> = [
  { word: '姓名', width: 12, text: ({ name }) => name },
  { word: '性别', width: 6, text: ({ gender }) => (gender === 'MALE' ? '男' : '女') },
  { word: '证件号码', width: 22, text: ({ idNumber }) => idNumber },
  { word: '手机号', width: 14, text: ({ phone }) => phone },
  { word: '团支部编码', width: 20, text: ({ branchCode }) => branchCode },
  { word: '所在团支部', width: 32, text: ({ branch }) => branch },
  { word: '上级组织', width: 44, text: ({ place }) => place },
  { word: '入团年月', width: 10, text: ({ joinMonth }) => joinMonth },
  {
    word: '团员编号',
    width: 16,
    text: ({ memberNumber, mode }) => memberNumber ?? MODE_WORDS[mode],
  },
  { word: '审核状态', width: 14, text: ({ status }) => REGISTRATION_WORDS[status] },
  {
    word: '预检',
    width: 40,
    text: ({ status, findings }) =>
      isPending(status) ? findings.join('；') || CHECK_WORDS.sound : '',
  },
  { word: '提交日期', width: 12, text: ({ submittedAt }) => dayText(submittedAt) },
  { word: '到本环节日期', width: 14, text: ({ since }) => dayText(since) },
  { word: '退回原因', width: 40, text: ({ returned }) => returned ?? '' },
];

export const REVIEW_COLUMNS: readonly SheetColumn[] = COLUMNS;

/** A registration as a line of the exported list, in the order of the columns. */
export const reviewLine = (row: ReviewRow): string[] => COLUMNS.map(({ text }) => text(row));
