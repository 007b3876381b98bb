import { Session } from 'node:inspector';
import type { CpuProfile } from './sum-profile';

/** Between two samples, in microseconds. */
const INTERVAL = 500;

type Send = (method: string, params?: object) => Promise<unknown>;

const sendTo =
  (session: Session): Send =>
  (method, params = {}) =>
    new Promise((resolve, reject) => {
      session.post(method, params, (error, answer) => (error ? reject(error) : resolve(answer)));
    });

/** The worker threads of this process, each by the way of sending something to its own inspector. */
async function workersOf(session: Session): Promise<Send[]> {
  const send = sendTo(session);
  const ids: string[] = [];
  const waiting = new Map<string, (answer: { result?: unknown }) => void>();
  let number = 0;
  session.on('NodeWorker.attachedToWorker' as string, (event: { params: { sessionId: string } }) =>
    ids.push(event.params.sessionId),
  );
  session.on(
    'NodeWorker.receivedMessageFromWorker' as string,
    ({ params }: { params: { sessionId: string; message: string } }) => {
      const answer = JSON.parse(params.message) as { id?: number; result?: unknown };
      const key = `${params.sessionId} ${answer.id}`;
      waiting.get(key)?.(answer);
      waiting.delete(key);
    },
  );
  await send('NodeWorker.enable', { waitForDebuggerOnStart: false });
  return ids.map((sessionId) => async (method, params = {}) => {
    const id = ++number;
    const answered = new Promise<{ result?: unknown }>((resolve) => {
      waiting.set(`${sessionId} ${id}`, resolve);
    });
    const message = JSON.stringify({ id, method, params });
    await send('NodeWorker.sendMessageToWorker', { sessionId, message });
    // A worker that ends meanwhile never answers.
    const late = new Promise<{ result?: unknown }>((resolve) => {
      setTimeout(() => resolve({}), 5000).unref();
    });
    return (await Promise.race([answered, late])).result;
  });
}

async function begin(send: Send): Promise<void> {
  await send('Profiler.enable');
  await send('Profiler.setSamplingInterval', { interval: INTERVAL });
  await send('Profiler.start');
}

const finish = async (send: Send): Promise<CpuProfile | null> =>
  ((await send('Profiler.stop')) as { profile?: CpuProfile } | undefined)?.profile ?? null;

/** Samples what this thread and every worker thread compute, for `ms`. */
export async function profileThreads(
  ms: number,
): Promise<{ database: CpuProfile; functions: CpuProfile[] }> {
  const session = new Session();
  session.connect();
  try {
    const own = sendTo(session);
    const workers = await workersOf(session);
    await Promise.all([own, ...workers].map(begin));
    await new Promise((resolve) => {
      setTimeout(resolve, ms);
    });
    const database = (await finish(own))!;
    const functions = await Promise.all(workers.map(finish));
    await own('NodeWorker.disable');
    return { database, functions: functions.filter((profile) => profile !== null) };
  } finally {
    session.disconnect();
  }
}
