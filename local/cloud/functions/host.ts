import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { Writable } from 'node:stream';
import type { CloudDatabase } from '../database';
import type { ActionHandler } from '../types';
import { WireError } from '../types';
import type { FunctionDefinition } from './config';
import { readFunctions } from './config';
import { callerEnvironment, platformEvent, sdkEnvironment } from './environment';
import { startWorker } from './function-worker';
import type { FunctionWorker } from './function-worker';
import { checkEvent, checkResult } from './limits';
import type { CallMessage } from './messages';
import { createPool } from './pool';
import type { CallError, Caller, Invocation, InvocationResult, Outcome } from './types';

/** Built from worker-main.ts by `npm run build`. */
const BOOTSTRAP = 'dist/local/worker.cjs';

const WORKERS_PER_CORE = 4;
const QUEUE_LIMIT = 200;

/** What the host needs. */
export interface HostOptions {
  /** Folder of the built functions, one sub-folder each. */
  functionsDir: string;
  /** URL at which the SDK finds the database, without a call's own part (`http://127.0.0.1:8080/admin`). */
  endpoint: string;
  database: Pick<CloudDatabase, 'beginCall' | 'endCall' | 'onDeath'>;
  /** Environment variables of all functions: keys, addresses. */
  functionEnv: Record<string, string>;
  /** A transaction left open at the end of a call fails the call (true) or is warned of (false). */
  strict: boolean;
  /** Takes what functions print. */
  log: Writable;
  /** Worker threads at most; cores × 4 when absent. */
  workers?: number;
  /** Calls that may wait for a worker; 200 when absent. */
  queueLimit?: number;
}

/** Runs cloud functions as the service does (cloud-wire.md §5, design.md §6). */
export interface Host {
  /** Runs one call; never throws for what goes wrong in it, but gives `error`. */
  invoke(invocation: Invocation): Promise<InvocationResult>;
  /** Actions of the SDK's protocol that the host answers: functions.invokeFunction. */
  actions: Record<string, ActionHandler>;
  functions: ReadonlyMap<string, FunctionDefinition>;
  /** The function that runs in a call; undefined when the call is over. */
  functionOf(call: string): FunctionDefinition | undefined;
  /** Stops all workers; calls in progress fail. */
  close(): Promise<void>;
}

/** Makes a host for the functions that are in the folder now. Throws on a wrong config.json. */
export function createHost(options: HostOptions): Host {
  const functions = readFunctions(options.functionsDir);
  const baseEnvironment = { ...sdkEnvironment(options.endpoint), ...options.functionEnv };
  const pool = createPool({
    size: options.workers ?? availableParallelism() * WORKERS_PER_CORE,
    queueLimit: options.queueLimit ?? QUEUE_LIMIT,
    start: (definition, onExit) =>
      startWorker(
        definition,
        { bootstrap: resolve(BOOTSTRAP), environment: baseEnvironment, log: options.log },
        onExit,
      ),
  });
  const callers = new Map<string, Caller>();
  const running = new Map<string, FunctionDefinition>();
  const workers = new Map<string, FunctionWorker>();
  options.database.onDeath = (call) => void workers.get(call)?.stop();

  const callMessage = (
    requestId: string,
    definition: FunctionDefinition,
    caller: Caller,
    event: string,
  ): CallMessage => ({
    event,
    environment: {
      ...baseEnvironment,
      ...callerEnvironment(caller),
      TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${options.endpoint}/${requestId}` }),
    },
    context: {
      request_id: requestId,
      function_name: definition.name,
      function_version: '$LATEST',
      namespace: baseEnvironment.SCF_NAMESPACE,
      time_limit_in_ms: definition.timeout * 1000,
    },
  });

  const run = async (
    call: string,
    definition: FunctionDefinition,
    message: CallMessage,
  ): Promise<Outcome> => {
    const worker = await pool.acquire(definition);
    workers.set(call, worker);
    try {
      return await worker.run(message);
    } finally {
      workers.delete(call);
      pool.release(worker);
    }
  };

  /** The call's bill from the database; a transaction left open is the function's mistake. */
  const finish = (requestId: string, name: string, outcome: Outcome) => {
    callers.delete(requestId);
    running.delete(requestId);
    const { openTransactions, ...bill } = options.database.endCall(requestId);
    if (openTransactions === 0 || 'error' in outcome) {
      return { outcome, bill };
    }
    const message = `function ${name} ended its call with ${openTransactions} open transaction(s): commit or roll back each of them`;
    if (options.strict) {
      return { outcome: { error: { code: 'FUNCTIONS_EXECUTE_FAIL', message } }, bill };
    }
    console.warn(message);
    return { outcome, bill };
  };

  const invoke = async ({ name, caller, event = {} }: Invocation): Promise<InvocationResult> => {
    const requestId = randomUUID();
    const startedAt = performance.now();
    const answer = (
      part: { result: unknown } | { error: CallError },
      bill: Pick<InvocationResult, 'requests' | 'byAction'> = { requests: 0, byAction: {} },
    ): InvocationResult => ({ requestId, ...part, ...bill, ms: performance.now() - startedAt });

    const definition = functions.get(name);
    if (definition === undefined) {
      return answer({ error: { code: 'FUNCTION_NOT_FOUND', message: `no function ${name}` } });
    }
    const eventText = JSON.stringify(platformEvent(caller, event));
    const refused = checkEvent(eventText, caller);
    if (refused !== undefined) {
      return answer({ error: refused });
    }
    callers.set(requestId, caller);
    running.set(requestId, definition);
    options.database.beginCall(requestId);
    const ran = await run(
      requestId,
      definition,
      callMessage(requestId, definition, caller, eventText),
    ).catch((error: unknown): Outcome => ({ error: asCallError(error) }));
    const { outcome, bill } = finish(requestId, name, ran);
    if ('error' in outcome) {
      return answer(outcome, bill);
    }
    const tooLarge = checkResult(outcome.result, caller);
    const result: unknown = outcome.result === undefined ? undefined : JSON.parse(outcome.result);
    return answer(tooLarge === undefined ? { result } : { error: tooLarge }, bill);
  };

  const invokeFunction: ActionHandler = async (body, call) => {
    const data = JSON.parse(String(body.request_data || '{}')) as Record<string, unknown>;
    const parent = call === null ? null : (callers.get(call) ?? null);
    const { requestId, result, error } = await invoke({
      name: String(body.function_name),
      event: data,
      caller: { kind: 'function', parent },
    });
    if (error !== undefined) {
      throw new WireError(error.code, error.message);
    }
    return { requestId, data: { response_data: JSON.stringify(result) } };
  };

  return {
    invoke,
    actions: { 'functions.invokeFunction': invokeFunction },
    functions,
    functionOf: (call) => running.get(call),
    close: () => pool.close(),
  };
}

const asCallError = (error: unknown): CallError =>
  error instanceof WireError
    ? { code: error.code, message: error.message }
    : { code: 'SYS_ERR', message: String(error) };
