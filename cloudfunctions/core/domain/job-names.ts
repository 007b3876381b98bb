/** What the work of the clock is called. */
const NAMES: Readonly<Record<string, string>> = {
  'clean-up': '清理过期的验证码和登录',
  'forget-audit': '清理满三年的操作日志',
  'forget-registrations': '删除满一年没有办成的报到里的个人信息',
  'close-years': '逐级关闭年度',
  'follow-moves': '组织调整的后续',
  'prove-nightly': '夜间对账',
  'repair-totals': '核对统计',
  'mark-sleepers': '停用久未登录的职务',
  'watch-numbers': '查找异常编号',
  'change-keys': '更换密钥',
  migrate: '升级已存的数据',
  'watch-system': '检查运行状况',
  'send-notices': '发送微信消息',
};

/** A job as it is told to people. */
export const jobName = (id: string): string => NAMES[id] ?? '其他定时任务';
