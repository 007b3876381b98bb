import type { InspectionRow, MemberRow, RegistrationStatus } from '../../../../typings/api';
import type { SheetColumn } from '../../components/sheet-column';
import { dayText } from '../../format/dates';
import { cadreText } from '../../format/optional';
import { MEMBER_WORDS, SOURCE_WORDS } from '../../format/words';
import { KIND_WORDS, STATUS_WORDS } from '../corrections/correction-words';

type Column<Row> = SheetColumn & { text: (row: Row) => string };

const day = (at: number | null): string => (at === null ? '' : dayText(at));

const MEMBER: ReadonlyArray<Column<MemberRow>> = [
  { word: '团员编号', width: 16, text: ({ memberNumber }) => memberNumber ?? '' },
  { word: '姓名', width: 12, text: ({ name }) => name },
  { word: '性别', width: 6, text: ({ gender }) => (gender === 'MALE' ? '男' : '女') },
  { word: '出生日期', width: 12, text: ({ birthDate }) => birthDate },
  {
    word: '证件类型',
    width: 18,
    text: ({ idType }) => (idType === 'RESIDENT' ? '居民身份证' : '港澳台或境外证件'),
  },
  { word: '证件号码', width: 22, text: ({ idNumber }) => idNumber },
  { word: '手机号', width: 14, text: ({ phone }) => phone ?? '' },
  { word: '团支部编码', width: 20, text: ({ branchCode }) => branchCode },
  { word: '所在团支部', width: 32, text: ({ branch }) => branch },
  { word: '上级组织', width: 44, text: ({ place }) => place },
  { word: '入团年月', width: 10, text: ({ joinMonth }) => joinMonth },
  { word: '省内入团', width: 10, text: ({ joinedInProvince }) => (joinedInProvince ? '是' : '否') },
  { word: '编号来自', width: 14, text: ({ numberSource }) => SOURCE_WORDS[numberSource] },
  { word: '团籍状态', width: 12, text: ({ status }) => MEMBER_WORDS[status] },
  { word: '民族', width: 10, text: ({ ethnicity }) => ethnicity ?? '' },
  { word: '学历', width: 12, text: ({ education }) => education ?? '' },
  { word: '政治面貌', width: 14, text: ({ politicalStatus }) => politicalStatus ?? '' },
  { word: '职业', width: 14, text: ({ occupation }) => occupation ?? '' },
  { word: '工作单位', width: 28, text: ({ workUnit }) => workUnit ?? '' },
  { word: '户籍所在地', width: 24, text: ({ hukou }) => hukou ?? '' },
  { word: '入团时所在单位', width: 28, text: ({ joinUnit }) => joinUnit ?? '' },
  { word: '团干部', width: 30, text: cadreText },
  { word: '通过日期', width: 12, text: ({ approvedAt }) => dayText(approvedAt) },
  { word: '封面填写日期', width: 14, text: ({ coverWrittenAt }) => day(coverWrittenAt) },
];

export const MEMBER_COLUMNS: readonly SheetColumn[] = MEMBER;

/** A member as a line of the exported table, in the order of the columns. */
export const memberLine = (row: MemberRow): string[] => MEMBER.map(({ text }) => text(row));

function reviewText({
  at,
  organization,
  by,
  onBehalfOf,
}: InspectionRow['reviews'][number]): string {
  const place = organization?.name ?? '';
  return `${dayText(at)} ${place} ${by}${onBehalfOf ? `（代 ${onBehalfOf.name}）` : ''}`;
}

/** The passes that count: those since the last submission (R-74). */
const counted = ({ reviews, submittedAt }: InspectionRow) =>
  reviews.filter(({ at }) => submittedAt === null || at >= submittedAt);

/** The latest counted pass that led to this status. */
function passedTo(row: InspectionRow, to: RegistrationStatus): string {
  const found = counted(row).findLast(({ status }) => status === to);
  return found ? reviewText(found) : '';
}

/** A branch's pass leads to the general branch where there is one, otherwise straight to the committee. */
const branchPass = (row: InspectionRow): string =>
  passedTo(row, 'PENDING_GENERAL') || passedTo(row, 'PENDING_COMMITTEE');

const generalPass = (row: InspectionRow): string =>
  passedTo(row, 'PENDING_GENERAL') ? passedTo(row, 'PENDING_COMMITTEE') : '';

const INSPECTION: ReadonlyArray<Column<InspectionRow>> = [
  { word: '团员编号', width: 16, text: ({ memberNumber }) => memberNumber ?? '' },
  { word: '姓名', width: 12, text: ({ name }) => name },
  { word: '团支部编码', width: 20, text: ({ branchCode }) => branchCode },
  { word: '所在团支部', width: 32, text: ({ branch }) => branch },
  { word: '入团年月', width: 10, text: ({ joinMonth }) => joinMonth },
  { word: '编号来自', width: 14, text: ({ numberSource }) => SOURCE_WORDS[numberSource] },
  { word: '团籍状态', width: 12, text: ({ status }) => MEMBER_WORDS[status] },
  { word: '提交日期', width: 12, text: ({ submittedAt }) => day(submittedAt) },
  {
    word: '支部大会日期',
    width: 14,
    text: (row) => counted(row).find(({ meeting }) => meeting)?.meeting ?? '',
  },
  { word: '团支部审核', width: 36, text: branchPass },
  { word: '团总支审核', width: 36, text: generalPass },
  { word: '团委审核', width: 36, text: (row) => passedTo(row, 'APPROVED') },
  { word: '通过日期', width: 12, text: ({ approvedAt }) => dayText(approvedAt) },
  { word: '封面填写日期', width: 14, text: ({ coverWrittenAt }) => day(coverWrittenAt) },
  {
    word: '编号更正',
    width: 60,
    text: ({ corrections }) =>
      corrections
        .map(
          ({ number, kind, status, filedAt, replacement }) =>
            `${dayText(filedAt)} ${number} ${KIND_WORDS[kind]}，${STATUS_WORDS[status]}${replacement ? `，改为 ${replacement}` : ''}`,
        )
        .join('；'),
  },
];

export const INSPECTION_COLUMNS: readonly SheetColumn[] = INSPECTION;

/** How one person came to a number, as a line of the inspection pack, in the order of the columns. */
export const inspectionLine = (row: InspectionRow): string[] =>
  INSPECTION.map(({ text }) => text(row));
