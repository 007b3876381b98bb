import type { ActionName, InputOf } from '../../typings/api';
import { formFor } from './tree';

/** Documents the samples work on, made by the test. */
export interface SampleSubjects {
  registrationId: string;
  memberId: string;
  /** Of a number that 0604团委 assigned wrongly. */
  correctionId: string;
  importId: string;
  postId: string;
  /** A movement of 0604团委. */
  entryId: string;
  requestId: string;
}

/**
 * A valid input of every action, on the subtree of 0604团委: what remains to be refused is only who
 * calls. `numbering.defineRange` and imports work on the province.
 */
export function sampleInputs(subjects: SampleSubjects): { [A in ActionName]: InputOf<A> } {
  const { registrationId, memberId, correctionId, importId, postId, entryId, requestId } = subjects;
  const year = 2020;
  const movement = { orgId: '0604', year, items: [{ orgId: '0604Z', count: 1 }] };
  const takeoverRow = {
    line: 1,
    number: '202000012190',
    name: '赵辛',
    idNumber: '350199200605040034',
    branchCode: '0604Z2',
    joinMonth: '2020-05',
  };
  const form = formFor('陈甲', '0604Z2', { idNumber: '350199200601150025' });
  return {
    'account.sendCode': { phone: '13800000000' },
    'account.signIn': { phone: '13800000000', code: '123456' },
    'account.quickWays': {},
    'account.signInByWechatPhone': { code: 'phone:13800000000:1' },
    'account.changePhone': {
      oldPhone: '13800000000',
      oldCode: '123456',
      newPhone: '13800000001',
      newCode: '123456',
    },
    'account.me': {},
    'account.signOut': {},
    'account.erase': {},
    'account.consoleTicket': {},
    'account.consoleTicketState': { ticket: 'a'.repeat(22), secret: 'b'.repeat(22) },
    'account.scanConsoleTicket': { ticket: 'a'.repeat(22) },
    'account.confirmConsoleSignIn': { ticket: 'a'.repeat(22), accept: true },
    'account.sessions': {},
    'account.endSessions': { sessionId: 'a'.repeat(43) },
    'account.auditLog': { group: 'SIGN_IN' },
    'account.metrics': {},
    'account.alarms': {},
    'account.acknowledgeAlarm': { kind: 'RECONCILE', since: 1, note: '已联系部署人员核对' },
    'organization.children': { parentId: '0604' },
    'organization.search': { q: '团支部' },
    'organization.path': { id: '0604Z2' },
    'organization.get': { id: '0604Z2' },
    'organization.create': {
      parentId: '0604',
      code: 'NEW1',
      fullName: '新的团支部',
      type: 'BRANCH',
    },
    'organization.appoint': { orgId: '0604Z3', name: '赵书记', phone: '13900000001' },
    'organization.update': { orgId: '0604Z4', fullName: '0604团支部（四）' },
    'organization.close': { orgIds: ['0604Z4'], reason: '毕业' },
    'organization.previewMove': { orgId: '0604Z4', parentId: '0604' },
    'organization.move': { orgId: '0604Z4', parentId: '0604', reason: '改隶' },
    'organization.renew': { orgId: '0604Z2', postId },
    'organization.dismiss': { orgId: '0604Z2', postId, reason: '毕业' },
    'organization.confirmPhone': {
      person: { registrationId },
      phone: '13900000009',
      reason: '已核对身份证',
    },
    'organization.importStart': { rootId: 'P', fileName: '组织.csv', total: 1 },
    'organization.importRows': {
      importId,
      from: 0,
      rows: [{ code: 'N2', name: '新的团委', type: '基层团委', parentCode: 'P' }],
    },
    'organization.importCheck': { importId },
    'organization.importCommit': { importId },
    'organization.importDrop': { importId },
    'organization.importProblems': { importId },
    'organization.imports': { rootId: 'P' },
    'organization.export': { orgId: '0604' },
    'organization.people': { orgId: '0604' },
    'numbering.overview': { orgId: '0604', year },
    'numbering.previewDefine': { year, start: '202000020000', end: '202000020999' },
    'numbering.defineRange': { year, start: '202000020000', end: '202000020999' },
    'numbering.previewAllocation': movement,
    'numbering.allocate': movement,
    'numbering.previewReclaim': { orgId: '0604Z', year, count: 1 },
    'numbering.reclaim': { orgId: '0604Z', year, count: 1 },
    'numbering.previewGiveBack': { orgId: '0604Z', year, count: 1 },
    'numbering.giveBack': { orgId: '0604Z', year, count: 1, reason: '用不完' },
    'numbering.journal': { orgId: '0604' },
    'numbering.previewUndo': { entryId },
    'numbering.undo': { entryId },
    'numbering.previewShrink': { year, end: '202000012999', count: 1 },
    'numbering.shrinkRange': { year, end: '202000012999', count: 1 },
    'numbering.trace': { number: '202000012000' },
    'numbering.traceMany': { numbers: ['202000012000'] },
    'numbering.reconcile': { orgId: '0604', year },
    'numbering.proof': { orgId: '0604' },
    'numbering.requestMore': { orgId: '0604Z', year, count: 1, reason: '不够' },
    'numbering.requests': { orgId: '0604', box: 'OPEN' },
    'numbering.decideRequest': {
      requestId,
      version: 1,
      decision: 'ACCEPT',
      count: 1,
      reason: '同意',
    },
    'numbering.fileCorrection': {
      number: '202000012020',
      kind: 'WRONG_PERSON',
      reason: '编号给错了人',
    },
    'numbering.closeYear': { year, to: 'CLOSING' },
    'numbering.yearStatus': { year },
    'numbering.takeoverCheck': { rows: [takeoverRow] },
    'numbering.takeoverCommit': { rows: [takeoverRow] },
    'numbering.reopenYear': { year, reason: '还要补录' },
    'numbering.settings': {},
    'numbering.changeSettings': {
      rev: 0,
      changes: { stock: { lowCount: 10, lowShare: 0 } },
      reason: '编号快用完时早点知道',
    },
    'numbering.settingsHistory': {},
    'numbering.reminders': { orgId: '0604' },
    'numbering.workingYear': { orgId: '0604' },
    'numbering.dashboard': { orgId: '0604', year },
    'numbering.rebalancePlan': { orgId: '0604', year },
    'numbering.squatters': { orgId: '0604' },
    'numbering.corrections': { orgId: '0604', status: 'FILED' },
    'numbering.cancelCorrection': { correctionId },
    'numbering.previewCorrection': { correctionId },
    'numbering.decideCorrection': { correctionId, decision: 'REJECT', note: '不是错号' },
    'registration.submit': form,
    'registration.mine': {},
    'registration.resubmit': { ...form, registrationId, version: 1 },
    'registration.withdraw': { registrationId },
    'registration.nudge': { registrationId },
    'registration.invitation': { branchId: '0604Z2' },
    'registration.invited': { scene: '0604Z2' },
    'registration.bind': { name: '赵辛', idType: 'RESIDENT', idNumber: '350199200605040034' },
    'registration.reveal': { field: 'idNumber' },
    'review.list': { orgId: '0604', status: 'PENDING_BRANCH' },
    'review.get': { registrationId },
    'review.export': { orgId: '0604', status: 'PENDING_BRANCH' },
    'review.pass': { registrationId, status: 'PENDING_COMMITTEE' },
    'registration.confirmMove': { registrationId, version: 1, accept: true },
    'review.reassign': {
      registrationId,
      status: 'PENDING_COMMITTEE',
      branchId: '0604Z3',
      reason: '报错了支部',
    },
    'roster.setStatus': { memberId, status: 'LEFT', reason: '年满离团' },
    'roster.erase': { memberId, name: '陈甲', reason: '本人书面申请' },
    'roster.markCoverWritten': { memberIds: [memberId], written: true },
    'review.passMany': { registrationIds: [registrationId], status: 'PENDING_COMMITTEE' },
    'review.return': {
      registrationId,
      status: 'PENDING_COMMITTEE',
      reason: '照片不清楚',
      fields: ['name'],
    },
    'roster.list': { orgId: '0604' },
    'roster.get': { memberId },
    'roster.reveal': { memberId, field: 'idNumber' },
    'roster.confirmPhone': { memberId, phone: '13900000008', reason: '已核对身份证' },
    'roster.export': { orgId: '0604' },
    'roster.inspection': { orgId: '0604', year },
    'review.reveal': { registrationId, field: 'idNumber' },
  };
}
