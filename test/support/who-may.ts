import type { ActionName } from '../../typings/api';

/*
 * Who may do what, written down from the matrix of the domain (domain.md §3.3) and from what the screens promise,
 * not from the code: usecases/access.ts and every use case are held against it.
 */

/** The kinds of posts, in the order of the columns. */
export const KINDS = [
  'BRANCH',
  'GENERAL_BRANCH',
  'COMMITTEE',
  'LEADING_ORGAN',
  'PROVINCE',
] as const;
export type Kind = (typeof KINDS)[number];

/**
 * What a kind of post may do it to: `=` its own organisation, `<` any below it, `c` a committee's stage below it;
 * empty: nothing, anywhere.
 */
export type Reach = '' | '=' | '<' | '=<' | 'c' | '=c';

/** Anybody without a sign-in; whoever is signed in, for oneself; or posts, a column each. */
export type Who = 'ANYBODY' | 'SIGNED_IN' | readonly [Reach, Reach, Reach, Reach, Reach];

const everyPost: Who = ['=', '=<', '=<', '=<', '=<'];
const granting: Who = ['', '=<', '=<', '=<', '=<'];
const takingBack: Who = ['', '<', '<', '<', '<'];
const ownOnly: Who = ['=', '=', '=', '=', ''];
const staff: Who = ['', '', '=<', '=<', '=<'];
const leading: Who = ['', '', '', '=<', '=<'];
/** Whoever began or filed it, or whom it was filed with: the subject is that organisation. */
const concerned: Who = ['', '', '', '=', '='];
const above: Who = ['', '', '<', '<', '<'];
const province: Who = ['', '', '', '', '='];
/** The stage whose turn it is; a committee's also from above. */
const turn: Who = ['=', '=', '=c', '=c', '=c'];

export const WHO_MAY: Partial<Record<ActionName, Who>> = {
  'account.sendCode': 'ANYBODY',
  'account.signIn': 'ANYBODY',
  'account.quickWays': 'ANYBODY',
  'account.signInByWechatPhone': 'ANYBODY',
  'account.consoleTicket': 'ANYBODY',
  'account.consoleTicketState': 'ANYBODY',
  'account.me': 'SIGNED_IN',
  'account.signOut': 'SIGNED_IN',
  'account.erase': 'SIGNED_IN',
  'account.changePhone': 'SIGNED_IN',
  'account.scanConsoleTicket': 'SIGNED_IN',
  'account.confirmConsoleSignIn': 'SIGNED_IN',
  'account.sessions': 'SIGNED_IN',
  'account.endSessions': 'SIGNED_IN',
  'account.auditLog': province,
  'account.metrics': province,
  'account.alarms': province,
  'account.acknowledgeAlarm': province,

  'organization.children': 'SIGNED_IN',
  'organization.search': 'SIGNED_IN',
  'organization.path': 'SIGNED_IN',
  'organization.get': 'SIGNED_IN',
  'organization.create': staff,
  'organization.update': above,
  'organization.close': above,
  'organization.previewMove': above,
  'organization.move': above,
  // The province has nobody above it: its own staff appoint each other.
  'organization.appoint': ['', '', '<', '<', '=<'],
  'organization.renew': ['', '', '<', '<', '=<'],
  'organization.dismiss': ['', '', '<', '<', '=<'],
  'organization.confirmPhone': above,
  'organization.importStart': leading,
  'organization.importRows': concerned,
  'organization.importCheck': concerned,
  'organization.importCommit': concerned,
  'organization.importDrop': concerned,
  'organization.importProblems': concerned,
  'organization.imports': leading,
  'organization.export': staff,
  'organization.people': staff,

  'numbering.overview': everyPost,
  'numbering.journal': everyPost,
  'numbering.dashboard': everyPost,
  'numbering.requests': everyPost,
  'numbering.previewUndo': everyPost,
  'numbering.undo': everyPost,
  'numbering.reminders': ['=', '=', '=', '=', '='],
  'numbering.workingYear': ['=', '=', '=', '=', '='],
  'numbering.trace': 'SIGNED_IN',
  'numbering.traceMany': 'SIGNED_IN',
  'numbering.previewDefine': province,
  'numbering.defineRange': province,
  'numbering.previewShrink': province,
  'numbering.shrinkRange': province,
  'numbering.closeYear': province,
  'numbering.reopenYear': province,
  'numbering.yearStatus': province,
  'numbering.takeoverCheck': province,
  'numbering.takeoverCommit': province,
  'numbering.settings': province,
  'numbering.changeSettings': province,
  'numbering.settingsHistory': province,
  'numbering.previewAllocation': granting,
  'numbering.allocate': granting,
  'numbering.decideRequest': granting,
  'numbering.rebalancePlan': granting,
  'numbering.previewReclaim': takingBack,
  'numbering.reclaim': takingBack,
  'numbering.previewGiveBack': ownOnly,
  'numbering.giveBack': ownOnly,
  'numbering.requestMore': ownOnly,
  'numbering.reconcile': staff,
  'numbering.proof': staff,
  'numbering.squatters': staff,
  'numbering.corrections': staff,
  'numbering.fileCorrection': staff,
  'numbering.cancelCorrection': ['', '', '=', '=', '='],
  'numbering.previewCorrection': concerned,
  'numbering.decideCorrection': concerned,

  'registration.submit': 'SIGNED_IN',
  'registration.mine': 'SIGNED_IN',
  'registration.resubmit': 'SIGNED_IN',
  'registration.withdraw': 'SIGNED_IN',
  'registration.nudge': 'SIGNED_IN',
  'registration.invited': 'SIGNED_IN',
  'registration.reveal': 'SIGNED_IN',
  'registration.confirmMove': 'SIGNED_IN',
  'registration.bind': 'SIGNED_IN',
  'registration.invitation': everyPost,

  'review.list': everyPost,
  'review.get': everyPost,
  'review.export': staff,
  'review.pass': turn,
  'review.passMany': turn,
  'review.return': turn,
  'review.reassign': turn,
  'review.reveal': turn,

  'roster.list': everyPost,
  'roster.get': everyPost,
  'roster.confirmPhone': everyPost,
  'roster.setStatus': staff,
  'roster.erase': leading,
  'roster.markCoverWritten': staff,
  'roster.reveal': staff,
  'roster.export': staff,
  'roster.inspection': staff,
};

/** Whether a post of this kind in `postOrg` may do it to `subject`, both given by their ids from the root. */
export function mayDo(
  who: Who,
  kind: Kind,
  postOrg: readonly string[],
  subject: readonly string[],
  isCommitteeStage: boolean,
): boolean {
  if (who === 'ANYBODY' || who === 'SIGNED_IN') return true;
  const reach = who[KINDS.indexOf(kind)] ?? '';
  const own = postOrg.at(-1);
  if (own === subject.at(-1)) return reach.includes('=');
  if (!own || !subject.includes(own)) return false;
  return reach.includes('<') || (reach.includes('c') && isCommitteeStage);
}
