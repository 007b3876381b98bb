import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { ActionName, Answer } from '../../typings/api';
import { type ProcessName, type Programs, soundPrograms } from './scripts';

/** One call of an action by somebody's phone. */
export interface Call {
  openid: string;
  action: ActionName;
  input: unknown;
  opId: string;
}

/** What came back; `LOST` when whoever was asked is dead. */
export type Reply = Answer<unknown> | 'LOST';

/** What can be killed. `ALL`: everything that runs. */
export type Victim = 'DATABASE' | 'WORKER' | 'ALL';

/** The system in processes of its own that can be killed. */
export interface System {
  call(call: Call): Promise<Reply>;
  kill(victim: Victim): Promise<void>;
  /** Starts whatever does not run; gives the ms from the start of the database to its first answer, 0 if it ran. */
  start(): Promise<number>;
  /** What the processes wrote to their error output. */
  said(): string;
  /** Address of the database for programs that use the SDK. */
  url: string;
}

interface Running {
  child: ChildProcess;
  /** Its first line. */
  first: string;
  /** What it wrote to its error output. */
  errors: string[];
}

interface Answered {
  serial: number;
  answer: Answer<unknown>;
}

/** Starts a process and waits for its first line. Throws what it said when it ends before. */
export async function startProcess(
  name: ProcessName,
  argument: object,
  programs: Programs = soundPrograms,
): Promise<Running> {
  const child = spawn(process.execPath, [await programs(name), JSON.stringify(argument)], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const errors: string[] = [];
  child.stderr!.on('data', (text: Buffer) => errors.push(text.toString()));
  const line = once(createInterface(child.stdout!), 'line') as Promise<[string]>;
  const end = once(child, 'close').then(([code, signal]) => {
    throw new Error(`${name} ended with ${code ?? signal}: ${errors.join('')}`);
  });
  const [first] = await Promise.race([line, end]);
  end.catch(() => undefined);
  return { child, first, errors };
}

export async function killProcess(running: Running | null): Promise<void> {
  if (!running || running.child.exitCode !== null || running.child.signalCode !== null) return;
  const gone = once(running.child, 'exit');
  running.child.kill('SIGKILL');
  await gone;
}

/** Database and worker as processes apart, each of which can die alone. */
export function apartSystem(dataDir: string, port: number, programs?: Programs): System {
  let database: Running | null = null;
  let worker: Running | null = null;
  let serial = 0;
  const waiting = new Map<number, (reply: Reply) => void>();
  const url = `http://127.0.0.1:${port}`;

  const startDatabase = async (): Promise<number> => {
    if (database) return 0;
    const begun = performance.now();
    database = await startProcess('database-process', { dataDir, port }, programs);
    return performance.now() - begun;
  };
  const startWorker = async (): Promise<void> => {
    if (worker) return;
    worker = await startProcess('worker-process', { dataDir, url }, programs);
    worker.child.on('message', ({ serial: answered, answer }: Answered) => {
      waiting.get(answered)?.(answer);
      waiting.delete(answered);
    });
    worker.child.once('exit', () => {
      for (const lose of waiting.values()) lose('LOST');
      waiting.clear();
    });
  };
  return {
    url,
    async start() {
      const [ms] = await Promise.all([startDatabase(), startWorker()]);
      return ms;
    },
    call: (call) =>
      new Promise((resolve) => {
        if (!worker?.child.connected) {
          resolve('LOST');
          return;
        }
        const number = serial++;
        waiting.set(number, resolve);
        worker.child.send({ ...call, serial: number }, (error) => {
          if (error) resolve('LOST');
        });
      }),
    said: () => [database, worker].flatMap((running) => running?.errors ?? []).join(''),
    async kill(victim) {
      const ends = [];
      if (victim !== 'WORKER') ends.push(killProcess(database));
      if (victim !== 'DATABASE') ends.push(killProcess(worker));
      if (victim !== 'WORKER') database = null;
      if (victim !== 'DATABASE') worker = null;
      await Promise.all(ends);
    },
  };
}

/** The whole local cloud in one process: whatever is killed, all of it dies. */
export function wholeSystem(dataDir: string, port: number, programs?: Programs): System {
  let cloud: Running | null = null;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    async start() {
      if (cloud) return 0;
      const begun = performance.now();
      cloud = await startProcess('cloud-process', { dataDir, port }, programs);
      return performance.now() - begun;
    },
    async call({ openid, action, input, opId }) {
      const [name] = action.split('.');
      try {
        const response = await fetch(`${url}/call/${name}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ openid, data: { action, input, opId } }),
        });
        const { result, error } = (await response.json()) as {
          result?: Answer<unknown>;
          error?: { code: string; message: string };
        };
        return result ?? { ok: false, error: { code: 'BUSY', message: String(error?.message) } };
      } catch {
        return 'LOST';
      }
    },
    said: () => cloud?.errors.join('') ?? '',
    async kill() {
      await killProcess(cloud);
      cloud = null;
    },
  };
}
