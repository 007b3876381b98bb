import type { ActionName, OrganizationType } from '../../../typings/api';

/** Posts by the kind of organisation they are held in; CITY and COUNTY are leading organs, as the province is. */
export type PostKind = 'BRANCH' | 'GENERAL_BRANCH' | 'COMMITTEE' | 'LEADING_ORGAN' | 'PROVINCE';

/** Which organisations an acting post may work on: its own, those below it, or both. */
export type Scope = 'SELF' | 'SELF_OR_BELOW' | 'BELOW';

export type Access =
  | { who: 'ANYONE' }
  | { who: 'ACCOUNT' }
  | { who: 'POST'; posts: readonly PostKind[]; scope: Scope };

const ALL_POSTS = ['BRANCH', 'GENERAL_BRANCH', 'COMMITTEE', 'LEADING_ORGAN', 'PROVINCE'] as const;
const COMMITTEES = ['COMMITTEE', 'LEADING_ORGAN', 'PROVINCE'] as const;
const GRANTORS = ['GENERAL_BRANCH', ...COMMITTEES] as const;
const BELOW_PROVINCE = ['BRANCH', 'GENERAL_BRANCH', 'COMMITTEE', 'LEADING_ORGAN'] as const;

const anyone: Access = { who: 'ANYONE' };
const account: Access = { who: 'ACCOUNT' };
const post = (posts: readonly PostKind[], scope: Scope): Access => ({ who: 'POST', posts, scope });

/**
 * Who may do what, on which organisations (domain.md §3.3): the source of the check and of its test.
 * What depends on the state of a case (whose turn it is, reviewing oneself) is decided by its use case.
 */
export const ACCESS: Record<ActionName, Access> = {
  'account.sendCode': anyone,
  'account.signIn': anyone,
  'account.quickWays': anyone,
  'account.signInByWechatPhone': anyone,
  'account.changePhone': account,
  'account.me': account,
  'account.signOut': account,
  'account.erase': account,
  'account.consoleTicket': anyone,
  'account.consoleTicketState': anyone,
  'account.scanConsoleTicket': account,
  'account.confirmConsoleSignIn': account,
  'account.sessions': account,
  'account.endSessions': account,
  'account.auditLog': post(['PROVINCE'], 'SELF'),
  'account.metrics': post(['PROVINCE'], 'SELF'),
  'account.alarms': post(['PROVINCE'], 'SELF'),
  'account.acknowledgeAlarm': post(['PROVINCE'], 'SELF'),

  'organization.children': account,
  'organization.search': account,
  'organization.path': account,
  'organization.get': account,
  'organization.create': post(COMMITTEES, 'SELF_OR_BELOW'),
  'organization.appoint': post(COMMITTEES, 'BELOW'),
  'organization.update': post(COMMITTEES, 'BELOW'),
  'organization.close': post(COMMITTEES, 'BELOW'),
  'organization.previewMove': post(COMMITTEES, 'BELOW'),
  'organization.move': post(COMMITTEES, 'BELOW'),
  'organization.renew': post(COMMITTEES, 'BELOW'),
  'organization.dismiss': post(COMMITTEES, 'BELOW'),
  'organization.confirmPhone': post(COMMITTEES, 'BELOW'),
  'organization.importStart': post(['LEADING_ORGAN', 'PROVINCE'], 'SELF_OR_BELOW'),
  'organization.importRows': post(['LEADING_ORGAN', 'PROVINCE'], 'SELF_OR_BELOW'),
  'organization.importCheck': post(['LEADING_ORGAN', 'PROVINCE'], 'SELF_OR_BELOW'),
  'organization.importCommit': post(['LEADING_ORGAN', 'PROVINCE'], 'SELF_OR_BELOW'),
  'organization.importDrop': post(['LEADING_ORGAN', 'PROVINCE'], 'SELF_OR_BELOW'),
  'organization.importProblems': post(['LEADING_ORGAN', 'PROVINCE'], 'SELF_OR_BELOW'),
  'organization.imports': post(['LEADING_ORGAN', 'PROVINCE'], 'SELF_OR_BELOW'),
  'organization.export': post(COMMITTEES, 'SELF_OR_BELOW'),
  'organization.people': post(COMMITTEES, 'SELF_OR_BELOW'),

  'numbering.overview': post(ALL_POSTS, 'SELF_OR_BELOW'),
  'numbering.previewDefine': post(['PROVINCE'], 'SELF'),
  'numbering.defineRange': post(['PROVINCE'], 'SELF'),
  'numbering.previewAllocation': post(GRANTORS, 'SELF_OR_BELOW'),
  'numbering.allocate': post(GRANTORS, 'SELF_OR_BELOW'),
  'numbering.previewReclaim': post(GRANTORS, 'BELOW'),
  'numbering.fileCorrection': post(COMMITTEES, 'SELF_OR_BELOW'),
  'numbering.corrections': post(COMMITTEES, 'SELF_OR_BELOW'),
  'numbering.cancelCorrection': post(COMMITTEES, 'SELF_OR_BELOW'),
  'numbering.previewCorrection': post(['LEADING_ORGAN', 'PROVINCE'], 'SELF_OR_BELOW'),
  'numbering.decideCorrection': post(['LEADING_ORGAN', 'PROVINCE'], 'SELF_OR_BELOW'),
  'numbering.closeYear': post(['PROVINCE'], 'SELF'),
  'numbering.yearStatus': post(['PROVINCE'], 'SELF'),
  'numbering.takeoverCheck': post(['PROVINCE'], 'SELF'),
  'numbering.takeoverCommit': post(['PROVINCE'], 'SELF'),
  'numbering.reopenYear': post(['PROVINCE'], 'SELF'),
  'numbering.settings': post(['PROVINCE'], 'SELF'),
  'numbering.changeSettings': post(['PROVINCE'], 'SELF'),
  'numbering.settingsHistory': post(['PROVINCE'], 'SELF'),
  'numbering.reminders': post(ALL_POSTS, 'SELF'),
  'numbering.workingYear': post(ALL_POSTS, 'SELF'),
  'numbering.dashboard': post(ALL_POSTS, 'SELF_OR_BELOW'),
  'numbering.rebalancePlan': post(GRANTORS, 'SELF_OR_BELOW'),
  'numbering.squatters': post(COMMITTEES, 'SELF_OR_BELOW'),
  'numbering.reclaim': post(GRANTORS, 'BELOW'),
  'numbering.previewGiveBack': post(BELOW_PROVINCE, 'SELF'),
  'numbering.giveBack': post(BELOW_PROVINCE, 'SELF'),
  'numbering.previewShrink': post(['PROVINCE'], 'SELF'),
  'numbering.shrinkRange': post(['PROVINCE'], 'SELF'),
  'numbering.journal': post(ALL_POSTS, 'SELF_OR_BELOW'),
  'numbering.previewUndo': post(ALL_POSTS, 'SELF_OR_BELOW'),
  'numbering.undo': post(ALL_POSTS, 'SELF_OR_BELOW'),
  // Any number, for everybody: what is shown of it depends on whose it is (use case).
  'numbering.trace': account,
  'numbering.traceMany': account,
  'numbering.reconcile': post(COMMITTEES, 'SELF_OR_BELOW'),
  'numbering.proof': post(COMMITTEES, 'SELF_OR_BELOW'),
  'numbering.requestMore': post(BELOW_PROVINCE, 'SELF'),
  'numbering.requests': post(ALL_POSTS, 'SELF_OR_BELOW'),
  'numbering.decideRequest': post(GRANTORS, 'SELF_OR_BELOW'),

  'registration.submit': account,
  'registration.mine': account,
  'registration.resubmit': account,
  'registration.withdraw': account,
  'registration.nudge': account,
  'registration.invitation': post(ALL_POSTS, 'SELF_OR_BELOW'),
  'registration.invited': account,
  'registration.reveal': account,
  'registration.bind': account,

  'review.list': post(ALL_POSTS, 'SELF_OR_BELOW'),
  'review.get': post(ALL_POSTS, 'SELF_OR_BELOW'),
  'review.export': post(COMMITTEES, 'SELF_OR_BELOW'),
  'review.pass': post(ALL_POSTS, 'SELF_OR_BELOW'),
  'registration.confirmMove': account,
  'review.reassign': post(ALL_POSTS, 'SELF_OR_BELOW'),
  'roster.setStatus': post(COMMITTEES, 'SELF_OR_BELOW'),
  // Cannot be undone: a leading organ's, as the decision about a wrong number is.
  'roster.erase': post(['LEADING_ORGAN', 'PROVINCE'], 'SELF_OR_BELOW'),
  'roster.markCoverWritten': post(COMMITTEES, 'SELF_OR_BELOW'),
  'review.passMany': post(ALL_POSTS, 'SELF_OR_BELOW'),
  'review.return': post(ALL_POSTS, 'SELF_OR_BELOW'),
  // Narrowed to whoever could decide the case now (use case).
  'review.reveal': post(ALL_POSTS, 'SELF_OR_BELOW'),

  'roster.list': post(ALL_POSTS, 'SELF_OR_BELOW'),
  'roster.get': post(ALL_POSTS, 'SELF_OR_BELOW'),
  'roster.reveal': post(COMMITTEES, 'SELF_OR_BELOW'),
  'roster.export': post(COMMITTEES, 'SELF_OR_BELOW'),
  'roster.confirmPhone': post(ALL_POSTS, 'SELF_OR_BELOW'),
  'roster.inspection': post(COMMITTEES, 'SELF_OR_BELOW'),
};

/** The kind of a post by the type of its organisation. */
export function postKind(type: OrganizationType): PostKind {
  switch (type) {
    case 'PROVINCE':
    case 'BRANCH':
    case 'GENERAL_BRANCH':
      return type;
    case 'CITY':
    case 'COUNTY':
      return 'LEADING_ORGAN';
    case 'GRASSROOTS_COMMITTEE':
    case 'WORK_COMMITTEE':
      return 'COMMITTEE';
  }
}

/** Whether a post in `postOrgId` reaches the organisation with this path (ids from the root to itself). */
export function reaches(scope: Scope, postOrgId: string, path: readonly string[]): boolean {
  const isSelf = path.at(-1) === postOrgId;
  if (scope === 'SELF') return isSelf;
  if (scope === 'BELOW') return !isSelf && path.includes(postOrgId);
  return path.includes(postOrgId);
}
