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

/**
 * Writes documents one by one, each as a commit of its own. From reading a document to committing its
 * change nothing else may run: two writes that waited for the same transaction go on one right after the
 * other, and the second has to see what the first has done.
 */
export class PlainWriter implements Writer {
  private readonly commits: Array<Promise<void>> = [];
  private readonly deadline: number;

  constructor(private readonly core: Core) {
    this.deadline = Date.now() + core.transactions.lockWaitMs;
  }

  view(): View {
    return this.core.store.latest();
  }

  async write(collection: Collection, id: DocumentKey, change: Change): Promise<Written> {
    for (;;) {
      const before = this.core.store.current(collection, id);
      const after = change(before);
      if (after === before) return { before, after };
      const blocker = this.core.transactions.blocker(collection, id, after);
      if (!blocker) {
        this.commit(collection, id, after);
        return { before, after };
      }
      await this.core.transactions.waitFor(blocker, this.deadline);
    }
  }

  exists(collection: Collection, key: string): never {
    throw duplicateKey(collection.name, '_id_', key);
  }

  /** Waits until all of the request is on the disk; the engine flushes its commits together. */
  async finish(): Promise<void> {
    await Promise.all(this.commits);
  }

  private commit(collection: Collection, id: DocumentKey, after: StoredDocument | null): void {
    const { store, catalog } = this.core;
    const writes = new WriteSet();
    const index = after && store.violation(collection, after, writes);
    if (index) throw duplicateKey(collection.name, index.name, after.describe(index));
    if (after) catalog.noteArrays(collection, after);
    writes.put(collection, id, after);
    const written = store.commit(writes);
    // Reported by finish(); until then a failure is not an unhandled one.
    written.catch(() => undefined);
    this.commits.push(written);
  }
}
