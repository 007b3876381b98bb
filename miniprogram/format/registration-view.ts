import type {
  Meeting,
  MyRegistration,
  OrganizationType,
  PendingStatus,
  ReviewStep,
} from '../../typings/api';
import type { HistoryLine } from '../components/step-list/index';
import type { Stage } from '../components/stage-dots/index';
import { dayWords, momentWords, waitedWords } from './time';
import { isPending } from './words';

const STAGE_NAMES: Record<PendingStatus, string> = {
  PENDING_BRANCH: '团支部',
  PENDING_GENERAL: '团总支',
  PENDING_COMMITTEE: '团委',
};

/** The office of who acts in an organisation of this type. */
const officeIn = (type: OrganizationType): string => {
  if (type === 'BRANCH') return '团支书';
  return type === 'GENERAL_BRANCH' ? '团总支书' : '团委';
};

/** The stages this registration goes through: without a general branch above there are two. */
function stagesOf({ path }: MyRegistration): PendingStatus[] {
  const hasGeneralBranch = path.some(({ type }) => type === 'GENERAL_BRANCH');
  return hasGeneralBranch
    ? ['PENDING_BRANCH', 'PENDING_GENERAL', 'PENDING_COMMITTEE']
    : ['PENDING_BRANCH', 'PENDING_COMMITTEE'];
}

/** The dots: how far the registration has come. */
export function stageDots(registration: MyRegistration): Stage[] {
  const { status } = registration;
  const stages = stagesOf(registration);
  const now = isPending(status) ? stages.indexOf(status) : -1;
  const done = status === 'APPROVED' ? stages.length : now;
  return stages.map((stage, at) => {
    if (at < done) return { name: STAGE_NAMES[stage], state: 'done', word: '已通过' };
    if (at === now) return { name: STAGE_NAMES[stage], state: 'now', word: '审核中' };
    return { name: STAGE_NAMES[stage], state: 'later', word: '等待' };
  });
}

/** Who holds it, as the title of the page. */
export function holderTitle({ status, waitingFor, moveTo }: MyRegistration): string {
  if (moveTo) return '请确认所在的团支部';
  if (status === 'RETURNED') return '已退回，请修改后重新提交';
  if (status === 'WITHDRAWN') return '你已撤回这份报到';
  if (!waitingFor) return '审核已通过';
  const { organization, who } = waitingFor;
  return who ? `在 ${organization.name} ${who} 手里` : `在 ${organization.name} 手里`;
}

/** What stands below the title. */
export function holderNote({ status, waitingFor }: MyRegistration, now: number): string {
  if (!waitingFor) return '';
  const isNew = now - waitingFor.since < 60_000;
  const waited = isNew ? '刚到这一步' : `已等 ${waitedWords(waitingFor.since, now)}`;
  const hasSecretary = waitingFor.who !== null || status === 'PENDING_COMMITTEE';
  return hasSecretary
    ? `${waited}。审核结果会显示在这里，不用重复提交。`
    : `${waited}。该组织暂无在任书记，由上级团组织代审。`;
}

/** What is said beside the button that reminds the reviewer, or instead of it. */
export function nudgeNote({ nudgedAt, mayNudge }: MyRegistration, now: number): string {
  if (mayNudge) return '等得久了，每天可以提醒一次';
  return nudgedAt === null ? '' : `${momentWords(nudgedAt, now)} 已提醒，明天可以再提醒`;
}

const DECISION_WORDS = {
  PASS: '通过',
  RETURN: '退回',
  MOVE: '建议转到其他支部',
  RELEASE: '更正错号，收回编号',
  BIND: '核实身份，绑定手机号',
};

/** `支部大会 2020年5月18日，实到 23 人，赞成 23 票` */
export const meetingWords = ({ date, present, votes }: Meeting): string =>
  `支部大会 ${dayWords(date)}，实到 ${present} 人，赞成 ${votes} 票`;

function stepWords(
  step: ReviewStep,
  applicant: string,
): Pick<HistoryLine, 'state' | 'title' | 'note'> {
  const { decision, organization, by, onBehalfOf, reason, meeting } = step;
  const place = organization?.name ?? '';
  if (decision === 'SUBMIT')
    return { state: 'done', title: `${applicant}提交了报到资料`, note: '' };
  if (decision === 'WITHDRAW') return { state: 'bad', title: `${applicant}撤回了报到`, note: '' };
  const who = onBehalfOf ? `${by} 代${onBehalfOf.name}审核` : by;
  const words = DECISION_WORDS[decision];
  return decision === 'PASS'
    ? {
        state: 'done',
        title: `${place}${words}`,
        note: meeting ? `${who} · ${meetingWords(meeting)}` : who,
      }
    : { state: 'bad', title: `${place}${words}`, note: `${who}：${reason ?? ''}` };
}

/** What a reviewer or the applicant did, oldest first; `applicant`: 你 to the applicant, 本人 to others. */
export const stepLines = (
  steps: readonly ReviewStep[],
  now: number,
  applicant: '你' | '本人',
): HistoryLine[] =>
  steps.map((step) => ({
    key: `${step.at}-${step.decision}`,
    ...stepWords(step, applicant),
    when: momentWords(step.at, now),
  }));

/** The whole history, with who acts now and what is to come. */
export function historyLines(registration: MyRegistration, now: number): HistoryLine[] {
  const { status, waitingFor, mode } = registration;
  const lines = stepLines(registration.steps, now, '你');
  if (!waitingFor || !isPending(status)) return lines;
  const { organization, who, since } = waitingFor;
  lines.push({
    key: 'now',
    state: 'now',
    title: `${STAGE_NAMES[status]}审核中`,
    note: who ? `${officeIn(organization.type)} ${who}` : organization.name,
    when: waitedWords(since, now),
  });
  const stages = stagesOf(registration);
  for (const stage of stages.slice(stages.indexOf(status) + 1)) {
    const isLast = stage === 'PENDING_COMMITTEE';
    lines.push({
      key: stage,
      state: 'later',
      title: `${STAGE_NAMES[stage]}审核`,
      note: isLast && mode === 'AUTO' ? '通过时系统自动分配编号' : '',
      when: '',
    });
  }
  return lines;
}
