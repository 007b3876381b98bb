/** Interactive transactions: snapshot isolation, conflicts at once, 30 s of life (cloud-wire.md §4). */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { CallId } from '../types';
import {
  duplicateKey,
  invalidParameter,
  requestFailed,
  transactionBusy,
  transactionConflict,
  transactionMissing,
} from './errors';
import type { Collection } from './schema';
import type { DocumentKey, StoredDocument } from './stored';
import type { Store } from './store';
import type { View } from './view';
import { uniqueKeysOf, WriteSet } from './writes';

export type DuplicateForm = 'duplicate' | 'conflict';

export interface TransactionRules {
  lifeMs: number;
  lockWaitMs: number;
  /**
   * An operation of a transaction takes at least this long, as over a network: so the second of two
   * requests sent together finds the transaction busy.
   */
  holdMs: number;
  /** In which form a unique violation inside a transaction is reported; the real one is unknown. */
  duplicateForm: () => DuplicateForm;
}

export class Transaction {
  readonly id = randomUUID().replaceAll('-', '');
  readonly writes = new WriteSet();
  readonly owned = new Set<string>();
  readonly ended: Promise<void>;
  snapshot: number | null = null;
  busy = false;
  over = false;
  timer: NodeJS.Timeout | undefined;
  readonly end: () => void;

  constructor(readonly call: CallId) {
    let end = (): void => undefined;
    this.ended = new Promise((resolve) => (end = resolve));
    this.end = end;
  }
}

const lockName = (collection: Collection, id: DocumentKey): string => `${collection.id}:${id}`;

export class Transactions {
  private readonly open = new Map<string, Transaction>();
  /** Locked documents and claimed unique keys, each with the transaction that has it. */
  private readonly owners = new Map<string, Transaction>();

  constructor(
    private readonly store: Store,
    private readonly rules: TransactionRules,
  ) {}

  start(call: CallId): Transaction {
    const transaction = new Transaction(call);
    transaction.timer = setTimeout(() => this.drop(transaction), this.rules.lifeMs);
    this.open.set(transaction.id, transaction);
    return transaction;
  }

  /** Open transactions of a call. */
  ofCall(call: CallId): Transaction[] {
    return [...this.open.values()].filter((transaction) => transaction.call === call);
  }

  /**
   * Runs one operation of a transaction. TransactionNotExist when it is over, TransactionBusy while
   * another operation runs.
   */
  async use<T>(id: unknown, operation: (transaction: Transaction) => Promise<T> | T): Promise<T> {
    const transaction = this.get(id);
    if (transaction.busy) throw transactionBusy();
    transaction.busy = true;
    try {
      if (this.rules.holdMs > 0) await wait(this.rules.holdMs);
      if (transaction.over) throw transactionMissing();
      return await operation(transaction);
    } finally {
      transaction.busy = false;
    }
  }

  /** What a transaction sees; its snapshot is taken by the first operation. */
  view(transaction: Transaction): View {
    transaction.snapshot ??= this.store.openSnapshot();
    return this.store.viewAt(transaction.snapshot, transaction.writes);
  }

  /**
   * Changes a document within a transaction. A conflict, or a unique violation, ends the whole
   * transaction, as MongoDB does.
   */
  write(
    transaction: Transaction,
    collection: Collection,
    id: DocumentKey,
    stored: StoredDocument | null,
  ): void {
    transaction.snapshot ??= this.store.openSnapshot();
    this.own(transaction, lockName(collection, id));
    if (this.store.changedSince(collection, id, transaction.snapshot)) this.conflict(transaction);
    if (stored) {
      for (const { text } of uniqueKeysOf(collection, stored)) this.own(transaction, text);
      const index = this.store.violation(collection, stored, transaction.writes);
      if (index) this.violated(transaction, collection, index.name, stored.describe(index));
      this.store.catalog.noteArrays(collection, stored);
    }
    transaction.writes.put(collection, id, stored);
  }

  /** Ends a transaction with E11000 or a conflict, by the rule in force, for a key that is taken. */
  violated(transaction: Transaction, collection: Collection, index: string, key: string): never {
    this.drop(transaction);
    if (this.rules.duplicateForm() === 'conflict') throw transactionConflict();
    throw duplicateKey(collection.name, index, key);
  }

  /** Ends a transaction with the conflict error. */
  conflict(transaction: Transaction): never {
    this.drop(transaction);
    throw transactionConflict();
  }

  /** Commits; resolves when everything is on the disk. */
  async commit(transaction: Transaction): Promise<void> {
    const written = this.store.commit(transaction.writes);
    this.drop(transaction);
    await written;
  }

  /** Ends a transaction without applying anything that is not committed. */
  drop(transaction: Transaction): void {
    if (transaction.over) return;
    transaction.over = true;
    clearTimeout(transaction.timer);
    this.open.delete(transaction.id);
    for (const name of transaction.owned) this.owners.delete(name);
    if (transaction.snapshot !== null) this.store.closeSnapshot(transaction.snapshot);
    transaction.end();
  }

  dropAll(): void {
    for (const transaction of Array.from(this.open.values())) this.drop(transaction);
  }

  /** Drops one transaction by its id, if it is open. */
  dropById(id: unknown): void {
    const transaction = this.open.get(String(id));
    if (transaction) this.drop(transaction);
  }

  /**
   * The transaction a plain write of a document has to wait for: one that has locked the document or
   * claimed one of its unique keys.
   */
  blocker(
    collection: Collection,
    id: DocumentKey,
    stored: StoredDocument | null,
  ): Transaction | undefined {
    return [lockName(collection, id), ...uniqueKeysOf(collection, stored).map((key) => key.text)]
      .map((name) => this.owners.get(name))
      .find((owner) => owner !== undefined);
  }

  /** Waits for a blocker until `deadline` (ms of Date.now()); DATABASE_REQUEST_FAILED when it takes longer. */
  async waitFor(blocker: Transaction, deadline: number): Promise<void> {
    const abort = new AbortController();
    const tooLong = wait(Math.max(0, deadline - Date.now()), 'late', {
      signal: abort.signal,
    }).catch(() => 'aborted');
    const result = await Promise.race([blocker.ended, tooLong]);
    abort.abort();
    if (result === 'late')
      throw requestFailed('the write waited too long for a document locked by a transaction');
  }

  get lockWaitMs(): number {
    return this.rules.lockWaitMs;
  }

  private get(id: unknown): Transaction {
    if (typeof id !== 'string') throw invalidParameter('transactionId must be a string');
    const transaction = this.open.get(id);
    if (!transaction) throw transactionMissing();
    return transaction;
  }

  private own(transaction: Transaction, name: string): void {
    const owner = this.owners.get(name);
    if (owner && owner !== transaction) this.conflict(transaction);
    this.owners.set(name, transaction);
    transaction.owned.add(name);
  }
}
