import { WireError } from '../types';
import type { FunctionDefinition } from './config';
import type { FunctionWorker } from './function-worker';

/**
 * Loading a function takes longer than most calls: a worker gives way to another function only when it has
 * had nothing to do for so long, or when that function has no worker at all.
 */
const REST_MS = 1000;

/** Hands out workers, at most `size` of them; a worker belongs to one function for its whole life. */
export interface WorkerPool {
  /**
   * A worker for one call of the function, in order of arrival: the first that is idle. Whoever finds none has a new
   * one loaded, in place of another function's idle one if need be, and takes it unless one that was busy is free
   * earlier. Throws EXCEED_CONCURRENT_REQUEST_LIMIT when `queueLimit` callers wait beyond those for whom there is room.
   */
  acquire(definition: FunctionDefinition): Promise<FunctionWorker>;
  /** Takes a worker back after its call. */
  release(worker: FunctionWorker): void;
  /** Ends all workers and refuses all who wait. */
  close(): Promise<void>;
}

/** What a pool is made from; `start` calls `onExit` when the worker's thread has ended by itself. */
export interface PoolSettings {
  size: number;
  queueLimit: number;
  start(definition: FunctionDefinition, onExit: () => void): FunctionWorker;
}

interface Waiter {
  definition: FunctionDefinition;
  resolve(worker: FunctionWorker): void;
  reject(error: Error): void;
}

interface Idle {
  worker: FunctionWorker;
  /** Since when, in ms. */
  since: number;
}

/** Makes an empty pool; workers are started when calls need them, one of a function at a time. */
export function createPool({ size, queueLimit, start }: PoolSettings): WorkerPool {
  const loading = new Set<FunctionWorker>();
  const busy = new Set<FunctionWorker>();
  /** Least recently used first. */
  let idle: Idle[] = [];
  let queue: Waiter[] = [];
  let closed = false;
  let later: NodeJS.Timeout | undefined;

  /** Whoever can have a worker now gets it; for the others workers are loaded, as far as there is room. */
  const serve = (): void => {
    clearTimeout(later);
    queue = queue.filter(({ definition, resolve }) => {
      const own = idle.findLast(({ worker }) => worker.functionName === definition.name);
      if (own === undefined) return true;
      idle = idle.filter((one) => one !== own);
      busy.add(own.worker);
      resolve(own.worker);
      return false;
    });
    for (const { definition } of queue) makeRoomFor(definition);
    const [oldest] = idle;
    if (queue.length === 0 || oldest === undefined) return;
    later = setTimeout(serve, Math.max(1, oldest.since + REST_MS - performance.now()));
  };
  const has = (workers: Set<FunctionWorker>, name: string): boolean =>
    [...workers].some(({ functionName }) => functionName === name);
  const makeRoomFor = (definition: FunctionDefinition): void => {
    const { name } = definition;
    if (has(loading, name)) return;
    if (loading.size + busy.size + idle.length >= size) {
      const [oldest] = idle;
      const isResting = oldest !== undefined && performance.now() >= oldest.since + REST_MS;
      if (oldest === undefined || (has(busy, name) && !isResting)) return;
      idle.shift();
      void oldest.worker.stop();
    }
    void admit(start(definition, forgetDead));
  };
  const admit = async (worker: FunctionWorker): Promise<void> => {
    loading.add(worker);
    await worker.loaded;
    loading.delete(worker);
    if (closed) return;
    // One that failed to load is handed to somebody who waits for it: it tells the call why.
    const { functionName } = worker;
    const isWanted = queue.some(({ definition }) => definition.name === functionName);
    if (worker.alive() || isWanted) idle.push({ worker, since: performance.now() });
    serve();
  };
  const forgetDead = (): void => {
    idle = idle.filter(({ worker }) => worker.alive());
    serve();
  };

  return {
    acquire: (definition) =>
      new Promise((resolve, reject) => {
        if (closed || queue.length - (size - busy.size) >= queueLimit) {
          const reason = closed ? 'the host is closed' : `${queueLimit} calls are waiting already`;
          reject(new WireError('EXCEED_CONCURRENT_REQUEST_LIMIT', reason));
          return;
        }
        queue.push({ definition, resolve, reject });
        serve();
      }),
    release: (worker) => {
      busy.delete(worker);
      if (closed) {
        return;
      }
      if (worker.alive()) {
        idle.push({ worker, since: performance.now() });
      }
      serve();
    },
    close: async () => {
      closed = true;
      const error = new WireError('EXCEED_CONCURRENT_REQUEST_LIMIT', 'the host is closed');
      clearTimeout(later);
      queue.splice(0).forEach((waiter) => waiter.reject(error));
      const all = [...loading, ...busy, ...idle.map(({ worker }) => worker)];
      await Promise.all(all.map((worker) => worker.stop()));
    },
  };
}
