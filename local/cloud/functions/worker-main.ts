import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { CallMessage, WorkerMessage } from './messages';

/**
 * Bootstrap of a worker thread: loads one function's bundle (path in `workerData`) and runs its calls
 * one after the other. `process.env` of a worker is its own, so callers are kept apart.
 */
type Main = (event: unknown, context: unknown) => unknown;

const send = (message: WorkerMessage): void => parentPort?.postMessage(message, []);

function replaceEnvironment(environment: Record<string, string>): void {
  for (const name of Object.keys(process.env)) {
    if (!(name in environment)) {
      delete process.env[name];
    }
  }
  Object.assign(process.env, environment);
}

function loadMain(file: string): Main {
  const { main } = createRequire(file)(file) as { main?: unknown };
  if (typeof main !== 'function') {
    throw new TypeError('index.js does not export main');
  }
  return main as Main;
}

const describeError = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

async function run(main: Main, call: CallMessage): Promise<WorkerMessage> {
  replaceEnvironment(call.environment);
  try {
    const value = await main(JSON.parse(call.event), call.context);
    return { kind: 'returned', result: JSON.stringify(value) };
  } catch (error) {
    return { kind: 'threw', message: describeError(error) };
  }
}

const main = loadMain(workerData as string);
parentPort?.on('message', async (call: CallMessage) => send(await run(main, call)));
send({ kind: 'ready' });
