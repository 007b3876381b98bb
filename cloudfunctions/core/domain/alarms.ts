import type { AlarmKind } from '../../../typings/api';
import { jobName } from './job-names';
import type { Counters } from './metrics';

/** Work of the clock that was due so long ago was missed. */
const MISSED_MS = 26 * 3_600_000;
/** So few do not tell anything. */
const LEAST = { sms: 3, calls: 10 };
/** Shares from which on it is no single mishap. */
const MOST = { sms: 0.2, calls: 0.05 };

/** Lines of 操作日志 that are alarms: a limit that nobody runs into who only works. */
export const ALARMING = ['FLOOD_PROVINCE', 'REVEAL_TOO_MANY'] as const;

export interface SystemFacts {
  /** Milliseconds since 1970. */
  now: number;
  /** Organisations with differences that the nightly proof found. */
  findings: number;
  /** Work of the clock, with the time from which on it was to be done. */
  jobs: ReadonlyArray<{ id: string; dueAt: number }>;
  /** Counters of this hour and the one before, together. */
  recent: Counters;
  /** How many such lines of the last two hours there are. */
  refused: Partial<Record<(typeof ALARMING)[number], number>>;
}

/** Something that somebody has to look after. `since`: when it began, null where that is not known. */
export interface FoundAlarm {
  kind: AlarmKind;
  text: string;
  todo: string;
  since: number | null;
}

/** Whether the clock has stopped, or one of its jobs has; it needs no clock to be noticed. */
export function clockAlarm({ now, jobs }: Pick<SystemFacts, 'now' | 'jobs'>): FoundAlarm | null {
  const missed = jobs.filter(({ dueAt }) => now - dueAt > MISSED_MS);
  if (missed.length === 0) return null;
  const names = missed.map(({ id }) => jobName(id)).join('、');
  return {
    kind: 'CLOCK',
    text: `定时任务超过 26 小时没有做完：${names}。`,
    todo: '请部署人员在云开发控制台检查云函数 clock 的触发器和日志。',
    since: Math.min(...missed.map(({ dueAt }) => dueAt)) + MISSED_MS,
  };
}

const percent = (part: number, whole: number): number => Math.round((part / whole) * 100);

/** Everything that is wrong now. */
export function alarmsOf(facts: SystemFacts): FoundAlarm[] {
  const { findings, recent, refused } = facts;
  const { calls = 0, failed = 0, sent = 0, notSent = 0 } = recent;
  const clock = clockAlarm(facts);
  const found: FoundAlarm[] = clock ? [clock] : [];
  const add = (kind: AlarmKind, text: string, todo: string): void =>
    void found.push({ kind, text, todo, since: null });
  if (findings > 0) {
    add(
      'RECONCILE',
      `夜间对账发现 ${findings} 个组织的编号有差异。`,
      '请在“编号对账”里查看并打印，先不要在这些组织分配、回收和审核，按《运维手册》处理。',
    );
  }
  if (notSent >= LEAST.sms && notSent >= (sent + notSent) * MOST.sms) {
    add(
      'SMS',
      `近两小时有 ${notSent} 条短信没有发出去，共发 ${sent + notSent} 条。`,
      '请部署人员在腾讯云短信控制台看余额、签名和模板；扫码和微信手机号登录照常可用。',
    );
  }
  if (failed >= LEAST.calls && failed >= calls * MOST.calls) {
    add(
      'ERRORS',
      `近两小时有 ${failed} 次办理没有办成（${percent(failed, calls)}%）。`,
      '请在“运行状况”里看是哪些操作，请部署人员查云函数日志；没有办成的不会少号、重号。',
    );
  }
  if (refused.FLOOD_PROVINCE) {
    add(
      'FLOOD',
      '近两小时全省获取验证码超过了每小时上限，超过的已拒绝。',
      '请在“操作日志”里看是不是有人在刷短信；这段时间可以用扫码和微信手机号登录。',
    );
  }
  if (refused.REVEAL_TOO_MANY) {
    add(
      'COPYING',
      `近两小时有 ${refused.REVEAL_TOO_MANY} 次查看完整个人信息超过次数上限，已拒绝。`,
      '请在“操作日志”里看是谁，核实有没有抄录名单。',
    );
  }
  return found;
}
