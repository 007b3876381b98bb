import type { AuditGroup } from '../../../typings/api';

/** Whom or what a line is about: its `subject` is an id of this kind. */
export type AuditSubject = 'ACCOUNT' | 'PERSON' | 'ORGANIZATION';

interface Word {
  group: AuditGroup;
  about: AuditSubject;
  /** The line as a sentence; `name` is the subject's, empty where it is the actor. */
  text(name: string): string;
}

const word = (group: AuditGroup, about: AuditSubject, text: Word['text']): Word => ({
  group,
  about,
  text,
});

/** Everything that is written into the audit, by its code. */
const WORDS: Readonly<Record<string, Word>> = {
  SIGN_IN: word('SIGN_IN', 'ACCOUNT', () => '登录'),
  SIGN_OUT: word('SIGN_IN', 'ACCOUNT', () => '退出登录'),
  END_SESSIONS: word('SIGN_IN', 'ACCOUNT', () => '结束其他位置的登录'),
  SIGN_IN_NOT_ME: word('SIGN_IN', 'ACCOUNT', () => '报告“不是我登录”，已结束其他登录'),
  FLOOD_PHONE: word('SIGN_IN', 'ACCOUNT', () => '同一个手机号获取验证码过多，已拒绝'),
  FLOOD_OPENID: word('SIGN_IN', 'ACCOUNT', () => '同一部手机获取验证码过多，已拒绝'),
  FLOOD_ADDRESS: word('SIGN_IN', 'ACCOUNT', () => '同一个网络获取验证码过多，已拒绝'),
  FLOOD_PROVINCE: word('SIGN_IN', 'ACCOUNT', () => '全省获取验证码超过每小时上限，已拒绝'),
  CODE_GUESSED: word('SIGN_IN', 'ACCOUNT', () => '连续输错验证码，验证码已作废'),
  CODE_REPLAYED: word('SIGN_IN', 'ACCOUNT', () => '用过的验证码又被提交，已拒绝'),
  TICKET_REPLAYED: word('SIGN_IN', 'ACCOUNT', () => '用过的登录二维码又被提交，已拒绝'),
  SESSION_REPLAYED: word(
    'SIGN_IN',
    'ACCOUNT',
    (name) => `${name}退出登录以后，又收到用这次登录发来的请求，已拒绝`,
  ),
  ID_TAIL_GUESSED: word(
    'SIGN_IN',
    'ACCOUNT',
    (name) => `登录${name}的账号时证件号后六位输错达到上限，当天不能再试`,
  ),
  SESSION_ELSEWHERE: word(
    'SIGN_IN',
    'ACCOUNT',
    (name) => `${name}的登录出现在另一个浏览器，已结束这次登录`,
  ),
  CHANGE_PHONE: word('SIGN_IN', 'ACCOUNT', () => '更换本人的手机号'),
  CONFIRM_PHONE: word('SIGN_IN', 'ACCOUNT', (name) => `核实身份，为${name}更换手机号`),
  BIND_OWN: word('SIGN_IN', 'PERSON', () => '绑定本人的团籍资料'),
  BIND_MEMBER: word('SIGN_IN', 'PERSON', (name) => `核实身份，为${name}绑定手机号`),
  REVEAL_ID_NUMBER: word('PERSONAL_DATA', 'PERSON', (name) => `查看${name}的完整证件号`),
  REVEAL_TOO_MANY: word('PERSONAL_DATA', 'ACCOUNT', () => '查看完整个人信息超过次数上限，已拒绝'),
  REVEAL_PHONE: word('PERSONAL_DATA', 'PERSON', (name) => `查看${name}的完整手机号`),
  REVEAL_EMAIL: word('PERSONAL_DATA', 'PERSON', (name) => `查看${name}的完整邮箱`),
  REVEAL_QQ: word('PERSONAL_DATA', 'PERSON', (name) => `查看${name}的完整QQ号`),
  REVEAL_WECHAT: word('PERSONAL_DATA', 'PERSON', (name) => `查看${name}的完整微信号`),
  EXPORT_MEMBERS: word('EXPORT', 'ORGANIZATION', (name) => `导出${name}的团籍资料`),
  EXPORT_ID_NUMBERS: word(
    'EXPORT',
    'ORGANIZATION',
    (name) => `导出${name}的团籍资料，含完整证件号`,
  ),
  EXPORT_REVIEWS: word('EXPORT', 'ORGANIZATION', (name) => `导出${name}的报到审核名单`),
  EXPORT_INSPECTION: word('EXPORT', 'ORGANIZATION', (name) => `导出${name}的年度检查材料`),
  EXPORT_ORGANIZATIONS: word('EXPORT', 'ORGANIZATION', (name) => `导出${name}及下级组织名单`),
  APPOINT_FIRST: word('OFFICE', 'ACCOUNT', (name) => `部署人员设置${name}为第一位管理员`),
  APPOINT_AGAIN: word(
    'OFFICE',
    'ACCOUNT',
    (name) => `团省委已无人在任，部署人员设置${name}为管理员`,
  ),
  APPOINT: word('OFFICE', 'ACCOUNT', (name) => `任命${name}`),
  RENEW: word('OFFICE', 'ACCOUNT', (name) => `延长${name}的任期`),
  DISMISS: word('OFFICE', 'ACCOUNT', (name) => `免去${name}的职务`),
  CLOSE_ORGANIZATION: word('ORGANIZATION', 'ORGANIZATION', (name) => `撤销${name}`),
  MOVE_ORGANIZATION: word('ORGANIZATION', 'ORGANIZATION', (name) => `调整${name}的隶属关系`),
  MEMBER_ACTIVE: word('MEMBER', 'PERSON', (name) => `恢复${name}的团籍`),
  MEMBER_TRANSFERRED_OUT: word('MEMBER', 'PERSON', (name) => `登记${name}转出`),
  MEMBER_LEFT: word('MEMBER', 'PERSON', (name) => `登记${name}离团`),
  MEMBER_EXPELLED: word('MEMBER', 'PERSON', (name) => `登记${name}被开除团籍`),
  ERASE_PERSON: word('MEMBER', 'PERSON', () => '按申请删除一名团员的个人信息'),
  EXPIRE_REGISTRATION: word('MEMBER', 'PERSON', () => '一份报到满一年没有办成，个人信息已到期删除'),
  ERASE_ACCOUNT: word('MEMBER', 'ACCOUNT', () => '注销账号'),
  CORRECT: word('MEMBER', 'PERSON', (name) => `批准更正${name}的错号`),
};

/** Codes of one group. */
export const auditCodes = (group: AuditGroup): string[] =>
  Object.keys(WORDS).filter((code) => WORDS[code]?.group === group);

/** What a code is about; null for one that is not known. */
export const auditSubject = (code: string): AuditSubject | null => WORDS[code]?.about ?? null;

/** Group and sentence of a line. A code that is not known still says that something was done. */
export function auditWords(code: string, name: string): { group: AuditGroup; text: string } {
  const known = WORDS[code];
  return known
    ? { group: known.group, text: known.text(name) }
    : { group: 'ORGANIZATION', text: '其他操作' };
}
