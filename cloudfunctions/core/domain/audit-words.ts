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
  CHANGE_PHONE: word('SIGN_IN', 'ACCOUNT', () => '更换本人的手机号'),
  CONFIRM_PHONE: word('SIGN_IN', 'ACCOUNT', (name) => `核实身份，为${name}更换手机号`),
  REVEAL_ID_NUMBER: word('PERSONAL_DATA', 'PERSON', (name) => `查看${name}的完整证件号`),
  REVEAL_PHONE: word('PERSONAL_DATA', 'PERSON', (name) => `查看${name}的完整手机号`),
  EXPORT_MEMBERS: word('EXPORT', 'ORGANIZATION', (name) => `导出${name}的团籍资料`),
  EXPORT_ID_NUMBERS: word(
    'EXPORT',
    'ORGANIZATION',
    (name) => `导出${name}的团籍资料，含完整证件号`,
  ),
  EXPORT_INSPECTION: word('EXPORT', 'ORGANIZATION', (name) => `导出${name}的年度检查材料`),
  EXPORT_ORGANIZATIONS: word('EXPORT', 'ORGANIZATION', (name) => `导出${name}及下级组织名单`),
  APPOINT: word('OFFICE', 'ACCOUNT', (name) => `任命${name}`),
  RENEW: word('OFFICE', 'ACCOUNT', (name) => `延长${name}的任期`),
  DISMISS: word('OFFICE', 'ACCOUNT', (name) => `免去${name}的职务`),
  CLOSE_ORGANIZATION: word('ORGANIZATION', 'ORGANIZATION', (name) => `撤销${name}`),
  MOVE_ORGANIZATION: word('ORGANIZATION', 'ORGANIZATION', (name) => `调整${name}的隶属关系`),
  MEMBER_ACTIVE: word('MEMBER', 'PERSON', (name) => `恢复${name}的团籍`),
  MEMBER_TRANSFERRED_OUT: word('MEMBER', 'PERSON', (name) => `登记${name}转出`),
  MEMBER_LEFT: word('MEMBER', 'PERSON', (name) => `登记${name}离团`),
  MEMBER_EXPELLED: word('MEMBER', 'PERSON', (name) => `登记${name}被开除团籍`),
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
