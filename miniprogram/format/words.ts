import type {
  OrganizationType,
  PendingStatus,
  Post,
  RegistrationField,
  RegistrationStatus,
} from '../../typings/api';

export const STATUS_WORDS: Record<RegistrationStatus, string> = {
  PENDING_BRANCH: '待团支部审核',
  PENDING_GENERAL: '待团总支审核',
  PENDING_COMMITTEE: '待团委审核',
  RETURNED: '已退回',
  WITHDRAWN: '已撤回',
  APPROVED: '已通过',
};

export type Level = 'ok' | 'warn' | 'danger' | 'info' | 'mute';

export const STATUS_LEVELS: Record<RegistrationStatus, Level> = {
  PENDING_BRANCH: 'info',
  PENDING_GENERAL: 'info',
  PENDING_COMMITTEE: 'info',
  RETURNED: 'warn',
  WITHDRAWN: 'mute',
  APPROVED: 'ok',
};

export const FIELD_WORDS: Record<RegistrationField | 'idType', string> = {
  name: '姓名',
  idType: '证件类型',
  idNumber: '证件号码',
  birthDate: '出生日期',
  gender: '性别',
  joinMonth: '入团年月',
  joinedInProvince: '省内入团',
  typedNumber: '团员编号',
  branchId: '所在团支部',
  ethnicity: '民族',
  education: '学历',
  politicalStatus: '政治面貌',
  occupation: '职业',
  workUnit: '工作单位',
  hukou: '户籍所在地',
  joinUnit: '入团时单位',
  email: '邮箱',
  qq: 'QQ号',
  wechat: '微信号',
  isCadre: '团干部',
  cadrePost: '团内职务',
  cadreSince: '任职年月',
  cadreNature: '任职性质',
};

/** P-15 */
export const AUTO_HINT =
  '2020年1月1日以后在福建省内入团的，编号由系统在团委审核通过时自动分配，无需填写。';
/** P-16 */
export const BRANCH_WARNING = '请确认这是你现在所在的团支部，资料将由该支部审核。';

export const isPending = (status: RegistrationStatus): status is PendingStatus =>
  status.slice(0, 8) === 'PENDING_';

/** The office somebody holds there. */
export function officeWord({ role, organization }: Post): string {
  if (role === 'STAFF') return '团委工作人员';
  return organization.type === 'BRANCH' ? '团支书' : '团总支书';
}

/** The stage that an organisation of this type reviews. */
export function stageOf(type: OrganizationType): PendingStatus {
  if (type === 'BRANCH') return 'PENDING_BRANCH';
  return type === 'GENERAL_BRANCH' ? 'PENDING_GENERAL' : 'PENDING_COMMITTEE';
}

/** `202000012020` → `['2020', '0001', '2020']` */
export const groupsOfFour = (number: string): string[] => number.match(/.{1,4}/g) ?? [];

/** `350199200605040034` → `350199********0034`, for screens that others may see. */
export const maskIdNumber = (value: string): string =>
  value.length === 18
    ? `${value.slice(0, 6)}********${value.slice(14)}`
    : `${value.slice(0, 2)}****${value.slice(-2)}`;
