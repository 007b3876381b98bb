/** Writing single documents: plainly, waiting for transactions in the way, or within a transaction. */
import type { Core } from './core';
import { duplicateKey } from './errors';
import type { Collection } from './schema';
import type { DocumentKey, StoredDocument } from './stored';
import type { Transaction, Transactions } from './transactions';
import type { View } from './view';
import { WriteSet } from './writes';

/** Gives what a document is to become (`null`: removed), or the current one to leave it. May be called again. */
export type Change = (current: StoredDocument | null) => StoredDocument | null;

export interface Written {
  before: StoredDocument | null;
  after: StoredDocument | null;
}

export interface Writer {
  /** What the request sees now, its own changes included. */
  view(): View;
  write(collection: Collection, id: DocumentKey, change: Change): Promise<Written>;
  /** Reports that a document with this `_id` is already there. */
  exists(collection: Collection, key: string): never;
}

export class TransactionWriter implements Writer {
  constructor(
    private readonly transactions: Transactions,
    private readonly transaction: Transaction,
  ) {}

  view(): View {
    return this.transactions.view(this.transaction);
  }

  async write(collection: Collection, id: DocumentKey, change: Change): Promise<Written> {
    const before = this.view().get(collection, id);
    const after = change(before);
    if (after !== before) this.transactions.write(this.transaction, collection, id, after);
    return { before, after };
  }

  exists(collection: Collection, key: string): never {
    return this.transactions.violated(this.transaction, collection, '_id_', key);
  }
}

/** Collects the changes of one request and commits them together, in parts only when it has to wait. */
export class PlainWriter implements Writer {
  private writes = new WriteSet();
  private readonly commits: Array<Promise<void>> = [];
  private readonly deadline: number;

  constructor(private readonly core: Core) {
    this.deadline = Date.now() + core.transactions.lockWaitMs;
  }

  view(): View {
    return this.core.store.latest();
  }

  async write(collection: Collection, id: DocumentKey, change: Change): Promise<Written> {
    const { store, transactions, catalog } = this.core;
    for (;;) {
      const own = this.writes.get(collection)?.get(id);
      const before = own === undefined ? store.current(collection, id) : own;
      const after = change(before);
      if (after === before) return { before, after };
      const blocker = transactions.blocker(collection, id, after);
      if (blocker) {
        this.commit();
        await transactions.waitFor(blocker, this.deadline);
        continue;
      }
      const index = after && store.violation(collection, after, this.writes);
      if (index) throw duplicateKey(collection.name, index.name, after.describe(index));
      if (after) catalog.noteArrays(collection, after);
      this.writes.put(collection, id, after);
      return { before, after };
    }
  }

  exists(collection: Collection, key: string): never {
    throw duplicateKey(collection.name, '_id_', key);
  }

  /** Commits what is collected and waits until all of the request is on the disk. */
  async finish(): Promise<void> {
    this.commit();
    await Promise.all(this.commits);
  }

  private commit(): void {
    this.commits.push(this.core.store.commit(this.writes));
    this.writes = new WriteSet();
  }
}
