import type { ActionName, InputOf } from '../../typings/api';
import { formFor } from './tree';

/** Documents the samples work on, made by the test. */
export interface SampleSubjects {
  registrationId: string;
  memberId: string;
  importId: string;
  postId: string;
}

/**
 * A valid input of every action, on the subtree of 0604团委: what remains to be refused is only who
 * calls. `numbering.defineRange` and imports work on the province.
 */
export function sampleInputs(subjects: SampleSubjects): { [A in ActionName]: InputOf<A> } {
  const { registrationId, memberId, importId, postId } = subjects;
  const year = 2020;
  const movement = { orgId: '0604', year, items: [{ orgId: '0604Z', count: 1 }] };
  const form = formFor('陈甲', '0604Z2', { idNumber: '350199200601150025' });
  return {
    'account.sendCode': { phone: '13800000000' },
    'account.signIn': { phone: '13800000000', code: '123456' },
    'account.me': {},
    'account.signOut': {},
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
    'organization.dismiss': { orgId: '0604Z2', postId, reason: '毕业' },
    'organization.importStart': { rootId: 'P', fileName: '组织.csv', total: 1 },
    'organization.importRows': {
      importId,
      from: 0,
      rows: [{ code: 'N2', name: '新的团委', type: '基层团委', parentCode: 'P' }],
    },
    'organization.importCheck': { importId },
    'organization.importCommit': { importId },
    'organization.importProblems': { importId },
    'numbering.overview': { orgId: '0604', year },
    'numbering.defineRange': { year, start: '202000020000', end: '202000020999' },
    'numbering.previewAllocation': movement,
    'numbering.allocate': movement,
    'numbering.previewReclaim': { orgId: '0604Z', year, count: 1 },
    'numbering.reclaim': { orgId: '0604Z', year, count: 1 },
    'registration.submit': form,
    'registration.mine': {},
    'registration.resubmit': { ...form, registrationId, version: 1 },
    'registration.withdraw': { registrationId },
    'review.list': { orgId: '0604', status: 'PENDING_BRANCH' },
    'review.get': { registrationId },
    'review.pass': { registrationId, status: 'PENDING_COMMITTEE' },
    'review.return': {
      registrationId,
      status: 'PENDING_COMMITTEE',
      reason: '照片不清楚',
      fields: ['name'],
    },
    'roster.list': { orgId: '0604' },
    'roster.get': { memberId },
  };
}
