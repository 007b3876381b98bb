import { z } from 'zod';

import type { SystemMetrics } from '../../../../typings/api';
import { daysLater, isDay, today } from '../../domain/dates';
import { jobName } from '../../domain/job-names';
import { figuresOf } from '../../domain/metrics';
import { query } from '../action';
import { jobIsLate } from '../health';
import { actionOfField, METER } from '../meter';
import { pendingNames } from '../migrations';
import { nightlyState, PROVE_NIGHTLY } from '../reconcile/night';

const SHOWN_DAYS = 30;

/** 运行状况: calls of a day by hour and action, of the last 30 days, and how the clock stands. Five requests. */
export const metrics = query(
  'account.metrics',
  z.strictObject({ day: z.string().refine(isDay, '请选择日期。').optional() }),
  async ({ database, runtime }, input): Promise<SystemMetrics> => {
    const now = runtime.now();
    const day = input.day ?? today(now);
    const days = await database.find(
      'metrics',
      { _id: { gte: daysLater(day, 1 - SHOWN_DAYS), lte: day } },
      { sort: [['_id', 1]], limit: SHOWN_DAYS, fields: ['total'] },
    );
    const found = await database.get('metrics', day);
    const jobs = await database.find('jobs', {}, { sort: [['_id', 1]] });
    const notices = await database.count('notices', {});
    const findings = await database.count('findings', {});
    const nightly = jobs.find(({ _id }) => _id === PROVE_NIGHTLY);
    const { finished, running } = nightlyState(nightly?.cursor ?? null);
    const { sent = 0, notSent = 0 } = found?.total ?? {};
    return {
      day,
      behind: METER.everyMs / 1000,
      total: figuresOf(found?.total ?? {}),
      hours: Object.entries(found?.hours ?? {})
        .map(([hour, counters]) => ({ hour: Number(hour.slice(1)), ...figuresOf(counters) }))
        .sort((a, b) => a.hour - b.hour),
      actions: Object.entries(found?.actions ?? {})
        .map(([field, counters]) => ({ action: actionOfField(field), ...figuresOf(counters) }))
        .sort((a, b) => b.calls - a.calls),
      sms: { sent, failed: notSent },
      days: days.map(({ _id, total }) => ({
        day: _id,
        sent: total.sent ?? 0,
        notSent: total.notSent ?? 0,
        ...figuresOf(total),
      })),
      now: {
        jobs: jobs.map((job) => ({
          id: job._id,
          name: jobName(job._id),
          ran: job.ranAt ?? null,
          late: jobIsLate(job, now),
        })),
        notices,
        proof: { finished, running: running !== null, findings },
        migrations: pendingNames(jobs),
      },
    };
  },
);
