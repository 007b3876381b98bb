import { ALARMING, alarmsOf, type FoundAlarm, type SystemFacts } from '../../domain/alarms';
import { daysLater, today } from '../../domain/dates';
import { addCounters, type Counters } from '../../domain/metrics';
import type { Database } from '../../ports/database';
import type { AlarmDocument } from '../../ports/documents';
import type { Message, Wechat } from '../../ports/wechat';
import { postsInOffice } from '../identity';
import { hourField } from '../meter';
import type { Job, JobServices } from './job';

const HOUR_MS = 3_600_000;
/** Counters of days longer ago are removed. */
const KEPT_DAYS = 400;
/** More people than share the office of the province. */
const MOST_STAFF = 50;
const PAGE = 'pages/todo/index';

/** Counters of this hour and the one before; one request. */
async function recentCounters(database: Database, now: number): Promise<Counters> {
  const hours = [now, now - HOUR_MS];
  const days = await database.getMany('metrics', [...new Set(hours.map(today))], ['hours']);
  return hours
    .map((at) => days.find(({ _id }) => _id === today(at))?.hours[hourField(at)] ?? {})
    .reduce(addCounters, {});
}

/** Lines of 操作日志 that are alarms, by what they tell; one request. */
async function refusedLately(database: Database, now: number): Promise<SystemFacts['refused']> {
  const lines = await database.find(
    'audit',
    { what: { in: [...ALARMING] }, at: { gte: now - 2 * HOUR_MS } },
    { limit: 1000, fields: ['what'] },
  );
  const times = ALARMING.map((what) => [what, lines.filter((line) => line.what === what).length]);
  return Object.fromEntries(times) as SystemFacts['refused'];
}

/** Four requests. */
async function factsOf(database: Database, now: number): Promise<SystemFacts> {
  return {
    now,
    findings: await database.count('findings', {}),
    jobs: (await database.find('jobs', {})).map(({ _id, dueAt }) => ({ id: _id, dueAt })),
    recent: await recentCounters(database, now),
    refused: await refusedLately(database, now),
  };
}

/** The document of an alarm that begins now, or when it is known to have begun. */
export const newAlarm = ({ kind, text, todo, since }: FoundAlarm, now: number): AlarmDocument => ({
  _id: kind,
  open: true,
  text,
  todo,
  since: since ?? now,
  acknowledged: null,
});

/** Leaves a message for everybody in office in the province; two requests. */
async function notify({ database, runtime }: JobServices, now: number): Promise<void> {
  const [province] = await database.find('organizations', { parentId: null }, { limit: 1 });
  if (!province) return;
  const staff = await database.find(
    'accounts',
    { 'posts.orgId': province._id },
    { limit: MOST_STAFF },
  );
  const messages = staff
    .filter((account) => postsInOffice(account, now).some(({ orgId }) => orgId === province._id))
    .flatMap(({ openids }) => openids.slice(-1))
    .map((openid): Message => ({
      openid,
      kind: 'turn',
      page: PAGE,
      values: {
        matter: '系统运行告警',
        what: '需要处理',
        at: now,
        note: '请登录网页管理系统，在首页查看',
      },
    }));
  if (messages.length === 0) return;
  await database.add('notices', { _id: runtime.newId(), at: now, messages });
}

/**
 * Looks every ten minutes whether something is wrong with the system, raises the alarm once, and ends it when it
 * is over. Gives how many alarms began or ended.
 */
export const watchSystem = ({ templates }: Wechat): Job => ({
  id: 'watch-system',
  everyMs: 9 * 60_000,
  async run(services, now) {
    const { database } = services;
    const found = alarmsOf(await factsOf(database, now));
    const open = (await database.find('alarms', {})).filter((alarm) => alarm.open);
    let changes = 0;
    for (const alarm of found) {
      const known = open.find(({ _id }) => _id === alarm.kind);
      if (!known) {
        // Told before it is raised: a tick that dies in between tells twice, and never not at all.
        if (templates.turn) await notify(services, now);
        await database.put('alarms', newAlarm(alarm, now));
        changes += 1;
      } else if (known.text !== alarm.text) {
        await database.update('alarms', alarm.kind, { text: alarm.text });
      }
    }
    for (const { _id } of open) {
      if (found.some(({ kind }) => kind === _id)) continue;
      await database.update('alarms', _id, { open: false });
      changes += 1;
    }
    await database.removeWhere('metrics', { _id: { lt: daysLater(today(now), -KEPT_DAYS) } });
    return changes;
  },
});
