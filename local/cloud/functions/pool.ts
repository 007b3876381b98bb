import { WireError } from '../types';
import type { FunctionDefinition } from './config';
import type { FunctionWorker } from './function-worker';

/** Hands out workers, at most `size` of them; a worker belongs to one function for its whole life. */
export interface WorkerPool {
  /**
   * A worker for one call of the function: an idle one, a new one, or a new one in place of another
   * function's idle one; else waits in order of arrival. Throws EXCEED_CONCURRENT_REQUEST_LIMIT when
   * `queueLimit` callers wait already.
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

/** Makes an empty pool; workers are started when calls need them. */
export function createPool({ size, queueLimit, start }: PoolSettings): WorkerPool {
  const busy = new Set<FunctionWorker>();
  /** Least recently used first. */
  let idle: FunctionWorker[] = [];
  const queue: Waiter[] = [];
  let closed = false;

  const serve = (): void => {
    while (queue.length > 0) {
      const worker = take(queue[0]!.definition);
      if (worker === undefined) {
        return;
      }
      queue.shift()!.resolve(worker);
    }
  };
  const forgetDead = (): void => {
    idle = idle.filter((worker) => worker.alive());
    serve();
  };
  const startBusy = (definition: FunctionDefinition): FunctionWorker => {
    const worker = start(definition, forgetDead);
    busy.add(worker);
    return worker;
  };
  const take = (definition: FunctionDefinition): FunctionWorker | undefined => {
    const own = idle.findLast((worker) => worker.functionName === definition.name);
    if (own !== undefined) {
      idle = idle.filter((worker) => worker !== own);
      busy.add(own);
      return own;
    }
    if (busy.size + idle.length < size) {
      return startBusy(definition);
    }
    const recycled = idle.shift();
    if (recycled === undefined) {
      return undefined;
    }
    void recycled.stop();
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
        idle.push(worker);
      }
      serve();
    },
    close: async () => {
      closed = true;
      const error = new WireError('EXCEED_CONCURRENT_REQUEST_LIMIT', 'the host is closed');
      queue.splice(0).forEach((waiter) => waiter.reject(error));
      await Promise.all([...busy, ...idle].map((worker) => worker.stop()));
    },
  };
}
