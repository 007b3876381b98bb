import type { CorrectionDisposal, CorrectionKind, CorrectionStatus } from '../../../../typings/api';

export const KIND_WORDS: Record<CorrectionKind, string> = {
  WRONG_PERSON: '分错了人',
  INELIGIBLE: '不符合入团条件',
  WRONG_YEAR: '年份错误',
  WRONG_POOL: '用错了组织的编号',
  DUPLICATE_PERSON: '同一人重复登记',
};

export const STATUS_WORDS: Record<CorrectionStatus, string> = {
  FILED: '待审批',
  DONE: '已更正',
  REJECTED: '已驳回',
  CANCELLED: '已撤回',
};

export const DISPOSAL_WORDS: Record<CorrectionDisposal, string> = {
  RETURN_TO_POOL: '收回到原来的组织，可以再分配',
  VOID: '作废，不再使用',
};

export const STATUSES = Object.keys(STATUS_WORDS) as CorrectionStatus[];
