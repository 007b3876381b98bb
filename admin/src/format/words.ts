import type {
  MemberStatus,
  NumberHistoryEntry,
  NumberMode,
  NumberSource,
  OrganizationType,
  PendingStatus,
  RegistrationField,
  RegistrationStatus,
  ReviewStep,
} from '../../../typings/api';

export const TYPE_WORDS: Record<OrganizationType, string> = {
  PROVINCE: '团省委',
  CITY: '市级团委',
  COUNTY: '县级团委',
  GRASSROOTS_COMMITTEE: '基层团委',
  WORK_COMMITTEE: '团工委',
  GENERAL_BRANCH: '团总支',
  BRANCH: '团支部',
};

/** Every type but general branch and branch is a committee (domain.md §3.1). */
export function isCommittee(type: OrganizationType): boolean {
  return type !== 'GENERAL_BRANCH' && type !== 'BRANCH';
}

/** The office that is held in an organisation of this type. */
export function officeWord(type: OrganizationType): string {
  if (type === 'BRANCH') return '团支书';
  return isCommittee(type) ? '工作人员' : '团总支书';
}

/** Types that may be founded directly below an organisation of this type. */
export function childTypes(type: OrganizationType): OrganizationType[] {
  if (type === 'BRANCH') return [];
  if (type === 'GENERAL_BRANCH') return ['BRANCH'];
  const committees: OrganizationType[] = ['CITY', 'COUNTY', 'GRASSROOTS_COMMITTEE'];
  const rank = ['PROVINCE', 'CITY', 'COUNTY'].indexOf(type);
  return [
    ...(rank === -1 ? (['GRASSROOTS_COMMITTEE'] as const) : committees.slice(rank)),
    'WORK_COMMITTEE',
    'GENERAL_BRANCH',
    'BRANCH',
  ];
}

export const REGISTRATION_WORDS: Record<RegistrationStatus, string> = {
  PENDING_BRANCH: '待团支部审核',
  PENDING_GENERAL: '待团总支审核',
  PENDING_COMMITTEE: '待团委审核',
  RETURNED: '已退回',
  WITHDRAWN: '已撤回',
  APPROVED: '已通过',
};

export const MODE_WORDS: Record<NumberMode, string> = {
  AUTO: '自动分配',
  MANUAL: '沿用原编号',
  NONE: '无需编号',
};

export const SOURCE_WORDS: Record<NumberSource, string> = {
  AUTO_BRANCH: '本支部',
  AUTO_COMMITTEE: '团委统筹',
  MANUAL: '沿用原编号',
  NONE: '无需编号',
  IMPORTED: '上线时导入',
};

export const MEMBER_WORDS: Record<MemberStatus, string> = {
  ACTIVE: '在册',
  TRANSFERRED_OUT: '已转出',
  RELEASED: '编号已收回',
  LEFT: '已离团',
  EXPELLED: '已除名',
};

export const HISTORY_WORDS: Record<NumberHistoryEntry['why'], string> = {
  ASSIGNED: '系统分配',
  TYPED_REPLACED: '报到时填写，审核通过时被系统分配的编号替换',
  KEPT: '沿用原编号',
  IMPORTED: '上线时导入',
};

export const FIELD_WORDS: Record<RegistrationField, string> = {
  name: '姓名',
  idType: '证件类型',
  idNumber: '证件号码',
  birthDate: '出生日期',
  gender: '性别',
  joinMonth: '入团年月',
  joinedInProvince: '是否省内入团',
  typedNumber: '团员编号',
  branchId: '所在团支部',
  ethnicity: '民族',
  education: '学历',
  politicalStatus: '政治面貌',
  occupation: '职业',
  workUnit: '工作单位',
  hukou: '户籍所在地',
  joinUnit: '入团时所在单位',
  email: '邮箱',
  qq: 'QQ号',
  wechat: '微信号',
  isCadre: '团干部',
  cadrePost: '团内职务',
  cadreSince: '任职年月',
  cadreNature: '任职性质',
};

export const RETURN_REASONS: ReadonlyArray<{ text: string; fields: RegistrationField[] }> = [
  { text: '不是本支部的团员，请重新选择所在团支部。', fields: ['branchId'] },
  { text: '证件号码与本人不符，请核对后重新填写。', fields: ['idNumber'] },
  { text: '入团年月与《入团志愿书》不一致，请核对。', fields: ['joinMonth'] },
  { text: '团员编号与《入团志愿书》封面不一致，请核对。', fields: ['typedNumber'] },
];

export function isPending(status: RegistrationStatus): status is PendingStatus {
  return status.startsWith('PENDING_');
}

const DECISION_WORDS = {
  PASS: '通过',
  RETURN: '退回',
  MOVE: '转到其他支部',
  RELEASE: '更正错号，收回编号',
  BIND: '核实身份，绑定手机号',
};

/** One step of a registration's history as a sentence: `0604团总支 通过 · 黄同学`. */
export function stepText(step: ReviewStep): string {
  if (step.decision === 'SUBMIT') return '提交报到';
  if (step.decision === 'WITHDRAW') return '本人撤回';
  const place = step.onBehalfOf
    ? `${step.organization?.name ?? ''} 代 ${step.onBehalfOf.name} `
    : step.organization
      ? `${step.organization.name} `
      : '';
  return `${place}${DECISION_WORDS[step.decision]} · ${step.by}`;
}
