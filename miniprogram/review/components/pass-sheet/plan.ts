import type { PendingStatus, RegistrationStatus } from '../../../../typings/api';
import type { Level } from '../../../format/words';

/** Somebody chosen to be passed. */
interface Chosen {
  name: string;
  status: RegistrationStatus;
  level: Level;
  joinMonth: string;
  keepsNumber: boolean;
  onBehalf: boolean;
  branch: string;
}

/** Something to be told before many are passed. */
interface Note {
  key: string;
  level: Level;
  text: string;
}

/** What passing these people means. */
export interface PassPlan {
  count: number;
  /** What happens to them next. */
  followUp: string;
  notes: Note[];
  /** People whose cover has to be looked at; none of them: empty. */
  covers: string;
  /** Whether a meeting of the branch can be told of: at the branch's stage. */
  asksMeeting: boolean;
  /** The latest month of joining: no meeting was before it. */
  earliest: string;
}

export const EMPTY_PLAN: PassPlan = {
  count: 0,
  followUp: '',
  notes: [],
  covers: '',
  asksMeeting: false,
  earliest: '',
};

const FOLLOW_UPS: Record<PendingStatus, string> = {
  PENDING_BRANCH: '通过后自动送上一级审核。',
  PENDING_GENERAL: '通过后自动送团委审核。',
  PENDING_COMMITTEE: '按提交先后逐个通过，系统分配编号；每个人的结果都会列出来。',
};
const MOST_NAMES = 3;

/** `郑一诺、陈甲、林乙 等 5 人` */
function namesOf(people: readonly Chosen[]): string {
  const names = people
    .slice(0, MOST_NAMES)
    .map(({ name }) => name)
    .join('、');
  return people.length > MOST_NAMES ? `${names} 等 ${people.length} 人` : names;
}

/** What to know before these people are passed; `pools`: what is said about their numbers. */
export function planOf(
  people: readonly Chosen[],
  pools: ReadonlyArray<{ level: Level; text: string }>,
): PassPlan {
  const stages = Object.keys(FOLLOW_UPS) as PendingStatus[];
  const here = stages.filter((stage) => people.some(({ status }) => status === stage));
  const bad = people.filter(({ level }) => level === 'danger');
  const look = people.filter(({ level }) => level === 'warn');
  const behalf = people.filter(({ onBehalf }) => onBehalf);
  const atCommittee = people.filter(({ status }) => status === 'PENDING_COMMITTEE');
  const covers = atCommittee.filter(({ keepsNumber }) => keepsNumber);
  const short = atCommittee.length > 0 ? pools.filter(({ level }) => level !== 'ok') : [];
  const notes: Note[] = [];
  const note = (key: string, level: Level, text: string) => notes.push({ key, level, text });
  if (bad.length > 0) {
    note('bad', 'danger', `${namesOf(bad)} 有不符的地方，可能不能通过；不放心可先取消选择。`);
  }
  if (look.length > 0) note('look', 'warn', `${namesOf(look)} 有需要留意的地方，请确认已经看过。`);
  if (behalf.length > 0) note('behalf', 'info', `其中 ${behalf.length} 人是代审，会记入经过。`);
  short.forEach(({ level, text }, at) => note(`pool-${at}`, level, text));
  return {
    count: people.length,
    followUp: here.map((stage) => FOLLOW_UPS[stage]).join(''),
    notes,
    covers: covers.length > 0 ? namesOf(covers) : '',
    asksMeeting: here.indexOf('PENDING_BRANCH') >= 0,
    earliest: people.reduce(
      (latest, { joinMonth }) => (joinMonth > latest ? joinMonth : latest),
      '',
    ),
  };
}
