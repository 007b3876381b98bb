import type { Writable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { CallMessage, WorkerMessage } from './messages';
import type { FunctionDefinition } from './config';
import type { Outcome } from './types';

/** Loading a bundle is not part of a call's time limit, as on the service. */
const LOAD_LIMIT_MS = 30_000;

/** One worker thread with one function loaded, for one call at a time. */
export interface FunctionWorker {
  readonly functionName: string;
  /** False once the thread has ended, whatever the reason; it is then of no use any more. */
  alive(): boolean;
  /** Resolves when the function is loaded, and when it will never be: calls are then told why. */
  readonly loaded: Promise<void>;
  /** Runs one call, once loaded, within the function's time limit; a worker that exceeds it or dies is gone afterwards. */
  run(call: CallMessage): Promise<Outcome>;
  stop(): Promise<unknown>;
}

/** What a worker starts with: `bootstrap` is the built worker-main.ts, `log` takes the function's output. */
export interface WorkerSettings {
  bootstrap: string;
  environment: Record<string, string>;
  log: Writable;
}

const failed = (functionName: string, message: string): Outcome => ({
  error: { code: 'FUNCTIONS_EXECUTE_FAIL', message: `function ${functionName}: ${message}` },
});

const timedOut = (functionName: string, what: string, ms: number): Outcome => ({
  error: {
    code: 'FUNCTIONS_TIME_LIMIT_EXCEEDED',
    message: `function ${functionName} ${what} within ${ms / 1000} s and was stopped`,
  },
});

/** Starts a thread and lets it load the function. A failure to load is the outcome of every call. */
export function startWorker(
  definition: FunctionDefinition,
  settings: WorkerSettings,
  onExit: () => void,
): FunctionWorker {
  const { name, file, timeout, memorySize } = definition;
  const thread = new Worker(settings.bootstrap, {
    workerData: file,
    env: settings.environment,
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: memorySize },
  });
  const log = (text: Buffer): unknown => settings.log.write(text);
  thread.stdout.on('data', log);
  thread.stderr.on('data', log);

  /** What every call is told from now on. */
  let death: Outcome | undefined;
  let waiting: ((outcome: Outcome) => void) | undefined;
  let clock: NodeJS.Timeout | undefined;
  let tellLoaded = (): void => undefined;
  const loaded = new Promise<void>((resolve) => {
    tellLoaded = resolve;
  });

  const settle = (outcome: Outcome): void => {
    clearTimeout(clock);
    const tell = waiting;
    waiting = undefined;
    tell?.(outcome);
  };
  const die = (outcome: Outcome): void => {
    death ??= outcome;
    settle(death);
    tellLoaded();
  };
  const stopAfter = (ms: number, what: string): void => {
    clock = setTimeout(() => {
      die(timedOut(name, what, ms));
      void thread.terminate();
    }, ms);
  };

  thread.on('message', (message: WorkerMessage) => {
    if (message.kind === 'ready') {
      clearTimeout(clock);
      tellLoaded();
    } else if (message.kind === 'returned') {
      settle({ result: message.result });
    } else {
      settle(failed(name, message.message));
    }
  });
  thread.on('error', (error) => die(failed(name, error.message)));
  thread.on('exit', (code) => {
    die(failed(name, `its process ended with code ${code}`));
    onExit();
  });
  stopAfter(LOAD_LIMIT_MS, 'did not load');

  return {
    functionName: name,
    alive: () => death === undefined,
    loaded,
    run: (call) =>
      new Promise((resolve) => {
        if (death !== undefined) {
          resolve(death);
          return;
        }
        waiting = resolve;
        stopAfter(timeout * 1000, 'did not answer');
        thread.postMessage(call, []);
      }),
    stop: () => {
      die(failed(name, 'was stopped'));
      return thread.terminate();
    },
  };
}
