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
   * A worker for one call of the function: an idle one, a new one, or a new one in place of another
   * function's idle one; else waits, those of one function in order of arrival. Throws
   * EXCEED_CONCURRENT_REQUEST_LIMIT when `queueLimit` callers wait already.
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

/** Makes an empty pool; workers are started when calls need them. */
export function createPool({ size, queueLimit, start }: PoolSettings): WorkerPool {
  const busy = new Set<FunctionWorker>();
  /** Least recently used first. */
  let idle: Idle[] = [];
  let queue: Waiter[] = [];
  let closed = false;
  let later: NodeJS.Timeout | undefined;

  /** Whoever can have a worker now gets it; when one will have rested long enough, the others are looked at again. */
  const serve = (): void => {
    clearTimeout(later);
    queue = queue.filter(({ definition, resolve }) => {
      const worker = take(definition);
      if (worker !== undefined) resolve(worker);
      return worker === undefined;
    });
    const [oldest] = idle;
    if (queue.length === 0 || oldest === undefined) return;
    later = setTimeout(serve, Math.max(1, oldest.since + REST_MS - performance.now()));
  };
  const forgetDead = (): void => {
    idle = idle.filter(({ worker }) => worker.alive());
    serve();
  };
  const startBusy = (definition: FunctionDefinition): FunctionWorker => {
    const worker = start(definition, forgetDead);
    busy.add(worker);
    return worker;
  };
  const take = (definition: FunctionDefinition): FunctionWorker | undefined => {
    const { name } = definition;
    const own = idle.findLast(({ worker }) => worker.functionName === name);
    if (own !== undefined) {
      idle = idle.filter((one) => one !== own);
      busy.add(own.worker);
      return own.worker;
    }
    if (busy.size + idle.length < size) {
      return startBusy(definition);
    }
    const hasWorker = [...busy].some(({ functionName }) => functionName === name);
    const [oldest] = idle;
    if (oldest === undefined || (hasWorker && performance.now() < oldest.since + REST_MS)) {
      return undefined;
    }
    idle.shift();
    void oldest.worker.stop();
    return startBusy(definition);
  };

  return {
    acquire: (definition) =>
      new Promise((resolve, reject) => {
        if (closed || queue.length >= queueLimit) {
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
      const all = [...busy, ...idle.map(({ worker }) => worker)];
      await Promise.all(all.map((worker) => worker.stop()));
    },
  };
}
