/**
 * The local cloud database: answers the `database.*` actions of the SDK's wire protocol
 * (cloud-wire.md §2) from one folder on this machine.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { CollectionDeclaration } from '../../../cloudfunctions/core/adapters/collections';
import type { ActionHandler, CallId, WireAnswer, WireBody } from '../types';
import { Catalog } from './catalog';
import type { Core } from './core';
import { Counters } from './counters';
import { openEngine } from './engine';
import { invalidParameter, systemError, transactionConflict } from './errors';
import { FaultList, FOREVER_MS, NoAnswer, type Fault, type Faults } from './faults';
import { Gate, type RequestLimits } from './gate';
import { readActions } from './read-actions';
import { Store } from './store';
import { transactionActions } from './transaction-actions';
import { Transactions, type DuplicateForm } from './transactions';
import { UnindexedJudge, type UnindexedRule } from './unindexed';
import { writeActions } from './write-actions';

export type { Fault, FaultKind, Faults } from './faults';

/** How often whoever runs this is told of a disk that takes nothing. */
const TELL_AGAIN_MS = 60_000;

export interface DatabaseOptions {
  /** Folder of the environment, made if missing. One process at a time may have it open. */
  dir: string;
  /** Made with their indexes if missing; an index added later is built when opening. */
  collections: readonly CollectionDeclaration[];
  /** What happens to a query that looks at more than 200 documents without an index (default `warn`). */
  unindexed?: UnindexedRule;
  /** In which form a unique violation inside a transaction is reported (default `duplicate`). */
  duplicateInTransaction?: DuplicateForm;
  /** Life of a transaction in ms (default 30,000). */
  transactionLifeMs?: number;
  /** How long a plain write waits for a document locked by a transaction, in ms (default 10,000). */
  lockWaitMs?: number;
  /** How long an operation of a transaction takes at least, in ms (default 2): notices a second one in flight. */
  transactionHoldMs?: number;
  /** `nosync` leaves flushing to the system: for tests that need no safety from power loss. */
  durability?: 'sync' | 'nosync';
}

export interface DatabaseSettings {
  /** Added to every request, in ms. */
  delayMs: number;
  duplicateInTransaction: DuplicateForm;
  unindexed: UnindexedRule;
  limits: RequestLimits;
  /** The clock of the service, in ms: what server dates are made of, and what seconds the limits count. */
  now: () => number;
}

export interface CallReport {
  requests: number;
  byAction: Record<string, number>;
  /** Transactions the call left open; they are dropped. */
  openTransactions: number;
}

export interface CloudDatabase {
  actions: Record<string, ActionHandler>;
  /** May be changed while running. */
  settings: DatabaseSettings;
  faults: Faults;
  beginCall(call: string): void;
  endCall(call: string): CallReport;
  /** Requests by action since opening or the last reset. */
  requests(): Record<string, number>;
  resetRequests(): void;
  /** Who is told of a call that a fault lets die; set by the host of functions. */
  onDeath: (call: string) => void;
  close(): Promise<void>;
}

/**
 * Refuses a request that leaves the open transaction of its call: the SDK sends `where().update`,
 * `where().remove`, `count` and `aggregate` without the transaction, and nobody notices (cloud-wire.md §4).
 */
function refuseOutside(core: Core, body: WireBody, call: CallId): void {
  if (call === null || body.transactionId !== undefined) return;
  if (core.transactions.ofCall(call).length === 0) return;
  if (body.action === 'database.startTransaction')
    throw invalidParameter('this call has a transaction open already: end it before the next one');
  throw invalidParameter(
    `this request (${body.action}) runs outside the open transaction: inside transactions only ` +
      'doc().get/set/update/remove, add and where().get() carry the transaction',
  );
}

/** Puts delay, faults, counting and the judgement of the call around an action. */
function guarded(
  handler: ActionHandler,
  core: Core,
  settings: DatabaseSettings,
  faults: FaultList,
  counters: Counters,
  gate: Gate,
  die: (call: string) => void,
): ActionHandler {
  const run = async (body: WireBody, call: CallId): Promise<WireAnswer> => {
    refuseOutside(core, body, call);
    return handler(body, call);
  };
  const hit = async (fault: Fault, body: WireBody, call: CallId): Promise<WireAnswer> => {
    const ms = fault.ms ?? FOREVER_MS;
    switch (fault.kind) {
      case 'delay':
        await wait(ms);
        return run(body, call);
      case 'conflict':
        core.transactions.dropById(body.transactionId);
        throw transactionConflict();
      case 'timeout-before':
        throw new NoAnswer(ms);
      case 'timeout-after':
        await run(body, call);
        throw new NoAnswer(ms);
      case 'drop':
        await run(body, call);
        throw new NoAnswer(0);
      case 'death':
        await run(body, call);
        if (call !== null) die(call);
        throw new NoAnswer(0);
      case 'error':
        throw systemError('a fault switched on by a test');
    }
  };
  return async (body, call) => {
    counters.count(body.action, call);
    return gate.pass(async () => {
      if (settings.delayMs > 0) await wait(settings.delayMs);
      const fault = faults.take(body.action, body.collectionName);
      return fault ? hit(fault, body, call) : run(body, call);
    });
  };
}

/** Opens the database of a folder. E11000 when existing documents violate a newly declared unique index. */
export async function openDatabase(options: DatabaseOptions): Promise<CloudDatabase> {
  const settings: DatabaseSettings = {
    delayMs: 0,
    duplicateInTransaction: options.duplicateInTransaction ?? 'duplicate',
    unindexed: options.unindexed ?? 'warn',
    limits: {},
    now: () => Date.now(),
  };
  const engine = openEngine(options.dir, options.durability ?? 'sync');
  const catalog = new Catalog(engine);
  try {
    await catalog.declare(options.collections);
  } catch (error) {
    await engine.close();
    throw error;
  }
  const store = new Store(engine, catalog);
  const transactions = new Transactions(store, {
    lifeMs: options.transactionLifeMs ?? 30_000,
    lockWaitMs: options.lockWaitMs ?? 10_000,
    holdMs: options.transactionHoldMs ?? 2,
    duplicateForm: () => settings.duplicateInTransaction,
  });
  let toldAt = -Infinity;
  engine.whenLost((reason) => {
    // Everybody who is at work tries again and again: once is enough to know of it.
    if (Date.now() - toldAt > TELL_AGAIN_MS) {
      toldAt = Date.now();
      console.error(`数据没有写入磁盘（${reason.message}）。请腾出磁盘空间；腾出后不必重新启动。`);
    }
    store.forgetPending();
    transactions.dropAll();
  });
  const judge = new UnindexedJudge(() => settings.unindexed);
  const core: Core = { catalog, store, transactions, judge, now: () => settings.now() };
  const faults = new FaultList();
  const counters = new Counters();
  const gate = new Gate(() => settings.limits, core.now);
  const die = (call: string): void => database.onDeath(call);
  const handlers = { ...readActions(core), ...writeActions(core), ...transactionActions(core) };
  const actions = Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [
      name,
      guarded(handler, core, settings, faults, counters, gate, die),
    ]),
  );
  const database: CloudDatabase = {
    actions,
    settings,
    faults,
    beginCall: (call) => counters.begin(call),
    endCall(call) {
      const open = transactions.ofCall(call);
      for (const transaction of open) transactions.drop(transaction);
      const byAction = counters.end(call);
      const requests = Object.values(byAction).reduce((sum, count) => sum + count, 0);
      return { requests, byAction, openTransactions: open.length };
    },
    requests: () => counters.totals(),
    resetRequests: () => counters.reset(),
    onDeath: () => undefined,
    async close() {
      transactions.dropAll();
      await store.close();
    },
  };
  return database;
}
