import { z } from 'zod';

import type { Alarm, AlarmKind } from '../../../../typings/api';
import { clockAlarm } from '../../domain/alarms';
import { Refusal } from '../../domain/refusal';
import type { Database } from '../../ports/database';
import type { AlarmDocument } from '../../ports/documents';
import { accountOf, command, postOf, query } from '../action';
import { newAlarm } from '../clock/watch-system';
import { operate } from '../operation';

const KINDS = [
  'RECONCILE',
  'CLOCK',
  'SMS',
  'ERRORS',
  'FLOOD',
  'COPYING',
] as const satisfies readonly AlarmKind[];

/** A clock that stopped raises no alarm: whether it did is seen by whoever looks. One request. */
async function stoppedClock(database: Database, now: number): Promise<AlarmDocument | null> {
  const jobs = await database.find('jobs', {});
  const found = clockAlarm({ now, jobs: jobs.map(({ _id, dueAt }) => ({ id: _id, dueAt })) });
  return found && newAlarm(found, now);
}

/** Those that are not over, the oldest first; three requests at most. */
async function openAlarms(database: Database, now: number): Promise<Alarm[]> {
  const open = (await database.find('alarms', {})).filter((alarm) => alarm.open);
  const clock = await stoppedClock(database, now);
  const all = clock && !open.some(({ _id }) => _id === 'CLOCK') ? [...open, clock] : open;
  const people = all.flatMap(({ acknowledged }) => acknowledged?.accountId ?? []);
  const accounts = await database.getMany('accounts', [...new Set(people)], ['name']);
  const names = new Map(accounts.map(({ _id, name }) => [_id, name]));
  return all
    .sort((a, b) => a.since - b.since)
    .map(({ _id, text, todo, since, acknowledged }) => ({
      kind: _id,
      text,
      todo,
      since,
      acknowledged: acknowledged && {
        by: names.get(acknowledged.accountId) ?? null,
        at: acknowledged.at,
        note: acknowledged.note,
      },
    }));
}

/** What is wrong with the system, for the page 首页 of the province. */
export const alarms = query(
  'account.alarms',
  z.strictObject({}),
  async ({ database, runtime }) => ({
    items: await openAlarms(database, runtime.now()),
  }),
);

/**
 * Somebody looks after an alarm and says how; it stays until it is over. Nine requests. Throws CONFLICT when it is
 * over or began anew.
 */
export const acknowledgeAlarm = command(
  'account.acknowledgeAlarm',
  z.strictObject({
    kind: z.enum(KINDS),
    since: z.number().int().min(0),
    note: z.string().trim().min(2, '请写明由谁处理、怎样处理。').max(100, '最多 100 个字。'),
  }),
  async (context, input) => {
    const { database, runtime } = context;
    const { orgId } = postOf(context);
    const now = runtime.now();
    const acknowledged = { accountId: accountOf(context)._id, at: now, note: input.note };
    const clock = input.kind === 'CLOCK' ? await stoppedClock(database, now) : null;
    await operate(context, input, async (transaction) => {
      const stored = await transaction.get('alarms', input.kind);
      const alarm = stored?.open ? stored : clock;
      if (alarm?.since !== input.since) {
        throw new Refusal('CONFLICT', '这条告警已经解除，或有了新的情况，请刷新后查看。');
      }
      const { _id, ...fields } = { ...alarm, acknowledged };
      if (stored) await transaction.update('alarms', _id, fields);
      else await transaction.create('alarms', { _id, ...fields });
      return {
        kind: 'ALARM',
        actingOrg: orgId,
        orgs: [orgId],
        subject: input.kind,
        reason: input.note,
        result: {},
      };
    });
    return { items: await openAlarms(database, now) };
  },
);
