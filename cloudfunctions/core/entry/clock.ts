import type { Answer } from '../../../typings/api';
import { cloudDatabase } from '../adapters/cloud-database';
import { machineRuntime } from '../adapters/runtime';
import { platformContext } from '../adapters/sdk';
import { secretsFrom } from '../adapters/secrets';
import { wechatFrom } from '../adapters/wechat';
import type { Secrets } from '../ports/secrets';
import type { Wechat } from '../ports/wechat';
import { type Job, runIfDue } from '../usecases/clock/job';
import { log, logTurnedAway, refusal } from './answer';

/** What came of each job: how much it did, null when it was not its turn, or FAILED. */
type Report = Record<string, number | null | 'FAILED'>;

/**
 * The entry of the function behind the timer: works through the jobs that are due, one after the other.
 * Only the timer may start it; the platform marks its calls in the environment, which no caller can.
 */
export function clockFunction(jobsWith: (wechat: Wechat, secrets: Secrets) => readonly Job[]) {
  const jobs = jobsWith(wechatFrom(process.env), secretsFrom(process.env));
  return async (event: unknown, context?: { request_id?: string }): Promise<Answer<Report>> => {
    const isTimer =
      process.env.TRIGGER_SRC === 'timer' && (event as { Type?: unknown } | null)?.Type === 'Timer';
    if (!isTimer || platformContext().OPENID) {
      logTurnedAway(context?.request_id, '?', 'FORBIDDEN');
      return refusal('FORBIDDEN', '这项工作只由定时器启动。');
    }
    const report: Report = {};
    for (const job of jobs) {
      let requests = 0;
      const database = cloudDatabase(() => {
        requests += 1;
      });
      const startedAt = machineRuntime.now();
      let error: unknown;
      try {
        report[job.id] = await runIfDue({ database, runtime: machineRuntime }, job);
      } catch (thrown) {
        // One job that fails must not keep the others from running.
        report[job.id] = 'FAILED';
        error = thrown;
      }
      log({
        job: job.id,
        outcome: report[job.id],
        ms: machineRuntime.now() - startedAt,
        requests,
        error,
      });
    }
    return { ok: true, data: report };
  };
}
