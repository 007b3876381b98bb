import { cloudDatabase } from '../../cloudfunctions/core/adapters/cloud-database';
import { daysLater, today } from '../../cloudfunctions/core/domain/dates';
import { addCounters, callCounters, type Counters } from '../../cloudfunctions/core/domain/metrics';
import type { Database } from '../../cloudfunctions/core/ports/database';
import { sdkEnvironment } from '../../local/cloud/functions/environment';
import type { Alarm } from '../../typings/api';
import type { Walk } from './support';

/** The database of a walk, to put things into it that no screen makes. */
export function databaseOf(walk: Walk): Database {
  Object.assign(process.env, sdkEnvironment(`${walk.cloud.url}/admin`));
  return cloudDatabase();
}

const calls = (n: number, ms: number, requests: number, outcome = 'OK'): Counters =>
  Array.from({ length: n }, () => callCounters(outcome, ms, requests)).reduce(addCounters, {});

/** Yesterday. */
export const COUNTED_DAY = daysLater(today(Date.now()), -1);

/** Yesterday’s figures, as a day of work leaves them; gives the day. */
export async function countedDay(database: Database): Promise<string> {
  const day = COUNTED_DAY;
  const actions: Record<string, Counters> = {
    'review:pass': addCounters(calls(120, 180, 13), calls(4, 900, 13, 'BUSY')),
    'review:list': calls(310, 60, 4),
    'registration:submit': addCounters(calls(95, 140, 9), calls(12, 30, 3, 'INVALID')),
    'numbering:allocate': addCounters(calls(22, 240, 15), calls(2, 60, 6, 'EXHAUSTED')),
    'account:signIn': addCounters(calls(140, 90, 6), calls(9, 40, 4, 'INVALID')),
    'organization:children': calls(260, 35, 3),
  };
  const perHour = [
    0, 0, 0, 0, 0, 0, 0, 4, 38, 96, 170, 120, 20, 60, 150, 140, 95, 40, 20, 12, 6, 3,
  ];
  const hours = Object.fromEntries(
    perHour.flatMap((n, hour) =>
      n === 0 ? [] : [[`h${String(hour).padStart(2, '0')}`, calls(n, 60 + n, 6)] as const],
    ),
  );
  const messages = { sent: 149, notSent: 2 };
  const total = addCounters(Object.values(actions).reduce(addCounters, {}), messages);
  await database.put('metrics', { _id: day, total, hours, actions });
  for (let back = 2; back < 9; back++) {
    const earlier = daysLater(today(Date.now()), -back);
    const all = addCounters(calls(300 - 20 * back, 80, 6), { sent: 40 });
    await database.put('metrics', { _id: earlier, total: all, hours: {}, actions: {} });
  }
  return day;
}

const HOUR_MS = 3_600_000;

/** A difference that the night found, which somebody looks after, and messages that fail. */
export const ALARMS: readonly Alarm[] = [
  {
    kind: 'RECONCILE',
    text: '夜间对账发现 1 个组织的编号有差异。',
    todo: '请在“编号对账”里查看并打印，先不要在这些组织分配、回收和审核，按《运维手册》处理。',
    since: Date.now() - 4 * HOUR_MS,
    acknowledged: { by: '何平', at: Date.now() - HOUR_MS, note: '已打印，部署人员在核对' },
  },
  {
    kind: 'SMS',
    text: '近两小时有 6 条短信没有发出去，共发 9 条。',
    todo: '请部署人员在腾讯云短信控制台看余额、签名和模板；扫码和微信手机号登录照常可用。',
    since: Date.now() - 3 * HOUR_MS,
    acknowledged: null,
  },
];

/** The same, as the clock raises them. */
export async function raiseAlarms(database: Database): Promise<void> {
  for (const { kind, text, todo, since } of ALARMS) {
    const alarm = { text, todo, since, open: true, acknowledged: null };
    await database.put('alarms', { _id: kind, ...alarm });
  }
}
