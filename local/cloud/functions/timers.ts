import type { Host } from './host';
import { matches, parseCron } from './cron';
import type { InvocationResult } from './types';

const SECOND_MS = 1000;

/** After a machine's sleep no more than this much of the missed time is caught up. */
const CATCH_UP_S = 60;

/** The timers of all functions. */
export interface Timers {
  /** Runs a function's timer now, as if `time` had come. Throws when the function has no trigger. */
  fire(functionName: string, time?: Date): Promise<InvocationResult>;
  stop(): void;
}

/**
 * Reads the triggers of the host's functions; with `automatic` each runs when its time comes
 * (cloud-wire.md §5, Timers), failures being told on the console. Throws on a wrong cron expression.
 */
export function startTimers(host: Pick<Host, 'invoke' | 'functions'>, automatic: boolean): Timers {
  const triggers = [...host.functions.values()].flatMap(({ name, triggers: list }) =>
    list.map((trigger) => ({
      functionName: name,
      triggerName: trigger.name,
      cron: parseCron(trigger.config),
    })),
  );
  const run = (functionName: string, triggerName: string, time: Date) =>
    host.invoke({ name: functionName, caller: { kind: 'timer', triggerName, time } });

  const runDue = (second: number): void => {
    const time = new Date(second * SECOND_MS);
    for (const { functionName, triggerName, cron } of triggers) {
      if (matches(cron, time)) {
        void run(functionName, triggerName, time).then(({ error }) => {
          if (error !== undefined) {
            console.error(`timer ${triggerName} of ${functionName}: ${error.message}`);
          }
          return error;
        });
      }
    }
  };

  let last = Math.floor(Date.now() / SECOND_MS);
  const tick = (): void => {
    const now = Math.floor(Date.now() / SECOND_MS);
    for (let second = Math.max(last + 1, now - CATCH_UP_S); second <= now; second += 1) {
      runDue(second);
    }
    last = Math.max(last, now);
  };
  const clock = automatic && triggers.length > 0 ? setInterval(tick, SECOND_MS) : undefined;

  return {
    fire: (functionName, time = new Date()) => {
      const trigger = triggers.find((candidate) => candidate.functionName === functionName);
      if (trigger === undefined) {
        return Promise.reject(new Error(`function ${functionName} has no timer`));
      }
      return run(functionName, trigger.triggerName, time);
    },
    stop: () => clearInterval(clock),
  };
}
